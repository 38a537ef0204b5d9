#include "flow/difference.h"

namespace crosswalk::flow {

void MoneyByPlace::add(const Entries& entries, bool negative) {
  for (const auto& entry : entries.entries) {
    if (entry.role == EntryRole::receivable || entry.state == UnitState::cancelled) continue;
    std::string place = "account " + entry.answers.account.value + ", tax " + entry.answers.tax.value;
    for (const auto& tracking : entry.answers.tracking)
      place += ", " + tracking.category + "=" + tracking.option;
    place += " (" + std::string(entry.amount.currency.code()) + ")";
    auto& sum = sums_.try_emplace(place, entry.amount.currency).first->second;
    sum.add(negative ? entry.amount : entry.amount.negated());
  }
}

Result<std::vector<std::pair<std::string, Money>>> MoneyByPlace::rows() const {
  std::vector<std::pair<std::string, Money>> rows;
  for (const auto& [place, sum] : sums_) {
    auto total = sum.total();
    if (!total) return total.error();
    if (!total->amount.is_zero()) rows.emplace_back(place, *total);
  }
  return rows;
}

}  // namespace crosswalk::flow
