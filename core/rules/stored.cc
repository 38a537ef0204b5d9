#include "rules/stored.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/crypto.h"
#include "base/json_scan.h"
#include "base/json_tree.h"
#include "base/json_writer.h"
#include "rules/loaded_rule_set.h"

namespace crosswalk::rules {
namespace {

using List = std::vector<RuleFile> RuleTexts::*;
constexpr std::array lists = {std::pair<const char*, List>{"files", &RuleTexts::files},
                              std::pair<const char*, List>{"tests", &RuleTexts::tests},
                              std::pair<const char*, List>{"material", &RuleTexts::material},
                              std::pair<const char*, List>{"library", &RuleTexts::library}};

Error unreadable(const std::string& why) {
  return fail(ErrorKind::io, "the stored texts of the rule set cannot be read: " + why);
}

// A table from an old spreadsheet may hold bytes that are no UTF-8, which JSON cannot hold.
void write_text(JsonWriter& json, std::string_view text) {
  if (simdjson::validate_utf8(text.data(), text.size())) {
    json.text(text);
    return;
  }
  json.open_object();
  json.member("base64", base64(text));
  json.close_object();
}

Result<std::string> read_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object() && value.contains("base64")) return from_base64(text_in(value, "base64"));
  return unreadable("a text is neither text nor base64");
}

Result<RuleTexts> read_stored(std::string_view stored) {
  const auto json = parse_json(stored, "the stored rule set");
  if (!json) return unreadable(json.error().message);
  RuleTexts texts;
  texts.shown_as = text_in(*json, "shown_as");
  for (const auto& [key, list] : lists) {
    const auto found = json->find(key);
    if (found == json->end() || !found->is_object()) return unreadable(std::string(key) + " is missing");
    for (const auto& item : found->items()) {
      auto text = read_text(item.value());
      if (!text) return text.error();
      (texts.*list).push_back({item.key(), std::move(*text)});
    }
    std::sort((texts.*list).begin(), (texts.*list).end(),
              [](const RuleFile& a, const RuleFile& b) { return a.name < b.name; });
  }
  return texts;
}

std::vector<RuleFile> named(const RuleTexts& texts) {
  std::vector<RuleFile> all = texts.library;
  for (const auto* list : {&texts.files, &texts.tests, &texts.material})
    for (const auto& file : *list) all.push_back({texts.shown_as + file.name, file.text});
  std::sort(all.begin(), all.end(), [](const RuleFile& a, const RuleFile& b) { return a.name < b.name; });
  return all;
}

const RuleTexts& texts_in(const RuleSet& rules) {
  return dynamic_cast<const LoadedRuleSet&>(rules).sources().texts();
}

}  // namespace

std::string stored_form(const RuleSet& rules) {
  const RuleTexts& texts = texts_in(rules);
  std::string out;
  JsonWriter json(out);
  json.open_object();
  json.member("shown_as", texts.shown_as);
  for (const auto& [key, list] : lists) {
    json.key(std::string_view(key)).open_object();
    for (const auto& file : texts.*list) {
      json.key(std::string_view(file.name));
      write_text(json, file.text);
    }
    json.close_object();
  }
  json.close_object();
  return out;
}

Result<std::shared_ptr<const RuleSet>> load_stored(std::string_view stored, std::string_view version) {
  auto texts = read_stored(stored);
  if (!texts) return texts.error();
  auto sources = Sources::of(std::move(*texts));
  if (!sources) return sources.error();
  if ((*sources)->version() != version)
    return unreadable("they come to version " + (*sources)->version() + ", not to " + std::string(version));
  return make_rule_set(std::move(*sources));
}

Result<std::vector<RuleFile>> stored_texts(std::string_view stored) {
  const auto texts = read_stored(stored);
  if (!texts) return texts.error();
  return named(*texts);
}

std::vector<RuleFile> texts_of(const RuleSet& rules) {
  return named(texts_in(rules));
}

}  // namespace crosswalk::rules
