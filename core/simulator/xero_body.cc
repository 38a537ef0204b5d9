#include "simulator/xero_body.h"

#include <charconv>

#include "base/json_scan.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr int deepest = 32;

Error malformed(simdjson::error_code error) {
  return fail(ErrorKind::invalid, simdjson::error_message(error));
}

template <class Node>
Result<BodyValue> walk(Node&& node, int depth);

template <class Node>
Result<BodyValue> walk_object(Node& node, int depth) {
  BodyValue out;
  out.kind = BodyValue::Kind::object;
  scan::object object;
  if (const auto error = node.get_object().get(object)) return malformed(error);
  for (auto entry : object) {
    scan::field field;
    if (const auto error = std::move(entry).get(field)) return malformed(error);
    std::string_view name;
    if (const auto error = field.unescaped_key().get(name)) return malformed(error);
    out.names.emplace_back(name);
    auto value = walk(field.value(), depth + 1);
    if (!value) return value;
    out.items.push_back(std::move(*value));
  }
  return out;
}

template <class Node>
Result<BodyValue> walk_array(Node& node, int depth) {
  BodyValue out;
  out.kind = BodyValue::Kind::array;
  scan::array array;
  if (const auto error = node.get_array().get(array)) return malformed(error);
  for (auto entry : array) {
    scan::value element;
    if (const auto error = std::move(entry).get(element)) return malformed(error);
    auto value = walk(element, depth + 1);
    if (!value) return value;
    out.items.push_back(std::move(*value));
  }
  return out;
}

template <class Node>
Result<BodyValue> walk(Node&& node, int depth) {
  if (depth > deepest) return fail(ErrorKind::invalid, "nested too deeply");
  scan::json_type type{};
  if (const auto error = node.type().get(type)) return malformed(error);
  BodyValue out;
  switch (type) {
    case scan::json_type::object:
      return walk_object(node, depth);
    case scan::json_type::array:
      return walk_array(node, depth);
    case scan::json_type::string: {
      std::string_view text;
      if (const auto error = node.get_string().get(text)) return malformed(error);
      out.kind = BodyValue::Kind::text;
      out.text = text;
      return out;
    }
    case scan::json_type::number: {
      std::string_view token;
      if (const auto error = simdjson::simdjson_result<std::string_view>(node.raw_json_token()).get(token))
        return malformed(error);
      out.kind = BodyValue::Kind::number;
      out.text = trimmed_token(token);
      double checked = 0;  // only to have the number's form checked
      if (const auto error = node.get_double().get(checked)) return malformed(error);
      return out;
    }
    case scan::json_type::boolean: {
      if (const auto error = node.get_bool().get(out.flag)) return malformed(error);
      out.kind = BodyValue::Kind::boolean;
      return out;
    }
    case scan::json_type::null: {
      bool null = false;
      if (const auto error = node.is_null().get(null)) return malformed(error);
      return out;
    }
  }
  return fail(ErrorKind::invalid, "no JSON value");
}

}  // namespace

const BodyValue* BodyValue::find(std::string_view name) const {
  const BodyValue* found = nullptr;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (same_text(names[i], name)) found = &items[i];
  return found != nullptr && found->kind != Kind::null ? found : nullptr;
}

std::string BodyValue::text_of(std::string_view name) const {
  const BodyValue* found = find(name);
  return found != nullptr ? found->text : std::string();
}

std::optional<bool> BodyValue::flag_of(std::string_view name) const {
  const BodyValue* found = find(name);
  if (found == nullptr || found->kind != Kind::boolean) return std::nullopt;
  return found->flag;
}

Result<BodyValue> read_body(std::string_view json) {
  Scanner scanner;
  auto document = scanner.open(json);
  if (!document) return document.error();
  scan::value root;
  if (const auto error = document->get_value().get(root)) return malformed(error);
  auto value = walk(root, 0);
  if (value && document->current_location().error() != simdjson::OUT_OF_BOUNDS)
    return fail(ErrorKind::invalid, "there is more after the end of the JSON");
  return value;
}

Result<Date> read_date(std::string_view text) {
  const auto refused = [&] {
    return fail(ErrorKind::invalid, "The string '" + std::string(text) + "' is not a valid AllXsd value.");
  };
  if (text.starts_with("/Date(") && text.ends_with(")/")) {
    const auto number = text.substr(6, text.size() - 8);
    std::int64_t millis = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), millis);
    if (read.ec != std::errc()) return refused();
    return TimeZone::utc().date_of(Instant::from_millis(millis));
  }
  if (text.size() > 10 && text[10] == 'T') {
    const bool zoned = text.find_first_of("Zz+-", 11) != std::string_view::npos;
    const auto instant = Instant::parse(zoned ? std::string(text) : std::string(text) + "Z");
    if (!instant) return refused();
    return TimeZone::utc().date_of(*instant);
  }
  auto date = Date::parse(text);
  if (!date) return refused();
  return date;
}

}  // namespace crosswalk::simulator::xero_sim
