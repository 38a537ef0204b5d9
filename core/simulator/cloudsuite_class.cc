#include "simulator/cloudsuite_class.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/date.h"
#include "base/decimal.h"
#include "simulator/cloudsuite_query.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
  });
}

bool is_day(std::string_view text) {
  if (text.size() != 8 || !all_digits(text)) return false;
  const std::string spelled = std::string(text.substr(0, 4)) + "-" + std::string(text.substr(4, 2)) + "-" +
                              std::string(text.substr(6, 2));
  return Date::parse(spelled).ok();
}

Error not_valid(const FieldRule& field, std::string_view value) {
  return fail(ErrorKind::invalid, field.name + " " + std::string(value) + " is not valid");
}

Result<std::string> decimal_value(const FieldRule& field, std::string_view value, int places) {
  const auto amount = Decimal::parse(value);
  if (!amount || round(*amount, places) != *amount) return not_valid(field, value);
  return amount->text(places);
}

}  // namespace

const FieldRule* ClassRule::field(std::string_view spelled) const {
  spelled = without_blanks(spelled);
  if (spelled.size() > name.size() && spelled.starts_with(name) && spelled[name.size()] == '.')
    spelled.remove_prefix(name.size() + 1);
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const FieldRule& one) { return one.name == spelled; });
  return found != fields.end() ? &*found : nullptr;
}

const SetAction* ClassRule::set_action(std::string_view operation) const {
  const auto found = std::find_if(set_actions.begin(), set_actions.end(), [&](const SetAction& one) {
    return one.exact ? operation == one.operation
                     : operation.starts_with(one.operation + "_") && operation.ends_with("_FormOperation");
  });
  return found != set_actions.end() ? &*found : nullptr;
}

Result<std::string> kept_value(const FieldRule& field, std::string_view value) {
  if (field.length > 0 && characters(value) > field.length)
    return fail(ErrorKind::invalid,
                field.name + " is longer than " + std::to_string(field.length) + " characters");
  switch (field.kind) {
    case FieldKind::text:
      return std::string(value);
    case FieldKind::integer:
      if (!all_digits(value)) return not_valid(field, value);
      return std::string(value);
    case FieldKind::date:
      if (!is_day(value)) return not_valid(field, value);
      return std::string(value);
    case FieldKind::amount:
      return decimal_value(field, value, 3);
    case FieldKind::units:
      return decimal_value(field, value, 2);
    case FieldKind::flag:
      if (value == "true" || value == "Y") return std::string("true");
      if (value == "false" || value == "N") return std::string("false");
      return not_valid(field, value);
    case FieldKind::status:
      if (value.size() != 1 || value.front() < '0' || value.front() > '3') return not_valid(field, value);
      return std::string(value);
  }
  return not_valid(field, value);
}

std::string dimension_name(int number) {
  return "FinanceDimension" + std::to_string(number);
}

std::vector<FieldRule> dimension_fields() {
  std::vector<FieldRule> fields;
  for (int number = 1; number <= 10; ++number) fields.push_back({dimension_name(number), 15});
  return fields;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
