#include "base/json_writer.h"

#include <doctest/doctest.h>

#include <array>

#include "base/json_tree.h"

using namespace crosswalk;

namespace {

std::string written(std::string_view text) {
  std::string out;
  JsonWriter(out).open_object().member("text", text).close_object();
  return out;
}

}  // namespace

TEST_CASE("a text comes back whatever it holds, wherever it stands") {
  const std::string_view plain = "abcdefgh\xC3\xA4ijklmnopqrstuvw";
  const std::array<char, 9> specials = {'"', '\\', '\n', '\t', '\r', '\0', '\x1F', ' ', '\x7F'};
  for (std::size_t size = 0; size < plain.size(); ++size) {
    // Not in the middle of the two bytes of one letter.
    if (size == 9) continue;
    for (std::size_t at = 0; at <= size; ++at) {
      if (at == 9) continue;
      for (const char special : specials) {
        std::string text(plain.substr(0, size));
        text.insert(at, 1, special).insert(text.size(), 1, special);
        CHECK(text_in(parse_json(written(text), "the test").value(), "text") == text);
      }
    }
  }
}

TEST_CASE("escapes are the short ones where there are any") {
  CHECK(written("a\"b\\c\nd\te\rf\x01") == R"({"text":"a\"b\\c\nd\te\rf\u0001"})");
}

TEST_CASE("names known when compiling and names known later are written alike") {
  std::string out;
  JsonWriter json(out);
  const std::string_view later = "b";
  json.open_object().member("a", "1").member(later, "2").member("c", std::int64_t{3});
  json.key("d").open_array().text("4").number(Decimal::parse("5.1").value(), 2).null().close_array();
  json.key(later).boolean(true).key("e").raw("{}").close_object();
  CHECK(out == R"({"a":"1","b":"2","c":3,"d":["4",5.10,null],"b":true,"e":{}})");
}
