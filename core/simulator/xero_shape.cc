#include "simulator/xero_shape.h"

#include <algorithm>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

using Kind = Shape::Kind;

std::string cannot_convert(const BodyValue& value, std::string_view to, const std::string& path) {
  const bool shown = value.kind == BodyValue::Kind::text || value.kind == BodyValue::Kind::number;
  return "Error converting value " + (shown ? "\"" + value.text + "\" " : std::string()) + "to type '" +
         std::string(to) + "'. Path '" + path + "'.";
}

std::string misfit_of(const BodyValue& value, const Shape& shape, const std::string& path) {
  switch (shape.kind) {
    case Kind::text:
      return value.kind == BodyValue::Kind::text ? "" : cannot_convert(value, "System.String", path);
    case Kind::number:
      return value.kind == BodyValue::Kind::number ? "" : cannot_convert(value, "System.Decimal", path);
    case Kind::boolean:
      return value.kind == BodyValue::Kind::boolean ? "" : cannot_convert(value, "System.Boolean", path);
    case Kind::date: {
      if (value.kind != BodyValue::Kind::text) return cannot_convert(value, "System.DateTime", path);
      const auto date = read_date(value.text);
      return date ? "" : date.error().message;
    }
    case Kind::guid:
      return value.kind == BodyValue::Kind::text && is_guid(value.text)
                 ? ""
                 : cannot_convert(value, "System.Guid", path);
    case Kind::word: {
      const auto words = split(shape.words, ' ');
      const bool known = value.kind == BodyValue::Kind::text &&
                         std::find(words.begin(), words.end(), value.text) != words.end();
      return known ? "" : cannot_convert(value, shape.name, path);
    }
    case Kind::object:
      if (value.kind != BodyValue::Kind::object) return cannot_convert(value, shape.name, path);
      return misfit(value, *shape.inner, path);
    case Kind::list:
      if (value.kind != BodyValue::Kind::array) return cannot_convert(value, shape.name, path);
      for (std::size_t i = 0; i < value.items.size(); ++i) {
        const std::string at = path + "[" + std::to_string(i) + "]";
        if (value.items[i].kind != BodyValue::Kind::object)
          return cannot_convert(value.items[i], shape.name, at);
        if (auto found = misfit(value.items[i], *shape.inner, at); !found.empty()) return found;
      }
      return "";
  }
  return "";
}

}  // namespace

std::string misfit(const BodyValue& object, const std::vector<Shape>& shape, const std::string& path) {
  for (const Shape& field : shape) {
    const BodyValue* value = object.find(field.name);
    if (value == nullptr) continue;
    if (auto found = misfit_of(*value, field, path + "." + std::string(field.name)); !found.empty())
      return found;
  }
  return "";
}

}  // namespace crosswalk::simulator::xero_sim
