#include "wire/redact.h"

#include <doctest/doctest.h>

using crosswalk::wire::describe;
using crosswalk::wire::HttpRequest;
using crosswalk::wire::redacted;

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("no secret survives redaction, whatever shape it has") {
  // Every case hides the same secret, so that one search is the proof.
  const char* const cases[] = {
      "Authorization: Bearer S3cr3t+Val/ue==",
      "authorization:Basic S3cr3t+Val/ue==",
      "GET / HTTP/1.1\r\nWM_SEC.ACCESS_TOKEN: S3cr3t+Val/ue== and more\r\nAccept: */*",
      "Set-Cookie: session=1; hidden=S3cr3t+Val/ue==; Secure",
      "Cookie: a=S3cr3t+Val/ue==",
      "X-Api-Key: S3cr3t+Val/ue==",
      "X-My-Token-Value: S3cr3t+Val/ue==",
      "x-xero-signature: S3cr3t+Val/ue==",
      "grant_type=refresh_token&refresh_token=S3cr3t+Val/ue==&scope=x",
      "client_secret=S3cr3t+Val/ue==&a=b",
      "https://h/p?access_token=S3cr3t+Val/ue==&x=1",
      "https://user:S3cr3t+Val@host/path",
      "https://h/callback?code=S3cr3t+Val/ue==&state=1",
      R"({"access_token":"S3cr3t+Val/ue==","expires_in":1800})",
      R"({"refresh_token" : "S3cr3t+Val/ue=="})",
      R"({"clientSecret":"S3cr3t+Val/ue==", "x": 1})",
      R"({"password":"with \" quote S3cr3t+Val/ue=="})",
      R"({"password":"back\\slash \\\" S3cr3t+Val/ue=="})",
      R"({"body":"{\"access_token\":\"S3cr3t+Val/ue==\"}"})",
      R"({"body":"{\"a\":\"{\\\"client_secret\\\":\\\"S3cr3t+Val/ue==\\\"}\"}"})",
      R"({"token":{"value":"S3cr3t+Val/ue=="}})",
      R"({"tokens":["S3cr3t+Val/ue=="]})",
      "{'client_secret': 'S3cr3t+Val/ue=='}",
      "client_secret: S3cr3t+Val/ue==",
      R"({"saak":"S3cr3t+Val/ue==","sask":"S3cr3t+Val/ue==","cs":"S3cr3t+Val/ue=="})",
      "<Password>S3cr3t+Val/ue==</Password>",
      "the server said: invalid Bearer S3cr3t+Val/ue==",
      "eyJhbGciOiJSUzI1NiJ9.S3cr3t.Val",
  };
  for (const std::string text : cases) {
    CAPTURE(text);
    const std::string out = redacted(text);
    CHECK_FALSE(holds(out, "S3cr3t"));
    CHECK_FALSE(holds(out, "Val/ue"));
    CHECK(holds(out, "[redacted]"));
  }
}

TEST_CASE("what is no secret stays readable") {
  CHECK(redacted("") == "");
  CHECK(redacted("Could not resolve host: api.example.com") == "Could not resolve host: api.example.com");
  CHECK(redacted(R"({"error":"invalid_grant","access_token":"abc","expires_in":1800})") ==
        R"({"error":"invalid_grant","access_token":"[redacted]","expires_in":1800})");
  CHECK(redacted("a=1&client_secret=abc&b=2") == "a=1&client_secret=[redacted]&b=2");
  CHECK(redacted("Accept: */*\r\nAuthorization: Bearer x1\r\nHost: h\r\n") ==
        "Accept: */*\r\nAuthorization: [redacted]\r\nHost: h\r\n");
  CHECK(redacted("Basic authentication failed") == "Basic authentication failed");
  CHECK(redacted(R"({"access_token":""})") == R"({"access_token":""})");
  CHECK(redacted("https://host/a@b") == "https://host/a@b");
}

TEST_CASE("redaction ends well on text that is cut anywhere") {
  const std::string text =
      R"(https://u:p@h {"token":"a\\\"b"} client_secret=x& Bearer A1 <password>q</password>)";
  for (std::size_t size = 0; size <= text.size(); ++size) CHECK(redacted(text.substr(0, size)).size() < 300);
}

TEST_CASE("a request is described without query, fragment, user, headers and body") {
  HttpRequest request;
  request.method = "PUT";
  request.url = "https://user:S3cr3t@host:8443/v3/items/4?sku=S3cr3t#S3cr3t";
  request.headers = {{"Authorization", "S3cr3t"}};
  request.body = "S3cr3t";
  CHECK(describe(request) == "PUT https://host:8443/v3/items/4");
  request.url = "/v3/orders?customerEmail=x";
  CHECK(describe(request) == "PUT /v3/orders");
  request.url = "https://host?x=1";
  CHECK(describe(request) == "PUT https://host");
}
