// Book, settlements and statements: what rows come to, beside what stands for their orders (settle.h).
#include "base/zip_writer.h"
#include "flow/book.h"
#include "flow/correct.h"
#include "flow/prove.h"
#include "flow/settle_again.h"
#include "flow/settlement_payout.h"
#include "flow/statement.h"
#include "model/entry_text.h"

namespace crosswalk::flow {

using store::ClaimedRecord;
using store::MappedRecord;

// It books nothing. A replay says that somebody has looked at what was doubtful.
Result<MappedRecord> Booker::look_at_statement(const ClaimedRecord& claimed) const {
  const auto settlements = kept_settlements(pair_.store, pair_.settings.name);
  if (!settlements) return settlements.error();
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.version = live_.version();
  StatementView view = view_statement(pair_.source, claimed.record, *settlements);
  mapped.state = view.doubtful && !claimed.replayed ? RecordState::held : RecordState::skipped;
  mapped.reason = std::move(view.text);
  mapped.origin = std::move(view.where);
  return mapped;
}

// What earlier visits have booked; nothing: it cannot be read, and the record is held.
std::optional<Entries> Booker::booked_before(const ClaimedRecord& claimed, MappedRecord& mapped) const {
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  if (claimed.entries.empty()) return Entries{};
  auto read = read_entries(claimed.entries);
  if (read) return std::move(*read);
  mapped.version = live_.version();
  hold(mapped, "its stored entries cannot be read: " + read.error().text());
  return std::nullopt;
}

Result<MappedRecord> Booker::settle(const ClaimedRecord& claimed, const Stop& stop) {
  MappedRecord mapped;
  auto before = booked_before(claimed, mapped);
  if (!before) return mapped;
  Entries all = std::move(*before);
  const auto reference = reference_.current(stop);
  const LiveRules::Loan loan(live_);
  loan.mapper().use_customers(customers_ ? customers_->list : nullptr);
  mapped.version = loan.mapper().rule_set().version();
  SettleGrounds grounds = settle_grounds(pair_.settings);
  grounds.locked_until = reference->locked_until;
  grounds.reference = reference.get();
  grounds.deposited = is_deposited(all);
  const auto refused = ask_refused_again(claimed, loan.mapper(), grounds, all, mapped);
  if (!refused) {
    hold(mapped, refused.error().message, refused.error().where);
    return mapped;
  }
  auto settled = settler_.visit(claimed, loan.mapper(), grounds);
  if (!settled) return settled.error();
  mapped.state = settled->state;
  mapped.reason = std::move(settled->reason);
  mapped.origin = std::move(settled->origin);
  mapped.stuck = settled->stuck;
  mapped.remarks = std::move(settled->remarks);
  mapped.awaits = std::move(settled->awaits);
  if (!settled->visit) return mapped;
  if (auto kept = keep_settlement(
          pair_.store, pair_.settings.name,
          {claimed.record.key.id, settled->fresh.order_date, settled->payable, settled->difference});
      !kept)
    return kept.error();
  // What was refused goes out anew with what is new.
  const auto fresh = static_cast<std::ptrdiff_t>(settled->fresh.entries.size());
  for (const Entry& entry : all.entries)
    if (refused->takes(entry)) settled->fresh.entries.push_back(entry);
  if (auto objection = rate(settled->fresh, &all, stop)) {
    hold(mapped, std::move(objection->reason));
    return mapped;
  }
  if (settled->fresh.rates.empty()) settled->fresh.rates = all.rates;
  const std::vector<Entry> booked = std::move(all.entries);
  if (settled->fresh.contact.empty()) {
    settled->fresh.contact = all.contact;
    settled->fresh.customers = all.customers;
  }
  if (settled->fresh.reference.empty()) settled->fresh.reference = all.reference;
  all = settled->fresh;
  all.entries.erase(all.entries.begin() + fresh, all.entries.end());
  all.entries.insert(all.entries.begin(), booked.begin(), booked.end());
  if (auto proven = prove_settled(all, settled->booked); !proven) {
    hold(mapped, proven.error().text());
    return mapped;
  }
  std::string packed;
  enclose(claimed.record, settled->fresh, packed, mapped);
  mapped.withdraw = refused->withdrawn();
  // Also where nothing is new: what else the ledger refused of it goes out once more, as it was.
  draft(claimed, settled->fresh, all, mapped, stop);
  // What the draft refuses stands nowhere, and so no row of it is booked.
  if (mapped.entries.empty()) return mapped;
  mapped.accrued = std::move(settled->accrued);
  mapped.bookings = std::move(settled->bookings);
  mapped.visit = settled->visit;
  return mapped;
}

// A replay asks the rules again about what stands nowhere, because the ledger has certainly refused it.
// `all`: what is booked, and then what is booked by the rules of now.
Result<RefusedParts> Booker::ask_refused_again(const ClaimedRecord& claimed, rules::Mapper& mapper,
                                               const SettleGrounds& grounds, Entries& all,
                                               MappedRecord& mapped) const {
  if (!claimed.replayed || all.entries.empty()) return RefusedParts();
  auto refused = RefusedParts::of(all, claimed.posted, pair_.ledger);
  if (!refused || refused->empty()) return refused;
  const auto visit = pair_.store.settlement_visit(claimed.id);
  if (!visit) return visit.error();
  // A report that the market has changed since is looked at first.
  if (visit->seen < claimed.record.revision) return RefusedParts();
  auto again = SettleAgain(pair_.store, pair_.source, mapper, grounds)
                   .settle(claimed.record, claimed.id, all, &*refused);
  if (!again) return again.error();
  all = std::move(again->entries);
  mapped.placed = std::move(again->placed);
  return refused;
}

Result<MappedRecord> Booker::settle_again(const ClaimedRecord& claimed, const Stop& stop) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.placed.emplace();
  const auto reference = reference_.current(stop);
  const LiveRules::Loan loan(live_);
  loan.mapper().use_customers(customers_ ? customers_->list : nullptr);
  mapped.version = loan.mapper().rule_set().version();
  const auto booked = read_entries(claimed.entries);
  if (!booked) {
    hold(mapped, "its stored entries cannot be read: " + booked.error().text());
    return mapped;
  }
  SettleGrounds grounds = settle_grounds(pair_.settings);
  grounds.reference = reference.get();
  auto again = claimed.correction->back.empty()
                   ? SettleAgain(pair_.store, pair_.source, loan.mapper(), std::move(grounds))
                         .settle(claimed.record, claimed.id, *booked)
                   : restored_settlement(pair_.store, claimed.id, claimed.record.revision, claimed.entries,
                                         *claimed.correction);
  if (!again) {
    hold(mapped, again.error().message, again.error().where);
    return mapped;
  }
  mapped.state = again->state;
  mapped.reason = std::move(again->reason);
  mapped.origin = std::move(again->origin);
  mapped.stuck = again->stuck;
  mapped.placed = std::move(again->placed);
  std::string packed;
  enclose(claimed.record, again->entries, packed, mapped);
  draft(claimed, again->entries, again->entries, mapped, stop);
  return mapped;
}

// The file that the market sent, where the ledger keeps it.
void Booker::enclose(const Record& record, Entries& entries, std::string& packed,
                     MappedRecord& mapped) const {
  const std::size_t largest = pair_.ledger.largest_enclosure(record.key.kind);
  if (largest == 0 || record.body.empty()) return;
  const std::string name = "settlement-" + record.key.id;
  const std::string zip_type = "application/zip";
  const bool zipped = record.body.starts_with("PK");
  if (record.body.size() <= largest) {
    entries.enclosure = {name + (zipped ? ".zip" : ".csv"), zipped ? zip_type : "text/csv", record.body};
    return;
  }
  if (!zipped) {
    if (auto packing = zip_of(name + ".csv", record.body, largest)) {
      packed = std::move(*packing);
      entries.enclosure = {name + ".zip", zip_type, packed};
      return;
    }
  }
  mapped.remarks.push_back("the settlement's file has " + std::to_string(record.body.size()) +
                           " bytes, and zipped it is still more than the " + std::to_string(largest) +
                           " that " + pair_.ledger.name() + " takes in an attachment; attach it by hand");
}

}  // namespace crosswalk::flow
