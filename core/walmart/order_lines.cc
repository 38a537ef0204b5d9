#include "walmart/order_lines.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "base/json_scan.h"
#include "walmart/facilitator.h"
#include "walmart/market.h"
#include "walmart/order_reader.h"
#include "walmart/unit_parts.h"

namespace crosswalk::walmart {
namespace {

// What a thread needs for one order, kept for the next.
struct Workspace {
  Scanner scanner;
  OrderFields order;
  std::vector<UnitCount> counts;
  std::vector<UnitPart> parts;
};

std::string line_path(std::size_t line, const std::string& rest) {
  return "orderLines.orderLine[" + std::to_string(line) + "]." + rest;
}

std::string charge_path(std::size_t line, std::size_t charge, const char* rest) {
  return line_path(line, "charges.charge[" + std::to_string(charge) + "]." + rest);
}

// Epoch milliseconds, or ISO 8601 as in the older Canadian replies.
Result<Instant> time_in(std::string_view text) {
  std::int64_t millis = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), millis);
  if (error == std::errc{} && end == text.data() + text.size()) return Instant::from_millis(millis);
  return Instant::parse(text);
}

Result<std::uint32_t> units_in(std::string_view text) {
  const auto value = Decimal::parse(text);
  if (!value) return value.error();
  if (value->is_negative() || value->units() % Decimal::one != 0 || *value > Decimal::whole(1'000'000))
    return fail(ErrorKind::invalid, "a whole number of units is expected");
  return static_cast<std::uint32_t>(value->units() / Decimal::one);
}

std::string_view fulfilment_of(std::string_view node_type) {
  if (node_type.empty() || node_type == "SellerFulfilled") return "seller";
  if (node_type == "WFSFulfilled") return "wfs";
  if (node_type == "3PLFulfilled") return "3pl";
  return node_type;
}

bool is_set(std::string_view flag) {
  return !flag.empty() && flag != "false" && flag != "False" && flag != "FALSE" && flag != "N" &&
         flag != "No" && flag != "NO" && flag != "no" && flag != "0";
}

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
    if (auto done = read_facts(); !done) return done;
    if (auto done = sink_.facts(facts_); !done) return done;
    for (std::size_t i = 0; i < order_.lines.size(); ++i)
      if (auto done = order_line(i); !done) return done;
    return {};
  }

 private:
  Error invalid(const std::string& what, std::string path) const {
    return fail(ErrorKind::invalid, "order " + record_.key.id + ": " + what, std::move(path));
  }

  Result<void> read_facts() {
    if (order_.id.empty()) return invalid("it has no purchase order number", "purchaseOrderId");
    if (order_.id != record_.key.id)
      return invalid("its text belongs to purchase order " + std::string(order_.id), "purchaseOrderId");
    if (auto done = check_address(); !done) return done;
    if (!order_.has_lines || order_.lines.empty())
      return invalid("it has no order lines", "orderLines.orderLine");
    if (auto done = check_line_numbers(); !done) return done;
    const auto ordered = time_in(order_.order_date);
    if (!ordered) return invalid("its order date is missing or not a time", "orderDate");
    if (auto done = find_currency(); !done) return done;
    if (!order_.ship_by.empty()) {
      const auto ship_by = time_in(order_.ship_by);
      if (!ship_by) return invalid("it is not a time", "shippingInfo.estimatedShipDate");
      facts_.ship_by = *ship_by;
    }
    facts_.id = order_.id;
    facts_.customer_order = order_.customer_order;
    facts_.market = market_.code;
    facts_.channel = market_.channel;
    facts_.order_type = order_.order_type == "REPLACEMENT" ? "replacement" : "regular";
    facts_.original_order = order_.original_order;
    facts_.ordered = *ordered;
    facts_.order_date = settings_.books_zone.date_of(*ordered);
    facts_.buyer_name = order_.buyer_name;
    facts_.buyer_email = order_.buyer_email;
    // Walmart masks most phone numbers, and all of a cancelled order's, with zeros: no number.
    if (order_.phone.find_first_not_of("0 -+()") != std::string_view::npos) facts_.buyer_phone = order_.phone;
    facts_.address1 = order_.address1;
    facts_.address2 = order_.address2;
    facts_.city = order_.city;
    facts_.state = order_.state;
    facts_.postal_code = order_.postal_code;
    facts_.country = order_.country;
    facts_.ship_method = order_.ship_method;
    facts_.fulfilment = fulfilment_of(order_.node_type);
    facts_.raw = record_.body;
    read_wishes();
    tax_class_ = market_.facilitator && is_facilitated(order_.state, facts_.order_date)
                     ? TaxClass::facilitator
                     : TaxClass::seller;
    return {};
  }

  Result<void> check_address() const {
    const auto missing = [this](const char* path) -> Result<void> {
      return fail(ErrorKind::invalid,
                  "order " + record_.key.id + " has no shipping information (" + path +
                      "); it cannot be taxed or booked until Walmart sends it with one",
                  path);
    };
    if (!order_.has_shipping_info) return missing("shippingInfo");
    if (!order_.has_address) return missing("shippingInfo.postalAddress");
    if (order_.state.empty()) return missing("shippingInfo.postalAddress.state");
    if (order_.country.empty()) return missing("shippingInfo.postalAddress.country");
    return {};
  }

  // Two lines of one number would have the same keys, and one of them would be lost.
  Result<void> check_line_numbers() {
    numbers_.clear();
    for (std::size_t i = 0; i < order_.lines.size(); ++i) {
      if (order_.lines[i].number.empty())
        return invalid("the line number is missing", line_path(i, "lineNumber"));
      numbers_.push_back(order_.lines[i].number);
    }
    std::sort(numbers_.begin(), numbers_.end());
    const auto twice = std::adjacent_find(numbers_.begin(), numbers_.end());
    if (twice != numbers_.end())
      return invalid("line number " + std::string(*twice) + " occurs twice", "orderLines.orderLine");
    return {};
  }

  // One currency in the whole order, every amount with it.
  Result<void> find_currency() {
    for (std::size_t i = 0; i < order_.lines.size(); ++i) {
      const LineFields& line = order_.lines[i];
      if (!line.has_charges) return invalid("the line has no charges", line_path(i, "charges.charge"));
      for (std::size_t c = 0; c < line.charges; ++c) {
        const ChargeFields& charge = order_.charges[line.first_charge + c];
        if (auto done = same_currency(charge.currency, i, c, "chargeAmount.currency"); !done) return done;
        if (!charge.has_tax) continue;
        if (auto done = same_currency(charge.tax_currency, i, c, "tax.taxAmount.currency"); !done)
          return done;
      }
    }
    if (!facts_.currency.empty()) return {};
    const auto usual = Currency::parse(market_.currency);
    if (!usual) return usual.error();
    facts_.currency = *usual;
    return {};
  }

  Result<void> same_currency(std::string_view code, std::size_t line, std::size_t charge, const char* field) {
    if (!facts_.currency.empty() && facts_.currency.code() == code) return {};
    if (code.empty()) return invalid("the currency is missing", charge_path(line, charge, field));
    const auto currency = Currency::parse(code);
    if (!currency) return invalid(currency.error().message, charge_path(line, charge, field));
    if (!facts_.currency.empty())
      return invalid("amounts in " + std::string(facts_.currency.code()) + " and " + std::string(code) +
                         " are mixed in one order",
                     charge_path(line, charge, field));
    facts_.currency = *currency;
    return {};
  }

  void read_wishes() {
    bool created = false;
    for (const auto& status : order_.statuses)
      if (status.status == "Created" && status.quantity != "0") created = true;
    facts_.wants_acknowledgement = created && facts_.fulfilment != "wfs";
    for (const auto& line : order_.lines)
      if (is_set(line.intent_to_cancel)) facts_.cancel_requested = true;
  }

  Result<void> order_line(std::size_t index) {
    const LineFields& fields = order_.lines[index];
    const auto units = units_in(fields.quantity);
    if (!units || *units == 0)
      return invalid("the quantity must be a whole number above 0",
                     line_path(index, "orderLineQuantity.amount"));
    units_ = *units;
    if (auto done = count_units(index); !done) return done;
    if (auto done = divide(units_, space_.counts, facts_.ordered, settings_.books_zone, space_.parts); !done)
      return invalid(done.error().message, line_path(index, "orderLineStatuses"));

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
    return {};
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
        return invalid("the status \"" + std::string(status.status.substr(0, 40)) + "\" is not known",
                       path("status"));
      count.units = units_;
      if (!status.quantity.empty() || fields.statuses > 1) {
        const auto units = units_in(status.quantity);
        if (!units) return invalid("a whole number of units is expected", path("statusQuantity.amount"));
        count.units = *units;
      }
      count.carrier = status.carrier;
      count.tracking_number = status.tracking_number;
      if (count.state != UnitState::shipped) continue;
      const auto shipped = time_in(status.ship_time.empty() ? fields.status_date : status.ship_time);
      if (!shipped) return invalid("shipped units have no ship time", path("trackingInfo.shipDateTime"));
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
      return invalid("a charge with several taxes is not known in this market",
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
      return invalid(text.empty() ? "the amount is missing" : reported.error().message,
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
    if (!total) return invalid(total.error().message, charge_path(index, number, field));
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
  std::vector<std::string_view> numbers_;
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
  return Translation(record, settings, *market, space, sink).run();
}

}  // namespace crosswalk::walmart
