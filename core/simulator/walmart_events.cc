// What happens at WalmartService's orders without a call, and what is true of them.
#include "simulator/walmart_service.h"

namespace crosswalk::simulator {

bool WalmartService::add_order(MarketOrder order) {
  const std::lock_guard lock(mutex_);
  return book_.world().add(std::move(order));
}

bool WalmartService::cancel(const std::string& po, const std::string& line, int quantity) {
  const std::lock_guard lock(mutex_);
  if (book_.find(po, now()) == nullptr) return false;
  OrderChange change;
  change.kind = OrderChange::Kind::cancelled;
  change.at = now();
  change.line = line;
  change.quantity = quantity;
  change.reason = "CUSTOMER_REQUESTED_SELLER_TO_CANCEL";
  book_.post(po, std::move(change));
  return true;
}

bool WalmartService::ship(const std::string& po, const std::string& line, int quantity, Instant when) {
  const std::lock_guard lock(mutex_);
  if (book_.find(po, now()) == nullptr) return false;
  OrderChange change;
  change.kind = OrderChange::Kind::acknowledged;
  change.at = std::max(now(), when);
  change.line = line;
  change.quantity = quantity;
  book_.post(po, change);
  change.kind = OrderChange::Kind::shipped;
  change.tracking.ship_time = when;
  change.tracking.number = "1Z" + po.substr(po.size() - std::min<std::size_t>(po.size(), 8)) +
                           std::to_string(book_.changes(po).size());
  change.tracking.url = "https://carrier.test/ups/" + change.tracking.number;
  book_.post(po, std::move(change));
  return true;
}

bool WalmartService::set_phone(const std::string& po, const std::string& phone) {
  const std::lock_guard lock(mutex_);
  MarketOrder* order = book_.world().find(po);
  if (order == nullptr) return false;
  order->ship_to.phone = phone;
  OrderChange change;
  change.kind = OrderChange::Kind::edited;
  change.at = now();
  book_.post(po, std::move(change));
  return true;
}

OrderTruth WalmartService::truth(std::string_view po) const {
  const std::lock_guard lock(mutex_);
  const MarketOrder* order = book_.world().find(po);
  if (order == nullptr || order->ordered > now()) return {};
  return truth_of(*order, book_.standing(*order, now()), book_.world().charge_means());
}

OrderTruth WalmartService::truth(std::string_view po, Instant when) const {
  const std::lock_guard lock(mutex_);
  const MarketOrder* order = book_.world().find(po);
  if (order == nullptr || order->ordered > when) return {};
  return truth_of(*order, book_.standing(*order, when), book_.world().charge_means());
}

WorldTruth WalmartService::totals() const {
  const std::lock_guard lock(mutex_);
  WorldTruth all;
  for (const MarketOrder& order : book_.world().orders())
    if (order.ordered <= now())
      add_to(all, truth_of(order, book_.standing(order, now()), book_.world().charge_means()));
  return all;
}

std::vector<std::string> WalmartService::purchase_orders() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const MarketOrder& order : book_.world().orders())
    if (order.ordered <= now()) names.push_back(order.po);
  return names;
}

OrderStanding WalmartService::standing(std::string_view po) const {
  const std::lock_guard lock(mutex_);
  const MarketOrder* order = book_.world().find(po);
  return order == nullptr ? OrderStanding() : book_.standing(*order, now());
}

Acknowledgements WalmartService::acknowledgements(std::string_view po) const {
  const std::lock_guard lock(mutex_);
  const auto found = acknowledged_.find(po);
  return found == acknowledged_.end() ? Acknowledgements() : found->second;
}

}  // namespace crosswalk::simulator
