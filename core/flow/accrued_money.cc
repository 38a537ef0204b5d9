#include "flow/accrued_money.h"

#include <algorithm>
#include <map>

#include "flow/unsettled.h"

namespace crosswalk::flow {

Result<std::vector<AccruedMoney>> accrued_money(store::Store& store, const std::string& pair) {
  std::map<std::string, std::vector<std::string>> orders;
  auto walked = store.each_accrual(
      pair, "", [&](const RecordKey& /*record*/, const store::AccruedPart& part) -> Result<void> {
        orders[part.purchase_order].push_back(part.entries);
        return {};
      });
  if (!walked) return walked.error();
  std::vector<AccruedMoney> all;
  for (const auto& [order, parts] : orders) {
    const auto sums = accrued_by(parts);
    if (!sums) return sums.error();
    for (const Money& sum : *sums) {
      auto known = std::find_if(all.begin(), all.end(), [&](const AccruedMoney& each) {
        return each.amount.currency == sum.currency;
      });
      if (known == all.end()) known = all.insert(all.end(), AccruedMoney{{Decimal(), sum.currency}, 0});
      const auto total = add(known->amount.amount, sum.amount);
      if (!total) return total.error();
      known->amount.amount = *total;
      ++known->orders;
    }
  }
  return all;
}

}  // namespace crosswalk::flow
