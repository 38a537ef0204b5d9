#include "config/section.h"

#include <algorithm>
#include <span>

#include "config/nearest.h"

namespace crosswalk::config {

void Reading::refuse(const Origin& where, std::string message) {
  if (!problem_) problem_ = fail(ErrorKind::config, std::move(message), where.text());
}

Section::Section(Reading& reading, std::string path, Origin where, const YAML::Node& node,
                 std::initializer_list<std::string_view> known)
    : reading_(&reading), path_(std::move(path)), where_(std::move(where)) {
  read(node, known);
}

void Section::read(const YAML::Node& node, std::initializer_list<std::string_view> known) {
  if (!node.IsDefined()) return;
  const std::string name = path_.empty() ? "the file" : "`" + path_ + "`";
  if (node.IsNull())
    return reading_->refuse(where_, name + " has nothing in it; give it its keys or remove it");
  if (!node.IsMap())
    return reading_->refuse(where_, name + " must be a mapping, lines of the form `key: value`");
  for (const auto& pair : node) {
    const Origin where = reading_->at(pair.first.Mark());
    if (!pair.first.IsScalar()) {
      reading_->refuse(where, "a key in " + name + " is not plain text; write `key: value`");
      continue;
    }
    const std::string& key = pair.first.Scalar();
    if (const Item* first = find(key)) {
      reading_->refuse(where, "`" + path_of(key) + "` stands twice, first at line " +
                                  std::to_string(first->where.line) + "; remove one of them");
      continue;
    }
    if (known.size() > 0 && std::find(known.begin(), known.end(), key) == known.end()) {
      reading_->refuse(where, "`" + path_of(key) + "` is not a key that is known here" +
                                  suggestion(key, std::span(known.begin(), known.size())));
      continue;
    }
    items_.push_back({key, where, pair.second});
  }
}

std::vector<std::string> Section::keys() const {
  std::vector<std::string> names;
  for (const auto& item : items_) names.push_back(item.key);
  return names;
}

const Section::Item* Section::find(std::string_view key) const {
  const auto found =
      std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.key == key; });
  return found == items_.end() ? nullptr : &*found;
}

Origin Section::where_of(std::string_view key) const {
  const Item* item = find(key);
  return item == nullptr ? where_ : item->where;
}

std::string Section::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

void Section::refuse(std::string_view key, const std::string& message) const {
  reading_->refuse(where_of(key), "`" + path_of(key) + "`: " + message);
}

void Section::refuse_absent(std::string_view key) const {
  reading_->refuse(where_, "`" + path_of(key) + "` is missing; add the line `" + std::string(key) + ": ...`");
}

bool Section::is_scalar(std::string_view key) const {
  const Item* item = find(key);
  return item != nullptr && !item->value.IsMap();
}

std::optional<std::string> Section::scalar(std::string_view key) const {
  const Item* item = find(key);
  if (item == nullptr) return std::nullopt;
  if (item->value.IsNull() || (item->value.IsScalar() && item->value.Scalar().empty())) {
    refuse(key, "it has no value; write one or remove the line");
    return std::nullopt;
  }
  if (!item->value.IsScalar()) {
    refuse(key, "a single value is expected here, not a list or a mapping");
    return std::nullopt;
  }
  return item->value.Scalar();
}

Section Section::section(std::string_view key, std::initializer_list<std::string_view> known) const {
  const Item* item = find(key);
  const YAML::Node none(YAML::NodeType::Undefined);
  return {*reading_, path_of(key), where_of(key), item == nullptr ? none : item->value, known};
}

Section Section::required_section(std::string_view key, std::initializer_list<std::string_view> known) const {
  if (!has(key)) refuse_absent(key);
  return section(key, known);
}

std::vector<Section> Section::sections(std::string_view key,
                                       std::initializer_list<std::string_view> known) const {
  std::vector<Section> read;
  const Item* item = find(key);
  if (item == nullptr) return read;
  if (!item->value.IsSequence() || item->value.size() == 0) {
    refuse(key, "a list is expected, lines that begin with `- `; write one or remove the line");
    return read;
  }
  for (const auto& node : item->value)
    read.emplace_back(*reading_, path_of(key) + "[" + std::to_string(read.size() + 1) + "]",
                      reading_->at(node.Mark()), node, known);
  return read;
}

std::vector<std::string> Section::texts(std::string_view key) const {
  std::vector<std::string> read;
  const Item* item = find(key);
  if (item == nullptr) return read;
  if (item->value.IsScalar() || !item->value.IsSequence()) {
    if (auto text = scalar(key)) read.push_back(std::move(*text));
    return read;
  }
  for (const auto& node : item->value) {
    if (node.IsScalar() && !node.Scalar().empty()) {
      read.push_back(node.Scalar());
      continue;
    }
    refuse(key, "a list of texts is expected: [one, two]");
    return {};
  }
  if (read.empty()) refuse(key, "the list has nothing in it; write one or remove the line");
  return read;
}

}  // namespace crosswalk::config
