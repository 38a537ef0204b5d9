#include "simulator/world_demo.h"

#include <algorithm>
#include <string_view>

#include "simulator/catalogue.h"
#include "simulator/world_places.h"

namespace crosswalk::simulator {
namespace {

constexpr std::int64_t hour = 3'600'000;

Decimal dec(std::string_view text) {
  return Decimal::parse(text).value();
}
Instant at_hour(double hours) {
  return demo_start() + Millis(static_cast<std::int64_t>(hours * 60) * 60'000);
}

// One order, made step by step.
class DemoOrder {
 public:
  DemoOrder(std::string_view number, double placed_hour, std::string_view name, std::string_view state) {
    order_.po = "1089000000" + std::string(number);
    order_.customer_order = "2009000000" + std::string(number);
    order_.email = "RELAY" + std::string(number) + "@relay.walmart.test";
    order_.ordered = at_hour(placed_hour);
    order_.ship_by = order_.ordered + Millis(48 * hour);
    order_.deliver_by = order_.ordered + Millis(7 * 24 * hour);
    const WorldPlace& place = *place_in(state);
    rate_ = place.tax_rate;
    order_.ship_to = {std::string(name),
                      "0000000000",
                      std::string(number) + " Quince Lane",
                      "",
                      std::string(place.city),
                      std::string(place.state),
                      std::string(place.zip)};
  }

  DemoOrder& line(std::string_view number, std::string_view sku, int quantity, std::string_view amount,
                  std::string_view shipping = {}) {
    const auto goods = catalogue();
    const auto item = std::find_if(goods.begin(), goods.end(), [&](const auto& i) { return i.sku == sku; });
    MarketLine made;
    made.number = std::string(number);
    made.sku = std::string(sku);
    made.product_name = item == goods.end() ? "Garden gnome" : std::string(item->name);
    made.quantity = quantity;
    order_.lines.push_back(std::move(made));
    charge("PRODUCT", "ItemPrice", amount);
    if (!shipping.empty()) charge("SHIPPING", "Shipping", shipping);
    return *this;
  }
  DemoOrder& charge(std::string_view type, std::string_view name, std::string_view amount,
                    TaxForm form = TaxForm::object) {
    MarketCharge made;
    made.type = std::string(type);
    made.name = std::string(name);
    made.amount = dec(amount);
    made.tax_form = form;
    made.tax_name = type == "SHIPPING" ? "Tax2" : "Tax1";
    if (form == TaxForm::object) made.tax = scale(made.amount, rate_, 100'000, 2).value();
    order_.lines.back().charges.push_back(std::move(made));
    return *this;
  }
  DemoOrder& quirk(Quirk quirk) {
    order_.quirks.set(quirk);
    return *this;
  }
  DemoOrder& ship(double when, std::string_view line = {}, int quantity = 0) {
    OrderChange change = change_at(OrderChange::Kind::shipped, when, line, quantity);
    change.tracking.ship_time = change.at - Millis(hour / 4);
    change.tracking.carrier = "FedEx";
    change.tracking.method = order_.method;
    change.tracking.number = "78" + order_.po.substr(5) + std::to_string(order_.schedule.size());
    change.tracking.url = "https://carrier.test/fedex/" + change.tracking.number;
    order_.schedule.push_back(std::move(change));
    return *this;
  }
  DemoOrder& deliver(double when) {
    order_.schedule.push_back(change_at(OrderChange::Kind::delivered, when, {}, 0));
    return *this;
  }
  DemoOrder& cancel(double when, std::string_view line = {}, int quantity = 0) {
    OrderChange change = change_at(OrderChange::Kind::cancelled, when, line, quantity);
    change.reason = "CUSTOMER_REQUESTED_SELLER_TO_CANCEL";
    order_.schedule.push_back(std::move(change));
    return *this;
  }
  MarketOrder& order() { return order_; }

 private:
  static OrderChange change_at(OrderChange::Kind kind, double when, std::string_view line, int quantity) {
    OrderChange change;
    change.kind = kind;
    change.at = at_hour(when);
    change.line = std::string(line);
    change.quantity = quantity;
    return change;
  }

  MarketOrder order_;
  int rate_ = 0;
};

// One of the two mugs goes back in a shop, for a restocking fee, as soon as they are there.
MarketReturn demo_return(const MarketOrder& order) {
  MarketReturn made;
  made.id = "104900000010011001";
  made.customer_order = order.customer_order;
  made.created = at_hour(66.5);
  made.return_by = made.created + Millis(30 * 24 * hour);
  made.channel = "IN_STORE";
  MarketReturnLine line;
  line.po = order.po;
  line.order_line = "1";
  line.reason = "NO_LONGER_WANTED";
  line.restocking_fee = dec("2.50");
  made.lines.push_back(line);
  using Kind = ReturnChange::Kind;
  for (const Kind kind : {Kind::refund_initiated, Kind::refund_issued})
    made.schedule.push_back({kind, at_hour(66.6), 0, 0, "InstantRefund"});
  made.schedule.push_back({Kind::in_transit, at_hour(70), 0, 0, {}});
  made.schedule.push_back({Kind::delivered, at_hour(92), 0, 0, {}});
  return made;
}

// A week's account, settled at once, so that an evening shows it.
SettlementTerms demo_terms() {
  SettlementTerms terms;
  terms.first_day = Date::parse("2026-01-25").value();
  terms.days = 7;
  terms.posted_after = 1;
  terms.report_after = 1;
  terms.deposit_after = 2;
  return terms;
}

AccountEvent account_event(RowKind kind, std::string_view day, std::string_view type,
                           std::string_view description, std::string_view amount_type,
                           std::string_view amount) {
  AccountEvent event;
  event.kind = kind;
  event.posted = Date::parse(day).value();
  event.type = std::string(type);
  event.description = std::string(description);
  event.amount_type = std::string(amount_type);
  event.amount = dec(amount);
  return event;
}

void add_account(World& world) {
  world.set_terms(demo_terms());
  world.add(account_event(RowKind::fee, "2026-01-30", "Service Fee", "Walmart Product Advertising",
                          "Fee/Reimbursement", "-6.25"));
  world.add(account_event(RowKind::fee, "2026-01-31", "Service Fee", "WFS StorageFee",
                          "WFS Inventory Fee/Reimbursement", "-4.37"));
  world.add(account_event(RowKind::reserve, "2026-01-31", "Reserve", "Funds withheld to cover future refunds",
                          "Net Payable", "-10.00"));
}

}  // namespace

Instant demo_start() {
  return Instant::parse("2026-01-28T13:00:00Z").value();
}

World demo_world() {
  World world;
  const auto add = [&](DemoOrder& made) { world.add(std::move(made.order())); };

  // Two mugs and a lamp, shipped together the next day.
  add(DemoOrder("10011", 0.5, "Ada Alderwick", "TX")
          .line("1", "MUG-BLU", 2, "49.98")
          .quirk(Quirk::quantity_above_one)
          .line("2", "LAMP-01", 1, "79.99", "5.99")
          .ship(22)
          .deliver(66));
  // A state without sales tax.
  add(DemoOrder("10012", 1.2, "Bram Birchmoor", "OR").line("1", "KETTLE-17", 1, "44.95", "6.49").ship(20));
  // Two purchase orders of one customer order.
  auto first = DemoOrder("10013", 2, "Celia Coppersmith", "CA").line("1", "CHAIR-OAK", 1, "189.00").ship(25);
  auto second = DemoOrder("10014", 2, "Celia Coppersmith", "CA")
                    .quirk(Quirk::several_orders_of_customer)
                    .line("1", "RUG-5X8", 1, "149.99", "12.00")
                    .ship(47);
  second.order().customer_order = first.order().customer_order;
  second.order().ship_to = first.order().ship_to;
  const std::string customer_order = first.order().customer_order;
  add(first);
  add(second);
  // Three towels in two parcels on two days: 94.51 does not divide by three.
  add(DemoOrder("10015", 5, "Dorian Dunmarrow", "NY")
          .quirk(Quirk::quantity_above_one)
          .quirk(Quirk::split_shipment)
          .quirk(Quirk::line_gaps)
          .line("3", "TOWEL-4PK", 3, "94.51")
          .line("6", "HOOK-10", 1, "7.99", "3.10")
          .ship(21, "3", 2)
          .ship(45, "3", 1)
          .ship(45, "6", 1));
  // Cancelled before it ships; the phone turns to zeros.
  auto cancelled = DemoOrder("10016", 8, "Effie Elmsworth", "FL")
                       .quirk(Quirk::cancelled_whole)
                       .quirk(Quirk::zero_phone_on_update)
                       .line("1", "VASE-T", 1, "33.33")
                       .cancel(16);
  cancelled.order().ship_to.phone = "5550123456";
  add(cancelled);
  // One of two lines is cancelled.
  add(DemoOrder("10017", 11, "Fitz Fennimore", "IL")
          .quirk(Quirk::cancelled_part)
          .line("1", "GLASS-6", 1, "28.60", "4.99")
          .line("2", "CLOCK-W", 1, "35.25")
          .cancel(18, "2", 1)
          .ship(30, "1", 1));
  // The same SKU twice, a discount, a charge type that nobody announced.
  add(DemoOrder("10018", 24, "Zoë Grayfallow", "WA")
          .quirk(Quirk::duplicate_sku)
          .quirk(Quirk::subscription_discount)
          .quirk(Quirk::unknown_charge_type)
          .quirk(Quirk::unicode_name)
          .line("1", "COFFEE-1KG", 1, "21.45")
          .charge("PRODUCT", "SubscriptionDiscount", "-1.07", TaxForm::null)
          .line("4", "COFFEE-1KG", 1, "21.45")
          .charge("FEE", "RecyclingFee", "0.75", TaxForm::absent)
          .ship(46));
  // Fulfilled by Walmart.
  auto wfs = DemoOrder("10019", 26, "Hollis Hollowell", "GA")
                 .quirk(Quirk::walmart_fulfilled)
                 .line("1", "BLANKET", 1, "42.00")
                 .ship(40);
  wfs.order().node = NodeType::walmart;
  add(wfs);
  // A replacement: it costs the buyer nothing.
  auto replacement = DemoOrder("10020", 30, "Celia Coppersmith", "CA")
                         .quirk(Quirk::replacement)
                         .quirk(Quirk::explicit_nulls)
                         .line("1", "CHAIR-OAK", 1, "0")
                         .ship(52);
  replacement.order().replacement = true;
  replacement.order().original_customer_order = customer_order;
  add(replacement);
  // A SKU that the ledger does not know: held until somebody maps it.
  add(DemoOrder("10021", 33, "Inez Inkpen", "MN")
          .quirk(Quirk::unknown_sku)
          .line("1", "GNOME-RED", 1, "19.90", "5.00")
          .ship(50));
  // No shipping information: a dead letter.
  add(DemoOrder("10022", 36, "Jory Juniperson", "OH")
          .quirk(Quirk::no_shipping_information)
          .line("1", "CANDLE-V", 1, "9.49")
          .ship(55));
  // Placed on the last day, not shipped yet; the buyer would like to cancel.
  auto open = DemoOrder("10023", 60, "Keziah Kestrelby", "PA")
                  .quirk(Quirk::intent_to_cancel)
                  .quirk(Quirk::zip_plus_four)
                  .line("1", "DESK-120", 1, "249.00", "19.99");
  open.order().lines.front().intent_to_cancel = true;
  open.order().ship_to.postal_code += "-0417";
  add(open);
  world.add(demo_return(world.orders().front()));
  add_account(world);
  return world;
}

}  // namespace crosswalk::simulator
