// What happens at WalmartService's orders without a call, and what is true of them.
#include "simulator/walmart_service.h"

namespace crosswalk::simulator {

bool WalmartService::add_order(MarketOrder order) {
  const std::lock_guard lock(mutex_);
  const std::string po = order.po;
  if (!book_.change_world().add(std::move(order))) return false;
  webhooks_.events.added(*book_.world().find(po));
  return true;
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

bool WalmartService::ask_to_cancel(const std::string& po, const std::string& line) {
  const std::lock_guard lock(mutex_);
  MarketOrder* order = book_.change_world().find(po);
  if (order == nullptr || order->ordered > now()) return false;
  bool any = false;
  for (MarketLine& one : order->lines) {
    if (one.number != line) continue;
    one.intent_to_cancel = any = true;
    OrderChange change;
    change.kind = OrderChange::Kind::edited;
    change.at = now();
    change.line = line;
    book_.post(po, std::move(change));
    webhooks_.events.intent_to_cancel(*order, line, now());
  }
  return any;
}

bool WalmartService::set_phone(const std::string& po, const std::string& phone) {
  const std::lock_guard lock(mutex_);
  MarketOrder* order = book_.change_world().find(po);
  if (order == nullptr) return false;
  order->ship_to.phone = phone;
  OrderChange change;
  change.kind = OrderChange::Kind::edited;
  change.at = now();
  book_.post(po, std::move(change));
  return true;
}

bool WalmartService::refund(const std::string& po, const std::string& line,
                            std::vector<MarketRefund> refunds) {
  const std::lock_guard lock(mutex_);
  if (book_.find(po, now()) == nullptr) return false;
  OrderChange change;
  change.kind = OrderChange::Kind::refunded;
  change.at = now();
  change.line = line;
  change.reason = std::string(walmart_refunds);
  change.refunds = std::move(refunds);
  book_.post(po, std::move(change));
  return true;
}

bool WalmartService::add_return(MarketReturn made) {
  const std::lock_guard lock(mutex_);
  const std::string id = made.id;
  if (!book_.change_world().add(std::move(made))) return false;
  webhooks_.events.added(*book_.world().find_return(id));
  return true;
}

bool WalmartService::change_return(const std::string& id, ReturnChange change) {
  const std::lock_guard lock(mutex_);
  if (book_.world().find_return(id) == nullptr) return false;
  book_.post(id, std::move(change));
  return true;
}

void WalmartService::add_account_event(AccountEvent event) {
  const std::lock_guard lock(mutex_);
  book_.change_world().add(std::move(event));
}

bool WalmartService::revise_settlement(Date report_date, Decimal amount) {
  const std::lock_guard lock(mutex_);
  for (const Settlement& settlement : simulator::settlements(book_.view(), now())) {
    if (settlement.report_date != report_date) continue;
    AccountEvent event;
    event.posted = settlement.end;
    event.kind = RowKind::adjustment;
    event.type = "Adjustment";
    event.amount_type = "Fee/Reimbursement";
    event.description = "Misc Invoices";
    event.amount = amount;
    book_.change_world().add(std::move(event));
    return true;
  }
  return false;
}

void WalmartService::add_large_report(Date report_date, std::uint64_t seed, std::int64_t rows) {
  const std::lock_guard lock(mutex_);
  recon_.add_large_report(report_date, seed, rows);
}

ReturnTruth WalmartService::return_truth(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const MarketReturn* made = book_.world().find_return(id);
  return made == nullptr ? ReturnTruth() : book_.view().return_truth(*made, now());
}

ReturnRefunds WalmartService::return_refunds(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  return returns_.refunds(id);
}

std::vector<std::string> WalmartService::return_orders() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> names;
  for (const MarketReturn& made : book_.world().returns())
    if (book_.view().lines_of(made, now())) names.push_back(made.id);
  return names;
}

std::vector<Settlement> WalmartService::settlements() const {
  const std::lock_guard lock(mutex_);
  return simulator::settlements(book_.view(), now());
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
  return writes("acknowledge", po);
}

WriteCount WalmartService::writes(std::string_view what, std::string_view key) const {
  const std::lock_guard lock(mutex_);
  return writes_.of(what, key);
}

bool WalmartService::add_item(std::string sku, std::string name, Decimal price) {
  const std::lock_guard lock(mutex_);
  return offers_.shelf().add(std::move(sku), std::move(name), price, now());
}

void WalmartService::add_ship_node(std::string node) {
  const std::lock_guard lock(mutex_);
  offers_.shelf().add_node(std::move(node));
}

std::vector<std::string> WalmartService::ship_nodes() const {
  const std::lock_guard lock(mutex_);
  return offers_.shelf().nodes();
}

NodeStock WalmartService::stock(std::string_view sku, std::string_view node) {
  const std::lock_guard lock(mutex_);
  return offers_.standing(now()).inventory().stock(sku, node, now());
}

Decimal WalmartService::price(std::string_view sku) {
  const std::lock_guard lock(mutex_);
  const Offer* offer = offers_.standing(now()).shelf().find(sku);
  return offer == nullptr ? Decimal() : offer->price.value();
}

void WalmartService::reach_out_through(wire::Transport* transport) {
  const std::lock_guard lock(mutex_);
  outward_ = transport;
}

int WalmartService::deliver_events(const Stop& stop) {
  std::unique_lock lock(mutex_);
  int calls = 0;
  while (outward_ != nullptr && !stop.stop_requested()) {
    auto job = webhooks_.next(now());
    if (!job) break;
    wire::Transport& outward = *outward_;
    lock.unlock();
    const WalmartDeliveries::Sent sent = WalmartDeliveries::send(*job, outward, clock_, stop);
    lock.lock();
    webhooks_.deliveries.report(*job, sent, now());
    ++calls;
  }
  return calls;
}

void WalmartService::announce(std::string_view event_type, std::string_view payload) {
  const std::lock_guard lock(mutex_);
  webhooks_.events.announce(event_type, payload, now());
}

std::vector<DeliveryTruth> WalmartService::deliveries() const {
  const std::lock_guard lock(mutex_);
  return webhooks_.deliveries.all();
}

std::vector<FeedTruth> WalmartService::feeds() {
  const std::lock_guard lock(mutex_);
  return offers_.standing(now()).feeds().feeds(now());
}

}  // namespace crosswalk::simulator
