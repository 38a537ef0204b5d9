#include "base/json.h"

#include <doctest/doctest.h>

#include "base/json_scan.h"
#include "base/json_tree.h"

using namespace crosswalk;

TEST_CASE("a number with a fraction keeps its own text and never becomes a double") {
  const Json json =
      parse_json(R"({"a": 0.1, "b": 24.990, "c": 1e2, "d": 100, "e": -0.0, "f": 9999999999999999.99})",
                 "the sample")
          .value();
  CHECK(json["a"].get<std::string>() == "0.1");
  CHECK(json["b"].get<std::string>() == "24.990");
  CHECK(json["c"].get<std::string>() == "1e2");
  CHECK(json["d"].is_number_integer());
  CHECK(json["f"].get<std::string>() == "9999999999999999.99");
  CHECK(decimal_in(json, "a").value().text() == "0.1");
  CHECK(decimal_in(json, "b").value().text() == "24.99");
  CHECK(decimal_in(json, "c").value().text() == "100");
  CHECK(decimal_in(json, "d").value().text() == "100");
  CHECK(decimal_in(json, "e").value().is_zero());
  CHECK(decimal_in(json, "f").error().kind == ErrorKind::invalid);
}

TEST_CASE("no number anywhere in a tree is a double") {
  const Json json = parse_json(R"([1.5, [2.5, {"a": 3.5}], 123456789012345678901234567890])", "it").value();
  CHECK(json[0].is_string());
  CHECK(json[1][0].is_string());
  CHECK(json[1][1]["a"].is_string());
  CHECK(json[2].get<std::string>() == "123456789012345678901234567890");
}

TEST_CASE("decimal_in tells absent from wrong, and names the key") {
  const Json json =
      parse_json(R"({"null": null, "text": "12.50", "word": "abc", "flag": true, "list": []})", "it").value();
  CHECK(decimal_in(json, "text").value().text(2) == "12.50");
  CHECK(decimal_in(json, "gone").error().kind == ErrorKind::not_found);
  CHECK(decimal_in(json, "null").error().kind == ErrorKind::not_found);
  CHECK(decimal_in(json, "word").error().kind == ErrorKind::invalid);
  CHECK(decimal_in(json, "word").error().where == "word");
  CHECK(decimal_in(json, "flag").error().kind == ErrorKind::invalid);
  CHECK(decimal_in(json, "list").error().where == "list");
  CHECK(decimal_in(Json::array(), "a").error().kind == ErrorKind::not_found);
}

TEST_CASE("text_in answers only with a text") {
  const Json json = parse_json(R"({"a": "x", "b": null, "c": 7, "d": {"e": "y"}})", "it").value();
  CHECK(text_in(json, "a") == "x");
  CHECK(text_in(json, "b").empty());
  CHECK(text_in(json, "c").empty());
  CHECK(text_in(json, "gone").empty());
  CHECK(text_in(json["d"], "e") == "y");
  CHECK(text_in(json["a"], "e").empty());
}

TEST_CASE("broken JSON is named with line and column") {
  const auto error_of = [](std::string_view text) { return parse_json(text, "the reply").error().message; };
  CHECK(error_of("{\"a\": 1,\n  \"b\": }") == "the reply is not valid JSON at line 2, column 8");
  CHECK(error_of("{\"a\": [1, 2").find("(it ends too early)") != std::string::npos);
  CHECK(error_of("").find("the reply is not valid JSON") == 0);
  for (const char* text : {"{'a': 1}", "[1,]", "{\"a\" 1}", "nul", "01", "1 2", "{\"a\": NaN}", "\"\\x\"",
                           "[1] // no", "[1e400]"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_json(text, "it").ok());
  }
}

TEST_CASE("nesting past any sense is an error, not a crash") {
  CHECK(parse_json(std::string(150, '[') + std::string(150, ']'), "it").ok());
  CHECK_FALSE(parse_json(std::string(100'000, '['), "it").ok());
  std::string objects;
  for (int i = 0; i < 50'000; ++i) objects += "{\"a\":";
  CHECK_FALSE(parse_json(objects, "it").ok());
}

TEST_CASE("the text of a tree is one line with its keys in order and UTF-8 as it is") {
  CHECK(to_text(parse_json("{\"b\": 1,\n \"a\": [true, null, \"Gr\xC3\xBC\xC3\x9F\"]}", "it").value()) ==
        "{\"a\":[true,null,\"Gr\xC3\xBC\xC3\x9F\"],\"b\":1}");
  CHECK(to_text(Json(std::string("a\xFFz"))) == "\"a\xEF\xBF\xBDz\"");
  CHECK(to_text(Json("line\n\"quoted\"")) == R"("line\n\"quoted\"")");
}

TEST_CASE("of a key that stands twice the last one counts") {
  CHECK(decimal_in(parse_json(R"({"a": 1, "a": 2.5})", "it").value(), "a").value().text() == "2.5");
}

TEST_CASE("the scanner hands out a number's own text") {
  Scanner scanner;
  auto document = scanner.open(R"({"amount": 24.990 , "list": [1, 2]})").value();
  std::string_view token;
  {
    scan::value amount;
    REQUIRE(document["amount"].get(amount) == simdjson::SUCCESS);
    token = trimmed_token(amount.raw_json_token());
  }
  CHECK(token == "24.990");
  CHECK(Decimal::parse_json(token).value().text() == "24.99");
  CHECK(trimmed_token("7 \r\n\t") == "7");
  CHECK(trimmed_token("   ").empty());
  CHECK(scanner.source().substr(0, 9) == "{\"amount\"");
}

TEST_CASE("the scanner says what is broken and can be used again") {
  Scanner scanner;
  CHECK_FALSE(scanner.open("").ok());
  CHECK(scanner.open("[1, 2]").ok());
  const Error error = Scanner::broken(simdjson::TAPE_ERROR, "order.json:3");
  CHECK(error.kind == ErrorKind::invalid);
  CHECK(error.text().find("order.json:3: the JSON cannot be read: ") == 0);
}
