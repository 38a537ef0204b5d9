// Orders, returns and terms made by hand for the tests of what follows a sale.
#pragma once

#include <string>

#include "simulator/world_settling.h"

namespace crosswalk::simulator {

constexpr Millis an_hour{3'600'000};
constexpr Millis a_day{24 * 3'600'000};

inline Decimal usd_text(const char* text) {
  return Decimal::parse(text).value();
}
inline Instant at_time(const char* text) {
  return Instant::parse(text).value();
}
inline Date on_day(const char* text) {
  return Date::parse(text).value();
}

inline MarketCharge charge_of(const char* type, const char* amount, const char* tax) {
  MarketCharge charge;
  charge.type = type;
  charge.name = std::string(type) == "SHIPPING" ? "Shipping" : "ItemPrice";
  charge.amount = usd_text(amount);
  charge.tax = usd_text(tax);
  return charge;
}

// Some of the price given back out of goodwill; the amounts are negative.
inline MarketRefund goodwill_of(const char* amount, const char* tax) {
  MarketRefund refund;
  refund.reason = "Finance -> Goodwill";
  refund.charge = charge_of("PRODUCT", amount, tax);
  return refund;
}

inline MarketLine line_of(const char* number, const char* sku, int quantity,
                          std::vector<MarketCharge> charges) {
  MarketLine line;
  line.number = number;
  line.sku = sku;
  line.product_name = "A thing";
  line.quantity = quantity;
  line.charges = std::move(charges);
  return line;
}

// Shipped whole at `shipped` and delivered two days later.
inline MarketOrder order_of(const char* po, Instant shipped, std::vector<MarketLine> lines) {
  MarketOrder order;
  order.po = po;
  order.customer_order = "200" + order.po.substr(3);
  order.ordered = shipped - a_day * 2;
  order.ship_by = shipped;
  order.ship_to.name = "Ada Alderwick";
  order.ship_to.state = "TX";
  order.lines = std::move(lines);
  OrderChange change;
  change.kind = OrderChange::Kind::shipped;
  change.at = shipped;
  change.tracking.ship_time = shipped;
  change.tracking.number = "1Z" + order.po;
  order.schedule.push_back(change);
  change.kind = OrderChange::Kind::delivered;
  change.at = shipped + a_day * 2;
  order.schedule.push_back(change);
  return order;
}

inline MarketReturn return_of(const MarketOrder& order, const char* id, Instant created, int quantity,
                              const char* order_line = "1") {
  MarketReturn made;
  made.id = id;
  made.customer_order = order.customer_order;
  made.created = created;
  made.return_by = created + a_day * 30;
  MarketReturnLine line;
  line.po = order.po;
  line.order_line = order_line;
  line.quantity = quantity;
  made.lines.push_back(line);
  return made;
}

inline ReturnChange return_change(ReturnChange::Kind kind, Instant at, int quantity = 0,
                                  const char* channel = "") {
  ReturnChange change;
  change.kind = kind;
  change.at = at;
  change.quantity = quantity;
  change.channel = channel;
  return change;
}

inline void refund_at(MarketReturn& made, Instant at, int quantity = 0,
                      const char* channel = "SELLER_AUTO_REFUND") {
  made.schedule.push_back(return_change(ReturnChange::Kind::refund_initiated, at, quantity, channel));
  made.schedule.push_back(return_change(ReturnChange::Kind::refund_issued, at, quantity, channel));
}

}  // namespace crosswalk::simulator
