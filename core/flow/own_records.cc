#include "flow/own_records.h"

#include <algorithm>
#include <vector>

#include "flow/accrue.h"
#include "flow/opening_balance.h"
#include "flow/settlement_months.h"

namespace crosswalk::flow {

Result<void> OwnRecords::step() {
  if (auto opened = open(); !opened) return opened;
  return accrue();
}

Result<bool> OwnRecords::has(RecordKind kind, const std::string& id) const {
  const auto rows = pair_.store.records({.pair = pair_.settings.name, .states = {}, .id = id});
  if (!rows) return rows.error();
  return std::any_of(rows->begin(), rows->end(),
                     [kind](const store::RecordRow& row) { return row.key.kind == kind; });
}

// A number that was taken out of crosswalk.yaml after it was booked is told like one that was changed.
Result<void> OwnRecords::open() {
  if (opened_) return {};
  const auto known = has(RecordKind::opening, std::string(opening_id));
  if (!known) return known.error();
  if (pair_.settings.accounts.opening_balance || *known) {
    const RawRecord record = opening_record(pair_.settings);
    if (auto kept = pair_.store.receive(pair_.settings.name, {&record, 1}, "", "", pair_.clock.now()); !kept)
      return kept.error();
  }
  opened_ = true;
  return {};
}

// Every month since the newest accrual; the first one is the month that was over when it was asked for.
Result<void> OwnRecords::accrue() {
  if (!pair_.settings.accrues) return {};
  const Date today = pair_.settings.schedule.zone.date_of(pair_.clock.now() - month_rest);
  const Date first = today.plus_days(1 - static_cast<std::int32_t>(today.day()));
  const Date last = first.plus_days(-1);
  const std::string month = month_name(last);
  if (accrued_ == month || last < pair_.settings.books_start) return {};
  const std::string note = "accrued:" + pair_.settings.name;
  auto newest = pair_.store.note(note);
  if (!newest) return newest.error();
  std::vector<RawRecord> records;
  Date day = last;
  if (!newest->empty()) {
    const auto known = month_named(*newest);
    if (!known) return known.error();
    day = last_day_of(last_day_of(*known).plus_days(1));
  }
  for (; day <= last; day = last_day_of(day.plus_days(1))) {
    const std::string name = month_name(day);
    records.push_back({RecordKind::accrual, name, "{\"month\":\"" + name + "\"}"});
  }
  if (!records.empty())
    if (auto kept = pair_.store.receive(pair_.settings.name, records, "", "", pair_.clock.now()); !kept)
      return kept.error();
  if (auto kept = pair_.store.set_note(note, month); !kept) return kept;
  accrued_ = month;
  return {};
}

}  // namespace crosswalk::flow
