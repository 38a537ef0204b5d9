// Documents of a settlement that the ledger refused, and a person's way out: the rule is mended, the
// settlement goes round again, and the books are those that had the right rule from the beginning.
#include "flow/settle_refused.h"

#include <doctest/doctest.h>

#include "flow/fakes.h"
#include "flow/fee_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
constexpr const char* wrong = R"(class = "commission", use = "497")";

// Whose rule of commissions names an account that is archived after the lists were read, so that Xero refuses
// what the check let pass.
struct Books : FeeBooks {
  Books(bool mistaken, Posting posting) : FeeBooks(mistaken, posting, wrong) {
    rig.xero().add_account(
        {.code = "497", .name = "Old fees", .type = "EXPENSE", .account_class = "EXPENSE"});
    REQUIRE(rig.engine().reference().current({}) != nullptr);
    REQUIRE(rig.xero().archive_account("497").ok());
    pass(6);
  }
  // Within the six hours for which the lists are good.
  void pass(int times) { FeeBooks::pass(times, hour / 2); }
  void replay() {
    for (const auto& row : settlements()) REQUIRE(rig.store().replay(row.id, "ann", rig.clock().now()).ok());
    pass(6);
  }
  // Where the booked rows are, and by which line of the rules.
  std::vector<std::string> places() {
    std::vector<std::string> out;
    for (const auto& row : settlements())
      for (const auto& booked : rig.store().booked_rows(row.id, 0, 1'000'000).value())
        out.push_back(std::to_string(booked.row.row) + " " + booked.account + " " + booked.account_at);
    return out;
  }
  // What stands for the settlements: kind, number and total.
  std::vector<std::string> standing() {
    std::vector<std::string> out;
    for (const auto& settlement : settlements())
      for (const auto& row : rig.store().documents_of(settlement.id).value())
        if (row.document.state == DocumentState::posted && row.document.total)
          out.push_back(std::string(name_of(row.document.kind)) + " " + row.document.key + " " +
                        row.document.total->text());
    std::sort(out.begin(), out.end());
    return out;
  }
  std::int64_t documents(std::string_view state) {
    for (const auto& count : rig.store().counts("us").value().documents)
      if (count.name == state) return count.count;
    return 0;
  }
  std::string held() {
    std::string reasons;
    for (const auto& row : settlements())
      if (row.state != RecordState::booked) reasons += row.reason;
    return reasons;
  }
};

void goes_out_by_the_mended_rule(Posting posting) {
  Books truth(false, posting);
  Books books(true, posting);
  REQUIRE(books.documents("rejected") > 0);
  const std::int64_t stood = books.documents("posted");
  CHECK(stood > 0);
  books.rules.edit("account.lua", wrong, FeeBooks::right);
  books.rig.restart();
  books.replay();
  CHECK(books.held() == "");
  CHECK(books.documents("rejected") == 0);
  CHECK(books.documents("drafted") == 0);
  CHECK(books.balance() == truth.balance());
  CHECK(books.standing() == truth.standing());
  CHECK(books.places() == truth.places());
  const int writes = books.rig.writes();
  books.replay();
  CHECK(books.rig.writes() == writes);
  CHECK(books.balance() == truth.balance());
}

}  // namespace

TEST_CASE("what was refused of a settlement goes out by the mended rule, under the same numbers") {
  SUBCASE("bank transactions of a day") {
    goes_out_by_the_mended_rule(Posting::order);
  }
  SUBCASE("documents of a month") {
    goes_out_by_the_mended_rule(Posting::settlement);
  }
}

TEST_CASE("what stands of a settlement keeps its account when what was refused is booked anew") {
  Books books(true, Posting::order);
  REQUIRE(books.documents("rejected") > 0);
  const auto before = books.standing();
  const auto on_clearing = books.balance()["090"];
  books.rules.edit("account.lua", wrong, R"(class = "commission", use = hold "ask the accountant")");
  books.rig.restart();
  books.replay();
  CHECK(books.held().find("would now be held: ask the accountant") != std::string::npos);
  CHECK(books.held().find("mend the rule, then replay it again") != std::string::npos);
  CHECK(books.documents("rejected") > 0);  // nothing of it is lost
  CHECK(books.standing() == before);
  CHECK(books.balance()["090"] == on_clearing);
}

TEST_CASE("an order whose invoice was refused goes out by the mended rule, under the same number") {
  const std::string po = "108800000000081";
  RuleFolder rules;
  rules.edit("account.lua", R"(class = "product", use = "200")", R"(class = "product", use = "498")");
  RigSettings settings;
  settings.book = BookMode::created;
  settings.rules = rules.path();
  Rig rig(simulator::World{}, settings);
  rig.xero().add_account({.code = "498", .name = "Old sales", .type = "REVENUE", .account_class = "REVENUE"});
  REQUIRE(rig.engine().reference().current({}) != nullptr);
  REQUIRE(rig.xero().archive_account("498").ok());
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - Millis(3'600'000))));
  rig.pass();
  REQUIRE(rig.store().troubled("us").value().size() == 1);
  rules.edit("account.lua", R"(class = "product", use = "498")", R"(class = "product", use = "200")");
  rig.restart();
  rig.replay(po);
  rig.pass(false);
  REQUIRE(rig.xero().invoice("WM-" + po));
  CHECK(ledgered(rig.xero().invoices(), po, true).charges.text(2) == "24.99");
  CHECK(rig.store().troubled("us").value().empty());
}

namespace {

// A document of a settlement, as the store has it.
Standing told(std::int64_t id, DocumentKind kind, const char* key, const char* on, const char* total,
              DocumentState state) {
  Standing standing;
  standing.document.id = id;
  standing.document.kind = kind;
  standing.document.key = key;
  standing.document.date = day(on);
  standing.document.total = usd(total);
  standing.document.state = state;
  return standing;
}

Entry placed(const char* on, const char* amount, const char* refund = "") {
  Entry entry;
  entry.date = day(on);
  entry.amount = usd(amount);
  entry.refund = refund;
  return entry;
}

using Ids = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("only what the ledger has refused of a day, and nothing else stands of, is booked anew") {
  constexpr auto transaction = DocumentKind::bank_transaction;
  constexpr auto rejected = DocumentState::rejected;
  StockLedger ledger;  // its bank transactions move money onto clearing
  Entries booked;
  booked.entries = {placed("2026-01-30", "-7.50"), placed("2026-01-31", "-2.00"),
                    placed("2026-01-31", "3.00", "R1")};
  const auto parts = [&](const Posted& posted) {
    return flow::RefusedParts::of(booked, posted, ledger).value();
  };
  SUBCASE("a day on its own") {
    const auto refused =
        parts({told(1, transaction, "WMS-1-30-R", "2026-01-30", "7.50", rejected),
               told(2, transaction, "WMS-1-31-R", "2026-01-31", "2.00", DocumentState::posted)});
    CHECK(refused.withdrawn() == Ids{1});
    CHECK(refused.asks(booked.entries[0]));
    CHECK_FALSE(refused.asks(booked.entries[1]));
    CHECK(refused.takes(day("2026-01-30"), flow::RowPart::rows));
    CHECK_FALSE(refused.takes(day("2026-01-30"), flow::RowPart::refunds));
  }
  SUBCASE("rows beside a credit note that stands") {
    const auto refused =
        parts({told(1, transaction, "WMS-1-31-R", "2026-01-31", "2.00", rejected),
               told(2, DocumentKind::credit_note, "WM-1-R1", "2026-01-31", "3.00", DocumentState::posted)});
    CHECK(refused.withdrawn() == Ids{1});
    CHECK(refused.asks(booked.entries[1]));
    CHECK_FALSE(refused.asks(booked.entries[2]));
  }
  SUBCASE("a credit note, with the refund that waits for it") {
    Standing refund = told(3, DocumentKind::refund, "WM-1-R1", "2026-01-31", "3.00", DocumentState::drafted);
    refund.document.depends_on = {{DocumentKind::credit_note, "WM-1-R1"}};
    const auto refused =
        parts({told(2, DocumentKind::credit_note, "WM-1-R1", "2026-01-31", "3.00", rejected), refund});
    CHECK(refused.withdrawn() == Ids{2, 3});
    CHECK(refused.asks(booked.entries[2]));
  }
  SUBCASE("not where a part of the day stands") {
    CHECK(parts({told(1, transaction, "WMS-1-30-R", "2026-01-30", "5.00", DocumentState::posted),
                 told(2, transaction, "WMS-1-30-R-2", "2026-01-30", "2.50", rejected)})
              .empty());
  }
  SUBCASE("not what comes to something else than is booked, like a correction's difference") {
    CHECK(parts({told(1, transaction, "WMS-1-30-R~D1", "2026-01-30", "1.00", rejected)}).empty());
  }
  SUBCASE("not what a person let be gone") {
    Standing gone = told(1, transaction, "WMS-1-30-R", "2026-01-30", "7.50", rejected);
    gone.removed = true;
    CHECK(parts({gone}).empty());
  }
  SUBCASE("everything of a ledger that books whole visits") {
    const auto group = told(1, DocumentKind::gl_run_group, "WMS-1", "2026-01-30", "6.50", rejected);
    const auto all = parts({group});
    CHECK(all.withdrawn() == Ids{1});
    CHECK(all.asks(booked.entries[2]));
    CHECK(parts({group,
                 told(2, DocumentKind::gl_run_group, "WMS-1", "2026-01-30", "1.00", DocumentState::posted)})
              .empty());
  }
}
