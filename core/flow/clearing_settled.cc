#include "flow/clearing_settled.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "flow/settlement_months.h"

namespace crosswalk::flow {

void SettledClearing::add(const store::RecordRow& row, const Entries& entries) {
  if (entries.currency != currency_) return;
  Settlement& settlement = settlements_[row.id];
  settlement.id = row.key.id;
  settlement.in_documents = entries.posting == Posting::settlement;
  settlement.closes = entries.order_date;
  for (const Entry& entry : entries.entries) {
    if (entry.date > at_) continue;
    const std::int64_t units = entry.amount.amount.units();
    const bool moved = entry.role == EntryRole::moved;
    const bool deposit = moved && entry.line_class == LineClass::deposit;
    if (!moved && !entry.counter()) continue;
    // A deposit takes back what its clearing took. What a month carries forward is still owed.
    books_ += units;
    settlement.entries += units;
    if (!deposit) continue;
    paid_ += units;
    settlement.paid = settlement.paid.value_or(0) + units;
  }
}

std::optional<std::int64_t> SettledClearing::deposited(std::int64_t record) const {
  const auto found = settlements_.find(record);
  return found == settlements_.end() ? std::nullopt : found->second.paid;
}

Result<void> SettledClearing::tie(store::Store& store, const std::string& pair) {
  const auto days = store.booked_days(pair);
  if (!days) return days.error();
  // What one visit books of a month is one document, paid or carried forward on its day.
  std::map<std::tuple<std::int64_t, std::int64_t, Date>, Date> document_on;
  const auto in_document = [&](const store::BookedDay& day) {
    const auto found = settlements_.find(day.record);
    return !day.deposit && found != settlements_.end() && found->second.in_documents;
  };
  for (const auto& day : *days) {
    if (!in_document(day)) continue;
    Date& last = document_on[{day.record, day.visit, last_day_of(day.day)}];
    last = std::max(last, document_day(day.day, settlements_[day.record].closes));
  }
  for (const auto& day : *days) {
    if (day.amount.currency != currency_) continue;
    const std::int64_t units = day.amount.amount.units();
    const Date booked =
        in_document(day) ? document_on[{day.record, day.visit, last_day_of(day.day)}] : day.day;
    if (day.posted <= at_) moved_ -= units;
    if (booked > at_) continue;
    moved_ += units;
    settlements_[day.record].rows += units;
  }
  for (const auto& [record, settlement] : settlements_) {
    if (settlement.entries == settlement.rows) continue;
    std::string id = settlement.id;
    if (id.empty()) {
      const auto read = store.record(record);
      if (!read) return read.error();
      id = read->key.id;
    }
    faults.push_back({"settlement " + id + ": its entries come to " +
                          Decimal::from_units(settlement.entries).text(2) +
                          " on clearing, and the rows that " + "it has booked to " +
                          Decimal::from_units(settlement.rows).text(2),
                      {Decimal::from_units(settlement.entries - settlement.rows), currency_}});
  }
  return {};
}

}  // namespace crosswalk::flow
