#include "rules/testing/raw_text.h"

#include <algorithm>
#include <set>

#include "base/json_writer.h"

namespace crosswalk::rules {
namespace {

constexpr int most_shown = 10;
constexpr std::size_t longest_shown = 80;

bool is_table(const RawValue& value) {
  return value.kind == RawValue::Kind::array || value.kind == RawValue::Kind::object;
}

// The last of several members with one name counts.
std::vector<std::string_view> names_of(const RawValue& object) {
  const std::set<std::string_view> names(object.names.begin(), object.names.end());
  return {names.begin(), names.end()};
}

void write_scalar(const RawValue& value, std::string& out) {
  JsonWriter json(out);
  switch (value.kind) {
    case RawValue::Kind::flag:
      json.boolean(value.flag);
      break;
    case RawValue::Kind::number:
      json.number(value.number);
      break;
    case RawValue::Kind::text:
      json.text(value.text);
      break;
    default:
      json.null();
  }
}

// `depth` below 0: on one line.
void write(const RawValue& value, int depth, std::string& out) {
  if (!is_table(value)) return write_scalar(value, out);
  const bool list = value.kind == RawValue::Kind::array;
  if (value.items.empty()) {
    out += list ? "[]" : "{}";
    return;
  }
  const auto begin_item = [&](bool first) {
    if (!first) out += depth < 0 ? ", " : ",";
    if (depth >= 0) out.append("\n").append(2 * static_cast<std::size_t>(depth) + 2, ' ');
  };
  const int inside = depth < 0 ? depth : depth + 1;
  out += list ? '[' : '{';
  bool first = true;
  if (list)
    for (const RawValue& item : value.items) {
      begin_item(first);
      first = false;
      write(item, inside, out);
    }
  else
    for (const std::string_view name : names_of(value)) {
      begin_item(first);
      first = false;
      JsonWriter(out).text(name);
      out += ": ";
      write(*value.member(name), inside, out);
    }
  if (depth >= 0) out.append("\n").append(2 * static_cast<std::size_t>(depth), ' ');
  out += list ? ']' : '}';
}

std::string shown(const RawValue* value) {
  if (value == nullptr) return "nothing";
  std::string text = compact(*value);
  if (text.size() > longest_shown) {
    text.resize(longest_shown);
    // Not in the middle of a letter.
    while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80U) != 0) text.pop_back();
    text += "…";
  }
  return text;
}

class Comparison {
 public:
  void compare(const std::string& path, const RawValue* expected, const RawValue* got) {
    if (expected != nullptr && got != nullptr) {
      if (same(*expected, *got)) return;
      if (expected->kind == got->kind && expected->kind == RawValue::Kind::array)
        return compare_lists(path, *expected, *got);
      if (expected->kind == got->kind && expected->kind == RawValue::Kind::object)
        return compare_objects(path, *expected, *got);
    }
    if (++count_ > most_shown) return;
    lines_ += (lines_.empty() ? "" : "\n") + (path.empty() ? std::string("the value") : path) +
              ": expected " + shown(expected) + ", got " + shown(got);
  }
  std::string text() const {
    return count_ > most_shown ? lines_ + "\nand " + std::to_string(count_ - most_shown) + " more" : lines_;
  }

 private:
  void compare_lists(const std::string& path, const RawValue& expected, const RawValue& got) {
    const auto at = [](const RawValue& list, std::size_t i) {
      return i < list.items.size() ? &list.items[i] : nullptr;
    };
    for (std::size_t i = 0; i < std::max(expected.items.size(), got.items.size()); ++i)
      compare(path + "[" + std::to_string(i + 1) + "]", at(expected, i), at(got, i));
  }
  void compare_objects(const std::string& path, const RawValue& expected, const RawValue& got) {
    std::set<std::string_view> names(expected.names.begin(), expected.names.end());
    names.insert(got.names.begin(), got.names.end());
    for (const std::string_view name : names)
      compare(path + (path.empty() ? "" : ".") + std::string(name), expected.member(name), got.member(name));
  }

  int count_ = 0;
  std::string lines_;
};

}  // namespace

std::string pretty(const RawValue& value) {
  std::string text;
  write(value, 0, text);
  return text + "\n";
}

std::string compact(const RawValue& value) {
  std::string text;
  write(value, -1, text);
  return text;
}

bool same(const RawValue& a, const RawValue& b) {
  if (is_table(a) && is_table(b) && a.items.empty() && b.items.empty()) return true;
  if (a.kind != b.kind) return false;
  switch (a.kind) {
    case RawValue::Kind::null:
      return true;
    case RawValue::Kind::flag:
      return a.flag == b.flag;
    case RawValue::Kind::number:
      return a.number == b.number;
    case RawValue::Kind::text:
      return a.text == b.text;
    case RawValue::Kind::array:
      return std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(), same);
    case RawValue::Kind::object:
      break;
  }
  const auto names = names_of(a);
  return names == names_of(b) && std::all_of(names.begin(), names.end(), [&](std::string_view name) {
           return same(*a.member(name), *b.member(name));
         });
}

std::string differences(const RawValue& expected, const RawValue& got) {
  Comparison comparison;
  comparison.compare("", &expected, &got);
  return comparison.text();
}

}  // namespace crosswalk::rules
