#include "walmart/order_refunds.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_lines.h"
#include "walmart/order_text.h"
#include "walmart/tally.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

std::string refund_text(std::string_view id, const std::vector<std::string>& charges) {
  std::string out = "{" + (id.empty() ? std::string() : R"("refundId":")" + std::string(id) + R"(",)") +
                    R"("refundComments":null,"refundCharges":{"refundCharge":[)";
  for (std::size_t i = 0; i < charges.size(); ++i)
    out += (i > 0 ? "," : "") + (R"({"refundReason":"BillingError","charge":)" + charges[i]) + "}";
  return out + "]}}";
}

// The order's lines, which its tally must agree with.
Collector read(const std::string& more, ChargeAmount mode = ChargeAmount::line) {
  OrderBuilder order;
  order.lines[0].more = more;
  order.lines[0].quantity = "2";
  order.lines[0].statuses = {status_text("Refund", "2", "1769700000000")};
  Settings settings = test_settings();
  settings.charge_amount = mode;
  Collector collector;
  const auto done = order_lines(order.record(), settings, collector);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  const Currency usd = Currency::parse("USD").value();
  MoneySum charges(usd);
  MoneySum taxes(usd);
  for (const auto& kept : collector.lines)
    (kept.line.line_class == LineClass::tax ? taxes : charges).add(kept.line.amount);
  const auto tally = tally_order(order.text(), mode == ChargeAmount::unit, usd);
  REQUIRE(tally);
  CHECK(tally->charges == charges.total().value());
  CHECK(tally->taxes == taxes.total().value());
  CHECK(tally->amounts == static_cast<int>(collector.lines.size()));
  return collector;
}

const std::string price = charge_text("PRODUCT", "Billing Error", "-5.00", "-0.41");
const std::string shipping = charge_text("SHIPPING", "Shipping", "-2.00", "");

}  // namespace

TEST_CASE("an order line's refund is a line for each of its charges, in every form") {
  const std::string one = refund_text("R-77", {price, shipping});
  for (const auto& more :
       {",\"refund\":" + one, ",\"refund\":[" + one + "]", ",\"refunds\":{\"refund\":[" + one + "]}",
        ",\"refunds\":{\"refundLine\":" + one + "}",
        ",\"refunds\":{\"refundLines\":{\"refundLine\":[" + one + "]}}"})
    for (const auto mode : {ChargeAmount::line, ChargeAmount::unit}) {
      CAPTURE(more);
      const Collector collector = read(more, mode);
      CHECK(collector.lines.size() == 5);
      CHECK(amount_of(collector, "R-77/0-1/PRODUCT:Billing Error/amount") == "-5.00 USD");
      CHECK(amount_of(collector, "R-77/0-1/PRODUCT:Billing Error/tax") == "-0.41 USD");
      CHECK(amount_of(collector, "R-77/0-1/SHIPPING:Shipping/amount") == "-2.00 USD");
      const auto& kept = collector.lines[2];
      CHECK(kept.refund == "R-77");
      CHECK(kept.refund_reason == "BillingError");
      CHECK(kept.purchase_order == "108900000000001");
      CHECK(kept.line.line_class == LineClass::refund);
      CHECK(kept.line.state == UnitState::shipped);
      CHECK(kept.line.date.text() == "2026-01-29");  // the line's status date
      CHECK_FALSE(kept.line.goods_back);
      CHECK(collector.lines[3].line.tax_class == TaxClass::facilitator);
    }
}

TEST_CASE("a refund without an id is named after its line and grows without a new name") {
  const Collector before = read(",\"refund\":" + refund_text("", {price}));
  CHECK(amount_of(before, "L1/0-1/PRODUCT:Billing Error/amount") == "-5.00 USD");
  const Collector grown = read(",\"refund\":" + refund_text("", {price, price}));
  CHECK(amount_of(grown, "L1/0-1/PRODUCT:Billing Error/amount") == "-5.00 USD");
  CHECK(amount_of(grown, "L1/0-1/PRODUCT:Billing Error.1/amount") == "-5.00 USD");
  const Collector listed =
      read(",\"refund\":[" + refund_text("", {price}) + "," + refund_text("", {price}) + "]");
  CHECK(amount_of(listed, "L1/0-1/PRODUCT:Billing Error.1/tax") == "-0.41 USD");
}

TEST_CASE("a refund takes from the seller, whatever sign it is written with, and keeps the signs within it") {
  const Collector positive =
      read(",\"refund\":" + refund_text("R-1", {charge_text("PRODUCT", "ItemPrice", "5.00", "0.41"),
                                                charge_text("PRODUCT", "Discount", "-1.00", "")}));
  CHECK(amount_of(positive, "R-1/0-1/PRODUCT:ItemPrice/amount") == "-5.00 USD");
  CHECK(amount_of(positive, "R-1/0-1/PRODUCT:ItemPrice/tax") == "-0.41 USD");
  CHECK(amount_of(positive, "R-1/0-1/PRODUCT:Discount/amount") == "1.00 USD");
}

TEST_CASE("a line that came back leaves its refund to the return") {
  for (const auto& more :
       {",\"returnOrderId\":\"103738000000000017\",\"refund\":" + refund_text("R-77", {price}),
        ",\"refund\":" + refund_text("R-77", {price}) + ",\"returnOrderId\":103738000000000017"})
    CHECK(read(more).lines.size() == 2);
  for (const char* no_return : {",\"returnOrderId\":null", ",\"returnOrderId\":\"\""})
    CHECK(read(no_return + (",\"refund\":" + refund_text("R-77", {price}))).lines.size() == 4);
  CHECK(read(",\"refund\":null").lines.size() == 2);
}

TEST_CASE("a refund that cannot be read makes the order a dead letter that names the field") {
  OrderBuilder order;
  const auto refused = [&](const std::string& charge) {
    order.lines[0].more = ",\"refund\":" + refund_text("R-1", {charge});
    Collector collector;
    const auto done = order_lines(order.record(), test_settings(), collector);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::invalid);
    return done.error().where;
  };
  CHECK(refused(charge_text("PRODUCT", "ItemPrice", "null", "")) ==
        "orderLines.orderLine[0].refund[0].charge.chargeAmount.amount");
  std::string foreign = price;
  foreign.replace(foreign.find("USD"), 3, "CAD");
  CHECK(refused(foreign) == "orderLines.orderLine[0].refund[0].charge.chargeAmount.currency");
}
