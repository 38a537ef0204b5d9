#include "config/pair_section.h"

#include <algorithm>

#include "config/cloudsuite_section.h"
#include "config/feedback_section.h"
#include "config/quantity.h"
#include "config/rates_section.h"
#include "config/schedule_section.h"
#include "config/system_section.h"

namespace crosswalk::config {
namespace {

constexpr std::size_t longest_pair_name = 32;
constexpr Millis longest_linger{3'600'000};
constexpr Millis least_rule_time{1};
constexpr Millis most_rule_time{10'000};
constexpr std::size_t least_rule_memory = std::size_t{1} << 20;
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

// What pays an invoice. Read for its errors only: there is one way yet.
Result<bool> parse_pay(std::string_view text) {
  if (text == "shipped") return true;
  if (text == "settled")
    return fail(ErrorKind::config,
                "this version of Crosswalk pays an invoice on the day it ships, not by its settlement; write "
                "shipped");
  return fail(ErrorKind::config, "write shipped (an invoice is paid from the clearing account on its day)");
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

BooksSection read_books(const Section& pair) {
  const Section books = pair.required_section("books", {"start", "timezone", "clearing_account"});
  BooksSection read;
  if (!pair.has("books")) return read;
  read.start = books.required("start", Date{}, [](std::string_view text) { return Date::parse(text); });
  read.timezone = books.required("timezone", TimeZone::utc(),
                                 [](std::string_view text) { return TimeZone::named(text); });
  read.clearing_account = books.optional("clearing_account", std::string(), parse_code);
  return read;
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
      pairs.section(name, {"walmart", "xero", "cloudsuite", "rules", "reload", "book", "pay", "charge_amount",
                           "books", "rates", "poll", "linger", "feedback", "privacy", "budget"});
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
  pair.optional("pay", true, parse_pay);
  config.charge_amount = pair.optional("charge_amount", std::optional<ChargeAmount>(), parse_charge_amount);
  config.books = read_books(pair);
  config.rates = read_rates(pair, name, directory);
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
  config.erase_after = read_erase_after(pair);
  read_budget(pair, config);
  return config;
}

}  // namespace crosswalk::config
