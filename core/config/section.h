// Section: one mapping of crosswalk.yaml, read key by key, with the line of everything it hands out. What is
// wrong is reported to the Reading, which keeps the first problem; reading goes on with a stand-in value, so
// that the code that knows the keys stays a plain list of them. The only header with yaml-cpp in it; for this
// room's .cc files.
#pragma once

#include <yaml-cpp/yaml.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "config/located.h"

namespace crosswalk::config {

// One file that is being read. Not thread-safe.
class Reading {
 public:
  // `file` is how errors call it: "shop/crosswalk.yaml".
  explicit Reading(std::string file) : file_(std::move(file)) {}
  Origin at(const YAML::Mark& mark) const { return {file_, mark.line + 1}; }
  void refuse(const Origin& where, std::string message);
  const std::optional<Error>& problem() const { return problem_; }

 private:
  std::string file_;
  std::optional<Error> problem_;
};

class Section {
 public:
  // `path` names it in messages ("pairs.us.walmart", "" for the whole file). Keys that are not in `known` and
  // keys that stand twice are refused at once; an empty `known` takes any key.
  Section(Reading& reading, std::string path, Origin where, const YAML::Node& node,
          std::initializer_list<std::string_view> known);

  bool has(std::string_view key) const { return find(key) != nullptr; }
  // In the order of the file.
  std::vector<std::string> keys() const;
  const Origin& where() const { return where_; }
  Origin where_of(std::string_view key) const;
  std::string path_of(std::string_view key) const;

  // The scalar under `key` as `parse` (text → Result<T>) reads it. `required` refuses an absent key; the
  // answer to anything refused, and of `optional` to an absent key, is `otherwise`.
  template <class T, class Parse>
  Located<T> required(std::string_view key, T otherwise, Parse parse) const {
    if (!has(key)) refuse_absent(key);
    return optional(key, std::move(otherwise), parse);
  }
  template <class T, class Parse>
  Located<T> optional(std::string_view key, T otherwise, Parse parse) const {
    const auto text = scalar(key);
    if (!text) return {std::move(otherwise), where_of(key)};
    Result<T> value = parse(std::string_view(*text));
    if (value) return {std::move(*value), where_of(key)};
    refuse(key, value.error().message);
    return {std::move(otherwise), where_of(key)};
  }

  // The mapping under `key`. An absent one reads like an empty one; `required_section` refuses it first.
  Section section(std::string_view key, std::initializer_list<std::string_view> known) const;
  Section required_section(std::string_view key, std::initializer_list<std::string_view> known) const;
  // The mappings of the list under `key`; none when it is absent. Called "alerts[1]" and so on in messages.
  std::vector<Section> sections(std::string_view key, std::initializer_list<std::string_view> known) const;
  // The texts of the list under `key`, or the one text; none when it is absent or was refused.
  std::vector<std::string> texts(std::string_view key) const;
  // True: something other than a mapping stands there.
  bool is_scalar(std::string_view key) const;

  // Reports "path.key: message" at the key's line.
  void refuse(std::string_view key, const std::string& message) const;

 private:
  struct Item {
    std::string key;
    Origin where;
    YAML::Node value;
  };
  const Item* find(std::string_view key) const;
  // None when the key is absent or was refused because its value is empty or no plain text.
  std::optional<std::string> scalar(std::string_view key) const;
  void refuse_absent(std::string_view key) const;
  void read(const YAML::Node& node, std::initializer_list<std::string_view> known);

  Reading* reading_;
  std::string path_;
  Origin where_;
  std::vector<Item> items_;
};

}  // namespace crosswalk::config
