#include "flow/awaited_money.h"

#include <map>
#include <set>
#include <utility>

#include "flow/booked_entries.h"

namespace crosswalk::flow {

Result<std::vector<AwaitedMoney>> awaited_money(store::Store& store, const std::string& pair) {
  // By currency and purchase order: booked, less what settled of it.
  std::map<std::string, std::map<std::string, MoneySum>, std::less<>> open;
  const auto sum_of = [&](Currency currency, const std::string& purchase_order) -> MoneySum& {
    return open[std::string(currency.code())].try_emplace(purchase_order, currency).first->second;
  };
  // The sides that orders and returns have booked themselves, refunds true. They have not where only the
  // settlement books, and where the opening balance holds it: what settles there was not awaited.
  std::set<std::pair<std::string, bool>> booked;
  auto walked =
      each_booked(store, pair, {}, [&](const store::RecordRow& row, const Entries& entries) -> Result<void> {
        if (grows(row.key.kind) || entries.informs()) return {};
        for (const Entry& entry : entries.entries) {
          if (!entry.counter()) continue;
          const std::string& order = entry.purchase_order.empty() ? row.key.id : entry.purchase_order;
          sum_of(entries.currency, order).add(entry.amount);
          booked.emplace(order, !entry.refund.empty());
        }
        return {};
      });
  if (!walked) return walked.error();
  walked = store.each_tied_order(pair, [&](const store::TiedOrder& order) -> Result<void> {
    // A difference says what the row pays beyond what was booked, and is booked by the settlement itself.
    for (const auto& row : order.settled) {
      if (booked.count({order.purchase_order, row.side == store::BookingSide::refund}) == 0) continue;
      if (row.difference && row.state != store::RowState::booked) continue;
      sum_of(row.amount.currency, order.purchase_order)
          .add(row.difference ? row.amount : Money{row.amount.amount.negated(), row.amount.currency});
    }
    return {};
  });
  if (!walked) return walked.error();
  std::vector<AwaitedMoney> all;
  for (const auto& [code, orders] : open) {
    const auto currency = Currency::parse(code);
    if (!currency) return currency.error();
    MoneySum sum(*currency);
    AwaitedMoney awaited;
    for (const auto& [purchase_order, of_order] : orders) {
      const auto amount = of_order.total();
      if (!amount) return amount.error();
      if (amount->amount.is_zero()) continue;
      sum.add(*amount);
      ++awaited.orders;
    }
    const auto total = sum.total();
    if (!total) return total.error();
    awaited.amount = *total;
    if (awaited.orders > 0) all.push_back(awaited);
  }
  return all;
}

}  // namespace crosswalk::flow
