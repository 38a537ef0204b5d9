#include "cloudsuite/draft.h"

#include <doctest/doctest.h>

#include <map>

#include "base/json_tree.h"
#include "cloudsuite/entries_of.h"
#include "cloudsuite/freeze.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/sent.h"

using namespace crosswalk;
using namespace crosswalk::cloudsuite;
using namespace crosswalk::tests;

namespace {

Settings settings() {
  Settings made = plain_settings();
  made.customer_dimension = 3;
  return made;
}

// The worked example's order (accounting.md §2), without its fees.
Entries example() {
  return order_of(
      {entry(EntryRole::placed, "-49.98", "200", "1"), entry(EntryRole::placed, "-4.12", "820", "1"),
       entry(EntryRole::mirror, "4.12", "820", "1"), entry(EntryRole::placed, "-79.99", "200", "2"),
       entry(EntryRole::placed, "-5.99", "210", "2"), entry(EntryRole::receivable, "135.96"),
       entry(EntryRole::receivable, "-135.96"), entry(EntryRole::clearing, "135.96")});
}

Document only(const Drafting& drafting) {
  REQUIRE_MESSAGE(drafting.hold.empty(), drafting.hold);
  REQUIRE(drafting.documents.size() == 1);
  return drafting.documents.front();
}

std::string hold_of(const Entries& entries, const Settings& with = settings()) {
  return draft(entries, {}, with).value().hold;
}

}  // namespace

TEST_CASE("an order becomes signed rows with its line, order, dates, dimensions and customer") {
  const Document document = only(draft(example(), {}, settings()).value());
  CHECK(document.kind == DocumentKind::gl_run_group);
  CHECK(document.key == "WM-4812345678901");
  CHECK(document.date.text() == "2026-01-30");
  CHECK(document.total->text() == "135.96 USD");
  const auto json = parse_json(document.content, "content").value();
  REQUIRE(json["Rows"].size() == 6);
  CHECK(to_text(json["Rows"][0]) ==
        R"({"AccountCode":"200","AccountingEntity":"100","CurrencyCode":"USD","Description":"Charge",)"
        R"("DocumentNumber":"4812345678901","FinanceDimension1":"WALMART-US","FinanceDimension3":"WALMART",)"
        R"("PostingDate":"20260130","Reference":"WM-4812345678901/1","ToAccountingEntity":"100",)"
        R"("TransactionAmount":"-49.98","TransactionDate":"20260128"})");
  CHECK(json["Rows"][5]["AccountCode"] == "090");
  CHECK(json["Rows"][5]["Reference"] == "WM-4812345678901/c");
  CHECK(json["Rows"][5]["TransactionAmount"] == "135.96");
}

TEST_CASE("a return is the mirror of its sale, under its own reference and its order's number") {
  Settings with = settings();
  with.dimensions = {{"Channel", 10}};
  Entries back = example();
  back.record = {"us", RecordKind::return_order, "108700000000000001"};
  back.order_date = Date::parse("2026-02-03").value();  // the return's own
  back.entries = {entry(EntryRole::placed, "49.98", "230", "1"), entry(EntryRole::clearing, "-49.98")};
  for (Entry& each : back.entries) {
    each.refund = "108700000000000001-1";
    each.purchase_order = "4812345678901";
    each.date = Date::parse("2026-02-05").value();
  }
  const auto json = parse_json(only(draft(back, {}, with).value()).content, "content").value();
  REQUIRE(json["Rows"].size() == 2);
  CHECK(to_text(json["Rows"][0]) ==
        R"({"AccountCode":"230","AccountingEntity":"100","CurrencyCode":"USD","Description":"Charge",)"
        R"("DocumentNumber":"4812345678901","FinanceDimension10":"WALMART-US","FinanceDimension3":"WALMART",)"
        R"("PostingDate":"20260205","Reference":"WMR-108700000000000001/1","ToAccountingEntity":"100",)"
        R"("TransactionAmount":"49.98","TransactionDate":"20260203"})");
  CHECK(json["Rows"][1]["TransactionAmount"] == "-49.98");
}

TEST_CASE("rows that do not add up to zero never leave") {
  Entries entries = example();
  entries.entries.pop_back();
  entries.entries.back().amount.amount = Decimal::parse("-135.95").value();
  CHECK(hold_of(entries) ==
        "0.01 stays receivable, and cloudsuite.receivable_account names no account for it");
  Settings with = settings();
  with.receivable_account = "610";
  CHECK(hold_of(entries, with).find("do not add up to zero in USD, but to -135.95") != std::string::npos);
  // Nor do amounts of two currencies that happen to.
  entries = example();
  entries.entries[0].amount.currency = Currency::parse("CAD").value();
  CHECK(hold_of(entries).ends_with("is in another currency than its record"));
}

TEST_CASE("every field that is sent takes what Infor's file layout says it takes") {
  const std::map<std::string, std::size_t> layout = {{"AccountingEntity", 12},
                                                     {"ToAccountingEntity", 12},
                                                     {"OrganizationCode", 40},
                                                     {"AccountingUnit", 25},
                                                     {"AccountCode", 26},
                                                     {"GeneralLedgerEvent", 15},
                                                     {"JournalCode", 6},
                                                     {"TransactionDate", 8},
                                                     {"PostingDate", 8},
                                                     {"Reference", 40},
                                                     {"Description", 60},
                                                     {"DocumentNumber", 30},
                                                     {"CurrencyCode", 5},
                                                     {"FinanceDimension1", 15},
                                                     {"FinanceDimension10", 15},
                                                     {"System", 2},
                                                     {"Status", 1},
                                                     {"FinanceEnterpriseGroup", 4},
                                                     {"Customer", 15}};
  for (const auto& field : layout) CHECK_MESSAGE(longest(field.first) == field.second, field.first);
}

TEST_CASE("what does not fit a field of the ledger is held and named") {
  Entries entries = example();
  entries.entries[0].answers.tracking[0].option = "WALMART-UNITED-STATES";
  CHECK(hold_of(entries).find("is no code of FinanceDimension1, which takes 1 to 15") != std::string::npos);
  entries = example();
  entries.entries[0].answers.tracking[0].category = "Region";
  CHECK(hold_of(entries) ==
        "rules/tracking.lua:3: cloudsuite.dimensions says no finance dimension for the tracking category "
        "\"Region\"");
  entries = example();
  entries.contact = "Somebody Whose Name Is Long";
  CHECK(hold_of(entries).ends_with("give it one under cloudsuite.customer_codes"));
  entries = example();
  entries.entries[0].answers.account.value = std::string(27, '4');
  CHECK(hold_of(entries).starts_with("AccountCode takes 26 characters in CloudSuite"));
}

TEST_CASE("a description is cut between characters") {
  Entries entries = example();
  entries.entries[0].description = std::string(59, 'a') + "\xC3\xA9";
  const Document document = only(draft(entries, {}, settings()).value());
  const auto json = parse_json(document.content, "content").value();
  CHECK(json["Rows"][0]["Description"] == std::string(59, 'a'));
}

TEST_CASE("with book: created an open order is booked on its order date") {
  Entries entries = example();
  entries.mode = BookMode::created;
  for (Entry& each : entries.entries) each.state = UnitState::open;
  const Document open = only(draft(entries, {}, settings()).value());
  CHECK(open.date.text() == "2026-01-28");
  // Shipping changes nothing, cancelling takes it back.
  Posted posted = {{open, {}}};
  posted[0].document.state = DocumentState::posted;
  for (Entry& each : entries.entries) each.state = UnitState::shipped;
  CHECK(draft(entries, posted, settings()).value().documents.empty());
  for (Entry& each : entries.entries) {
    each.state = UnitState::cancelled;
    each.date = entries.order_date;  // the day of it is not known
  }
  const Document back = only(draft(entries, posted, settings()).value());
  CHECK(back.step == 2);
  CHECK(back.date.text() == "2026-01-28");
  CHECK(back.total->text() == "-135.96 USD");
  CHECK(back.content.find("\"Reference\":\"WM-4812345678901:2/1\"") != std::string::npos);
  entries.mode = BookMode::shipped;
  CHECK(draft(entries, {}, settings()).value().documents.empty());
}

TEST_CASE("with book: created a cancellation is taken back on its own day, and once") {
  Entries entries = example();
  entries.mode = BookMode::created;
  for (Entry& each : entries.entries) each.state = UnitState::open;
  Document open = only(draft(entries, {}, settings()).value());
  open.state = DocumentState::posted;
  Posted posted = {{open, {}}};
  // The second line goes, with its side of clearing; the first one stays.
  Entries then = entries;
  for (const std::size_t gone : {3U, 4U}) {
    then.entries[gone].state = UnitState::cancelled;
    then.entries[gone].date = Date::parse("2026-02-03").value();
  }
  for (const std::size_t counter : {5U, 6U, 7U})
    then.entries[counter].amount.amount = Decimal::parse(counter == 6 ? "-49.98" : "49.98").value();
  Document back = only(draft(then, posted, settings()).value());
  CHECK(back.date.text() == "2026-02-03");
  CHECK(back.total->text() == "-85.98 USD");
  const auto rows = rows_in(back.content, back.key).value();
  REQUIRE(rows.size() == 3);
  for (const GlRow& row : rows) {
    CHECK(row.fields.at("PostingDate") == "20260203");
    CHECK(row.line.ends_with("@260128"));
    CHECK(row.fields.at("Description").starts_with("2026-01-28: "));
  }
  back.state = DocumentState::posted;
  posted.push_back({back, {}});
  CHECK(draft(then, posted, settings()).value().documents.empty());
  // A decision that changes later is one of the order's day.
  then.entries[0].answers.account.value = "215";
  CHECK(only(draft(then, posted, settings()).value()).date.text() == "2026-01-28");
}

TEST_CASE("what was not sent is replaced by what is wanted now, and left alone where it says just that") {
  Document waiting = only(draft(example(), {}, settings()).value());
  waiting.id = 7;
  CHECK(draft(example(), {{waiting, {}}}, settings()).value().withdraw.empty());
  CHECK(draft(example(), {{waiting, {}}}, settings()).value().documents.empty());
  Entries changed = example();
  changed.entries[0].answers.account.value = "201";
  const auto drafting = draft(changed, {{waiting, {}}}, settings()).value();
  CHECK(drafting.withdraw == std::vector<std::int64_t>{7});
  CHECK(only(drafting).step == 1);
  waiting.state = DocumentState::rejected;
  CHECK(draft(example(), {{waiting, {}}}, settings()).value().withdraw == std::vector<std::int64_t>{7});
  waiting.state = DocumentState::pending;
  CHECK(draft(example(), {{waiting, {}}}, settings()).value().hold.find("still pending") !=
        std::string::npos);
}

TEST_CASE("a settlement brings what is new, and what was refused goes out with it") {
  Entries fresh = example();
  fresh.record = {"us", RecordKind::settlement, "2026-02-06"};
  fresh.entries = {entry(EntryRole::placed, "6.25", "410"), entry(EntryRole::placed, "3.75", "410"),
                   entry(EntryRole::clearing, "-10")};
  Document first = only(draft(fresh, {}, settings()).value());
  CHECK(first.key == "WMS-2026-02-06");
  CHECK(row_count(first.content) == 2);
  first.state = DocumentState::posted;
  const Document second = only(draft(fresh, {{first, {}}}, settings()).value());
  CHECK(second.step == 2);
  CHECK(second.total->text() == "-10.00 USD");
  first.state = DocumentState::rejected;
  fresh.entries.clear();
  CHECK(only(draft(fresh, {{first, {}}}, settings()).value()).content == first.content);
}

TEST_CASE("a statement books nothing") {
  Entries entries = example();
  entries.record.kind = RecordKind::statement;
  CHECK(draft(entries, {}, settings()).error().kind == ErrorKind::invalid);
}

TEST_CASE("an attempt is one run group of many documents, whose name nobody else can have") {
  std::vector<Document> documents;
  for (int i = 0; i < 200; ++i) {
    Entries entries = example();
    entries.record.id = std::to_string(4'812'345'678'901 + i);
    documents.push_back(only(draft(entries, {}, settings()).value()));
  }
  CHECK(fits(documents) == batch_rows / 6);
  documents.resize(fits(documents));
  Attempt attempt;
  attempt.members = documents;
  attempt.request = freeze(settings(), "a1", documents).value();
  const auto sent = sent_by(attempt).value();
  CHECK(sent.run_group == run_group_of(settings(), "a1"));
  CHECK(sent.run_group != run_group_of(settings(), "a2"));
  CHECK(sent.run_group.size() <= 30);
  CHECK(sent.run_group.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == std::string::npos);
  CHECK(sent.keys.size() == 6 * documents.size());
  const auto body = parse_json(attempt.request.body, "the request").value();
  for (const Json& record : body["_records"])
    for (const auto& field : record["_fields"].items()) CHECK_MESSAGE(field.value().is_string(), field.key());
  REQUIRE(sent.batches.size() == 1);
  CHECK(sent.batches[0].body == attempt.request.body);
  CHECK(sent.batches[0].path == attempt.request.path);
  CHECK(sent.of(documents[1]).sequence == std::set<std::string>{"7", "8", "9", "10", "11", "12"});
  CHECK(sent.of(documents[1]).debits.text(2) == "140.08");
}

TEST_CASE("a document of more rows than a batch holds goes out in several") {
  Entries entries = example();
  entries.entries.clear();
  for (int i = 0; i < 600; ++i) {
    entries.entries.push_back(entry(EntryRole::placed, "-1", "200", std::to_string(i).c_str()));
    entries.entries.push_back(entry(EntryRole::clearing, "1"));
  }
  Attempt attempt;
  attempt.members = {only(draft(entries, {}, settings()).value())};
  attempt.request = freeze(settings(), "a1", attempt.members).value();
  const auto sent = sent_by(attempt).value();
  CHECK(sent.keys.size() == 601);
  REQUIRE(sent.batches.size() == 2);
  const auto records = [](const Batch& batch) {
    return parse_json(batch.body, "a batch").value()["_records"].size();
  };
  CHECK(records(sent.batches[0]) == batch_rows);
  CHECK(records(sent.batches[1]) == 101);
}

TEST_CASE("what is accrued, and taken back beside what books it, are rows of their own") {
  Entries accrual = example();
  accrual.record = {"us", RecordKind::accrual, "2026-01"};
  accrual.entries = {entry(EntryRole::accrued, "-129.97", "200"), entry(EntryRole::accrued, "129.97", "127")};
  const Document first = only(draft(accrual, {}, settings()).value());
  CHECK(first.key == "WMA-2026-01");
  CHECK(rows_in(first.content, first.key)->size() == 2);
  Entries settlement = example();
  settlement.record = {"us", RecordKind::settlement, "2026-02-06"};
  settlement.entries = {entry(EntryRole::placed, "-129.97", "200"), entry(EntryRole::clearing, "129.97"),
                        entry(EntryRole::accrued, "129.97", "200"),
                        entry(EntryRole::accrued, "-129.97", "127")};
  const Document second = only(draft(settlement, {}, settings()).value());
  const auto rows = rows_in(second.content, second.key).value();
  CHECK(rows.size() == 4);
  Decimal sum;
  for (const GlRow& row : rows) sum = add(sum, row.amount).value();
  CHECK(sum.is_zero());
}

TEST_CASE("an opening balance is rows on clearing and on its account") {
  Entries opening = example();
  opening.record = {"us", RecordKind::opening, "opening"};
  opening.entries = {entry(EntryRole::moved, "-100.00", "126"), entry(EntryRole::clearing, "100.00")};
  const Document drafted = only(draft(opening, {}, settings()).value());
  CHECK(drafted.key == "WM-opening");
  CHECK(rows_in(drafted.content, drafted.key)->size() == 2);
}

TEST_CASE("a correction of a closed period is rows of the first open day, that say which day they are of") {
  Posted posted;
  Document first = only(draft(example(), {}, settings()).value());
  first.state = DocumentState::posted;
  posted.push_back({first, std::nullopt});
  Entries mended = example();
  mended.entries[0].answers.account.value = "215";
  Correction correction;
  correction.run = "r1";
  correction.locked_until = Date::parse("2026-01-31").value();
  Document difference = only(draft(mended, posted, settings(), &correction).value());
  CHECK(difference.step == 2);
  CHECK(difference.date == Date::parse("2026-02-01").value());
  const auto rows = rows_in(difference.content, difference.key).value();
  REQUIRE(rows.size() == 2);
  for (const GlRow& row : rows) {
    CHECK(row.line == "1@260130");
    CHECK(row.fields.at("PostingDate") == "20260201");
    CHECK(row.fields.at("Description") == "2026-01-30: Charge");
    CHECK(row.amount.text(2) == (row.fields.at("AccountCode") == "215" ? "-49.98" : "49.98"));
  }
  difference.state = DocumentState::posted;
  posted.push_back({difference, std::nullopt});
  // They count for their own day, whatever is closed by now, and without a permission as well.
  CHECK(draft(mended, posted, settings()).value().documents.empty());
  correction.locked_until = Date::parse("2026-02-28").value();
  CHECK(draft(mended, posted, settings(), &correction).value().documents.empty());
  const Document back = only(draft(example(), posted, settings(), &correction).value());
  CHECK(back.date == Date::parse("2026-03-01").value());
  CHECK(rows_in(back.content, back.key)->size() == 2);
}

TEST_CASE("the longest reference of a corrected return fits its field") {
  const std::string id = "108700000000000001";
  Settings with = settings();
  with.number_tag = "abc-";
  Entries back = example();
  back.record = {"us", RecordKind::return_order, id};
  back.entries = {entry(EntryRole::placed, "49.98", "230", "1"), entry(EntryRole::placed, "4.12", "820", "1"),
                  entry(EntryRole::mirror, "-4.12", "820", "1"), entry(EntryRole::clearing, "-49.98")};
  for (Entry& each : back.entries) each.refund = id + "-99";
  Document first = only(draft(back, {}, with).value());
  first.state = DocumentState::posted;
  first.step = 98;
  for (const std::size_t changed : {1U, 2U}) back.entries[changed].answers.account.value = "821";
  Correction correction;
  correction.locked_until = Date::parse("2026-01-31").value();
  const Document difference = only(draft(back, {{first, std::nullopt}}, with, &correction).value());
  const std::string longest_reference = "WMR-abc-" + id + ":99/99w@260130";
  CHECK(longest_reference.size() == longest("Reference"));
  CHECK(difference.content.find("\"" + longest_reference + "\"") != std::string::npos);
}

TEST_CASE("a settlement is corrected by the difference to all that it has booked") {
  const auto settled = [](const char* account) {
    Entries made = example();
    made.record = {"us", RecordKind::settlement, "2026-02-06"};
    made.entries = {entry(EntryRole::placed, "20.40", account), entry(EntryRole::placed, "6.25", "411"),
                    entry(EntryRole::clearing, "-26.65")};
    return made;
  };
  Posted posted;
  Document first = only(draft(settled("400"), {}, settings()).value());
  first.state = DocumentState::posted;
  posted.push_back({first, std::nullopt});
  Correction correction;
  correction.run = "r1";
  Document difference = only(draft(settled("405"), posted, settings(), &correction).value());
  const auto rows = rows_in(difference.content, difference.key).value();
  REQUIRE(rows.size() == 2);
  for (const GlRow& row : rows)
    CHECK(row.amount.text(2) == (row.fields.at("AccountCode") == "405" ? "20.40" : "-20.40"));
  difference.state = DocumentState::posted;
  posted.push_back({difference, std::nullopt});
  CHECK(draft(settled("405"), posted, settings(), &correction).value().documents.empty());
  CHECK(only(draft(settled("400"), posted, settings(), &correction).value()).step == 3);
}
