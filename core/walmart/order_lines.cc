#include "walmart/order_lines.h"

#include <deque>
#include <string>
#include <vector>

#include "base/json_scan.h"
#include "walmart/facilitator.h"
#include "walmart/market.h"
#include "walmart/order_facts.h"
#include "walmart/order_reader.h"
#include "walmart/order_refunds.h"
#include "walmart/order_terms.h"
#include "walmart/unit_parts.h"

namespace crosswalk::walmart {
namespace {

// What a thread needs for one order, kept for the next.
struct Workspace {
  Scanner scanner;
  OrderFields order;
  std::vector<UnitCount> counts;
  std::vector<UnitPart> parts;
  std::deque<std::string> names;
};

LineClass class_of(const ChargeFields& charge, bool negative) {
  if (charge.type == "PRODUCT") {
    const bool discount = negative || charge.name.find("Discount") != std::string_view::npos;
    return discount ? LineClass::discount : LineClass::product;
  }
  if (charge.type == "SHIPPING") return LineClass::shipping;
  if (charge.type == "DISCOUNT") return LineClass::discount;
  return LineClass::other;
}

class Translation {
 public:
  Translation(const Record& record, const Settings& settings, const Market& market, Workspace& space,
              LineSink& sink)
      : record_(record),
        settings_(settings),
        market_(market),
        space_(space),
        order_(space.order),
        sink_(sink) {}

  Result<void> run() {
    auto facts = order_facts(record_, order_, settings_, market_);
    if (!facts) return facts.error();
    facts_ = *facts;
    const bool facilitated = market_.facilitator && is_facilitated(order_.state, facts_.order_date);
    tax_class_ = facilitated ? TaxClass::facilitator : TaxClass::seller;
    if (auto done = sink_.facts(facts_); !done) return done;
    for (std::size_t i = 0; i < order_.lines.size(); ++i)
      if (auto done = order_line(i); !done) return done;
    return {};
  }

 private:
  Result<void> order_line(std::size_t index) {
    const LineFields& fields = order_.lines[index];
    const auto units = units_in(fields.quantity);
    if (!units || *units == 0)
      return invalid_order(record_.key.id, "the quantity must be a whole number above 0",
                           line_path(index, "orderLineQuantity.amount"));
    units_ = *units;
    if (auto done = count_units(index); !done) return done;
    if (auto done = divide(units_, space_.counts, facts_.ordered, settings_.books_zone, space_.parts); !done)
      return invalid_order(record_.key.id, done.error().message, line_path(index, "orderLineStatuses"));

    Line line;
    line.order_line = fields.number;
    line.sku = fields.sku;
    line.product_name = fields.product_name;
    line.condition = fields.condition;
    line.fulfilment = facts_.fulfilment;
    line.ship_method = fields.ship_method;
    line.order_quantity = units_;
    for (const auto& part : space_.parts) {
      line.unit_from = part.from;
      line.unit_to = part.to;
      line.state = part.state;
      line.quantity = Decimal::whole(static_cast<std::int32_t>(part.to - part.from));
      line.at = part.at;
      line.date = part.date;
      line.carrier = part.carrier;
      line.tracking_number = part.tracking_number;
      for (std::size_t c = 0; c < fields.charges; ++c)
        if (auto done = charge(index, c, line); !done) return done;
    }
    return order_refunds(order_, index, facts_, tax_class_, settings_.books_zone, space_.names, sink_);
  }

  Result<void> count_units(std::size_t index) {
    const LineFields& fields = order_.lines[index];
    space_.counts.clear();
    for (std::size_t s = 0; s < fields.statuses; ++s) {
      const StatusFields& status = order_.statuses[fields.first_status + s];
      const auto path = [&](const char* rest) {
        return line_path(index, "orderLineStatuses.orderLineStatus[" + std::to_string(s) + "]." + rest);
      };
      UnitCount& count = space_.counts.emplace_back();
      if (status.status == "Shipped" || status.status == "Delivered" || status.status == "Refund")
        count.state = UnitState::shipped;
      else if (status.status == "Cancelled")
        count.state = UnitState::cancelled;
      else if (status.status != "Created" && status.status != "Acknowledged")
        return invalid_order(record_.key.id,
                             "the status \"" + std::string(status.status.substr(0, 40)) + "\" is not known",
                             path("status"));
      count.units = units_;
      if (!status.quantity.empty() || fields.statuses > 1) {
        const auto units = units_in(status.quantity);
        if (!units)
          return invalid_order(record_.key.id, "a whole number of units is expected",
                               path("statusQuantity.amount"));
        count.units = *units;
      }
      count.carrier = status.carrier;
      count.tracking_number = status.tracking_number;
      if (count.state == UnitState::cancelled)
        if (const auto cancelled = time_in(fields.status_date)) count.at = *cancelled;
      if (count.state != UnitState::shipped) continue;
      const auto shipped = time_in(status.ship_time.empty() ? fields.status_date : status.ship_time);
      if (!shipped)
        return invalid_order(record_.key.id, "shipped units have no ship time",
                             path("trackingInfo.shipDateTime"));
      count.at = *shipped;
    }
    return {};
  }

  Result<void> charge(std::size_t index, std::size_t number, Line& line) {
    const LineFields& fields = order_.lines[index];
    const ChargeFields* charges = order_.charges.data() + fields.first_charge;
    const ChargeFields& charge = charges[number];
    line.charge_type = charge.type;
    line.charge_name = charge.name;
    line.tax_name = {};
    line.charge_index = 0;
    for (std::size_t before = 0; before < number; ++before)
      if (charges[before].type == charge.type && charges[before].name == charge.name) ++line.charge_index;

    const auto amount = amount_of(charge.amount, index, number, "chargeAmount.amount", line);
    if (!amount) return amount.error();
    line.amount = {*amount, facts_.currency};
    line.line_class = class_of(charge, charge.amount.starts_with('-') && !amount->is_zero());
    line.tax_class = TaxClass::none;
    if (auto done = sink_.line(line); !done) return done;

    if (!charge.has_tax) return {};
    if (charge.several_taxes)
      return invalid_order(record_.key.id, "a charge with several taxes is not known in this market",
                           charge_path(index, number, "tax"));
    const auto tax = amount_of(charge.tax_amount, index, number, "tax.taxAmount.amount", line);
    if (!tax) return tax.error();
    line.amount = {*tax, facts_.currency};
    line.line_class = LineClass::tax;
    line.tax_class = tax_class_;
    line.tax_name = charge.tax_name;
    return sink_.line(line);
  }

  // The part's share of one reported amount.
  Result<Decimal> amount_of(std::string_view text, std::size_t index, std::size_t number, const char* field,
                            const Line& line) const {
    const auto reported = Decimal::parse_json(text);
    if (!reported)
      return invalid_order(record_.key.id, text.empty() ? "the amount is missing" : reported.error().message,
                           charge_path(index, number, field));
    if (units_ == 1 || reported->is_zero()) return *reported;
    if (!settings_.charge_amount)
      return fail(ErrorKind::config,
                  "order " + record_.key.id + " line " + std::string(line.order_line) +
                      " has a quantity of " + std::to_string(units_) +
                      ", and it is not known whether Walmart's charge is for the line or the unit; set "
                      "`charge_amount: line` or `unit` in crosswalk.yaml (pair " +
                      settings_.pair + ")");
    const auto whole = Decimal::whole(static_cast<std::int32_t>(units_));
    const auto total = *settings_.charge_amount == ChargeAmount::unit ? multiply(*reported, whole) : reported;
    if (!total)
      return invalid_order(record_.key.id, total.error().message, charge_path(index, number, field));
    return share(*total, line.unit_from, line.unit_to, units_);
  }

  const Record& record_;
  const Settings& settings_;
  const Market& market_;
  Workspace& space_;
  const OrderFields& order_;
  LineSink& sink_;
  RecordFacts facts_;
  TaxClass tax_class_ = TaxClass::seller;
  std::uint32_t units_ = 1;
};

}  // namespace

Result<void> order_lines(const Record& record, const Settings& settings, LineSink& sink) {
  thread_local Workspace space;
  const Market* market = find_market(settings.market);
  if (market == nullptr)
    return fail(ErrorKind::config, "the market \"" + settings.market + "\" is not known");
  if (auto done = read_order(space.scanner, record.body, space.order); !done)
    return fail(ErrorKind::invalid, "order " + record.key.id + ": " + done.error().message,
                done.error().where);
  space.names.clear();
  return Translation(record, settings, *market, space, sink).run();
}

}  // namespace crosswalk::walmart
