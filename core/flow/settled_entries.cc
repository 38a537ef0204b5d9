#include "flow/settled_entries.h"

#include <tuple>
#include <utility>

#include "base/decimal.h"

namespace crosswalk::flow {
namespace {

void append(std::string& key, std::string_view text) {
  key.append(text).append(1, '\0');
}

void append(std::string& key, const Answer& answer) {
  append(key, answer.value);
  append(key, answer.origin.text());
}

// All that two rows must have in common to be one entry.
void key_into(const Entry& entry, std::string& key) {
  key.clear();
  append(key, entry.date.text());
  append(key, name_of(entry.line_class));
  append(key, name_of(entry.tax_class));
  append(key, entry.refund);
  append(key, entry.refund.empty() ? "" : entry.purchase_order);
  append(key, entry.refund.empty() ? "" : entry.line_key);
  append(key, entry.description);
  // Stock is counted: units of an item are one line where they cost the same.
  if (!entry.answers.item.value.empty() && entry.refund.empty() && entry.quantity.units() != 0)
    if (const auto unit = scale(entry.amount.amount, Decimal::one, entry.quantity.units(), 6))
      append(key, unit->text());
  for (const Answer* answer : {&entry.answers.account, &entry.answers.tax, &entry.answers.item,
                               &entry.answers.description, &entry.answers.date})
    append(key, *answer);
  for (const TrackingAnswer& tracking : entry.answers.tracking) {
    append(key, tracking.category);
    append(key, tracking.option);
    append(key, tracking.origin.text());
  }
}

}  // namespace

Result<void> SettledEntries::add(Entry entry) {
  key_into(entry, key_);
  const auto [known, added] = places_.try_emplace(key_, entries_.size());
  if (added) {
    if (entry.refund.empty()) entry.purchase_order.clear();
    entries_.push_back(std::move(entry));
    return {};
  }
  Entry& sum = entries_[known->second];
  const auto total = crosswalk::add(sum.amount.amount, entry.amount.amount);
  if (!total) return total.error();
  sum.amount.amount = *total;
  if (!entry.answers.item.value.empty())
    sum.quantity = Decimal::from_units(sum.quantity.units() + entry.quantity.units());
  return {};
}

std::vector<Entry> SettledEntries::take() {
  places_.clear();
  return std::exchange(entries_, {});
}

Result<std::vector<Entry>> SettledEntries::finish() {
  struct Group {
    Date date;
    std::string purchase_order;
    std::string refund;
    bool operator<(const Group& other) const {
      return std::tie(date, purchase_order, refund) <
             std::tie(other.date, other.purchase_order, other.refund);
    }
  };
  std::map<Group, MoneySum> sums;
  for (const Entry& entry : entries_)
    sums.try_emplace({entry.date, entry.purchase_order, entry.refund}, currency_)
        .first->second.add(entry.amount.negated());
  for (const auto& [group, sum] : sums) {
    const auto total = sum.total();
    if (!total) return total.error();
    if (total->amount.is_zero()) continue;
    Entry counter;
    counter.state = UnitState::shipped;
    counter.date = group.date;
    counter.purchase_order = group.purchase_order;
    counter.refund = group.refund;
    counter.amount = *total;
    if (!group.refund.empty()) {
      counter.role = EntryRole::receivable;
      entries_.push_back(counter);
      counter.amount = total->negated();
      entries_.push_back(counter);
      counter.amount = *total;
    }
    counter.role = EntryRole::clearing;
    entries_.push_back(std::move(counter));
  }
  places_.clear();
  return std::move(entries_);
}

}  // namespace crosswalk::flow
