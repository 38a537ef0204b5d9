// What Walmart's calls prove and mean: every way of signing that was seen, and everything that is refused.
#include "walmart/webhook.h"

#include <doctest/doctest.h>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "walmart/webhook_proof.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

using Auth = WebhookSettings::Auth;
using Headers = std::vector<std::pair<std::string, std::string>>;

const Instant now = Instant::parse("2026-02-10T12:00:00Z").value();
const std::string secret = "a-very-long-webhook-secret";
// Spelt as real events are, with the blank behind a key.
const std::string created =
    R"({"source":{"eventType":"PO_CREATED","eventTime":"2026-02-10T11:59:58.123Z",)"
    R"("eventId":"9a1b3c5d-0000-4000-8000-00000000abcd"},"payload":{"partnerId":"10000000042",)"
    R"("purchaseOrderId":"108000000000017","customerOrderId":"200000000000017","orderLines":[{"lineNumber":"1",)"
    R"("sku":"MUG-BLU","shippingProgramType ":null}]}})";

WebhookSettings settings(Auth auth) {
  return {auth, auth == Auth::hmac ? "X-Walmart-Signature" : "Authorization", "crosswalk", Secret(secret)};
}

WebhookReading call(const WebhookSettings& with, const std::string& body, const Headers& headers,
                    std::string_view tail = {}, std::string_view method = "POST", Instant at = now) {
  return WalmartWebhook(with).read({method, "/hooks/walmart/us/path?a=1", tail, headers, body}, at);
}

std::string code(const std::string& body) {
  return hmac_sha256(secret, body);
}

// A call that carries a right HMAC of this body.
WebhookReading event(const std::string& body) {
  return call(settings(Auth::hmac), body, {{"x-walmart-signature", hex_digits(code(body))}});
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

Headers signed_at(std::int64_t seconds, const std::string& body, const std::string& key = secret) {
  const std::string stamp = std::to_string(seconds);
  return {{"X-Walmart-Signature", hex_digits(code(body))},
          {"WM_SEC.TIMESTAMP", stamp},
          {"WM_SEC.SIGNATURE",
           base64(hmac_sha256(key, "POST\n/hooks/walmart/us/path?a=1\n" + stamp + "\n" + sha256(body)))}};
}

}  // namespace

TEST_CASE("an order's event is a hint that names the order, under the event's own key") {
  const auto reading = event(created);
  CHECK(reading.status == 200);
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events[0].kind == "hint/order");
  CHECK(reading.events[0].key == "9a1b3c5d-0000-4000-8000-00000000abcd");
  CHECK(reading.events[0].body == R"({"event":"PO_CREATED","id":"108000000000017"})");
  CHECK(reading.events[0].urgent);
}

TEST_CASE("an HMAC is taken in hex of either case and in base64") {
  const auto with = settings(Auth::hmac);
  for (const auto& value :
       {hex_digits(code(created)), upper(hex_digits(code(created))), base64(code(created))})
    CHECK(call(with, created, {{"X-Walmart-Signature", value}}).status == 200);
}

TEST_CASE("a call that does not prove itself is refused and leaves nothing") {
  const auto with = settings(Auth::hmac);
  const std::string right = hex_digits(code(created));
  const std::string cut = base64(code(created)).substr(0, 40);
  for (const Headers& headers :
       {Headers{}, Headers{{"X-Walmart-Signature", ""}}, Headers{{"X-Walmart-Signature", "nonsense"}},
        Headers{{"X-Walmart-Signature", std::string(64, 'z')}}, Headers{{"X-Walmart-Signature", cut}},
        Headers{{"X-Walmart-Signature", hex_digits(hmac_sha256("another secret", created))}},
        Headers{{"Authorization", right}}}) {
    const auto reading = call(with, created, headers);
    CHECK(reading.status == 401);
    CHECK(reading.events.empty());
    CHECK(reading.remark.find(secret) == std::string::npos);
  }
  // The signature is over the bytes: a blank more, and it is another text.
  CHECK(call(with, created + " ", {{"X-Walmart-Signature", right}}).status == 401);
}

TEST_CASE("basic credentials are taken with and without their scheme") {
  const auto with = settings(Auth::basic);
  const std::string right = base64("crosswalk:" + secret);
  for (const auto& value : {right, "Basic " + right, "basic " + right})
    CHECK(call(with, created, {{"authorization", value}}).events.size() == 1);
  for (const auto& value :
       {base64("crosswalk:other"), "Bearer " + right, std::string("Basic"), std::string("Basic ")})
    CHECK(call(with, created, {{"authorization", value}}).status == 401);
}

TEST_CASE("with oauth a token comes from our endpoint, lives an hour and opens nothing of another secret") {
  const auto with = settings(Auth::oauth);
  const std::string credentials = base64("crosswalk:" + secret);
  const std::string form = "grant_type=client_credentials";
  CHECK(call(with, form, {}, "/token").status == 401);
  CHECK(call(with, form, {{"Authorization", base64("crosswalk:other")}}, "/token").status == 401);
  CHECK(call(with, "grant_type=password", {{"Authorization", credentials}}, "/token").status == 401);
  CHECK(call(settings(Auth::basic), form, {{"Authorization", credentials}}, "/token").status == 404);
  const auto answer = call(with, form, {{"Authorization", "Basic " + credentials}}, "/token");
  REQUIRE(answer.status == 200);
  CHECK(answer.events.empty());
  const Json json = parse_json(answer.answer, "answer").value();
  CHECK(json["expires_in"] == 3600);
  const std::string token = json["access_token"];
  const Headers bearer = {{"Authorization", "Bearer " + token}};
  CHECK(call(with, created, bearer).events.size() == 1);
  CHECK(call(with, created, bearer, {}, "POST", now + webhook_token_life).status == 401);
  CHECK(call(with, created, {{"Authorization", "Bearer 9" + token}}).status == 401);
  auto changed = with;
  changed.secret = Secret("another");
  CHECK(call(changed, created, bearer).status == 401);
}

TEST_CASE("a signature over the time is checked where it stands") {
  const auto with = settings(Auth::hmac);
  const std::int64_t seconds = now.millis() / 1000;
  CHECK(call(with, created, signed_at(seconds, created)).status == 200);
  CHECK(call(with, created, signed_at(seconds - 419, created)).status == 200);
  CHECK(call(with, created, signed_at(seconds + 120, created)).status == 200);
  CHECK(call(with, created, signed_at(seconds - 421, created)).status == 401);
  CHECK(call(with, created, signed_at(seconds + 121, created)).status == 401);
  CHECK(call(with, created, signed_at(seconds, created, "another")).status == 401);
  auto missing = signed_at(seconds, created);
  missing.erase(missing.begin() + 1);
  CHECK(call(with, created, missing).status == 401);
}

TEST_CASE("what is no event of ours is passed over, what is no JSON is refused") {
  for (const auto* body :
       {R"({"source":{"eventType":"BUY_BOX_CHANGED","eventId":"e1"},"payload":{}})", R"({"hello":1})",
        R"({"source":[],"payload":7})", R"({"source":{"eventType":"NEVER_SEEN"}})", ""}) {
    CHECK(event(body).status == 200);
    CHECK(event(body).events.empty());
  }
  for (const auto* body : {"{", "[]", "\"PO_CREATED\"", "\xff\xfe"}) CHECK(event(body).status == 400);
  CHECK(call(settings(Auth::hmac), "", {}, {}, "GET").status == 405);
  CHECK(call(settings(Auth::hmac), created, {{"X-Walmart-Signature", hex_digits(code(created))}}, "/x")
            .status == 404);
}

TEST_CASE("an event without an id is known by its bytes, one without an order names none") {
  const std::string body =
      R"({"source":{"eventType":"ORDER_UPDATES"},"payload":{"subEventType":"FRAUD_CANCEL"}})";
  const auto reading = event(body);
  REQUIRE(reading.events.size() == 1);
  CHECK(reading.events[0].key == "sha256:" + sha256(body));
  CHECK(reading.events[0].body == R"({"event":"ORDER_UPDATES","id":""})");
}

TEST_CASE("a returns event names each return once, a stock event its SKU") {
  const auto returns = event(
      R"({"source":{"eventType":"RETURN_CREATED","eventId":"e2"},"payload":{"returnOrders":[)"
      R"({"returnOrderId":"500"},{"returnOrderId":"500"},{"returnOrderId":501},{"productName":"x"},7]}})");
  REQUIRE(returns.events.size() == 2);
  CHECK(returns.events[0].kind == "hint/return");
  CHECK(returns.events[0].key == "e2/500");
  CHECK(returns.events[1].body == R"({"event":"RETURN_CREATED","id":"501"})");
  const auto stock =
      event(R"({"source":{"eventType":"INVENTORY_OOS","eventId":"e3"},"payload":{"sku":"MUG BLU 3"}})");
  REQUIRE(stock.events.size() == 1);
  CHECK(stock.events[0].kind == "hint/stock");
  CHECK(stock.events[0].body == R"({"event":"INVENTORY_OOS","id":"MUG BLU 3"})");
  CHECK_FALSE(stock.events[0].urgent);
}
