#include "flow/accrue.h"

#include <algorithm>
#include <set>

#include "base/limits.h"
#include "flow/preview_report.h"
#include "flow/settlement_months.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

bool is_told(const Entry& entry) {
  return entry.role == EntryRole::placed && entry.state == UnitState::shipped;
}

void add_months(const Entries& entries, std::set<std::string>& months) {
  if (!entries.informs()) return;
  for (const Entry& entry : entries.entries)
    if (is_told(entry)) months.insert(month_name(entry.date));
}

}  // namespace

std::string month_name(Date day) {
  return day.text().substr(0, 7);
}

Result<Date> month_named(std::string_view name) {
  return Date::parse(std::string(name) + "-01");
}

std::vector<std::string> months_told_anew(const Entries* before, const Entries& now) {
  if (before != nullptr && before->entries == now.entries) return {};
  std::set<std::string> months;
  if (before != nullptr) add_months(*before, months);
  add_months(now, months);
  return {months.begin(), months.end()};
}

// Months are accrued one after the other, so that only the first one has none before it: it takes everything
// that shipped earlier.
Result<Date> Accruer::first_day(Date month) const {
  const auto rows =
      pair_.store.records({.pair = pair_.settings.name, .states = {}, .id = month_name(month.plus_days(-1))});
  if (!rows) return rows.error();
  const bool follows = std::any_of(rows->begin(), rows->end(), [](const store::RecordRow& row) {
    return row.key.kind == RecordKind::accrual;
  });
  return follows ? month : pair_.settings.books_start;
}

// Those with something told on these days, or accrued by them.
Result<std::vector<std::string>> Accruer::orders_of(const AccrualTerms& terms) const {
  std::set<std::string> orders;
  const auto covers = [&](const Entry& entry) { return terms.from <= entry.date && entry.date <= terms.to; };
  auto walked = pair_.store.each_record(
      pair_.settings.name, [&](const store::RecordRow& row, const std::string& text) -> Result<void> {
        if (text.empty() || grows(row.key.kind)) return {};
        const auto entries = read_entries(text);
        if (!entries) return entries.error();
        if (!entries->informs()) return {};
        for (const Entry& entry : entries->entries)
          if (is_told(entry) && covers(entry))
            orders.insert(entry.purchase_order.empty() ? row.key.id : entry.purchase_order);
        return {};
      });
  if (!walked) return walked.error();
  walked = pair_.store.each_accrual(
      pair_.settings.name, "",
      [&](const RecordKey& /*record*/, const store::AccruedPart& part) -> Result<void> {
        orders.insert(part.purchase_order);
        return {};
      });
  if (!walked) return walked.error();
  return std::vector<std::string>(orders.begin(), orders.end());
}

Result<Accrual> Accruer::visit(const RecordKey& accrual, int revision, std::optional<Date> locked_until) {
  const PairSettings& settings = pair_.settings;
  const auto month = month_named(accrual.id);
  if (!month) return month.error();
  AccrualTerms terms;
  terms.account = settings.accounts.accrued;
  terms.no_tax = settings.accounts.no_tax;
  terms.to = last_day_of(*month);
  terms.more = settings.accrues;
  const auto from = first_day(*month);
  if (!from) return from.error();
  terms.from = *from;
  const bool locked = locked_until && terms.to <= *locked_until;
  const Date day = locked ? locked_until->plus_days(1) : terms.to;
  const std::string words =
      "shipped by " + terms.to.text() + " and not settled" + (locked ? ", of a locked month" : std::string());
  terms.day = day;
  const auto orders = orders_of(terms);
  if (!orders) return orders.error();
  Accrual out;
  SettledEntries booked(settings.currency);
  for (std::size_t at = 0; at < orders->size(); at += limits::settlement_chunk) {
    const std::span chunk(orders->data() + at, std::min(limits::settlement_chunk, orders->size() - at));
    const auto standings = pair_.store.order_standings(settings.name, chunk, RecordKey{});
    if (!standings) return standings.error();
    for (const store::OrderStanding& order : *standings) {
      const auto pairs = accrual_of(order, terms);
      if (!pairs) return pairs.error();
      if (pairs->empty()) continue;
      if (auto done = book_accrual(
              *pairs, [day](const Entry&, Date accrued) { return std::max(day, accrued); }, words, booked);
          !done)
        return done.error();
      out.parts.push_back({order.purchase_order, part_text(*pairs, settings.currency)});
    }
  }
  out.fresh.record = accrual;
  out.fresh.revision = revision;
  out.fresh.posting = Posting::settlement;
  out.fresh.currency = settings.currency;
  out.fresh.order_date = terms.to;
  out.fresh.contact = settings.channel;
  out.fresh.entries = booked.take();
  MoneySum sum(settings.currency);
  for (const Entry& entry : out.fresh.entries)
    if (entry.line_key == accrued_side) sum.add(entry.amount);
  const auto total = sum.total();
  if (!total) return total.error();
  out.text = out.parts.empty() ? "nothing is to be accrued that is not"
                               : counted(static_cast<std::int64_t>(out.parts.size()), "order") + " over " +
                                     total->text() + " accrued";
  return out;
}

}  // namespace crosswalk::flow
