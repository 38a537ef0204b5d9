#include "config/receivables_section.h"

#include <algorithm>
#include <array>

#include "config/quantity.h"

namespace crosswalk::config {
namespace {

constexpr std::size_t longest_name = 80;
constexpr std::size_t longest_parameter = 60;
constexpr int least_number_length = 20;  // of a return 18 digits and a letter or two, of an order fewer
constexpr int most_number_length = 40;

constexpr std::array<std::string_view, 25> names = {
    "invoices",  "details",      "distributions", "results",      "standing_invoices",
    "create",    "clear",        "run_group",     "company",      "interface_invoices",
    "customer",  "invoice",      "type",          "type_invoice", "type_credit",
    "line",      "invoice_date", "posting_date",  "currency",     "amount",
    "reference", "description",  "entity",        "account",      "accounting_unit"};

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

Result<std::string> parse_name(std::string_view text) {
  const bool plain = std::all_of(text.begin(), text.end(),
                                 [](char c) { return is_letter_or_digit(c) || c == '.' || c == '_'; });
  if (plain && !text.empty() && text.size() <= longest_name) return std::string(text);
  return fail(ErrorKind::config, "a name of the tenant's own swagger is letters, digits, `_` and `.`");
}

Result<std::string> parse_parameter(std::string_view text) {
  const bool plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < '\x7F' && c != '"'; });
  if (plain && text.size() <= longest_parameter) return std::string(text);
  return fail(ErrorKind::config, "a parameter is at most 60 plain characters without quotes");
}

Result<std::string> parse_company(std::string_view text) {
  if (!text.empty() && text.size() <= 6 && std::all_of(text.begin(), text.end(), is_letter_or_digit))
    return std::string(text);
  return fail(ErrorKind::config, "a company is at most 6 letters and digits");
}

Result<bool> parse_credit_amounts(std::string_view text) {
  if (text == "negative") return true;
  if (text == "positive") return false;
  return fail(ErrorKind::config, "write positive (the type says the direction) or negative");
}

}  // namespace

std::span<const std::string_view> receivable_names() {
  return names;
}

ReceivablesSection read_receivables(const Section& cloudsuite) {
  ReceivablesSection read;
  const Section said = cloudsuite.section(
      "receivables", {"company", "system", "number_length", "credit_amounts", "parameters", "names"});
  read.where = said.where();
  read.company = said.optional("company", std::string(), parse_company).value;
  read.system = said.optional("system", read.system, parse_name).value;
  read.number_length = said.optional("number_length", read.number_length,
                                     [](std::string_view text) {
                                       return parse_count(text, least_number_length, most_number_length);
                                     })
                           .value;
  read.credits_negative = said.optional("credit_amounts", false, parse_credit_amounts).value;
  const Section parameters = said.section("parameters", {});
  for (const std::string& name : parameters.keys()) {
    if (!parse_name(name)) parameters.refuse(name, "this is no name of a parameter");
    read.parameters[name] = parameters.required(name, std::string(), parse_parameter).value;
  }
  const Section spelled = said.section("names", {});
  for (const std::string& name : spelled.keys()) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      spelled.refuse(name, "receivables have no name for this; see README.md");
    read.names[name] = spelled.required(name, std::string(), parse_name).value;
  }
  return read;
}

}  // namespace crosswalk::config
