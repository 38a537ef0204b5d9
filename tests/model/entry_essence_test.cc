// Two bookings have one essence when only the deciding rules, versions or revision differ.
#include "model/entry_essence.h"

#include <doctest/doctest.h>

#include "model/entry_text.h"

using namespace crosswalk;

namespace {

Entries booking() {
  Entries entries;
  entries.record = {"us", RecordKind::order, "108800000000001"};
  entries.currency = Currency::parse("USD").value();
  entries.contact = "Walmart \"at\":\"once\\";
  Entry entry;
  entry.line_key = "1/0-1/PRODUCT:ItemPrice/amount";
  entry.amount = {Decimal::whole(-24), entries.currency};
  entry.description = R"(a "version":"9" of a mug \)";
  entry.answers.account = {"200", {"rules/account.lua", 7}};
  entry.answers.tax = {"NONE", {"rules/tax.lua", 6}};
  entry.answers.tracking = {{"Channel", "Walmart US", {"rules/tracking.lua", 19}}};
  entry.version = "aaaaaaaaaaaa";
  entries.entries = {entry, entry};
  return entries;
}

std::string essence(const Entries& entries) {
  std::string text;
  write_entries(entries, text);
  std::string out;
  essence_into(text, out);
  return out;
}

}  // namespace

TEST_CASE("who decided is left out, whatever the texts around look like") {
  Entries other = booking();
  other.revision = 12;
  other.rates = {{Date(), Decimal::whole(2)}};  // of the ledger's, not of the rules' making
  for (auto& entry : other.entries) {
    entry.version = "bbbbbbbbbbbb";
    entry.answers.account.origin = {"rules/a \"b\" c\\.lua", 123};
    entry.answers.tracking.front().origin.line = 4;
  }
  CHECK(essence(other) == essence(booking()));
}

TEST_CASE("what a ledger would see is kept") {
  const std::string same = essence(booking());
  Entries other = booking();
  SUBCASE("account") {
    other.entries[1].answers.account.value = "201";
  }
  SUBCASE("tracking") {
    other.entries[0].answers.tracking.front().option = "Walmart CA";
  }
  SUBCASE("a text that looks like a version") {
    other.entries[0].description = R"(a "version":"8" of a mug \)";
  }
  SUBCASE("contact") {
    other.contact = "Walmart \"at\":\"twice\\";
  }
  SUBCASE("amount") {
    other.entries[1].amount.amount = Decimal::whole(-25);
  }
  CHECK(essence(other) != same);
}
