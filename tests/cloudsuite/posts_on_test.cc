// Which entries the general ledger has, and on which day, against the rows that it gets.
#include <doctest/doctest.h>

#include <map>

#include "cloudsuite/gl_row.h"
#include "cloudsuite/rows.h"

using namespace crosswalk;
using namespace crosswalk::cloudsuite;

namespace {

Date day(std::string_view text) {
  return Date::parse(text).value();
}

Settings settings() {
  Settings made;
  made.accounting_entity = "100";
  made.clearing_account = "090";
  made.receivable_account = "091";
  return made;
}

// A line and its counter-entry.
void add(Entries& entries, UnitState state, std::string_view date, std::string_view amount,
         std::string_view refund = "") {
  Entry line;
  line.line_key = line.order_line = std::to_string(entries.entries.size() + 1);
  line.state = state;
  line.date = day(date);
  line.refund = refund;
  line.amount = {Decimal::parse(amount).value(), entries.currency};
  line.answers.account.value = "200";
  Entry owed = line;
  owed.role = EntryRole::receivable;
  owed.amount = line.amount.negated();
  owed.answers = {};
  entries.entries.push_back(line);
  entries.entries.push_back(owed);
}

Entries order(BookMode mode) {
  Entries made;
  made.record = {"us", RecordKind::order, "4812345678901"};
  made.mode = mode;
  made.currency = Currency::parse("USD").value();
  made.order_date = day("2026-01-28");
  add(made, UnitState::shipped, "2026-01-30", "-49.98");
  add(made, UnitState::open, "2026-01-28", "-79.99");
  add(made, UnitState::cancelled, "2026-01-29", "-5.99");
  add(made, UnitState::shipped, "2026-02-03", "24.99", "R1");
  return made;
}

using ByDay = std::map<std::pair<std::string, std::string>, Decimal>;  // by day and account

void put(ByDay& sums, const std::string& date, const std::string& account, Decimal amount) {
  Decimal& sum = sums[{date, account}];
  sum = crosswalk::add(sum, amount).value();
}

ByDay by_rows(const Entries& entries) {
  ByDay sums;
  const auto rows = rows_of(entries, settings());
  REQUIRE_MESSAGE(rows.ok(), (rows ? "" : rows.error().text()));
  for (const GlRow& row : *rows)
    put(sums, parse_landmark_date(field(row.fields, "PostingDate")).value().text(),
        field(row.fields, "AccountCode"), row.amount);
  return sums;
}

ByDay by_entries(const Entries& entries) {
  ByDay sums;
  for (const Entry& entry : entries.entries)
    if (const auto date = posts_on(entries, entry))
      put(sums, date->text(), entry.counter() ? "091" : entry.answers.account.value, entry.amount.amount);
  return sums;
}

}  // namespace

TEST_CASE("what has shipped is in the general ledger on its day") {
  const Entries entries = order(BookMode::shipped);
  const ByDay sums = by_entries(entries);
  CHECK(sums == by_rows(entries));
  CHECK(sums.size() == 4);
  CHECK(sums.at({"2026-01-30", "200"}).text(2) == "-49.98");
}

TEST_CASE(
    "what is created is in the general ledger on the order's day, shipped or not, refunds on their own") {
  const Entries entries = order(BookMode::created);
  const ByDay sums = by_entries(entries);
  CHECK(sums == by_rows(entries));
  CHECK(sums.size() == 4);
  CHECK(sums.at({"2026-01-28", "200"}).text(2) == "-129.97");
  CHECK(sums.at({"2026-02-03", "200"}).text(2) == "24.99");
}
