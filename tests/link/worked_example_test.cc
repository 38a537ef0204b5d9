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
