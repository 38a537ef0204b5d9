// Preview, settlements: what the next visit of one would book, and what it is told of the orders and returns
// that were looked at before it.
#include "flow/preview.h"

#include "model/entry_text.h"

namespace crosswalk::flow {

void Previewer::note(const Record& record, const Translation& translation, const Standing& before,
                     const Standing& after, const std::string& entries) {
  using Kind = Standing::Kind;
  const bool counts =
      after.kind == Kind::booked || after.kind == Kind::waiting || after.kind == Kind::skipped;
  if (sources_.books == nullptr || !counts) return;
  std::vector<store::StandingInvoice> invoices;
  for (const Document& document : expected_)
    if (document.kind == DocumentKind::invoice && document.total)
      invoices.push_back({document.key, *document.total});
  sources_.books->note(record.key, translation, entries, invoices);
  if (after.entries == nullptr || !after.entries->informs()) return;
  auto& [was, is] = informed_[record.key.id];
  if (before.entries != nullptr) was = *before.entries;
  is = *after.entries;
}

Result<void> Previewer::add_settlement(const store::RecordRow* row, const Record& record,
                                       const std::string& entries) {
  std::optional<Entries> booked;
  if (!entries.empty()) {
    auto read = read_entries(entries);
    if (!read)
      return fail(read.error().kind,
                  "the stored entries of " + record.key.id + " cannot be read: " + read.error().text());
    booked = std::move(*read);
    add_money(&*booked, MoneyTables::Side::both);
  }
  if (sources_.books != nullptr) sources_.books->informants();
  auto rehearsed =
      sources_.settlements.settle(record, row != nullptr ? row->id : 0, booked ? &*booked : nullptr);
  if (!rehearsed) return rehearsed.error();
  const auto informants = sources_.books != nullptr ? sources_.books->informants() : std::set<std::string>();
  Settled& settled = rehearsed->settled;
  PreviewSettlement& told = report_.settlements.emplace_back();
  told.id = record.key.id;
  told.payable = settled.payable;
  told.rows = rehearsed->rows;
  told.decided = rehearsed->decided;
  if (row != nullptr) told.before = row->state;
  told.after = settled.state;
  told.reason = settled.reason;
  told.origin = settled.origin;
  told.stood = std::move(rehearsed->stood);
  told.stands = std::move(rehearsed->stands);
  told.groups = std::move(rehearsed->groups);
  const Entries& fresh = settled.fresh;
  bool books = false;
  if (!fresh.entries.empty()) {
    if (const auto objection = objection_to(fresh)) {
      told.after = RecordState::held;
      told.reason = objection->reason;
      told.origin = objection->origin;
    } else {
      books = true;
      add_money(&fresh, MoneyTables::Side::after);
      for (const std::string& informant : informants) informed_.erase(informant);
    }
  }
  if (told.before != told.after || books) {
    ++report_.changed;
    if (books && touches_locked(&fresh)) ++report_.locked_records;
  }
  return {};
}

}  // namespace crosswalk::flow
