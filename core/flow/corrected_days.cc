#include "flow/corrected_days.h"

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

struct Met {
  std::string run;
  Date locked_until;
};

// By the day that its own record dates it on.
using ByDay = std::map<Date, std::vector<Entry>>;

std::string key_of(std::int64_t record) {
  return "corrected-under-lock:" + std::to_string(record);
}

// "20260210T120000Z 2026-01-31", a line each, in the order of the runs.
Result<std::vector<Met>> read_locks(const std::string& text) {
  std::vector<Met> met;
  std::istringstream in(text);
  std::string run;
  std::string day;
  while (in >> run >> day) {
    const auto date = Date::parse(day);
    if (!date) return date.error();
    met.push_back({run, *date});
  }
  return met;
}

std::string written(const std::vector<Met>& met) {
  std::string text;
  for (const Met& each : met) text += each.run + " " + each.locked_until.text() + "\n";
  return text;
}

bool same_place(const Entry& a, const Entry& b) {
  const auto same_option = [](const TrackingAnswer& x, const TrackingAnswer& y) {
    return x.category == y.category && x.option == y.option;
  };
  return a.role == b.role && a.line_key == b.line_key && a.line_class == b.line_class &&
         a.purchase_order == b.purchase_order && a.refund == b.refund && a.pays == b.pays &&
         a.answers.account.value == b.answers.account.value && a.answers.tax.value == b.answers.tax.value &&
         a.answers.item.value == b.answers.item.value &&
         std::equal(a.answers.tracking.begin(), a.answers.tracking.end(), b.answers.tracking.begin(),
                    b.answers.tracking.end(), same_option);
}

Entry turned(Entry entry) {
  entry.amount = entry.amount.negated();
  entry.quantity = Decimal::from_units(-entry.quantity.units());
  return entry;
}

// Takes one out of `among` that is as much in the same place.
bool take(std::vector<Entry>& among, const Entry& entry) {
  const auto found = std::find_if(among.begin(), among.end(), [&](const Entry& each) {
    return each.amount == entry.amount && same_place(each, entry);
  });
  if (found == among.end()) return false;
  among.erase(found);
  return true;
}

// What must be added to `stands` so that it says `wanted`.
std::vector<Entry> difference_of(const std::vector<Entry>& stands, const std::vector<Entry>& wanted) {
  std::vector<Entry> left = stands;
  std::vector<Entry> added;
  for (const Entry& entry : wanted)
    if (!take(left, entry)) added.push_back(entry);
  std::vector<Entry> difference;
  while (!left.empty()) {
    const Entry gone = left.back();
    left.pop_back();
    // An earlier difference has taken it back already.
    if (!take(left, turned(gone))) difference.push_back(turned(gone));
  }
  difference.insert(difference.end(), added.begin(), added.end());
  return difference;
}

ByDay by_day(std::vector<Entry> entries) {
  ByDay days;
  for (Entry& entry : entries) days[entry.date].push_back(std::move(entry));
  return days;
}

// `stands` after a correction that met this lock, where the rules asked for `wanted`.
ByDay corrected(const ByDay& stands, ByDay wanted, Date locked_until) {
  for (const auto& known : stands) wanted[known.first];
  for (auto& [day, entries] : wanted) {
    std::vector<Entry> stay;
    if (const auto known = stands.find(day); known != stands.end())
      for (const Entry& entry : known->second)
        if (entry.date <= locked_until) stay.push_back(entry);
    if (stay.empty() && day > locked_until) continue;
    std::vector<Entry> added = difference_of(stay, entries);
    for (Entry& entry : added) entry.date = std::max(day, locked_until.plus_days(1));
    entries = std::move(stay);
    entries.insert(entries.end(), std::make_move_iterator(added.begin()),
                   std::make_move_iterator(added.end()));
  }
  return wanted;
}

}  // namespace

Result<void> remember_lock(store::Store& store, std::int64_t record, const std::string& run,
                           Date locked_until) {
  Result<void> read;
  auto edited = store.edit_note(key_of(record), [&](const std::string& value) -> std::optional<std::string> {
    auto met = read_locks(value);
    if (!met) {
      read = met.error();
      return std::nullopt;
    }
    std::erase_if(*met, [&](const Met& each) { return each.run == run; });
    met->push_back({run, locked_until});
    return written(*met);
  });
  if (!edited) return edited;
  return read;
}

Result<std::vector<Entry>> on_ledger_days(store::Store& store, std::int64_t record, const Entries& booked,
                                          const StandingEntries& standing) {
  const auto note = store.note(key_of(record));
  if (!note) return note.error();
  if (note->empty()) return standing(booked);
  const auto met = read_locks(*note);
  if (!met) return met.error();
  // What each run found; one without has never booked.
  std::vector<std::pair<Date, std::vector<Entry>>> found;
  for (const Met& each : *met) {
    const auto text = store.entries_before(record, each.run);
    if (!text) return text.error();
    if (text->empty()) continue;
    const auto before = read_entries(*text);
    if (!before) return before.error();
    found.emplace_back(each.locked_until, standing(*before));
  }
  if (found.empty()) return standing(booked);
  ByDay stands = by_day(std::move(found.front().second));
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto wanted = i + 1 < found.size() ? found[i + 1].second : standing(booked);
    stands = corrected(stands, by_day(std::move(wanted)), found[i].first);
  }
  std::vector<Entry> all;
  for (auto& [day, entries] : stands)
    all.insert(all.end(), std::make_move_iterator(entries.begin()), std::make_move_iterator(entries.end()));
  return all;
}

}  // namespace crosswalk::flow
