// The editors' stubs and the README of the rule API name exactly the fields of the schema, and the words that
// exist.
#include <doctest/doctest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "checkout.h"
#include "model/schema.h"
#include "rules/lua/word_names.h"
#include "rules/testing/test_runner.h"

namespace crosswalk::rules {
namespace {

std::string read(const char* name) {
  std::ifstream in(checkout("/") + name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

// The paths that the stubs' classes Line, Item, Record, Buyer and ShipTo declare.
std::set<std::string> declared(const std::string& stubs) {
  std::set<std::string> paths;
  std::istringstream lines(stubs);
  std::string prefix;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("---@class ")) {
      const std::string name = line.substr(10);
      prefix = name == "Line"     ? "line."
               : name == "Item"   ? "item."
               : name == "Record" ? "record."
               : name == "Buyer"  ? "record.buyer."
               : name == "ShipTo" ? "record.ship_to."
                                  : "";
    }
    if (prefix.empty() || !line.starts_with("---@field ")) continue;
    const std::string field = line.substr(10, line.find(' ', 10) - 10);
    if (prefix == "record." && (field == "buyer" || field == "ship_to" || field == "raw")) continue;
    paths.insert(prefix + field);
  }
  return paths;
}

TEST_CASE("the stubs for editors declare the fields of the schema") {
  std::set<std::string> wanted;
  for (const Field& field : schema()) wanted.emplace(field.path);
  const auto got = declared(read("scripts/library/crosswalk.lua"));
  for (const auto& path : wanted)
    CHECK_MESSAGE(got.contains(path), "scripts/library/crosswalk.lua lacks " << path);
  for (const auto& path : got)
    CHECK_MESSAGE(wanted.contains(path),
                  "scripts/library/crosswalk.lua has " << path << ", which the schema has not");
}

TEST_CASE("the stubs and the README know the words of tests, and the stubs no others") {
  const std::string stubs = read("scripts/library/crosswalk.lua");
  const std::string readme = read("scripts/README.md");
  const std::size_t tests = stubs.find("-- Tests only ---");
  REQUIRE(tests != std::string::npos);
  std::set<std::string> got;
  std::istringstream lines(stubs.substr(tests));
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("function ")) got.insert(line.substr(9, line.find('(') - 9));
  std::set<std::string> wanted;
  for (const auto word : test_word_names()) wanted.emplace(word);
  CHECK(got == wanted);
  for (const auto& word : wanted) {
    const std::string quoted = "`" + word;
    const bool told = std::any_of(std::begin(" (\"`{"), std::end(" (\"`{") - 1, [&](char after) {
      return readme.find(quoted + after) != std::string::npos;
    });
    CHECK_MESSAGE(told, "scripts/README.md lacks the word " << word);
  }
}

TEST_CASE("the stubs for editors declare the words of rules, and the README explains them") {
  const std::string stubs = read("scripts/library/crosswalk.lua");
  const std::string readme = read("scripts/README.md");
  const std::set<std::string> plain_lua = {"assert", "error",  "ipairs", "math",     "pairs",    "require",
                                           "select", "string", "table",  "tonumber", "tostring", "type"};
  std::set<std::string> got;
  std::istringstream lines(stubs.substr(0, stubs.find("-- Tests only")));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("function ") && line.find(':') == std::string::npos)
      got.insert(line.substr(9, line.find('(') - 9));
    if (line.ends_with(" = nil")) got.insert(line.substr(0, line.find(' ')));
  }
  std::set<std::string> wanted;
  for (const auto& name : word_names().value()) {
    CHECK_MESSAGE(readme.find(name) != std::string::npos, "scripts/README.md lacks the word " << name);
    if (plain_lua.count(name) == 0) wanted.insert(name);
  }
  CHECK(got == wanted);
}

TEST_CASE("the README of the rule API explains every field in the schema's own words") {
  const std::string readme = read("scripts/README.md");
  for (const Field& field : schema()) {
    const std::string row = "| `" + std::string(field.path) + "` | " + std::string(name_of(field.type)) +
                            " | " + std::string(field.meaning) + " |";
    CHECK_MESSAGE(readme.find(row) != std::string::npos, "scripts/README.md lacks the row: " << row);
  }
}

TEST_CASE("the schema is sound") {
  std::set<std::string_view> paths;
  for (const Field& field : schema()) {
    CHECK(paths.insert(field.path).second);
    CHECK(find_field(field.path) == &field);
    CHECK((field.of_line != nullptr) == (field.scope == FieldScope::line));
    CHECK((field.of_record != nullptr) == (field.scope == FieldScope::record));
    CHECK((field.of_item != nullptr) == (field.scope == FieldScope::item));
    CHECK(field.name() != "use");  // words of a row
    CHECK(field.name() != "when");
    CHECK(field.meaning.ends_with("."));
  }
  CHECK(find_field("line.skuu") == nullptr);
}

}  // namespace
}  // namespace crosswalk::rules
