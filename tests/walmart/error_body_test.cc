#include "walmart/error_body.h"

#include <doctest/doctest.h>

#include <string>

using namespace crosswalk::walmart;

TEST_CASE("every envelope of Walmart's errors is understood") {
  const struct {
    const char* what;
    const char* body;
    ErrorBody::Form form;
    const char* code;
    const char* description;
    const char* severity;
  } rows[] = {
      {"orders",
       R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_ORDER_API","description":"No orders","info":"Nothing.",)"
       R"("severity":"INFO","causes":[],"errorIdentifiers":{"entry":[]}}]}})",
       ErrorBody::Form::json, "CONTENT_NOT_FOUND", "No orders", "INFO"},
      {"gateway",
       R"({"error":[{"code":"UNAUTHORIZED.GMP_GATEWAY_API","description":"Unauthorized","severity":"ERROR"}]})",
       ErrorBody::Form::json, "UNAUTHORIZED", "Unauthorized", "ERROR"},
      {"new docs",
       R"({"errors":[{"code":"INVALID_REQUEST_PARAM","message":"The sku is wrong.","severity":"ERROR"}]})",
       ErrorBody::Form::json, "INVALID_REQUEST_PARAM", "The sku is wrong.", "ERROR"},
      {"Mexico", R"({"error":{"code":"X.Y","description":"No","severity":"WARN","causes":""}})",
       ErrorBody::Form::json, "X", "No", "WARN"},
      {"lone object", R"({"errors":{"error":{"code":"A.B","info":"only info"}}})", ErrorBody::Form::json, "A",
       "only info", ""},
      {"XML with prefix",
       "<?xml version=\"1.0\"?><ns4:errors "
       "xmlns:ns4=\"http://walmart.com/\"><ns4:error><ns4:code>INVALID_REQUEST_CONTENT."
       "GMP_ORDER_API</ns4:code><ns4:field>data</ns4:field><ns4:description>Line &lt;4&gt; &amp; "
       "more</ns4:description>"
       "<ns4:severity>ERROR</ns4:severity><ns4:causes/></ns4:error></ns4:errors>",
       ErrorBody::Form::xml, "INVALID_REQUEST_CONTENT", "Line <4> & more", "ERROR"},
      {"XML without prefix, with a byte order mark",
       "\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<errors>\n <error>\n  <code>A.B</code>\n  <description> d "
       "</description>\n"
       "  <causes></causes>\n </error>\n</errors>",
       ErrorBody::Form::xml, "A", "d", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const ErrorBody body = read_error_body(row.body);
    CHECK(body.form == row.form);
    REQUIRE(body.entries.size() == 1);
    CHECK(body.entries[0].code == row.code);
    CHECK(body.entries[0].description == row.description);
    CHECK(body.entries[0].severity == row.severity);
    CHECK(body.has(row.code));
    CHECK_FALSE(body.has("OTHER"));
  }
}

TEST_CASE("several errors come together") {
  const auto body = read_error_body(
      "<errors><error><code>A.X</code><description>first</description></error><error><code>B.X</code>"
      "<description>second</description></error></errors>");
  REQUIRE(body.entries.size() == 2);
  CHECK(body.text() == "A: first; B: second");
}

TEST_CASE("text, HTML, broken JSON and nothing are named as what they are") {
  CHECK(read_error_body("Bad Request").text() == "\"Bad Request\"");
  CHECK(read_error_body("<!DOCTYPE html><html><body>Bad gateway</body></html>").text() == "an HTML page");
  CHECK(read_error_body("").text() == "an empty answer");
  CHECK(read_error_body(" \r\n").text() == "an empty answer");
  CHECK(read_error_body("{}").text() == "an answer without an explanation");
  CHECK(read_error_body("{\"shippingInfo\":{\"name\":\"Robin").text().find("Robin") == std::string::npos);
  CHECK(read_error_body("<errors><error><code>A").form == ErrorBody::Form::html);
}

TEST_CASE("a token or an address that an error repeats is not repeated by us") {
  const std::string token(900, 'e');
  const auto body = read_error_body(R"({"error":[{"code":"A.B","description":"Bad token )" + token +
                                    R"( of robin@mail.test here"}]})");
  CHECK(body.text() == "A: Bad token … of … here");
  CHECK(read_error_body("odd " + token).text().find("eee") == std::string::npos);
}

TEST_CASE("an outage in disguise is told from a bad request") {
  const auto said = [](std::string_view description) {
    return read_error_body(
        R"({"errors":{"error":[{"code":"INVALID_REQUEST.GMP_ORDER_API","field":"data","description":")" +
        std::string(description) + R"("}]}})");
  };
  CHECK(said("Invalid Request").is_outage());
  CHECK_FALSE(said("Invalid Date format value").is_outage());
  CHECK_FALSE(said("Invalid request: Invalid Date format value").is_outage());
  CHECK_FALSE(read_error_body("Invalid Request").is_outage());
}

TEST_CASE("a list error is serious unless it says otherwise") {
  CHECK(read_error_body(R"({"errors":[{"code":"A"}]})").is_serious());
  CHECK_FALSE(read_error_body(R"({"errors":[{"code":"A","severity":"INFO"},{"code":"B","severity":"WARN"}]})")
                  .is_serious());
  CHECK_FALSE(read_error_body(R"({"errors":[]})").is_serious());
}
