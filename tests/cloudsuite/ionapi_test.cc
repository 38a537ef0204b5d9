#include "cloudsuite/ionapi.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"

using namespace crosswalk;
using namespace crosswalk::cloudsuite;

namespace {

Json whole() {
  return {{"ti", "ACME_TST"},
          {"cn", "WalmartGL"},
          {"dt", "12"},
          {"ci", "ACME_TST~id"},
          {"cs", "the-secret"},
          {"iu", "https://api.example.com/"},
          {"pu", "https://sso.example.com:443/ACME_TST/as/"},
          {"oa", "authorization.oauth2"},
          {"ot", "token.oauth2"},
          {"or", "revoke_token.oauth2"},
          {"sc", {"Infor-DataFabric", "More"}},
          {"v", "1.1"},
          {"saak", "ACME_TST#key"},
          {"sask", "the-key"}};
}

std::string error_of(const Json& json) {
  const auto read = read_ionapi(to_text(json), "acme.ionapi");
  return read ? "" : read.error().text();
}

}  // namespace

TEST_CASE("an .ionapi file gives addresses, credentials and scopes as they stand in it") {
  const auto read = read_ionapi("\xEF\xBB\xBF" + to_text(whole()), "acme.ionapi");
  REQUIRE(read.ok());
  CHECK(read->tenant == "ACME_TST");
  CHECK(read->client_id == "ACME_TST~id");
  CHECK(read->client_secret.same_as(Secret("the-secret")));
  CHECK(read->api_url == "https://api.example.com");
  CHECK(read->sign_in_url == "https://sso.example.com:443/ACME_TST/as");
  CHECK(read->token_path == "token.oauth2");
  CHECK(read->revoke_path == "revoke_token.oauth2");
  CHECK(read->scope == "Infor-DataFabric More");
  CHECK(read->access_key.same_as(Secret("ACME_TST#key")));
}

TEST_CASE("an .ionapi file without a service account, scopes and revocation is whole as well") {
  Json json = whole();
  for (const char* name : {"saak", "sask", "sc", "or", "cn", "v"}) json.erase(name);
  const auto read = read_ionapi(to_text(json), "acme.ionapi");
  REQUIRE(read.ok());
  CHECK(read->access_key.empty());
  CHECK(read->scope.empty());
  CHECK(read->revoke_path.empty());
}

TEST_CASE("what is missing from an .ionapi file is named, one field a sentence") {
  for (const char* name : {"ti", "ci", "cs", "iu", "pu", "ot"}) {
    for (const Json& value : {Json(), Json(""), Json(7)}) {
      Json json = whole();
      json[name] = value;
      const std::string error = error_of(json);
      CHECK_MESSAGE(error.starts_with("acme.ionapi: the field \"" + std::string(name) + "\" ("), error);
    }
  }
  Json half = whole();
  half.erase("sask");
  CHECK(error_of(half).starts_with(
      "acme.ionapi: the field \"sask\" (service account secret key) is missing although"));
  half = whole();
  half.erase("saak");
  CHECK(error_of(half).starts_with(
      "acme.ionapi: the field \"saak\" (service account access key) is missing although"));
}

TEST_CASE("an address of an .ionapi file must be safe to send secrets to") {
  for (const char* url : {"http://api.example.com", "api.example.com", "http://localhost.example.com"}) {
    Json json = whole();
    json["iu"] = url;
    CHECK(error_of(json).find("\"iu\" (address of the API gateway) is no https:// address") !=
          std::string::npos);
  }
  Json local = whole();
  local["iu"] = "http://127.0.0.1:8484";
  CHECK(error_of(local).empty());
  Json tenant = whole();
  tenant["ti"] = "ACME/../X";
  CHECK(error_of(tenant).find("\"ti\" (tenant) is no name of a tenant") != std::string::npos);
}

TEST_CASE("where an .ionapi file breaks off is said by its field, without what it holds") {
  const std::string text = to_text(whole());
  const auto told = [](const std::string& broken) {
    const auto read = read_ionapi(broken, "acme.ionapi");
    REQUIRE(!read.ok());
    CHECK(read.error().text().find("the-secret") == std::string::npos);
    return read.error().text();
  };
  const auto secret = text.find("the-secret");
  for (const std::string& broken :
       {text.substr(0, secret + 4), text.substr(0, secret + 11), std::string(text).insert(secret, "\"")})
    CHECK(told(broken).starts_with(
        "acme.ionapi: the file breaks off, or is no JSON any more, in the field \"cs\"; download"));
}

TEST_CASE("a file that breaks off after the fields that count is told by the field that it breaks off in") {
  const std::string text = R"({"ti":"ACME_TST", "sc":["a","b"], "dt":"12","cs":"a \"ci\": b" ,"v":"1.1"})";
  const auto field = [&](std::string_view end) {
    const auto read = read_ionapi(text.substr(0, text.find(end)), "acme.ionapi");
    REQUIRE(!read.ok());
    const std::string told = read.error().text();
    const auto begin = told.find("the field \"");
    return begin == std::string::npos ? told
                                      : told.substr(begin + 11, told.find('"', begin + 11) - begin - 11);
  };
  CHECK(field("1\"}") == "v");
  CHECK(field("1.1") == "v");
  CHECK(field("2\",\"cs") == "dt");
  CHECK(field("b\"], ") == "sc");
  CHECK(field(": b\"") == "cs");
  CHECK(field("ACME") == "ti");
  CHECK(field("ti").find("it holds no JSON object") != std::string::npos);
  // What is no name is not repeated: it may be a value that lost its place.
  CHECK(read_ionapi(R"({"the secret 1": x)", "f").error().text().find("secret") == std::string::npos);
}

TEST_CASE("what is no .ionapi file at all is refused without repeating it") {
  for (const std::string text : {"", "the-secret", "{\"cs\": \"the-secret\"", "[\"the-secret\"]"}) {
    const auto read = read_ionapi(text, "acme.ionapi");
    REQUIRE(!read.ok());
    CHECK(read.error().kind == ErrorKind::config);
    CHECK(read.error().text().find("the-secret") == std::string::npos);
  }
  CHECK(!read_ionapi(std::string(longest_ionapi + 1, ' '), "acme.ionapi").ok());
}
