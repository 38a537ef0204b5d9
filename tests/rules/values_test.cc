// Amounts are exact or an error; views are read-only; record.raw is lenient and exact.
#include <doctest/doctest.h>

#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

// Runs `body` as the account rule of one line (24.99 USD, quantity 2); its answer, or "held: …".
std::string answer(const std::string& body, const char* raw = "{}") {
  RulesDesk bench({{"account.lua", account_function(body)}});
  Fixture fixture;
  fixture.clear();
  REQUIRE(fixture.set_record("raw", text(raw)).empty());
  fixture.add_line();
  REQUIRE(fixture.set_line("amount", text("24.99")).empty());
  REQUIRE(fixture.set_line("quantity", text("2")).empty());
  fixture.finish();
  const auto mapper = bench.mapper();
  const Mapping& mapping = mapper->map(fixture.facts(), fixture.lines());
  if (mapping.verdict == Verdict::book) return mapping.lines.at(0).account.value;
  CHECK(mapping.origin.file == "rules/account.lua");
  CHECK(mapping.origin.line > 0);
  return "held: " + mapping.reason;
}

void check_held(const std::string& body, const std::string& wanted, const char* raw = "{}") {
  const std::string got = answer(body, raw);
  CHECK_MESSAGE(got.find(wanted) != std::string::npos, body << " gave " << got);
  CHECK(got.find("held: ") == 0);
}

TEST_CASE("money is calculated exactly") {
  CHECK(answer("return tostring(line.amount)") == "24.99 USD");
  CHECK(answer("return tostring(line.amount + money('0.01', 'USD'))") == "25.00 USD");
  CHECK(answer("return tostring(-line.amount - money('0.01', 'USD'))") == "-25.00 USD");
  CHECK(answer("return tostring(line.amount * 3)") == "74.97 USD");
  CHECK(answer("return tostring(line.amount * decimal '0.15')") == "3.7485 USD");
  CHECK(answer("return line.amount.currency .. tostring(line.amount.amount)") == "USD24.99");
  CHECK(answer("return tostring(line.amount == money('24.990', 'USD'))") == "true");
  CHECK(answer(
            "return tostring(line.amount < money('25', 'USD') and line.amount <= 25 and line.amount > 24)") ==
        "true");
  CHECK(answer("return tostring(decimal '1.5' + decimal '0.5' == 2)") == "true");
  CHECK(answer("return tostring(line.quantity == 2)") == "true");
  CHECK(answer("return tostring(math.type(line.quantity))") == "integer");
}

TEST_CASE("what is not exact or not alike raises") {
  check_held("return tostring(line.amount + money('1', 'CAD'))", "USD and CAD cannot be added");
  check_held("return tostring(line.amount < money('1', 'CAD'))", "USD and CAD cannot be");
  check_held("return tostring(line.amount + 1)", "USD and a plain number cannot be added");
  check_held("return tostring(line.amount * 0.15)", "write decimal \"0.15\" instead");
  check_held("return tostring(line.amount * line.amount)", "money cannot be multiplied by money");
  check_held("return tostring(money('9000000000000', 'USD') * 2)", "too large");
  check_held("return tostring(decimal '1.5' * 9000000000000000)", "too large");
  check_held("return tostring(decimal(1.5))", "not exact");
  check_held("return tostring(decimal '1e5')", "scientific notation");
  check_held("return tostring(money('1', 'usd'))", "the rule failed");
  check_held("return tostring(line.amount + nil)", "not with a nil");
  check_held("return tostring('090' + 1)", "texts cannot be calculated with");
  check_held("line.amount.amount = 5 return '1'", "an amount cannot be changed");
  check_held("return tostring(line.amount.cents)", "money has an amount and a currency");
}

TEST_CASE("views are read-only and know their fields only") {
  check_held("line.sku = 'X' return '1'", "line, record and item are read-only");
  check_held("record.ship_to.state = 'NY' return '1'", "line, record and item are read-only");
  check_held("return record.ship_to.zip", "there is no field record.ship_to.zip");
  check_held("return record.curency", "did you mean record.currency?");
  check_held("return line[1]", "there is no field line.");
  check_held("for k in pairs(line) do end return '1'", "pairs goes over tables only");
  check_held("return tostring(#line)", "not a length");
  CHECK(answer("return record.ship_to.state .. record.market .. tostring(record.ship_by)") == "CAusnil");
  CHECK(answer("return line.date .. ' ' .. record.ordered") == "2026-01-28 2026-01-28T18:00:00Z");
  CHECK(answer("return tostring(record.cancel_requested) .. tostring(record.total)") == "false24.99 USD");
}

TEST_CASE("every field of a line and a record can be read in Lua") {
  std::string body = "local seen = {}\n";
  std::size_t fields = 0;
  for (const Field& field : schema()) {
    if (field.scope == FieldScope::item) continue;
    ++fields;
    body += "table.insert(seen, tostring(" + std::string(field.path) + "))\n";
  }
  CHECK(answer(body + "return tostring(#seen)") == std::to_string(fields));
}

TEST_CASE("record.raw is the record's own JSON, lenient and exact") {
  const char* const raw =
      R"({"a": {"list": [{"n": 0.10}, 7, null, "t\u00e9xt", 12345678901234567890]}, "none": null, "yes": true})";
  CHECK(answer("return tostring(record.raw.a.list[1].n * 3)", raw) == "0.3");
  CHECK(answer("return tostring(record.raw.a.list[2] + 1)", raw) == "8");
  CHECK(answer("return record.raw.a.list[4]", raw) == "t\xc3\xa9xt");
  CHECK(answer("return record.raw.a.list[5]", raw) == "12345678901234567890");
  CHECK(answer("return tostring(record.raw.nothing) .. tostring(record.raw.a.list[9]) .. #record.raw.a.list",
               raw) == "nilnil5");
  CHECK(answer("return tostring(record.raw.none == null) .. tostring(record.raw.nothing == null)", raw) ==
        "truefalse");
  CHECK(answer("return tostring(record.raw.yes)", raw) == "true");
  CHECK(answer("local n = 0 for i, v in ipairs(record.raw.a.list) do n = i end return tostring(n)", raw) ==
        "5");
  check_held("record.raw.yes = false return '1'", "record.raw is read-only", raw);
  check_held("return record.raw.nothing.more", "attempt to index a nil value", raw);
  check_held("return record.raw.x", "record.raw cannot be read", "{\"broken\": ");
}

TEST_CASE("record.raw of one record is never that of another") {
  RulesDesk bench({{"account.lua", account_function("return record.raw.code")}});
  const auto mapper = bench.mapper();
  for (const char* raw : {R"({"code": "1"})", R"({"code": "2"})"}) {
    Fixture fixture;
    fixture.clear();
    REQUIRE(fixture.set_record("raw", text(raw)).empty());
    fixture.finish();
    CHECK(mapper->map(fixture.facts(), fixture.lines()).lines.at(0).account.value == std::string(1, raw[10]));
  }
}

}  // namespace
}  // namespace crosswalk::rules
