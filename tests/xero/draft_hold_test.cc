// What drafting refuses: missing answers, totals that Xero would not come to, steps under way.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

constexpr auto shipped = UnitState::shipped;

Drafting drafted(const Desk& desk, const Entries& entries, const Posted& posted = {}) {
  return desk.ledger.draft(entries, posted).value();
}

std::string hold_of(const Desk& desk, const Entries& entries, const Posted& posted = {}) {
  const Drafting drafting = drafted(desk, entries, posted);
  CHECK(drafting.documents.empty());
  CHECK(drafting.withdraw.empty());
  return drafting.hold;
}

}  // namespace

TEST_CASE("a line without an answer, or with too many, is held at the rule's place") {
  Desk desk;
  const auto hold = [&](auto change) {
    Entries entries = order();
    entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
    change(entries);
    return hold_of(desk, entries);
  };
  CHECK(says(hold([](Entries& e) { e.entries[0].answers.account.value.clear(); }),
             "rules/account.lua:3: line 1/"));
  CHECK(says(hold([](Entries& e) { e.entries[0].answers.tax.value.clear(); }), "rules/tax.lua:5"));
  CHECK(says(hold([](Entries& e) {
               e.entries[0].answers.item = {std::string(31, 'x'), {"rules/item.lua", 9}};
             }),
             "rules/item.lua:9"));
  CHECK(says(hold([](Entries& e) {
               e.entries[0].answers.tracking = {{"A", "1", {"rules/tracking.lua", 1}},
                                                {"B", "2", {"rules/tracking.lua", 2}},
                                                {"C", "3", {"rules/tracking.lua", 7}}};
             }),
             "rules/tracking.lua:7: line 1/0-1/PRODUCT:ItemPrice/amount has more than two"));
  CHECK(says(hold([](Entries& e) { e.contact = "A < B"; }), "< or >"));
  CHECK(says(hold([](Entries& e) { e.contact.clear(); }), "is empty"));
  CHECK(says(hold([](Entries& e) { e.contact = "two  blanks"; }), "two together"));
  CHECK(says(hold([](Entries& e) { e.contact.assign(256, 'x'); }), "255"));
  CHECK(says(hold([](Entries& e) { e.entries[0].amount.currency = Currency::parse("CAD").value(); }),
             "another currency"));
  CHECK(says(hold([](Entries& e) { e.entries[0].amount = usd("3.00"); }), "no negative invoice"));
}

TEST_CASE("a total that Xero would not come to is held, with both amounts") {
  Desk desk;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.985")};
  CHECK(says(hold_of(desk, entries), "Xero would book 24.99 USD for 24.985 USD on WM-4812345678901"));
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  entries.entries[0].answers.tax.value = "OUTPUT";
  CHECK(says(hold_of(desk, entries),
             "the rate of tax type OUTPUT on WM-4812345678901 is not known: the "
             "organisation's tax rates were not read here"));
  Reference reference;
  reference.tax_types = {{"OUTPUT", "Tax on Sales", true, true, dec("8.25")},
                         {"ZERO", "Zero", true, true, {}}};
  desk.ledger.use(reference);
  CHECK(says(hold_of(desk, entries),
             "Xero would book 27.05 USD for 24.99 USD on WM-4812345678901: its tax types add 2.06 USD"));
  entries.entries[0].answers.tax.value = "OTHER";
  CHECK(says(hold_of(desk, entries), "is not known: it is not among the organisation's tax rates"));
  entries.entries[0].answers.tax.value = "ZERO";
  CHECK(drafted(desk, entries).hold.empty());
}

TEST_CASE("for whole cents the prediction is the entries' own sum, whatever the quantities") {
  Desk desk;
  std::uint64_t seed = 20260130;
  const auto random = [&seed](std::uint64_t below) {
    seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    return (seed >> 33U) % below;
  };
  for (int round = 0; round < 500; ++round) {
    Entries entries = order();
    std::int64_t cents = 0;
    for (std::uint64_t i = 0, n = 1 + random(8); i < n; ++i) {
      const auto amount = static_cast<std::int64_t>(random(2'000'000)) - (i == 0 ? 0 : 900'000);
      cents += amount;
      const std::string quantity = std::to_string(1 + random(12));
      Entry entry = sale(std::to_string(i + 1).c_str(), shipped, "2026-01-30", "1", quantity.c_str());
      entry.amount.amount = Decimal::from_units(-amount * 10'000);
      entries.entries.push_back(entry);
    }
    const Drafting drafting = drafted(desk, entries);
    if (cents < 0) {
      CHECK(says(drafting.hold, "negative"));
      continue;
    }
    REQUIRE(drafting.hold.empty());
    if (!drafting.documents.empty())
      CHECK(drafting.documents[1].total->amount == Decimal::from_units(cents * 10'000));
  }
}

TEST_CASE("nothing is drafted while a step is under way, and statements are not booked") {
  Desk desk;
  Shelf shelf;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99")};
  shelf.take(drafted(desk, entries));
  for (const auto state : {DocumentState::sending, DocumentState::pending, DocumentState::unknown}) {
    shelf.set("WM-4812345678901", state);
    CHECK(says(hold_of(desk, entries, shelf.posted()), "is still " + std::string(name_of(state))));
  }
  entries.record.kind = RecordKind::statement;
  CHECK_FALSE(desk.ledger.draft(entries, {}).ok());
}

TEST_CASE("a very long description is cut between characters, an empty one replaced") {
  Desk desk;
  Entries entries = order();
  entries.entries = {sale("1", shipped, "2026-01-30", "24.99"), sale("2", shipped, "2026-01-30", "1.00")};
  entries.entries[0].description.assign(3'999, 'x');
  entries.entries[0].description += "\xC3\xA9";
  entries.entries[1].description.clear();
  const Json lines = json(drafted(desk, entries).documents.at(1).content)["LineItems"];
  CHECK(text_in(lines[0], "Description") == std::string(3'999, 'x'));
  CHECK(text_in(lines[1], "Description") == "MUG-2");
}
