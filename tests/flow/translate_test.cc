#include "flow/translate.h"

#include <doctest/doctest.h>

#include "flow/fakes.h"
#include "model/entry_text.h"

using namespace crosswalk;
using namespace crosswalk::tests;
using Came = flow::Translation::Verdict;

namespace {

struct Desk {
  FakeSource source;
  FakeMapper mapper;
  Record record;
  flow::TranslateSettings settings{.book = BookMode::shipped, .books_start = day("2026-01-01")};

  flow::Translation translate(const Entries* before = nullptr) {
    flow::Translator translator(source, mapper, settings);
    return translator.translate(record, before);
  }
};

struct LockedBooks final : flow::Books {
  Result<store::OrderStanding> order(const std::string& /*purchase_order*/,
                                     const RecordKey& /*without*/) override {
    return store::OrderStanding{};
  }
  Result<std::string> contact_of(const std::string& /*purchase_order*/) override { return std::string(); }
  std::optional<Date> locked_until() override { return until; }
  std::optional<Date> until;
};

Money sum_of(const Entries& entries, EntryRole role) {
  MoneySum sum(entries.currency);
  for (const auto& entry : entries.entries)
    if (entry.role == role) sum.add(entry.amount);
  return sum.total().value();
}

}  // namespace

TEST_CASE("book: shipped books what has shipped, at its ship date, and nothing else") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
  auto& open = desk.source.add(LineClass::product, "24.99", UnitState::open, "2026-01-28");
  open.unit_from = 1;
  open.unit_to = 2;
  const auto translation = desk.translate();
  REQUIRE(translation.verdict == Came::booked);
  REQUIRE(translation.entries.entries.size() == 2);
  CHECK(translation.entries.entries[0].amount == usd("-24.99"));
  CHECK(translation.entries.entries[0].date == day("2026-01-30"));
  CHECK(translation.entries.entries[0].answers.account.origin.text() == "rules/account.lua:3");
  CHECK(sum_of(translation.entries, EntryRole::receivable) == usd("24.99"));
  CHECK(desk.mapper.asked == 1);
}

TEST_CASE("book: shipped waits while nothing has shipped") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::open, "2026-01-28");
  CHECK(desk.translate().verdict == Came::waiting);
  CHECK(desk.mapper.asked == 0);
}

TEST_CASE("book: created books what is open and what has shipped, apart") {
  Desk desk;
  desk.settings.book = BookMode::created;
  desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
  auto& open = desk.source.add(LineClass::product, "10.01", UnitState::open, "2026-01-28");
  open.unit_from = 1;
  open.unit_to = 2;
  auto& gone = desk.source.add(LineClass::product, "5.00", UnitState::cancelled, "2026-01-28");
  gone.unit_from = 2;
  gone.unit_to = 3;
  const auto translation = desk.translate();
  REQUIRE(translation.verdict == Came::booked);
  CHECK(translation.entries.entries.size() == 4);
  CHECK(sum_of(translation.entries, EntryRole::receivable) == usd("35.00"));
}

TEST_CASE("a facilitator tax gets its mirror and leaves nothing receivable") {
  Desk desk;
  auto& tax = desk.source.add(LineClass::tax, "2.06", UnitState::shipped, "2026-01-30");
  tax.tax_class = TaxClass::facilitator;
  const auto translation = desk.translate();
  REQUIRE(translation.verdict == Came::booked);
  CHECK(sum_of(translation.entries, EntryRole::placed) == usd("-2.06"));
  CHECK(sum_of(translation.entries, EntryRole::mirror) == usd("2.06"));
  CHECK(sum_of(translation.entries, EntryRole::receivable) == usd("0"));
  CHECK(translation.entries.entries[1].derived());
}

TEST_CASE("a tax that the seller owes is receivable like a charge") {
  Desk desk;
  auto& tax = desk.source.add(LineClass::tax, "2.06", UnitState::shipped, "2026-01-30");
  tax.tax_class = TaxClass::seller;
  const auto translation = desk.translate();
  CHECK(sum_of(translation.entries, EntryRole::receivable) == usd("2.06"));
  CHECK(sum_of(translation.entries, EntryRole::mirror) == usd("0"));
}

TEST_CASE("a revision asks only about new lines; the others keep their decisions and rule set") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
  const auto first = desk.translate();
  std::string text;
  write_entries(first.entries, text);
  const auto stored = read_entries(text);
  REQUIRE(stored.ok());
  CHECK(stored->entries == first.entries.entries);

  auto& more = desk.source.add(LineClass::product, "5.00", UnitState::shipped, "2026-01-31");
  more.unit_from = 1;
  more.unit_to = 2;
  desk.mapper.account = "999";
  desk.mapper.version = "v2";
  desk.mapper.asked = 0;
  const auto second = desk.translate(&*stored);
  REQUIRE(second.verdict == Came::booked);
  CHECK(desk.mapper.asked == 1);
  CHECK(second.entries.entries[0] == first.entries.entries[0]);
  CHECK(second.entries.entries[1].answers.account.value == "999");
  CHECK(second.entries.entries[1].version == "v2");

  SUBCASE("a changed amount is a changed line") {
    desk.source.wanted[0].amount = usd("20.00");
    desk.mapper.asked = 0;
    CHECK(desk.translate(&*stored).entries.entries[0].answers.account.value == "999");
    CHECK(desk.mapper.asked == 2);
  }
}

TEST_CASE("cancelled units come along once something stands for them") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::cancelled, "2026-01-28");
  CHECK(desk.translate().entries.entries.empty());
  flow::Translator translator(desk.source, desk.mapper, desk.settings);
  const auto& translation = translator.translate(desk.record, nullptr, true);
  CHECK(translation.verdict == Came::skipped);
  REQUIRE(translation.entries.entries.size() == 2);
  CHECK(translation.entries.entries[0].state == UnitState::cancelled);
  CHECK_FALSE(translation.money);
}

TEST_CASE("what is booked nowhere says why") {
  Desk desk;
  SUBCASE("a replacement order") {
    desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
    desk.source.facts.order_type = "replacement";
    CHECK(desk.translate().verdict == Came::skipped);
  }
  SUBCASE("every unit cancelled") {
    desk.source.add(LineClass::product, "24.99", UnitState::cancelled, "2026-01-28");
    CHECK(desk.translate().reason == "every unit of it was cancelled");
  }
  SUBCASE("before the books start") {
    desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2025-12-31");
    const auto translation = desk.translate();
    CHECK(translation.verdict == Came::skipped);
    CHECK(translation.reason.find("2026-01-01") != std::string::npos);
  }
  CHECK(desk.mapper.asked == 0);
}

TEST_CASE("what cannot be trusted is held or dead, never booked") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
  SUBCASE("the two walks of the record differ") {
    desk.source.lie = true;
    const auto translation = desk.translate();
    CHECK(translation.verdict == Came::held);
    CHECK(translation.reason.find("25.00 USD") != std::string::npos);
  }
  SUBCASE("the record is malformed") {
    desk.source.trouble = fail(ErrorKind::invalid, "no shipping information", "shippingInfo");
    const auto translation = desk.translate();
    CHECK(translation.verdict == Came::dead);
    CHECK(translation.origin == "shippingInfo");
  }
  SUBCASE("a setting is missing") {
    desk.source.trouble = fail(ErrorKind::config, "set charge_amount");
    desk.source.facts.wants_acknowledgement = true;
    const auto translation = desk.translate();
    CHECK(translation.verdict == Came::held);
    CHECK(translation.wants_acknowledgement);
  }
  SUBCASE("a rule holds") {
    desk.mapper.answer.verdict = crosswalk::Verdict::hold;
    desk.mapper.answer.reason = "unknown SKU";
    desk.mapper.answer.origin = {"rules/item.lua", 4};
    const auto translation = desk.translate();
    CHECK(translation.verdict == Came::held);
    CHECK(translation.origin == "rules/item.lua:4");
    CHECK(translation.money == usd("24.99"));
  }
  CHECK(desk.translate().entries.entries.empty());
}

TEST_CASE("a rule's date, description and reference reach the entries, and its remarks the trail") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
  desk.mapper.date = "2026-01-28";
  desk.mapper.description = "A mug";
  desk.mapper.answer.reference = {"PO 1", {"rules/reference.lua", 3}};
  desk.mapper.answer.remarks = {{"seen", {"rules/tax.lua", 7}}};
  const auto translation = desk.translate();
  REQUIRE(translation.verdict == Came::booked);
  REQUIRE(translation.entries.entries.size() == 2);
  CHECK(translation.entries.entries[0].date == day("2026-01-28"));
  CHECK(translation.entries.entries[0].description == "A mug");
  CHECK(translation.entries.entries[1].role == EntryRole::receivable);
  CHECK(translation.entries.entries[1].date == day("2026-01-28"));
  CHECK(translation.entries.reference == "PO 1");
  CHECK(translation.remarks == desk.mapper.answer.remarks);
  std::string text;
  write_entries(translation.entries, text);
  const auto stored = read_entries(text);
  REQUIRE(stored.ok());
  CHECK(stored->entries == translation.entries.entries);
  CHECK(stored->reference == "PO 1");
  // An untouched line is not asked again and keeps all of it.
  desk.mapper.asked = 0;
  const auto again = desk.translate(&*stored);
  CHECK(desk.mapper.asked == 0);
  CHECK(again.entries.entries == translation.entries.entries);
  CHECK(again.entries.reference == "PO 1");
}

TEST_CASE("a date that a rule chose is asked anew once the units have shipped") {
  Desk desk;
  desk.settings.book = BookMode::created;
  auto& line = desk.source.add(LineClass::product, "24.99", UnitState::open, "2026-01-28");
  desk.mapper.date = "2026-01-28";
  const auto first = desk.translate();
  line.state = UnitState::shipped;
  line.date = day("2026-02-02");
  desk.mapper.date = "2026-02-02";
  desk.mapper.asked = 0;
  const auto shipped = desk.translate(&first.entries);
  CHECK(desk.mapper.asked == 1);
  CHECK(shipped.entries.entries[0].date == day("2026-02-02"));
}

TEST_CASE("book: created dates a cancellation on its own day, or on the first open one, and keeps it") {
  Desk desk;
  desk.settings.book = BookMode::created;
  auto& line = desk.source.add(LineClass::product, "24.99", UnitState::open, "2026-01-28");
  const auto open = desk.translate();
  line.state = UnitState::cancelled;
  line.date = day("2026-02-03");
  LockedBooks books;
  const auto cancelled = [&](const Entries& before) {
    flow::Translator translator(desk.source, desk.mapper, desk.settings, &books);
    const auto translation = translator.translate(desk.record, &before, true);
    REQUIRE_FALSE(translation.entries.entries.empty());
    return translation.entries;
  };
  CHECK(cancelled(open.entries).entries[0].date == day("2026-02-03"));
  books.until = day("2026-02-28");
  const Entries moved = cancelled(open.entries);
  CHECK(moved.entries[0].date == day("2026-03-01"));
  books.until = day("2026-03-31");
  CHECK(cancelled(moved).entries[0].date == day("2026-03-01"));
  desk.settings.book = BookMode::shipped;  // nothing is booked before it ships
  CHECK(cancelled(open.entries).entries[0].date == day("2026-02-03"));
}

TEST_CASE("a date before the books start holds the record") {
  Desk desk;
  desk.source.add(LineClass::product, "24.99", UnitState::shipped, "2026-01-30");
  desk.mapper.date = "2025-12-31";
  const auto translation = desk.translate();
  CHECK(translation.verdict == Came::held);
  CHECK(translation.reason == "the accounting date 2025-12-31 is before the books start on 2026-01-01");
  CHECK(translation.origin == "rules/date.lua:4");
}
