#include "config/cloudsuite_section.h"

#include <algorithm>
#include <set>

#include "config/address.h"
#include "config/customer_section.h"
#include "config/quantity.h"
#include "config/receivables_section.h"
#include "config/system_section.h"

namespace crosswalk::config {
namespace {

// Lengths: cloudsuite.md §5.1. Limits: §2, what a tenant has in all.
constexpr std::size_t longest_dimension_code = 15;
constexpr std::size_t longest_tag = 3;  // what Reference has room for beside a return's number, line and day
constexpr int most_calls_a_minute = 3'000;
constexpr int most_calls_a_day = 250'000;
constexpr int usual_calls_a_minute = 600;
constexpr int usual_calls_a_day = 100'000;
constexpr int dimensions = 10;

Result<std::string> parse_system(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
  if (text.size() == 2 && std::all_of(text.begin(), text.end(), fits) && text != "GL")
    return std::string(text);
  return fail(
      ErrorKind::config,
      "write the two capitals or digits of a system code that is registered for Crosswalk alone, such "
      "as WM; GL is the ledger's own");
}

Result<IonClientAuth> parse_client_auth(std::string_view text) {
  if (text == "form") return IonClientAuth::form;
  if (text == "basic") return IonClientAuth::basic;
  return fail(ErrorKind::config, "write form (the usual one) or basic");
}

Result<bool> parse_booking_path(std::string_view text) {
  if (text == "receivables") return true;
  if (text == "general_ledger") return false;
  return fail(ErrorKind::config,
              "write general_ledger (the usual one) or receivables (orders and returns become invoices and "
              "credit memos there)");
}

Result<std::string> parse_ledger_tag(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  if (text.size() <= longest_tag && std::all_of(text.begin(), text.end(), fits)) return std::string(text);
  return fail(ErrorKind::config, "a tag is at most 3 letters and digits");
}

Result<int> parse_dimension(std::string_view text) {
  return parse_count(text, 1, dimensions);
}

Result<std::string> parse_journal_state(std::string_view text) {
  if (text == "unreleased" || text == "released" || text == "posted") return std::string(text);
  return fail(ErrorKind::config, "write unreleased, released or posted");
}

void read_dimensions(const Section& system, CloudSuiteSection& read) {
  const Section named = system.section("dimensions", {});
  std::set<int> taken;
  for (const std::string& category : named.keys()) {
    const int number = named.required(category, 1, parse_dimension).value;
    if (!taken.insert(number).second)
      named.refuse(category, "finance dimension " + std::to_string(number) + " is given to another already");
    read.dimensions[category] = number;
  }
  read.customer_dimension = system.optional("customer_dimension", 0, parse_dimension).value;
  if (read.customer_dimension != 0 && taken.contains(read.customer_dimension))
    system.refuse("customer_dimension", "this finance dimension is given to a tracking category already");
  const Section codes = system.section("customer_codes", {});
  for (const std::string& contact : codes.keys())
    read.customer_codes[contact] = codes.required(contact, std::string(), code_of(longest_dimension_code));
  if (!read.customer_codes.empty() && read.customer_dimension == 0 && !system.has("customers") &&
      !read.books_receivables)
    system.refuse(
        "customer_codes",
        "they need customer_dimension, which says where they go, or customers, or path: receivables");
}

}  // namespace

CloudSuiteSection read_cloudsuite(const Section& pair, const std::filesystem::path& directory) {
  const Section system = pair.required_section("cloudsuite", {"client_auth",
                                                              "token_key",
                                                              "api_url",
                                                              "sign_in_url",
                                                              "finance_enterprise_group",
                                                              "accounting_entity",
                                                              "system",
                                                              "organization_code",
                                                              "accounting_unit",
                                                              "event",
                                                              "journal_code",
                                                              "path",
                                                              "receivable_account",
                                                              "receivables",
                                                              "dimensions",
                                                              "customer_dimension",
                                                              "customer_codes",
                                                              "customers",
                                                              "journal_states",
                                                              "tag",
                                                              "minute_limit",
                                                              "day_limit"});
  CloudSuiteSection read;
  read.client_auth = system.optional("client_auth", read.client_auth, parse_client_auth).value;
  if (system.has("token_key"))
    read.token_key = read_secret(system, "token_key", directory);
  else
    read.token_key = {SecretRef::Kind::named, "token-key", directory / "secrets" / "token-key",
                      system.where()};
  read.api_url = system.optional("api_url", std::string(), parse_address);
  read.sign_in_url = system.optional("sign_in_url", std::string(), parse_address);
  read.enterprise_group = system.required("finance_enterprise_group", std::string(), code_of(4));
  read.accounting_entity = system.required("accounting_entity", std::string(), code_of(12));
  read.system = system.required("system", std::string("WM"), parse_system);
  read.organization_code = system.optional("organization_code", std::string(), code_of(40)).value;
  read.accounting_unit = system.optional("accounting_unit", std::string(), code_of(25)).value;
  read.event = system.optional("event", std::string(), code_of(15)).value;
  read.journal_code = system.optional("journal_code", std::string(), code_of(6)).value;
  read.receivable_account = system.optional("receivable_account", std::string(), code_of(26));
  read.books_receivables = system.optional("path", false, parse_booking_path).value;
  read.receivables = read_receivables(system);
  if (read.books_receivables && read.receivables.company.empty())
    system.refuse("path", "receivables need receivables.company, whose customers they are");
  if (read.books_receivables && read.receivable_account.value.empty())
    system.refuse("path", "receivables need receivable_account: the one that they book what is owed on");
  if (read.books_receivables && !read.organization_code.empty())
    system.refuse("organization_code", "receivables take an accounting_unit instead");
  read_dimensions(system, read);
  read.customers = read_customers(system);
  const Section states = system.section("journal_states", {});
  for (const std::string& code : states.keys())
    read.journal_states[code] = states.required(code, std::string(), parse_journal_state).value;
  read.tag = system.optional("tag", std::string(), parse_ledger_tag);
  read.minute_limit = system.optional("minute_limit", usual_calls_a_minute, [](std::string_view text) {
    return parse_count(text, 1, most_calls_a_minute);
  });
  read.day_limit = system.optional("day_limit", usual_calls_a_day, [](std::string_view text) {
    return parse_count(text, 1, most_calls_a_day);
  });
  return read;
}

}  // namespace crosswalk::config
