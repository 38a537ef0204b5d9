#include "walmart/tally.h"

#include <doctest/doctest.h>

#include <random>

#include "walmart/fakes.h"
#include "walmart/order_lines.h"
#include "walmart/order_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

std::string cents(std::mt19937& random, int low, int high) {
  const int value = std::uniform_int_distribution<int>(low, high)(random);
  return Decimal::from_units(std::int64_t{value} * 10'000).text();
}

OrderBuilder random_order(std::mt19937& random) {
  const auto pick = [&](int high) { return std::uniform_int_distribution<int>(0, high)(random); };
  OrderBuilder order;
  order.lines.clear();
  const int lines = 1 + pick(4);
  for (int i = 0; i < lines; ++i) {
    LineText line;
    line.number = std::to_string(i * 3 + 1);
    const int units = 1 + pick(6);
    line.quantity = std::to_string(units);
    line.charges.clear();
    for (int c = pick(4); c >= 0; --c) {
      const char* type = pick(1) == 0 ? "PRODUCT" : pick(1) == 0 ? "SHIPPING" : "FEE";
      line.charges.push_back(charge_text(type, pick(1) == 0 ? "ItemPrice" : "Other",
                                         cents(random, -500, 99'999),
                                         pick(2) == 0   ? "null"
                                         : pick(2) == 0 ? ""
                                                        : cents(random, 0, 999)));
    }
    line.statuses.clear();
    for (int left = units; left > 0 && pick(4) != 0;) {
      const int some = 1 + pick(left - 1);
      const char* states[] = {"Created", "Acknowledged", "Shipped", "Delivered", "Cancelled"};
      const int state = pick(4);
      line.statuses.push_back(
          status_text(states[state], std::to_string(some),
                      state == 2 ? std::to_string(1769616000000 + pick(9) * 40'000'000LL) : ""));
      left -= some;
    }
    if (pick(3) == 0)
      line.more =
          R"(,"refund":{"charges":{"charge":[)" + charge_text("PRODUCT", "x", "-3.50", "0.01") + "]}}";
    order.lines.push_back(line);
  }
  return order;
}

}  // namespace

TEST_CASE("lines and tally agree on generated orders, for the line and for the unit") {
  std::mt19937 random(20260615);
  for (int round = 0; round < 400; ++round) {
    const OrderBuilder order = random_order(random);
    for (const auto mode : {ChargeAmount::line, ChargeAmount::unit}) {
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
    }
  }
}

TEST_CASE("keys are unique within every generated order") {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    Collector collector;
    REQUIRE(order_lines(random_order(random).record(), test_settings(), collector));
    std::vector<std::string> keys;
    for (const auto& kept : collector.lines) keys.push_back(kept.key);
    std::sort(keys.begin(), keys.end());
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
  }
}

TEST_CASE("the tally finds amounts only under the charges of order lines") {
  const Currency usd = Currency::parse("USD").value();
  const auto tally = tally_order(
      R"({"charges":{"charge":[{"chargeAmount":{"amount":1}}]},"orderLines":{"orderLine":[{"charges":{"charge":[)"
      R"({"note":"} \"amount\": 7 \\","chargeAmount":{"currency":"USD","amount":"2.50","more":[{"amount":9}]},)"
      R"("other":{"amount":3}}]},"refund":{"charges":{"charge":[{"chargeAmount":{"amount":5}}]}}}]}})",
      false, usd);
  REQUIRE(tally);
  CHECK(tally->charges.text() == "2.50 USD");
  CHECK(tally->taxes.text() == "0.00 USD");
  CHECK(tally->amounts == 1);
}

TEST_CASE("a text ends at its own quote, wherever quotes and backslashes stand in it") {
  const Currency usd = Currency::parse("USD").value();
  for (std::size_t before = 0; before < 20; ++before)
    for (std::size_t after = 0; after < 20; ++after)
      for (const char* escape : {R"(\")", R"(\\)", R"(\\\")", R"(\u0022)"}) {
        const std::string note = std::string(before, 'x') + escape + std::string(after, '\xE9');
        const auto tally = tally_order(R"({"orderLines":{"orderLine":{"charges":{"charge":{"note":")" + note +
                                           R"(","chargeAmount":{"amount":2.5}}}}}})",
                                       false, usd);
        REQUIRE(tally);
        CHECK(tally->charges.text() == "2.50 USD");
        CHECK_FALSE(tally_order(R"({"note":")" + note, false, usd));
      }
}

TEST_CASE("the quantity counts wherever it stands in the line") {
  const Currency usd = Currency::parse("USD").value();
  for (
      const char* text :
      {R"({"orderLines":{"orderLine":[{"orderLineQuantity":{"amount":"3"},"charges":{"charge":{"chargeAmount":{"amount":1.10},"tax":{"taxAmount":{"amount":0.1}}}}}]}})",
       R"({"orderLines":{"orderLine":[{"charges":{"charge":{"chargeAmount":{"amount":1.10},"tax":{"taxAmount":{"amount":0.1}}}},"orderLineQuantity":{"amount":"3"}}]}})"}) {
    CAPTURE(text);
    CHECK(tally_order(text, true, usd)->charges.text() == "3.30 USD");
    CHECK(tally_order(text, true, usd)->taxes.text() == "0.30 USD");
    CHECK(tally_order(text, false, usd)->charges.text() == "1.10 USD");
  }
}

TEST_CASE("numbers are exact or refused") {
  const Currency usd = Currency::parse("USD").value();
  const auto charge = [&](const char* number) {
    return tally_order(R"({"orderLines":{"orderLine":{"charges":{"charge":{"chargeAmount":{"amount":)" +
                           std::string(number) + "}}}}}}",
                       false, usd);
  };
  CHECK(charge("1.5e1")->charges.text() == "15.00 USD");
  CHECK(charge("1500E-2")->charges.text() == "15.00 USD");
  CHECK(charge("-0.000001")->charges.amount.units() == -1);
  CHECK(charge("0.0000000")->charges.amount.units() == 0);
  for (const char* bad : {"0.0000001", "1e", "x", "1.2.3", "--1", "null", "99999999999999", "1e30", "\"\""}) {
    CAPTURE(bad);
    CHECK_FALSE(charge(bad));
  }
}

TEST_CASE("bytes that are not an order are refused, never run past") {
  const std::string whole = OrderBuilder{}.text();
  const Currency usd = Currency::parse("USD").value();
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(tally_order(std::string_view(whole).substr(0, length), false, usd));
  CHECK(tally_order(whole + " \n", false, usd));
  CHECK_FALSE(tally_order(whole + "{", false, usd));
  CHECK_FALSE(tally_order(std::string(100'000, '['), false, usd));
  std::string mixed = whole;
  mixed.replace(mixed.find(R"("USD","amount":2.06)"), 5, "\"CAD\"");
  CHECK_FALSE(tally_order(mixed, false, usd));
}
