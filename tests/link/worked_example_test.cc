// One order, its return and its settlement, from entries to what stands in Xero and in CloudSuite: the
// figures of a whole settlement period, and the stand-ins' own trial balances.
#include "link/cloudsuite_books.h"
#include "link/xero_books.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr const char* order_number = "4812345678901";

Decimal dec(const char* text) {
  return Decimal::parse(text).value();
}

// Debit positive; no account: a counter-entry.
Entry entry(const char* date, const char* amount, const std::string& account = {},
            LineClass line_class = LineClass::product) {
  Entry entry = Books::entry(account.empty() ? EntryRole::receivable : EntryRole::placed, 0, account);
  entry.date = Date::parse(date).value();
  entry.amount.amount = dec(amount);
  entry.line_class = line_class;
  return entry;
}

Entry clearing(const char* date, const char* amount) {
  Entry moved = entry(date, amount);
  moved.role = EntryRole::clearing;
  return moved;
}

// A tax that the market remits itself, and its counter-entry on the same account.
void facilitator(std::vector<Entry>& list, const char* date, const char* amount) {
  Entry tax = entry(date, amount, "820", LineClass::tax);
  tax.tax_class = TaxClass::facilitator;
  list.push_back(tax);
  tax.role = EntryRole::mirror;
  tax.amount = tax.amount.negated();
  list.push_back(tax);
}

Entries shipped_order() {
  std::vector<Entry> list = {entry("2026-01-30", "-49.98", "200"), entry("2026-01-30", "-79.99", "200"),
                             entry("2026-01-30", "-5.99", "210", LineClass::shipping)};
  for (const char* tax : {"-4.12", "-6.60", "-0.49"}) facilitator(list, "2026-01-30", tax);
  list.push_back(entry("2026-01-30", "135.96"));
  list.push_back(entry("2026-01-30", "-135.96"));
  list.push_back(clearing("2026-01-30", "135.96"));
  return Books::entries(RecordKind::order, order_number, std::move(list));
}

Entries returned() {
  std::vector<Entry> list = {entry("2026-02-03", "24.99", "230", LineClass::refund),
                             entry("2026-02-03", "-2.50", "235", LineClass::fee)};
  facilitator(list, "2026-02-03", "2.06");
  list.push_back(entry("2026-02-03", "-22.49"));
  list.push_back(entry("2026-02-03", "22.49"));
  list.push_back(clearing("2026-02-03", "-22.49"));
  for (Entry& each : list) {
    each.refund = "RMA1-1";
    each.purchase_order = order_number;
  }
  return Books::entries(RecordKind::return_order, "RMA1", std::move(list));
}

Entries settled(std::vector<Entry> rows) {
  std::vector<Entry> list = std::move(rows);
  for (std::size_t i = 0, n = list.size(); i < n; ++i) {
    list[i].description = "row " + std::to_string(i);
    Entry money = clearing(list[i].date.text().c_str(), "0");
    money.amount = list[i].amount.negated();
    list.push_back(money);
  }
  return Books::entries(RecordKind::settlement, "2026-02-06", std::move(list));
}

constexpr std::initializer_list<DocumentKind> everything = {
    DocumentKind::contact,      DocumentKind::invoice, DocumentKind::payment,
    DocumentKind::credit_note,  DocumentKind::refund,  DocumentKind::bank_transaction,
    DocumentKind::bank_transfer};

// Without the accounts that stand at zero.
template <class AnyBooks>
std::map<std::string, std::string> balance(const AnyBooks& books) {
  std::map<std::string, std::string> shown;
  for (const auto& [account, amount] : books.service.trial_balance())
    if (!amount.is_zero()) shown[account] = amount.text(2);
  return shown;
}

}  // namespace

TEST_CASE(
    "an order, its return, its settlement and the deposit leave the figures that a bookkeeper expects") {
  using Shown = std::map<std::string, std::string>;
  Books books;
  books.post(books.drafts(shipped_order()), everything);
  CHECK(balance(books) == Shown{{"090", "135.96"}, {"200", "-129.97"}, {"210", "-5.99"}});
  CHECK(books.service.invoice("WM-4812345678901")->status == "PAID");

  books.post(books.drafts(settled({entry("2026-01-30", "20.40", "405", LineClass::commission)})), everything);
  CHECK(balance(books).at("090") == "115.56");  // at the end of January

  books.post(books.drafts(returned()), everything);
  CHECK(books.service.credit_note("WM-4812345678901-RRMA1-1")->status == "PAID");
  books.post(books.drafts(settled({entry("2026-02-03", "-3.75", "405", LineClass::commission),
                                   entry("2026-02-03", "7.85", "420", LineClass::fee),
                                   entry("2026-02-06", "6.25", "410", LineClass::fee),
                                   entry("2026-02-06", "4.37", "415", LineClass::fee),
                                   entry("2026-02-06", "10.00", "120", LineClass::reserve)})),
             everything);
  CHECK(balance(books).at("090") == "68.35");  // what Walmart owes

  books.post(books.drafts(settled({entry("2026-02-10", "68.35", "091", LineClass::deposit)})), everything);
  CHECK(balance(books) == Shown{{"091", "68.35"},
                                {"120", "10.00"},
                                {"200", "-129.97"},
                                {"210", "-5.99"},
                                {"230", "24.99"},
                                {"235", "-2.50"},
                                {"405", "16.65"},
                                {"410", "6.25"},
                                {"415", "4.37"},
                                {"420", "7.85"}});
  CHECK(books.service.created("Payments").size() == 2);
  CHECK(books.service.created("BankTransactions").size() == 3);
}

TEST_CASE("the same entries leave the same figures in CloudSuite's general ledger") {
  using Shown = std::map<std::string, std::string>;
  CloudBooks books;
  std::map<std::string, Posted> posted;  // by record
  const auto post = [&](const Entries& entries) {
    Posted& stands = posted[entries.record.id];
    const Attempt attempt =
        books.attempt_of(books.drafts(entries, stands), entries.record.id + std::to_string(stands.size()));
    const auto outcomes = books.sent(attempt);
    REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes[0].reason);
    stands.push_back({attempt.members[0], outcomes[0].receipt});
    stands.back().document.state = DocumentState::posted;
  };
  post(shipped_order());
  CHECK(balance(books) == Shown{{"090", "135.96"}, {"200", "-129.97"}, {"210", "-5.99"}});
  post(settled({entry("2026-01-30", "20.40", "405", LineClass::commission)}));
  CHECK(balance(books).at("090") == "115.56");
  post(returned());
  post(settled({entry("2026-02-03", "-3.75", "405", LineClass::commission),
                entry("2026-02-03", "7.85", "420", LineClass::fee),
                entry("2026-02-06", "6.25", "410", LineClass::fee),
                entry("2026-02-06", "4.37", "415", LineClass::fee),
                entry("2026-02-06", "10.00", "120", LineClass::reserve)}));
  CHECK(balance(books).at("090") == "68.35");
  post(settled({entry("2026-02-10", "68.35", "091", LineClass::deposit)}));
  CHECK(balance(books) == Shown{{"091", "68.35"},
                                {"120", "10.00"},
                                {"200", "-129.97"},
                                {"210", "-5.99"},
                                {"230", "24.99"},
                                {"235", "-2.50"},
                                {"405", "16.65"},
                                {"410", "6.25"},
                                {"415", "4.37"},
                                {"420", "7.85"}});
  // The tax that Walmart remits stands there both ways, by line, and comes to nothing.
  int both_ways = 0;
  for (const auto& row : books.service.ledger()) both_ways += row.at("AccountCode") == "820" ? 1 : 0;
  CHECK(both_ways == 4);
}

namespace {

Entry moved(const char* date, const char* amount, const char* account, LineClass line_class) {
  Entry entry = ::entry(date, amount, account, line_class);
  entry.role = EntryRole::moved;
  return entry;
}

// A settlement that books everything, as the flow hands it over.
Entries whole_settlement(std::vector<Entry> rows, const char* closes, const char* owed) {
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].description = "row " + std::to_string(i);
  Decimal back = dec(owed).negated();
  rows.push_back(entry(closes, owed));
  rows.push_back(entry(closes, owed));
  rows.back().amount.amount = back;
  rows.push_back(clearing(closes, owed));
  Entries entries = Books::entries(RecordKind::settlement, "2026-02-06", std::move(rows));
  entries.posting = Posting::settlement;
  return entries;
}

std::vector<Entry> month_rows() {
  return {entry("2026-01-31", "-129.97", "200"),
          entry("2026-01-31", "-5.99", "210", LineClass::shipping),
          entry("2026-01-31", "-11.21", "820", LineClass::tax),
          entry("2026-01-31", "11.21", "820", LineClass::tax_withheld),
          entry("2026-01-31", "20.40", "405", LineClass::commission),
          moved("2026-01-31", "115.56", "125", LineClass::other),
          moved("2026-02-06", "-115.56", "125", LineClass::other),
          entry("2026-02-06", "24.99", "230", LineClass::refund),
          entry("2026-02-06", "-2.50", "235", LineClass::fee),
          entry("2026-02-06", "2.06", "820", LineClass::tax),
          entry("2026-02-06", "-2.06", "820", LineClass::tax_withheld),
          entry("2026-02-06", "-3.75", "405", LineClass::commission),
          entry("2026-02-06", "7.85", "420", LineClass::fee),
          entry("2026-02-06", "6.25", "410", LineClass::fee),
          entry("2026-02-06", "4.37", "415", LineClass::fee),
          entry("2026-02-06", "10.00", "120", LineClass::reserve),
          moved("2026-02-10", "68.35", "091", LineClass::deposit)};
}

constexpr std::initializer_list<DocumentKind> whole = {DocumentKind::contact, DocumentKind::invoice,
                                                       DocumentKind::bill, DocumentKind::payment,
                                                       DocumentKind::bank_transfer};

}  // namespace

TEST_CASE("one document a month and the deposit leave the same figures as an invoice for each order") {
  using Shown = std::map<std::string, std::string>;
  Books books;
  const auto documents = books.drafts(whole_settlement(month_rows(), "2026-02-06", "68.35"));
  const Document first = Books::only(documents, DocumentKind::invoice);
  CHECK(first.key == "WMS-2026-02-06-202601");
  CHECK(first.date.text() == "2026-01-31");
  CHECK(first.total->amount.text(2) == "0.00");
  books.post(documents, whole);
  CHECK(books.service.invoice("WMS-2026-02-06-202602")->status == "PAID");
  CHECK(balance(books) == Shown{{"091", "68.35"},
                                {"120", "10.00"},
                                {"200", "-129.97"},
                                {"210", "-5.99"},
                                {"230", "24.99"},
                                {"235", "-2.50"},
                                {"405", "16.65"},
                                {"410", "6.25"},
                                {"415", "4.37"},
                                {"420", "7.85"}});
  CHECK(books.service.created("Invoices").size() == 2);
  CHECK(books.service.created("Payments").size() == 1);
  CHECK(books.service.created("BankTransfers").size() == 1);
}

TEST_CASE("a settlement that comes to less than nothing is a bill, paid from clearing") {
  Books books;
  books.post(books.drafts(whole_settlement(
                 {entry("2026-02-06", "-5.00", "200"), entry("2026-02-06", "12.00", "410", LineClass::fee)},
                 "2026-02-06", "-7.00")),
             whole);
  using Shown = std::map<std::string, std::string>;
  CHECK(balance(books) == Shown{{"090", "-7.00"}, {"200", "-5.00"}, {"410", "12.00"}});
}

TEST_CASE("an invoice is paid part by part as its sale settles") {
  Books books;
  books.post(
      books.drafts(Books::entries(RecordKind::order, order_number,
                                  {entry("2026-01-30", "-135.96", "200"), entry("2026-01-30", "135.96")})),
      everything);
  CHECK(balance(books).at("610") == "135.96");
  std::vector<Entry> paid;
  for (const char* amount : {"50.00", "35.96"}) {
    paid.push_back(entry("2026-02-01", amount));
    paid.back().amount.amount = dec(amount).negated();
    paid.push_back(clearing("2026-02-01", amount));
    for (std::size_t i = paid.size() - 2; i < paid.size(); ++i) {
      paid[i].purchase_order = order_number;
      paid[i].pays = "WM-4812345678901";
    }
  }
  const auto payments = books.drafts(Books::entries(RecordKind::settlement, "2026-02-06", std::move(paid)));
  REQUIRE(payments.size() == 2);
  CHECK(payments[0].key == "WM-4812345678901-P2026-02-06");
  CHECK(payments[1].key == "WM-4812345678901-P2026-02-06-2");
  REQUIRE(payments[0].depends_on.size() == 1);
  CHECK(payments[0].depends_on[0].key == "WM-4812345678901");
  books.post(payments, everything);
  using Shown = std::map<std::string, std::string>;
  const Shown expected = {{"090", "85.96"}, {"200", "-135.96"}, {"610", "50.00"}};
  CHECK(balance(books) == expected);
  // Xero would take a part twice while something is outstanding; it is found before.
  Attempt again;
  again.id = "from a restored backup";
  again.members = {payments[0]};
  again.request = books.ledger.freeze(again.id, again.members, books.receipts).value();
  CHECK(books.ledger.send(again, {}).at(0).kind == Outcome::Kind::posted);
  CHECK(balance(books) == expected);
}

TEST_CASE("what settlements book or pay leaves the same figures in CloudSuite's general ledger") {
  using Shown = std::map<std::string, std::string>;
  CloudBooks books;
  const auto post = [&](const Entries& entries) {
    const auto outcomes = books.sent(books.attempt_of(books.drafts(entries), entries.record.id));
    REQUIRE_MESSAGE(outcomes.at(0).kind == Outcome::Kind::posted, outcomes[0].reason);
  };
  SUBCASE("one that books everything, and the order informs it") {
    Entries order = shipped_order();
    order.posting = Posting::settlement;
    CHECK(books.drafts(order).empty());
    Entries entries = whole_settlement(month_rows(), "2026-02-06", "68.35");
    entries.entries.push_back(clearing("2026-02-10", "-68.35"));
    post(entries);
    CHECK(balance(books) == Shown{{"091", "68.35"},
                                  {"120", "10.00"},
                                  {"200", "-129.97"},
                                  {"210", "-5.99"},
                                  {"230", "24.99"},
                                  {"235", "-2.50"},
                                  {"405", "16.65"},
                                  {"410", "6.25"},
                                  {"415", "4.37"},
                                  {"420", "7.85"}});
  }
  SUBCASE("one that pays a part of what its order has left receivable") {
    post(Books::entries(RecordKind::order, order_number,
                        {entry("2026-01-30", "-135.96", "200"), entry("2026-01-30", "135.96")}));
    CHECK(balance(books).at("610") == "135.96");
    post(Books::entries(RecordKind::settlement, "2026-02-06",
                        {entry("2026-02-01", "-50.00"), clearing("2026-02-01", "50.00")}));
    CHECK(balance(books) == Shown{{"090", "50.00"}, {"200", "-135.96"}, {"610", "85.96"}});
  }
}
