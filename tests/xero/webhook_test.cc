// What Xero's calls prove and mean.
#include "xero/webhook.h"

#include <doctest/doctest.h>

#include "base/crypto.h"

using namespace crosswalk;
using namespace crosswalk::xero;

namespace {

const std::string key = "webhook+key/as=text==";
const std::string tenant = "aaaaaaaa-0000-4000-8000-000000000001";

WebhookReading call(const std::string& body, const std::string& signature, const std::string& ours = tenant) {
  const std::vector<std::pair<std::string, std::string>> headers = {{"X-Xero-Signature", signature}};
  return XeroWebhook(Secret(key), ours).read({"POST", "/hooks/xero/us/path", "", headers, body}, {});
}

std::string right(const std::string& body) {
  return base64(hmac_sha256(key, body));
}

std::string event(const std::string& of, const std::string& category) {
  return R"({"events":[{"resourceUrl":"https://api.xero.com/x","resourceId":"r-1","eventDateUtc":)"
         R"("2026-02-10T01:15:39.902","eventType":"UPDATE","eventCategory":")" +
         category + R"(","tenantId":")" + of +
         R"(","tenantType":"ORGANISATION"}],"firstEventSequence":1,)"
         R"("lastEventSequence":1,"entropy":"S0m3"})";
}

}  // namespace

TEST_CASE("the intent to receive is answered by its signature alone") {
  const std::string body = R"({"events":[],"firstEventSequence":0,"lastEventSequence":0,"entropy":"X"})";
  const auto good = call(body, right(body));
  CHECK(good.status == 200);
  CHECK(good.answer.empty());
  CHECK(good.events.empty());
  for (const auto& wrong : {std::string(), right(body + " "), base64(hmac_sha256("other", body)),
                            hex_digits(hmac_sha256(key, body))}) {
    const auto bad = call(body, wrong);
    CHECK(bad.status == 401);
    CHECK(bad.answer.empty());
  }
}

TEST_CASE("an event of our organisation is a hint, known by what, when and how") {
  const std::string body = event(tenant, "INVOICE");
  const auto reading = call(body, right(body));
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events[0].kind == "hint/ledger");
  CHECK(reading.events[0].key == tenant + "/r-1/2026-02-10T01:15:39.902/UPDATE");
  CHECK(reading.events[0].body ==
        R"({"at":"2026-02-10T01:15:39.902Z","event":"UPDATE","id":"r-1","what":"INVOICE"})");
  CHECK(reading.answer.empty());
}

TEST_CASE("events of other organisations of the same app are passed over") {
  const std::string body = event("bbbbbbbb-0000-4000-8000-000000000002", "CONTACT");
  CHECK(call(body, right(body)).status == 200);
  CHECK(call(body, right(body)).events.empty());
  CHECK(call(body, right(body), "").events.size() == 1);
}

TEST_CASE("an organisation's id is the same in capitals") {
  const std::string body = event(tenant, "CONTACT");
  CHECK(call(body, right(body), "AAAAAAAA-0000-4000-8000-000000000001").events.size() == 1);
}

TEST_CASE("what is signed but no list of events is refused") {
  for (const std::string body : {"{", "[]", "{}", R"({"events":{}})"})
    CHECK(call(body, right(body)).status == 400);
}
