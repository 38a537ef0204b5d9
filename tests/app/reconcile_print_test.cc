// What `reconcile` says is the same as text, JSON, CSV and a page, and the page needs nothing else.
#include <doctest/doctest.h>

#include "app/reconcile_print.h"
#include "base/json_tree.h"

using namespace crosswalk;

namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Money usd(const std::string& amount) {
  return {Decimal::parse(amount).value(), Currency::parse("USD").value()};
}

Date day(const char* text) {
  return Date::parse(text).value();
}

void needs_nothing(const std::string& page) {
  for (const char* reference : {"http", "//", "src=", "href", "@import", "url(", "<script", "<link"})
    CHECK_MESSAGE(!has(page, reference), reference);
}

// One of each kind, the largest first.
flow::Reconciliation all_kinds() {
  flow::Reconciliation done;
  done.order_lines = 40;
  done.tied_out = 29;
  done.documents = 17;
  flow::SettlementTie tie;
  tie.id = "2026-02-06";
  tie.from = day("2026-01-24");
  tie.to = day("2026-02-06");
  tie.payable = usd("68.35");
  tie.tied = usd("113.47");
  tie.booked = usd("-45.12");
  for (Money* none : {&tie.opening, &tie.open, &tie.skipped, &tie.unexplained}) *none = usd("0");
  tie.rows = 21;
  tie.deposited = "2026-02-10 (imported)";
  done.settlements.push_back(tie);
  int number = 99;
  for (const flow::FindingKind kind : flow::all_findings) {
    flow::Finding finding;
    finding.kind = kind;
    finding.money = usd(std::to_string(number) + ".37");
    finding.purchase_order = "4812345678" + std::to_string(number);
    finding.sku = "SKU-" + std::to_string(number);
    finding.settlement = tie.id;
    finding.since = day("2026-01-30");
    finding.age = number;
    finding.text = "look at it " + std::to_string(number);
    done.findings.push_back(finding);
    --number;
  }
  return done;
}

}  // namespace

TEST_CASE(
    "each exception stands in the text, the JSON, the CSV and the page, with its money, order and age") {
  const flow::Reconciliation done = all_kinds();
  const app::ReconcileHead head{"us", "settlement 2026-02-06", Instant::parse("2026-02-28T12:00:00Z").value(),
                                0};
  const std::string text = app::reconcile_text(done, head);
  const std::string csv = app::reconcile_csv(done);
  const std::string page = app::reconcile_page(done, head);
  const Json json = app::reconcile_json(done, head);
  needs_nothing(page);
  REQUIRE(json.at("exceptions").size() == done.findings.size());
  std::size_t in_text = 0;
  std::size_t in_page = 0;
  for (std::size_t i = 0; i < done.findings.size(); ++i) {
    const flow::Finding& finding = done.findings[i];
    const std::string kind(name_of(finding.kind));
    const std::string amount = finding.money.amount.text(2);
    CAPTURE(kind);
    const Json& told = json.at("exceptions").at(i);
    CHECK(text_in(told, "exception") == kind);
    CHECK(text_in(told, "money") == finding.money.text());
    CHECK(text_in(told, "order") == finding.purchase_order);
    CHECK(told.at("days") == finding.age);
    for (const std::string* form : {&text, &csv, &page}) {
      CHECK(has(*form, kind));
      CHECK(has(*form, amount));
      CHECK(has(*form, finding.purchase_order));
      CHECK(has(*form, finding.sku));
      CHECK(has(*form, finding.text));
    }
    // In the same order everywhere.
    const auto next_in_text = text.find(finding.text);
    const auto next_in_page = page.find(finding.text);
    CHECK(next_in_text > in_text);
    CHECK(next_in_page > in_page);
    in_text = next_in_text;
    in_page = next_in_page;
  }
  for (const std::string* form : {&text, &page})
    for (const char* said : {"2026-02-06", "68.35", "113.47", "-45.12", "2026-02-10 (imported)"})
      CHECK_MESSAGE(has(*form, said), said);
  CHECK(text_in(json.at("settlements").at(0), "payable") == "68.35 USD");
  CHECK(text_in(json.at("settlements").at(0), "deposit") == "2026-02-10 (imported)");
  CHECK_FALSE(json.at("ties_out").get<bool>());
}

TEST_CASE(
    "each line of the clearing proof stands in the text, the CSV and the page, and its sums in the JSON") {
  flow::ClearingProof proof;
  proof.at = day("2026-01-31");
  proof.books = usd("251.52");
  proof.rows = usd("115.56");
  proof.deposits = usd("12.34");
  proof.difference = usd("135.96");
  proof.unexplained = usd("0");
  proof.causes = {{"shipped and not posted", usd("130.95"), 2, {}, false},
                  {"held", usd("5.01"), 1, {}, false}};
  proof.items = {{"4812345678901", usd("135.96"), usd("5.01")}};
  flow::StatementTie statement;
  statement.id = "2026-02-06";
  statement.at = statement.from = day("2026-01-30");
  statement.opening = usd("1.11");
  statement.movements = usd("2.22");
  statement.paid = usd("0.33");
  statement.closing = usd("3.00");
  statement.difference = usd("0");
  proof.statement = statement;
  const app::ReconcileHead head{"us", "2026-01-31", Instant::parse("2026-02-28T12:00:00Z").value(), 0};
  const std::string text = app::proof_text(proof, head);
  const std::string csv = app::proof_csv(proof);
  const std::string page = app::proof_page(proof, head);
  needs_nothing(page);
  const auto lines = app::lines_of(proof);
  CHECK(lines.size() > 6);
  for (const auto& line : lines) {
    CAPTURE(line.what);
    for (const std::string* form : {&text, &csv, &page}) CHECK(has(*form, line.money.amount.text(2)));
    for (const std::string* form : {&text, &csv}) CHECK(has(*form, line.what));
  }
  CHECK(csv.starts_with(
      "part,name,money,currency,books,rows,remark\r\n"
      "proof,The books: clearing with what is receivable and carried forward,251.52,USD,,,\r\n"));
  CHECK(csv.ends_with("\r\norder,4812345678901,130.95,USD,135.96,5.01,\r\n"));
  const Json json = app::proof_json(proof, head);
  CHECK(text_in(json, "books") == "251.52 USD");
  CHECK(text_in(json, "rows") == "115.56 USD");
  CHECK(text_in(json, "difference") == "135.96 USD");
  CHECK(text_in(json.at("causes").at(0), "money") == "130.95 USD");
  CHECK(text_in(json.at("orders").at(0), "rows") == "5.01 USD");
  CHECK(text_in(json.at("statement"), "closing") == "3.00 USD");
  CHECK(json.at("ties_out").get<bool>());
}
