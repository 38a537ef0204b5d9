// A sale in another currency than the ledger's own, its fee and its payout, at the rates that a bookkeeper
// would take (accounting.md §1.11): gain and loss are the ledger's own.
#include <map>

#include "link/xero_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

Date on(const char* text) {
  return Date::parse(text).value();
}

// What the ledger's own currency is worth in Canadian dollars, where one of these is worth `in_usd`.
Decimal rate(const char* in_usd) {
  return scale(Decimal::whole(1), Decimal::one, Decimal::parse(in_usd).value().units(), Decimal::places)
      .value();
}

// Every amount in Canadian dollars, at the sale's rate.
Entries in_cad(Entries entries, std::vector<DayRate> rates) {
  entries.currency = Currency::parse("CAD").value();
  for (Entry& entry : entries.entries) entry.amount.currency = entries.currency;
  entries.rates = std::move(rates);
  return entries;
}

using Shown = std::map<std::string, std::string>;

Shown shown(const std::map<std::string, Decimal>& balance) {
  Shown out;
  for (const auto& [account, amount] : balance)
    if (!amount.is_zero()) out[account] = amount.text(2);
  return out;
}

constexpr std::initializer_list<DocumentKind> everything = {
    DocumentKind::contact, DocumentKind::invoice, DocumentKind::payment, DocumentKind::bank_transaction,
    DocumentKind::bank_transfer};

struct CanadianBooks : Books {
  CanadianBooks() {
    // Xero's own rates, which nothing of ours may be booked at.
    service.set_day_rate("CAD", on("2026-02-01"), rate("0.9000"));
    service.set_day_rate("CAD", on("2026-02-20"), rate("0.7355"));
    service.set_currency("090", "CAD");
  }
};

}  // namespace

TEST_CASE("a sale of 1,000 Canadian dollars ends with the loss between its rate and the payout's") {
  CanadianBooks books;
  const std::vector<DayRate> day = {{on("2026-02-09"), rate("0.7400")}};
  Entries sale = Books::entries(
      RecordKind::order, "4812345678901",
      {Books::entry(EntryRole::placed, -1000, "200"), Books::entry(EntryRole::receivable, 1000),
       Books::entry(EntryRole::receivable, -1000), Books::entry(EntryRole::clearing, 1000)});
  books.post(books.drafts(in_cad(std::move(sale), day)), everything);
  CHECK(books.service.invoices().at(0).currency_rate.text() == "1.351351");
  CHECK(books.service.payments().at(0).currency_rate.text() == "1.351351");

  const auto settled = [&](Entry row) {
    Entry money = Books::entry(EntryRole::clearing, 0);
    money.date = row.date;
    money.amount.amount = row.amount.amount.negated();
    return in_cad(Books::entries(RecordKind::settlement, "2026-02-06", {std::move(row), std::move(money)}),
                  day);
  };
  books.post(books.drafts(settled(Books::entry(EntryRole::placed, 150, "405"))), everything);
  CHECK(shown(books.service.trial_balance("CAD")) ==
        Shown{{"090", "850.00"}, {"200", "-1000.00"}, {"405", "150.00"}});
  auto base = books.service.base_trial_balance(on("2026-02-09"));
  CHECK(base.at("200").text(2) == "-740.00");
  CHECK(base.at("405").text(2) == "111.00");

  Entry payout = Books::entry(EntryRole::placed, 850, "091");
  payout.line_class = LineClass::deposit;
  payout.date = on("2026-02-20");
  books.post(books.drafts(settled(payout)), everything);
  CHECK(books.service.trial_balance("CAD").at("090").is_zero());
  CHECK(shown(books.service.base_trial_balance(on("2026-02-20"))) ==
        Shown{{"091", "625.18"}, {"200", "-740.00"}, {"405", "111.00"}, {"BANKCURRENCYGAIN", "3.82"}});
}

TEST_CASE("without rates of ours the ledger takes its own of the day") {
  CanadianBooks books;
  books.post(books.drafts(in_cad(Books::entries(RecordKind::order, "4812345678901",
                                                {Books::entry(EntryRole::placed, -1000, "200"),
                                                 Books::entry(EntryRole::receivable, 1000)}),
                                 {})),
             everything);
  CHECK(books.service.base_trial_balance(on("2026-02-09")).at("200").text(2) == "-900.00");
}

TEST_CASE("money that comes at another rate than its invoice's is a realised loss or gain") {
  CanadianBooks books;
  Entries sale = Books::entries(
      RecordKind::order, "4812345678901",
      {Books::entry(EntryRole::placed, -1000, "200"), Books::entry(EntryRole::receivable, 1000)});
  const std::vector<DayRate> day = {{on("2026-02-09"), rate("0.7400")}};
  books.post(books.drafts(in_cad(sale, day)), everything);
  REQUIRE(books.service.pay("WM-4812345678901", Decimal::whole(1000)).ok());  // by hand, at Xero's rate
  const auto base = books.service.base_trial_balance(on("2026-02-10"));
  CHECK(base.at("REALISEDCURRENCYGAIN").text(2) == "-160.00");
  CHECK(base.at("610").is_zero());
}

TEST_CASE("a rate that Xero takes the other way round is told of every document that says one") {
  CanadianBooks books;
  auto switches = books.service.switches();
  switches.rate_is_base_per_foreign = true;
  books.service.set_switches(switches);
  Entries sale = Books::entries(
      RecordKind::order, "4812345678901",
      {Books::entry(EntryRole::placed, -1000, "200"), Books::entry(EntryRole::receivable, 1000),
       Books::entry(EntryRole::receivable, -1000), Books::entry(EntryRole::clearing, 1000)});
  for (const Document& document :
       books.drafts(in_cad(std::move(sale), {{on("2026-02-09"), rate("0.7400")}}))) {
    Attempt attempt;
    attempt.id = document.key + std::string(name_of(document.kind));
    attempt.members = {document};
    attempt.request = books.ledger.freeze(attempt.id, attempt.members, books.receipts).value();
    const Outcome sent = books.ledger.send(attempt, {}).at(0);
    const Outcome seen = books.ledger.check(attempt, {}).at(0);
    books.receipts.add(document.kind, document.key, sent.receipt);
    CAPTURE(document.key);
    CAPTURE(sent.reason);
    CHECK(sent.kind == Outcome::Kind::posted);
    const bool rated = document.kind != DocumentKind::contact;
    CHECK(sent.reason.empty() != rated);
    CHECK(seen.reason == sent.reason);
    if (rated) CHECK(sent.reason.find("the same the other way round") != std::string::npos);
  }
}
