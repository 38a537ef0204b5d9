#include "walmart/statement.h"

#include <initializer_list>

#include "base/json_tree.h"
#include "walmart/error_body.h"

namespace crosswalk::walmart {
namespace {

const Json& part(const Json& object, const char* key) {
  static const Json nothing = Json::object();
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() || !found->is_object() ? nothing : *found;
}

// Absent amounts are zero: Walmart leaves out what did not happen.
Result<Decimal> amount(const Json& object, const char* key) {
  auto found = decimal_in(object, key);
  if (!found && found.error().kind == ErrorKind::not_found) return Decimal();
  if (!found) return fail(ErrorKind::invalid, found.error().message, key);
  return found;
}

Result<Decimal> sum_of(const Json& object, std::initializer_list<const char*> keys) {
  Decimal sum;
  for (const char* key : keys) {
    const auto one = amount(object, key);
    if (!one) return one.error();
    const auto more = add(sum, *one);
    if (!more) return more.error();
    sum = *more;
  }
  return sum;
}

bool equal(const Result<Decimal>& a, const Result<Decimal>& b) {
  return a && b && *a == *b;
}

bool payable_holds(const Json& aggregate) {
  return equal(amount(aggregate, "netPayable"),
               sum_of(aggregate, {"productPrice", "shipping", "netTaxCollected", "netTaxWithheld", "netComm",
                                  "wfsShipping", "wfsShipppingTax", "wfsShippingTax"}));
}

// The sum of whatever fees the part lists.
bool fees_hold(const Json& wfs) {
  Decimal sum;
  for (const auto& item : wfs.items()) {
    if (item.key() == "netPayable") continue;
    const auto fee = amount(wfs, item.key().c_str());
    const auto more = fee ? add(sum, *fee) : fee;
    if (!more) return false;
    sum = *more;
  }
  return equal(amount(wfs, "netPayable"), sum);
}

// The first sum that does not hold, by Walmart's name for it; "" when all do. A refund's commission has no
// parts that add up to it (walmart.md §4.5).
std::string_view doubt_in(const Json& summary, const Json& details) {
  if (details.empty()) return "";
  const Json& sale = part(details, "saleAggregate");
  const Json& refund = part(details, "refundDetails");
  const Json& adjustment = part(details, "adjustmentAggregate");
  const Json& wfs = part(details, "wfs");
  if (!payable_holds(sale)) return "saleAggregate.netPayable";
  if (!equal(amount(sale, "netComm"), sum_of(sale, {"totalBaseCommission", "commissionSavings"})))
    return "saleAggregate.netComm";
  if (!payable_holds(refund)) return "refundDetails.netPayable";
  if (!wfs.empty() && !fees_hold(wfs)) return "wfs.netPayable";
  if (!equal(amount(summary, "walmartFulfillmentServices"), amount(wfs, "netPayable")))
    return "accountSummary.walmartFulfillmentServices";
  Decimal orders;
  for (const Json* aggregate : {&sale, &refund, &adjustment}) {
    const auto payable = amount(*aggregate, "netPayable");
    const auto more = payable ? add(orders, *payable) : payable;
    if (!more) return "accountSummary.orderActivity";
    orders = *more;
  }
  return equal(amount(summary, "orderActivity"), orders) ? "" : "accountSummary.orderActivity";
}

struct Balance {
  Decimal opening;
  Decimal activity;
  Decimal reserve;
  Decimal paid;
  Decimal closing;

  // Closing balance less what leads to it.
  Result<Decimal> rest() const {
    auto sum = add(opening, activity);
    if (sum) sum = subtract(*sum, reserve);
    if (sum) sum = subtract(*sum, paid);
    return sum ? subtract(closing, *sum) : sum;
  }
};

Result<Balance> balance_in(const Json& summary) {
  Balance balance;
  const auto take = [&](Decimal& to, std::initializer_list<const char*> keys) -> Result<void> {
    const auto found = sum_of(summary, keys);
    if (!found) return found.error();
    to = *found;
    return {};
  };
  if (!decimal_in(summary, "closingBalance"))
    return fail(ErrorKind::invalid, "it names no closing balance", "payload.accountSummary.closingBalance");
  for (const auto& done :
       {take(balance.opening, {"openingBalance"}),
        take(balance.activity, {"orderActivity", "walmartFulfillmentServices", "otherActivities"}),
        take(balance.reserve, {"reserve"}), take(balance.paid, {"paidToYou"}),
        take(balance.closing, {"closingBalance"})})
    if (!done) return done.error();
  Balance by_rows = balance;
  by_rows.reserve = balance.reserve.negated();
  by_rows.paid = balance.paid.negated();
  const auto rest = balance.rest();
  const auto other = by_rows.rest();
  return rest && other && !rest->is_zero() && other->is_zero() ? by_rows : balance;
}

}  // namespace

Result<std::string> statement_id(std::string_view body) {
  const auto json = parse_json(body, "Walmart's payment statement");
  if (!json) return fail(ErrorKind::outside, json.error().message);
  const Json& summary = part(part(*json, "payload"), "accountSummary");
  for (const char* key : {"scheduledSettlementDate", "lastUpdatedDate"})
    if (const auto date = Date::parse(text_in(summary, key))) return date->text();
  return fail(ErrorKind::outside,
              "Walmart's payment statement names no day: " + read_error_body(body).text());
}

Result<Page> read_statement(Connection& connection, const Cursor& from, const Stop& stop) {
  const auto reply = connection.fetch(Connection::statement(), "/v3/report/payment/statement", stop);
  if (!reply) return reply.error();
  Page page;
  page.caught_up = true;
  page.next = from;
  if (reply->status == 404) return page;
  auto id = statement_id(reply->body);
  if (!id) return id.error();
  page.next.position = *id;
  page.records.push_back({RecordKind::statement, std::move(*id), reply->body});
  return page;
}

Result<void> statement_lines(const Record& record, Currency currency, const Market& market, LineSink& sink) {
  const auto wrong = [&](const Error& error) {
    return fail(ErrorKind::invalid, "statement " + record.key.id + ": " + error.message, error.where);
  };
  const auto json = parse_json(record.body, "the payment statement");
  if (!json) return wrong(json.error());
  const Json& payload = part(*json, "payload");
  const Json& summary = part(payload, "accountSummary");
  const auto balance = balance_in(summary);
  if (!balance) return wrong(balance.error());
  const auto rest = balance->rest();
  if (!rest) return wrong(rest.error());
  RecordFacts facts;
  facts.kind = RecordKind::statement;
  facts.id = record.key.id;
  facts.market = market.code;
  facts.channel = market.channel;
  facts.order_type = "regular";
  facts.currency = currency;
  if (const auto updated = Date::parse(text_in(summary, "lastUpdatedDate"))) {
    facts.order_date = facts.sums.to = *updated;
    facts.ordered = TimeZone::utc().start_of(*updated);
  }
  if (const auto settles = Date::parse(text_in(summary, "scheduledSettlementDate")))
    facts.sums.settles = *settles;
  facts.sums.payer = text_in(summary, "paymentProcessor");
  facts.sums.difference = {*rest, currency};
  facts.sums.opening = {balance->opening, currency};
  facts.sums.paid = {balance->paid, currency};
  facts.sums.reserve = {balance->reserve, currency};
  facts.sums.closing = {balance->closing, currency};
  facts.sums.payable = facts.sums.closing;
  facts.sums.doubt = doubt_in(summary, part(payload, "transactionDetails"));
  facts.raw = record.body;
  return sink.facts(facts);
}

}  // namespace crosswalk::walmart
