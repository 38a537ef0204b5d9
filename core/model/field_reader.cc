#include "model/field_reader.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk {

FieldReader::FieldReader(const Json& json, std::string path, std::vector<Error>& errors)
    : json_(json), path_(std::move(path)), errors_(errors) {
  if (!json_.is_object()) errors_.push_back(fail(ErrorKind::invalid, "an object is expected", path_));
}

std::string FieldReader::path_of(std::string_view name) const {
  return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
}

void FieldReader::refuse(std::string_view name, const std::string& message) {
  errors_.push_back(fail(ErrorKind::invalid, message, path_of(name)));
}

const Json* FieldReader::find(std::string_view name, Need need) {
  asked_.emplace_back(name);
  if (!json_.is_object()) return nullptr;
  const auto found = json_.find(name);
  if (found != json_.end() && !found->is_null()) return &*found;
  if (need == Need::required) refuse(name, "it is missing");
  return nullptr;
}

std::string FieldReader::text(std::string_view name, Need need, std::size_t longest) {
  const Json* found = find(name, need);
  if (found == nullptr) return {};
  std::string value = found->is_number_integer() ? found->dump() : text_in(json_, name);
  const bool plain =
      std::none_of(value.begin(), value.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; });
  if ((found->is_string() || found->is_number_integer()) && !value.empty() && value.size() <= longest &&
      plain)
    return value;
  refuse(name, "a text of 1 to " + std::to_string(longest) + " characters is expected");
  return {};
}

int FieldReader::whole(std::string_view name, Need need, int least, int most) {
  const Json* found = find(name, need);
  if (found == nullptr) return 0;
  if (found->is_number_integer() && *found >= least && *found <= most) return found->get<int>();
  refuse(name,
         "a whole number from " + std::to_string(least) + " to " + std::to_string(most) + " is expected");
  return 0;
}

std::optional<Decimal> FieldReader::decimal(std::string_view name, Need need) {
  const Json* found = find(name, need);
  if (found == nullptr) return std::nullopt;
  // An exponent is refused in text and number alike: a spreadsheet that wrote one has lost digits.
  const auto value = found->is_string() ? Decimal::parse(text_in(json_, name)) : decimal_in(json_, name);
  if (value) return *value;
  refuse(name, value.error().message);
  return std::nullopt;
}

std::optional<Instant> FieldReader::instant(std::string_view name) {
  if (find(name, Need::required) == nullptr) return std::nullopt;
  const auto value = Instant::parse(text_in(json_, name));
  if (value) return *value;
  refuse(name, "a time with its zone is expected, such as 2026-01-31T10:30:15Z");
  return std::nullopt;
}

bool FieldReader::flag(std::string_view name) {
  const Json* found = find(name, Need::optional);
  if (found == nullptr) return false;
  if (found->is_boolean()) return found->get<bool>();
  refuse(name, "true or false is expected");
  return false;
}

const Json* FieldReader::list(std::string_view name, std::size_t most, Need need) {
  const Json* found = find(name, need);
  if (found == nullptr) return nullptr;
  if (found->is_array() && !found->empty() && found->size() <= most) return found;
  refuse(name, "a list of 1 to " + std::to_string(most) + " is expected");
  return nullptr;
}

void FieldReader::end() {
  if (!json_.is_object()) return;
  for (const auto& [name, value] : json_.items())
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end())
      refuse(name.substr(0, 60), "this field is not known here");
}

}  // namespace crosswalk
