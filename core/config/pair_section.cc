#include "config/pair_section.h"

#include <algorithm>

#include "config/cloudsuite_section.h"
#include "config/feedback_section.h"
#include "config/quantity.h"
#include "config/rates_section.h"
#include "config/reconcile_section.h"
#include "config/schedule_section.h"
#include "config/system_section.h"

namespace crosswalk::config {
namespace {

constexpr std::size_t longest_pair_name = 32;
constexpr Millis longest_linger{3'600'000};
constexpr Millis least_rule_time{1};
constexpr Millis most_rule_time{10'000};
constexpr std::size_t least_rule_memory = std::size_t{1} << 20;
constexpr Decimal least_tolerance = Decimal::from_units(Decimal::one / 100);
constexpr Decimal most_tolerance = Decimal::whole(1);
constexpr std::size_t most_rule_memory = std::size_t{1} << 30;

// It becomes part of file names, budget names and log lines.
bool is_pair_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !name.empty() && name.size() <= longest_pair_name && std::all_of(name.begin(), name.end(), fits);
}

Result<BookMode> parse_book(std::string_view text) {
  if (text == "shipped") return BookMode::shipped;
  if (text == "created") return BookMode::created;
  return fail(ErrorKind::config,
              "write shipped (book what has shipped) or created (show a draft on arrival)");
}

// Whether an invoice is paid by its settlement.
Result<bool> parse_pay(std::string_view text) {
  if (text == "shipped") return false;
  if (text == "settled") return true;
  return fail(ErrorKind::config,
              "write shipped (an invoice is paid from the clearing account on its day) or settled (by the "
              "settlement that has its sale)");
}

Result<Posting> parse_posting(std::string_view text) {
  if (text == "order") return Posting::order;
  if (text == "settlement") return Posting::settlement;
  return fail(ErrorKind::config,
              "write order (an invoice for each order) or settlement (one document for each settlement and "
              "month)");
}

Result<ReloadPolicy> parse_reload(std::string_view text) {
  if (text == "tested") return ReloadPolicy::tested;
  if (text == "checked") return ReloadPolicy::checked;
  if (text == "manual") return ReloadPolicy::manual;
  return fail(
      ErrorKind::config,
      "write tested (changed rules go live when their tests pass), checked (whatever their tests say) "
      "or manual (only by `crosswalk reload`)");
}

Result<std::optional<ChargeAmount>> parse_charge_amount(std::string_view text) {
  if (text == "line") return std::optional(ChargeAmount::line);
  if (text == "unit") return std::optional(ChargeAmount::unit);
  return fail(ErrorKind::config,
              "write line (the charge is for the whole line) or unit (it is for one unit)");
}

Result<bool> parse_accrue(std::string_view text) {
  if (text == "none") return false;
  if (text == "month_end") return true;
  return fail(ErrorKind::config,
              "write none or month_end (what has shipped by a month's end and is not settled is in the books "
              "of that month)");
}

// What Walmart owes: below zero the seller owes it.
Result<std::optional<Decimal>> parse_balance(std::string_view text) {
  const auto amount = Decimal::parse(text);
  if (!amount || round(*amount, 2) != *amount)
    return fail(ErrorKind::config,
                "write an amount with at most two decimals: 1234.56 when Walmart owes you, -1234.56 when you "
                "owe it");
  return std::optional(*amount);
}

Result<Decimal> parse_tolerance(std::string_view text) {
  const auto amount = Decimal::parse(text);
  if (!amount || round(*amount, 2) != *amount || *amount < least_tolerance || *amount > most_tolerance)
    return fail(ErrorKind::config,
                "write the cents that one line may differ by, from 0.01 to 1.00; what differs by more is for "
                "the rules");
  return *amount;
}

BooksSection read_books(const Section& pair) {
  const Section books =
      pair.required_section("books", {"start", "timezone", "clearing_account", "bank_account",
                                      "carried_forward_account", "opening_account", "opening_balance",
                                      "accrued_income_account", "rounding_account", "rounding_tolerance"});
  BooksSection read;
  if (!pair.has("books")) return read;
  read.start = books.required("start", Date{}, [](std::string_view text) { return Date::parse(text); });
  read.timezone = books.required("timezone", TimeZone::utc(),
                                 [](std::string_view text) { return TimeZone::named(text); });
  read.clearing_account = books.optional("clearing_account", std::string(), parse_code);
  read.bank_account = books.optional("bank_account", std::string(), parse_code);
  read.carried_forward_account = books.optional("carried_forward_account", std::string(), parse_code);
  read.opening_account = books.optional("opening_account", std::string(), parse_code);
  read.opening_balance = books.optional("opening_balance", std::optional<Decimal>(), parse_balance);
  read.accrued_income_account = books.optional("accrued_income_account", std::string(), parse_code);
  read.rounding_account = books.optional("rounding_account", std::string(), parse_code);
  read.rounding_tolerance =
      books.optional("rounding_tolerance", read.rounding_tolerance.value, parse_tolerance);
  if (books.has("rounding_tolerance") && read.rounding_account.value.empty())
    books.refuse("rounding_tolerance",
                 "differences within it need an account to be booked on; say rounding_account beside it");
  if (read.opening_balance.value &&
      (read.opening_account.value.empty() || read.clearing_account.value.empty()))
    books.refuse("opening_balance",
                 "it is booked on clearing_account against opening_account; say both beside it");
  return read;
}

// After the books: one shape needs accounts that the other does not.
void read_posting(const Section& pair, PairConfig& config) {
  const auto pay = pair.optional("pay", false, parse_pay);
  config.pays_settled = pay.value;
  config.posting = pair.optional("posting", config.posting, parse_posting).value;
  config.posting_since = pair.optional("posting_since", config.posting_since,
                                       [](std::string_view text) -> Result<std::optional<Date>> {
                                         const auto date = Date::parse(text);
                                         if (!date) return date.error();
                                         return std::optional(*date);
                                       })
                             .value;
  config.accrues = pair.optional("accrue", false, parse_accrue).value;
  const BooksSection& books = config.books;
  if (config.accrues && books.accrued_income_account.value.empty())
    pair.refuse("accrue", "what is accrued needs an account to stand on; say books.accrued_income_account");
  if (config.accrues && config.posting == Posting::order && !config.posting_since)
    pair.refuse("accrue", "with `posting: order` what has shipped is in the books already; write none");
  if (pay.value && books.clearing_account.value.empty())
    pair.refuse("pay", "settlements pay from the clearing account; say books.clearing_account");
  if (!books.bank_account.value.empty() && books.clearing_account.value.empty())
    pair.refuse("books", "a deposit comes out of the clearing account; say books.clearing_account");
  if (config.posting == Posting::order && !config.posting_since) return;
  if (config.book == BookMode::created)
    pair.refuse("book", "a draft on arrival is for `posting: order` alone; write shipped");
  if (books.clearing_account.value.empty() || books.carried_forward_account.value.empty())
    pair.refuse(
        "books",
        "one document a settlement needs clearing_account, which pays it, and carried_forward_account, "
        "which holds what an earlier month of it comes to");
}

void read_rules(const Section& pair, const std::filesystem::path& directory, PairConfig& config) {
  const auto written = pair.optional("rules", std::string("rules/"), parse_path);
  config.rules = {(directory / written.value).lexically_normal(), written.where};
  config.rules_shown = written.value;
  if (config.rules_shown.back() != '/') config.rules_shown += '/';
}

void read_budget(const Section& pair, PairConfig& config) {
  const Section budget = pair.section("budget", {"time", "memory"});
  config.rule_time = budget
                         .optional("time", config.rule_time,
                                   [](std::string_view text) {
                                     return parse_duration(text, least_rule_time, most_rule_time);
                                   })
                         .value;
  config.rule_memory = budget
                           .optional("memory", config.rule_memory,
                                     [](std::string_view text) {
                                       return parse_size(text, least_rule_memory, most_rule_memory);
                                     })
                           .value;
}

}  // namespace

PairConfig read_pair(const Section& pairs, const std::string& name, const std::filesystem::path& directory) {
  PairConfig config;
  config.name = {name, pairs.where_of(name)};
  if (!is_pair_name(name))
    pairs.refuse(name, "the name of a pair is at most 32 small letters, digits, `-` and `_`");
  const Section pair =
      pairs.section(name, {"walmart", "xero", "cloudsuite", "rules", "reload", "book", "posting",
                           "posting_since", "accrue", "pay", "charge_amount", "books", "rates", "reconcile",
                           "poll", "linger", "feedback", "privacy", "budget"});
  config.walmart = read_walmart(pair, directory);
  if (pair.has("cloudsuite")) {
    config.cloudsuite = read_cloudsuite(pair, directory);
    if (pair.has("xero")) pair.refuse("cloudsuite", "a pair has one ledger: keep either xero or cloudsuite");
  } else {
    config.xero = read_xero(pair, directory);
  }
  read_rules(pair, directory, config);
  config.reload = pair.optional("reload", config.reload, parse_reload).value;
  config.book = pair.optional("book", config.book, parse_book).value;
  config.charge_amount = pair.optional("charge_amount", std::optional<ChargeAmount>(), parse_charge_amount);
  config.books = read_books(pair);
  config.rates = read_rates(pair, name, directory);
  config.reconcile = read_reconcile(pair);
  read_posting(pair, config);
  config.schedule = read_schedule(pair, config.books.timezone.value);
  config.linger =
      pair.optional("linger", config.linger,
                    [](std::string_view text) { return parse_duration(text, Millis(0), longest_linger); })
          .value;
  config.feedback = read_feedback(pair);
  if (config.cloudsuite &&
      (config.feedback.stock == OfferSource::ledger || config.feedback.price == OfferSource::ledger))
    pair.refuse("feedback",
                "CloudSuite's general ledger keeps no items, so that it has no stock or price to tell; write "
                "events");
  if (config.cloudsuite && config.cloudsuite->books_receivables && config.posting == Posting::settlement)
    pair.refuse("posting",
                "settlements book in the general ledger, and receivables take orders: write order");
  config.erase_after = read_erase_after(pair);
  read_budget(pair, config);
  return config;
}

}  // namespace crosswalk::config
