#include "walmart/recon_terms.h"

#include <array>
#include <charconv>
#include <string>

namespace crosswalk::walmart {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// "1.19111E+14"
bool is_scientific(std::string_view text) {
  const auto e = text.find_first_of("eE");
  if (e == std::string_view::npos || e == 0 || e + 1 == text.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool sign = (text[i] == '+' || text[i] == '-') && (i == 0 || i == e + 1);
    if (i != e && text[i] != '.' && !sign && !is_digit(text[i])) return false;
  }
  return true;
}

Error spoiled(const ReconRow& row, ReconColumn column) {
  return fail(ErrorKind::invalid,
              "\"" + std::string(row[column]) +
                  "\" is in scientific notation: a spreadsheet saved this report and lost digits; fetch the "
                  "report again",
              row.place(column));
}

}  // namespace

Result<Decimal> amount_in(const ReconRow& row, ReconColumn column) {
  const std::string_view text = row[column];
  if (text.empty()) return Decimal();
  if (is_scientific(text)) return spoiled(row, column);
  auto amount = Decimal::parse(text);
  if (!amount) return fail(ErrorKind::invalid, amount.error().message, row.place(column));
  return amount;
}

Result<Date> date_in(const ReconRow& row, ReconColumn column, Date otherwise) {
  std::string_view text = row[column];
  if (text.empty()) return otherwise;
  text = text.substr(0, text.find_first_of(" T"));
  if (auto plain = Date::parse(text)) return plain;
  std::array<int, 3> parts{};
  const char* at = text.data();
  const char* end = at + text.size();
  std::size_t found = 0;
  for (; found < parts.size(); ++found) {
    const auto [rest, error] = std::from_chars(at, end, parts[found]);
    if (error != std::errc()) break;
    at = rest;
    if (found < 2 && (at == end || *at++ != '/')) break;
  }
  const bool whole = found == parts.size() && at == end && parts[0] > 0 && parts[1] > 0 && parts[2] >= 2000;
  if (whole)
    if (auto date = Date::of(parts[2], static_cast<unsigned>(parts[0]), static_cast<unsigned>(parts[1])))
      return date;
  return fail(ErrorKind::invalid,
              "a date like 4/29/2026 is expected, not \"" + std::string(row[column]) + "\"",
              row.place(column));
}

Result<std::string_view> number_in(const ReconRow& row, ReconColumn column) {
  if (is_scientific(row[column])) return spoiled(row, column);
  return row[column];
}

}  // namespace crosswalk::walmart
