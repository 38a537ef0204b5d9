#include "walmart/order_facts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "walmart/order_terms.h"

namespace crosswalk::walmart {
namespace {

std::string_view fulfilment_of(std::string_view node_type) {
  if (node_type.empty() || node_type == "SellerFulfilled") return "seller";
  if (node_type == "WFSFulfilled") return "wfs";
  if (node_type == "3PLFulfilled") return "3pl";
  return node_type;
}

// "hash@relay.walmart.com" (walmart.md §2.2), and the same of its other markets.
bool is_relayed(std::string_view email) {
  const auto at = email.find('@');
  return at != std::string_view::npos && email.substr(at + 1).starts_with("relay.walmart.");
}

bool is_set(std::string_view flag) {
  return !flag.empty() && flag != "false" && flag != "False" && flag != "FALSE" && flag != "N" &&
         flag != "No" && flag != "NO" && flag != "no" && flag != "0";
}

class Reading {
 public:
  Reading(const Record& record, const OrderFields& order, const Settings& settings, const Market& market)
      : record_(record), order_(order), settings_(settings), market_(market) {}

  Result<RecordFacts> read() {
    if (order_.id.empty())
      return invalid_order(record_.key.id, "it has no purchase order number", "purchaseOrderId");
    if (order_.id != record_.key.id)
      return invalid_order(record_.key.id, "its text belongs to purchase order " + std::string(order_.id),
                           "purchaseOrderId");
    if (auto done = check_address(); !done) return done.error();
    if (!order_.has_lines || order_.lines.empty())
      return invalid_order(record_.key.id, "it has no order lines", "orderLines.orderLine");
    if (auto done = check_line_numbers(); !done) return done.error();
    const auto ordered = time_in(order_.order_date);
    if (!ordered)
      return invalid_order(record_.key.id, "its order date is missing or not a time", "orderDate");
    if (auto done = find_currency(); !done) return done.error();
    // Often missing or nonsense on shipped orders, and no amount depends on it.
    if (const auto ship_by = time_in(order_.ship_by)) facts_.ship_by = *ship_by;
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
    facts_.email_relayed = is_relayed(order_.buyer_email);
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
    return facts_;
  }

 private:
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
  Result<void> check_line_numbers() const {
    std::vector<std::string_view> numbers;
    numbers.reserve(order_.lines.size());
    for (std::size_t i = 0; i < order_.lines.size(); ++i) {
      if (order_.lines[i].number.empty())
        return invalid_order(record_.key.id, "the line number is missing", line_path(i, "lineNumber"));
      numbers.push_back(order_.lines[i].number);
    }
    std::sort(numbers.begin(), numbers.end());
    const auto twice = std::adjacent_find(numbers.begin(), numbers.end());
    if (twice != numbers.end())
      return invalid_order(record_.key.id, "line number " + std::string(*twice) + " occurs twice",
                           "orderLines.orderLine");
    return {};
  }

  // One currency in the whole order, every amount with it.
  Result<void> find_currency() {
    for (std::size_t i = 0; i < order_.lines.size(); ++i) {
      const LineFields& line = order_.lines[i];
      if (!line.has_charges)
        return invalid_order(record_.key.id, "the line has no charges", line_path(i, "charges.charge"));
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
    if (code.empty())
      return invalid_order(record_.key.id, "the currency is missing", charge_path(line, charge, field));
    const auto currency = Currency::parse(code);
    if (!currency)
      return invalid_order(record_.key.id, currency.error().message, charge_path(line, charge, field));
    if (!facts_.currency.empty())
      return invalid_order(record_.key.id,
                           "amounts in " + std::string(facts_.currency.code()) + " and " + std::string(code) +
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

  const Record& record_;
  const OrderFields& order_;
  const Settings& settings_;
  const Market& market_;
  RecordFacts facts_;
};

}  // namespace

Result<RecordFacts> order_facts(const Record& record, const OrderFields& order, const Settings& settings,
                                const Market& market) {
  return Reading(record, order, settings, market).read();
}

}  // namespace crosswalk::walmart
