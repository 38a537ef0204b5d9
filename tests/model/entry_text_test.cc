// What is written is read back as it was, and what is broken is refused with what is wrong.
#include "model/entry_text.h"

#include <doctest/doctest.h>

using namespace crosswalk;

namespace {

Entries booking() {
  Entries entries;
  entries.record = {"us", RecordKind::order, "108800000000001"};
  entries.revision = 3;
  entries.mode = BookMode::created;
  entries.currency = Currency::parse("USD").value();
  entries.order_date = Date::parse("2026-01-28").value();
  entries.contact =
      "Ma\xC3\xB1"
      "ana \"& Co\"\\";
  entries.customer_order = "2";
  entries.reference = "a\nreference";
  entries.rates = {{Date::parse("2026-01-30").value(), Decimal::parse("1.351351").value()},
                   {Date::parse("2026-02-03").value(), Decimal::whole(2)}};
  Entry entry;
  entry.line_key = "1/0-1/PRODUCT:ItemPrice/amount";
  entry.order_line = "1";
  entry.line_class = LineClass::tax;
  entry.tax_class = TaxClass::seller;
  entry.state = UnitState::shipped;
  entry.date = Date::parse("2026-01-30").value();
  entry.amount = {Decimal::parse("-9223372036854.775807").value(), entries.currency};
  entry.quantity = Decimal::parse("0.000001").value();
  entry.description = "a mug";
  entry.sku = "MUG";
  entry.answers.account = {"200", {"rules/account.lua", 7}};
  entry.answers.tax = {"NONE", {"rules/tax.lua", 6}};
  entry.answers.item = {"", {"rules/item.lua", 5}};
  entry.answers.description = {"a mug", {"rules/description.lua", 1}};
  entry.answers.date = {"2026-01-30", {"built in", 0}};
  entry.answers.cost = {"4.20", {"rules/C:/cost.lua", 2}};
  entry.answers.catalogue = {"create", {"rules/catalogue.lua", 3}};
  entry.answers.tracking = {{"Channel", "US", {"rules/tracking.lua", 19}}, {"Place", "A", {"x", 1}}};
  entry.version = "aaaaaaaaaaaa";
  entry.refund = "R1-1";
  entry.purchase_order = "108";
  entry.goods_back = true;
  Entry owed;
  owed.role = EntryRole::receivable;
  owed.state = UnitState::shipped;
  owed.date = entry.date;
  owed.amount = entry.amount.negated();
  Entry paid = owed;
  paid.role = EntryRole::clearing;
  paid.refund = "R1-1";
  entries.entries = {entry, owed, paid};
  return entries;
}

std::string written() {
  std::string text;
  write_entries(booking(), text);
  return text;
}

}  // namespace

TEST_CASE("entries come back as they were written") {
  const auto read = read_entries(written());
  REQUIRE_MESSAGE(read.ok(), (read ? "" : read.error().text()));
  const Entries wanted = booking();
  CHECK(read->record == wanted.record);
  CHECK(read->revision == wanted.revision);
  CHECK(read->mode == wanted.mode);
  CHECK(read->currency == wanted.currency);
  CHECK(read->order_date == wanted.order_date);
  CHECK(read->contact == wanted.contact);
  CHECK(read->customer_order == wanted.customer_order);
  CHECK(read->reference == wanted.reference);
  CHECK(read->entries == wanted.entries);
  CHECK(read->rates == booking().rates);
}

TEST_CASE("a text that is no booking is refused, wherever it breaks") {
  const std::string text = written();
  for (std::size_t length = 0; length < text.size(); ++length)
    CHECK_FALSE_MESSAGE(read_entries(text.substr(0, length)).ok(), "cut at " << length);
  CHECK_FALSE(read_entries(text + "x").ok());
  const auto broken = [&](const std::string& from, const std::string& to) {
    std::string other = text;
    other.replace(other.find(from), from.size(), to);
    const auto read = read_entries(other);
    REQUIRE_FALSE(read.ok());
    return read.error().text();
  };
  CHECK(broken("\"tax_class\":\"seller\"", "\"tax_class\":\"king\"").find("\"king\"") != std::string::npos);
  CHECK(broken("\"amount\":", "\"mount\":").find("amount") != std::string::npos);
  CHECK(broken("\"2026-01-30\"", "\"30.1.2026\"").find("30.1.2026") != std::string::npos);
  CHECK(broken("\"USD\"", "\"dollar\"").find("currency") != std::string::npos);
  CHECK_FALSE(broken("\"currency\":", "\"curency\":").empty());
}
