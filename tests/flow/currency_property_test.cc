// Cents are conserved through foreign currency: over generated worlds and rates, what documents and their
// payments are worth in the organisation's own currency adds up, Xero's own gain and loss included; and a
// settlement has one rate for all its documents.
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <set>

#include "flow/rig.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr std::int64_t half_a_cent = Decimal::one / 200;

// Another one each day, at six places: what a Canadian dollar was worth in US dollars.
Decimal rate_of(unsigned seed, Date day) {
  return Decimal::from_units(700'000 + (std::int64_t{day.days()} * 7'919 + seed * 104'729) % 80'000);
}

class WanderingRates final : public Rates {
 public:
  explicit WanderingRates(unsigned seed) : seed_(seed) {}
  Result<Decimal> rate(Currency /*base*/, Currency /*currency*/, Date day, const Stop& /*stop*/) override {
    return rate_of(seed_, day);
  }

 private:
  unsigned seed_;
};

std::int64_t in_base(Decimal amount, Decimal rate) {
  return scale(amount, Decimal::one, rate.units(), 2).value().units();
}

// What a test finds out by itself, in millionths of a Canadian dollar.
struct Worth {
  std::int64_t open = 0;      // of documents, less what was paid of them at their own rates
  std::int64_t gain = 0;      // what payments brought beside that
  std::int64_t rounding = 0;  // of documents' lines against their totals
  int documents = 0;
  std::map<std::string, std::set<std::string>> rates;  // of a settlement's documents and payments
};

constexpr std::size_t settlement_name = 14;  // "WMS-2025-12-05"

void note_rate(Worth& worth, const std::string& number, Decimal rate) {
  if (number.starts_with("WMS-")) worth.rates[number.substr(0, settlement_name)].insert(rate.text());
}

void add_document(Worth& worth, const simulator::SimInvoice& document, unsigned seed) {
  if (!document.approved()) return;
  ++worth.documents;
  const std::string& name = document.number.empty() ? document.reference : document.number;
  CAPTURE(name);
  note_rate(worth, name, document.currency_rate);
  if (!name.starts_with("WMS-")) CHECK(document.currency_rate == rate_of(seed, document.date));
  const bool sale =
      document.type == "ACCREC" || document.type == "RECEIVE" || document.type == "ACCPAYCREDIT";
  const std::int64_t sign = sale ? 1 : -1;
  const std::int64_t total = in_base(document.total, document.currency_rate);
  std::int64_t lines = 0;
  for (const auto& line : document.lines) lines += in_base(line.line_amount, document.currency_rate);
  CHECK(std::abs(total - lines) <= half_a_cent * static_cast<std::int64_t>(document.lines.size() + 1));
  worth.rounding += sign * (total - lines);
  if (!document.bank_account.empty()) return;
  CHECK(document.due().is_zero());
  worth.open += sign * total;
  for (const auto& payment : document.payments) {
    CAPTURE(payment.date.text());
    CAPTURE(payment.reference);
    CHECK(payment.currency_rate == document.currency_rate);
    note_rate(worth, name, payment.currency_rate);
    const std::int64_t settled = in_base(payment.amount, document.currency_rate);
    worth.open -= sign * settled;
    worth.gain += sign * (in_base(payment.amount, payment.currency_rate) - settled);
  }
}

Decimal at(const std::map<std::string, Decimal>& balance, const std::string& account) {
  const auto found = balance.find(account);
  return found == balance.end() ? Decimal() : found->second;
}

void conserves(unsigned seed, Posting posting) {
  CAPTURE(seed);
  WanderingRates rates(seed);
  RigSettings settings;
  settings.clearing_account = "090";
  settings.rates = &rates;
  settings.adjust = [posting](flow::PairSettings& pair) {
    pair.posting = posting;
    pair.accounts.carried_forward = "125";
  };
  Rig rig(simulator::make_world(settled_settings(settings.start, seed, 12)), settings);
  auto& xero = rig.xero();
  xero.set_base_currency("CAD");
  xero.set_currency("090", "USD");
  // Xero has rates of its own, which nothing of ours may fall back to.
  const Date last = Date::parse("2026-02-28").value();
  for (Date date = Date::parse("2025-10-01").value(); date <= last; date = date.plus_days(1))
    xero.set_day_rate("USD", date, rate_of(seed + 1'000, date));
  for (int pass = 0; pass < 4; ++pass) {
    CHECK(rig.pass().trouble.empty());
    rig.advance(Millis(3'600'000));
  }
  Worth worth;
  for (const auto& document : xero.invoices()) add_document(worth, document, seed);
  for (const auto list : {simulator::SimList::credit_notes, simulator::SimList::bank_transactions})
    for (const auto& document : xero.documents(list)) add_document(worth, document, seed);
  CHECK(worth.documents > 5);
  CHECK(worth.open == 0);
  // Each is paid at its own rate, so that only what reaches the bank can bring a gain or a loss.
  CHECK(worth.gain == 0);
  CHECK(worth.rates.size() > 2);
  for (const auto& known : worth.rates) CHECK_MESSAGE(known.second.size() == 1, known.first);

  const auto balance = xero.base_trial_balance(last);
  std::int64_t all = 0;
  for (const auto& sum : balance) all += sum.second.units();
  CHECK(all == 0);
  CHECK(at(balance, "610").is_zero());
  CHECK(at(balance, "800").is_zero());
  CHECK(at(balance, "REALISEDCURRENCYGAIN").units() == -worth.gain);
  CHECK(at(balance, "860").units() == -worth.rounding);
  CHECK(at(balance, "090").units() == in_base(xero.trial_balance().at("090"), rate_of(seed + 1'000, last)));
}

}  // namespace

TEST_CASE("no cent is made or lost in foreign currency, an invoice an order") {
  for (unsigned seed = 1; seed <= 3; ++seed) conserves(seed, Posting::order);
}

TEST_CASE("no cent is made or lost in foreign currency, a document a settlement") {
  for (unsigned seed = 1; seed <= 3; ++seed) conserves(seed, Posting::settlement);
}
