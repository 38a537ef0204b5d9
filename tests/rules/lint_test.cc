// Lint: what it finds in small rule texts, and that it is never wrong about rows that cannot decide.
#include "rules/lint/lint.h"

#include <doctest/doctest.h>

#include <chrono>
#include <random>
#include <set>

#include "checkout.h"
#include "rules/language/condition.h"
#include "rules/lint/row_reach.h"
#include "rules/loaded_rule_set.h"
#include "rules_desk.h"

namespace crosswalk::rules {
namespace {

std::string account(const std::string& rows) {
  return "return { api = 1, account = decide {\n" + rows + "} }\n";
}

std::vector<Finding> findings_of(const RulesDesk& desk) {
  const auto rules = desk.load();
  REQUIRE_MESSAGE(rules.ok(), (rules ? "" : rules.error().text()));
  const auto findings = lint(**rules);
  REQUIRE(findings.ok());
  return *findings;
}

// Findings about the account table of these rows, "error 3: …", the line first.
std::vector<std::string> about(const std::string& rows) {
  std::vector<std::string> texts;
  for (const auto& finding : findings_of(RulesDesk({{"account.lua", account(rows)}})))
    texts.push_back((finding.severity == Finding::Severity::error ? "error " : "note ") +
                    finding.where.substr(finding.where.rfind(':') + 1) + ": " + finding.message);
  return texts;
}

bool finds(const std::vector<std::string>& findings, const std::string& begin, const std::string& part) {
  for (const auto& finding : findings)
    if (finding.starts_with(begin) && finding.find(part) != std::string::npos) return true;
  return false;
}

}  // namespace

TEST_CASE("the example rules are clean") {
  const auto rules = load_rules(checkout("/rules"), "rules/", RulesDesk::scripts());
  REQUIRE(rules.ok());
  const auto findings = lint(**rules);
  REQUIRE(findings.ok());
  for (const auto& finding : *findings) MESSAGE(finding.where << ": " << finding.message);
  CHECK(findings->empty());
}

TEST_CASE("a row that an earlier one hides is an error that names both") {
  struct Case {
    const char* first;
    const char* second;
  };
  for (const Case& each : {Case{"", "class = 'tax'"},
                           {"class = 'tax'", "class = 'tax'"},
                           {"class = 'tax'", "class = 'tax', amount = over(5)"},
                           {"class = { 'tax', 'fee' }", "class = 'fee'"},
                           {"sku = prefix 'AB'", "sku = 'abc'"},
                           {"sku = prefix 'AB'", "sku = prefix 'ABC'"},
                           {"amount = over(5)", "amount = 6"},
                           {"amount = over(5)", "amount = between(6, 9)"},
                           {"amount = between(5, 9)", "amount = { 5, 9 }"},
                           {"date = under('2026-02-01')", "date = '2026-01-31'"},
                           {"sku = is_not('A')", "sku = { 'B', 'C' }"},
                           {"sku = is_not('A')", "sku = null"},
                           {"sku = is_not(null)", "sku = prefix 'Q'"},
                           {"sku = is_not(prefix 'A')", "sku = is_not(prefix 'A'), class = 'fee'"},
                           {"class = is_not({ 'fee', 'tax' })", "class = 'product'"},
                           {"sku = any", "sku = 'A'"}}) {
    const auto findings = about(std::string("row { ") + each.first + (*each.first != 0 ? ", " : "") +
                                "use = '1' },\nrow { " + each.second + ", use = '2' },\n");
    INFO(each.first << " hides " << each.second);
    CHECK(finds(findings, "error 3: ", "rules/account.lua:2"));
    CHECK(findings.size() == 1);
  }
}

TEST_CASE("a row that decides something is left alone") {
  struct Case {
    const char* first;
    const char* second;
  };
  for (const Case& each :
       {Case{"class = 'tax'", "class = 'fee'"},
        {"class = 'tax', amount = over(5)", "class = 'tax'"},
        {"sku = 'abc'", "sku = prefix 'AB'"},
        {"amount = over(5)", "amount = 5"},
        {"amount = between(5, 9)", "amount = between(5, 10)"},
        {"sku = is_not('A')", "sku = { 'A' }"},
        {"sku = is_not(null)", "sku = null"},
        {"carrier = 'Ups'", "carrier = 'UPS'"},
        {"when = function() return true end", "class = 'fee'"},
        {"class = 'fee', when = function(line) return line.sku == 'A' end", "class = 'fee'"}}) {
    INFO(each.first << " and " << each.second);
    for (const auto& finding : about(std::string("row { ") + each.first + ", use = '1' },\nrow { " +
                                     each.second + ", use = '2' },\n"))
      CHECK_FALSE_MESSAGE(finding.starts_with("error"), finding);
  }
}

TEST_CASE("rows that only together leave nothing over") {
  CHECK(finds(about("row { sku = 'A', use = '1' },\nrow { sku = 'B', use = '2' },\n"
                    "row { sku = { 'A', 'B' }, use = '3' },\n"),
              "error 4: ", "line.sku"));
  CHECK(finds(about("row { ['record.cancel_requested'] = true, use = '1' },\n"
                    "row { ['record.cancel_requested'] = false, use = '2' },\n"
                    "row { ['record.cancel_requested'] = null, use = '3' },\nrow { use = '4' },\n"),
              "error 5: ", "record.cancel_requested"));
  CHECK_FALSE(finds(about("row { sku = 'A', class = 'fee', use = '1' },\nrow { sku = 'B', use = '2' },\n"
                          "row { sku = { 'A', 'B' }, use = '3' },\n"),
                    "error", ""));
}

TEST_CASE("a row that no line can meet") {
  CHECK(finds(about("row { class = 'prodct', use = '1' },\n"), "error 2: ", "did you mean product?"));
  CHECK(
      finds(about("row { class = 'fee', ['line.class'] = 'tax', use = '1' },\n"), "error 2: ", "line.class"));
  CHECK(finds(about("row { amount = over(5), ['line.amount'] = under(5), use = '1' },\n"),
              "error 2: ", "line.amount"));
  CHECK(finds(about("row { class = null, use = '1' },\n"), "error 2: ", "line.class"));
}

TEST_CASE("rows that overlap with different answers are a note that says which wins") {
  const auto findings = about("row { sku = prefix 'GIFT', use = '1' },\nrow { class = 'fee', use = '2' },\n");
  CHECK(finds(findings, "note 3: ", "rules/account.lua:2 (\"1\")"));
  CHECK(about("row { sku = prefix 'GIFT', use = '1' },\nrow { class = 'fee', use = '1' },\n").empty());
  CHECK(about("row { sku = prefix 'GIFT', use = function() return '1' end },\nrow { class = 'fee', use = '2' "
              "},\n")
            .empty());
  // From the special to the general: that is how tables are written.
  CHECK(about("row { class = 'fee', sku = 'A', use = '1' },\nrow { class = 'fee', use = '2' },\n").empty());
}

TEST_CASE("what is nested is looked at as well, and said once") {
  const auto findings = about(
      "row { class = 'fee', use = decide { row { use = '1' }, row { use = '2' } } },\nrow { use = '3' },\n");
  CHECK(findings.size() == 1);
  CHECK(finds(findings, "error 2: ", "never reached"));
}

TEST_CASE("doubtful tables: rows twice, keys alike, nothing to answer, no use") {
  RulesDesk desk({{"items.csv", "code,item\nA 1,X\na1,Y\nB,\n"},
                  {"twice.csv", "k,v\nA,1\nB,2\n"},
                  {"old.csv", "a,b\n1,2\n"},
                  {"item.lua",
                   "local twice = csv { file = 'twice.csv', key = 'k' }\n"
                   "return { api = 1, item = lookup { table = 'items.csv', key = 'code', by = 'line.sku', "
                   "value = 'item' } }\n"}});
  std::set<std::string> found;
  for (const auto& finding : findings_of(desk)) {
    CHECK(finding.severity == Finding::Severity::note);
    found.insert(finding.where);
    if (finding.where == "rules/items.csv:3")
      CHECK(finding.message.find("rules/items.csv:2") != std::string::npos);
  }
  CHECK(found == std::set<std::string>{"rules/items.csv:3", "rules/items.csv:4", "rules/old.csv:1"});
  // The same key twice does not load at all, and says where both are.
  desk.write("twice.csv", "k,v\nA,1\nA,2\n");
  CHECK(desk.flaw().find("rules/twice.csv:3") != std::string::npos);
  CHECK(desk.flaw().find("rules/twice.csv:2") != std::string::npos);
}

TEST_CASE("places that nothing met, but for holds") {
  RulesDesk desk(
      {{"account.lua", account("row { class = 'product', use = '1' },\nrow { class = 'fee', use = '2' },\n"
                               "row { use = hold 'why' },\n")}});
  const auto mapper = desk.mapper();
  Hits hits;
  mapper->count_into(&hits);
  Fixture fixture;
  fixture.clear();
  fixture.add_line();
  fixture.finish();
  mapper->map(fixture.facts(), fixture.lines());
  const auto findings = never_met(mapper->rule_set(), mapper->places(), hits, 1);
  REQUIRE(findings.ok());
  REQUIRE(findings->size() == 1);
  CHECK(findings->front().where == "rules/account.lua:3");
  CHECK(findings->front().message == "none of the 1 record of the history met this row");
}

namespace {

std::string random_column(std::mt19937& random) {
  const auto sku = [&] {
    return "'" + std::string(1, static_cast<char>('A' + random() % 3)) +
           (random() % 2 == 0 ? "" : std::to_string(random() % 2)) + "'";
  };
  const auto number = [&] { return std::to_string(random() % 6); };
  switch (random() % 12) {
    case 0:
      return "sku = prefix " + sku();
    case 1:
      return "sku = { " + sku() + ", " + sku() + " }";
    case 2:
      return "sku = is_not(" + sku() + ")";
    case 3:
      return "sku = is_not(prefix " + sku() + ")";
    case 4:
      return random() % 2 == 0 ? "sku = null" : "sku = is_not(null)";
    case 5:
      return "amount = over(" + number() + ")";
    case 6:
      return "amount = under(" + number() + ")";
    case 7:
      return "amount = is_not(between(1, " + std::to_string(1 + random() % 5) + "))";
    case 8:
      return "amount = { " + number() + ", " + number() + " }";
    case 9:
      return "class = { 'product', 'fee' }";
    case 10:
      return "class = is_not('fee')";
    default:
      return "class = 'product'";
  }
}

// Every line that the random columns can tell apart.
std::vector<Line> universe() {
  std::vector<Line> lines;
  static const std::vector<std::string> skus = {"",   "A",  "a0", "A1", "A9", "B",  "B0",
                                                "b1", "BZ", "C",  "C0", "C1", "CC", "D"};
  for (const auto& sku : skus)
    for (int amount = -1; amount <= 12; ++amount)
      for (const LineClass line_class : {LineClass::product, LineClass::fee, LineClass::tax}) {
        Line line;
        line.sku = sku;
        line.amount = {Decimal::from_units(amount * (Decimal::one / 2)), Currency::parse("USD").value()};
        line.line_class = line_class;
        lines.push_back(line);
      }
  return lines;
}

}  // namespace

TEST_CASE("no row that is said to be out of reach ever decides, and rows that overlap really do") {
  std::mt19937 random(11);
  const RecordFacts facts;
  const auto lines = universe();
  std::size_t unreachable = 0;
  std::size_t overlaps = 0;
  std::size_t missed = 0;
  for (int round = 0; round < 60; ++round) {
    std::string text;
    for (int i = 0; i < 8; ++i) {
      std::set<std::string> columns;
      for (std::size_t k = random() % 3; k > 0; --k) {
        std::string column = random_column(random);
        columns.insert(column.substr(0, column.find(' ')) + column.substr(column.find(' ')));
      }
      std::string row;
      std::set<std::string> names;
      for (const auto& column : columns)
        if (names.insert(column.substr(0, 3)).second) row += column + ", ";
      text += "row { " + row + "use = '" + std::to_string(i) + "' },\n";
    }
    RulesDesk desk({{"account.lua", account(text)}});
    const auto rules = desk.load();
    REQUIRE_MESSAGE(rules.ok(), (rules ? "" : rules.error().text()));
    const auto& rows =
        static_cast<const LoadedRuleSet&>(**rules).program().answer(Question::account)->node->rows;
    const RowFlaws flaws = flaws_of(rows);
    std::vector<std::vector<bool>> holds(rows.size(), std::vector<bool>(lines.size()));
    std::set<std::size_t> decides;
    for (std::size_t l = 0; l < lines.size(); ++l) {
      const RecordScope record{facts, std::span(lines).subspan(l, 1)};
      const Subject subject{&record, &lines[l], nullptr};
      bool decided = false;
      for (std::size_t r = 0; r < rows.size(); ++r) {
        bool all = true;
        for (const Test& test : rows[r].tests) all = all && meets(test, value_of(*test.field, subject));
        holds[r][l] = all;
        if (all && !decided) decides.insert(r);
        decided = decided || all;
      }
    }
    std::set<std::size_t> said;
    for (const RowFlaw& flaw : flaws.unreachable) {
      CAPTURE(text);
      CAPTURE(flaw.row);
      CHECK(decides.count(flaw.row) == 0);
      said.insert(flaw.row);
    }
    unreachable += flaws.unreachable.size();
    missed += rows.size() - decides.size() - said.size();
    for (const RowFlaw& flaw : flaws.overlaps) {
      bool both = false;
      bool only_first = false;
      bool only_second = false;
      for (std::size_t l = 0; l < lines.size(); ++l) {
        both = both || (holds[flaw.row][l] && holds[flaw.other][l]);
        only_first = only_first || (holds[flaw.other][l] && !holds[flaw.row][l]);
        only_second = only_second || (holds[flaw.row][l] && !holds[flaw.other][l]);
      }
      CAPTURE(text);
      CHECK(both);
      CHECK(only_first);
      CHECK(only_second);
      ++overlaps;
    }
  }
  // It is never wrong, and finds nearly all there is: what several rows hide in several columns is left.
  CHECK(unreachable > 100);
  CHECK(overlaps > 50);
  CHECK(missed * 5 < unreachable);
}

TEST_CASE("ten thousand rows are compared in moments, and the flood is bounded") {
  std::string rows;
  for (int i = 0; i < 10'000; ++i)
    rows += "row { class = 'product', sku = 'S" + std::to_string(i) + "', use = '" + std::to_string(i % 90) +
            "' },\n";
  rows += "row { amount = over(5), use = '91' },\nrow { class = 'product', sku = 's77', use = '1' },\n";
  RulesDesk desk({{"account.lua", account(rows)}});
  const auto rules = desk.load();
  REQUIRE(rules.ok());
  const auto begin = std::chrono::steady_clock::now();
  const auto findings = lint(**rules);
  const auto took = std::chrono::steady_clock::now() - begin;
  REQUIRE(findings.ok());
  CHECK(took < std::chrono::seconds(5));
  std::size_t errors = 0;
  for (const auto& finding : *findings) {
    if (finding.severity != Finding::Severity::error) continue;
    ++errors;
    CHECK(finding.where == "rules/account.lua:10003");
    CHECK(finding.message.find("rules/account.lua:79") != std::string::npos);
  }
  CHECK(errors == 1);
  CHECK(findings->size() <= most_overlaps + 2);
  CHECK(findings->front().message.find("9980 more overlaps") != std::string::npos);
}

}  // namespace crosswalk::rules
