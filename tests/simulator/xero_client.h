// A bare client for the tests of Xero's stand-in: it signs in, sends JSON and reads JSON. One thread.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "simulator/xero_service.h"

namespace crosswalk::simulator {

inline constexpr std::string_view all_scopes = "accounting.contacts accounting.invoices accounting.settings";

class XeroClient {
 public:
  VirtualClock clock{Instant::parse("2026-11-20T15:00:00Z").value()};
  XeroService xero{clock, {{"CHAIR-1", "Garden chair"}, {"LAMP-7", "Desk lamp"}}};
  std::string token;
  wire::Headers extra;  // goes with every call
  std::string tenant = std::string(XeroService::tenant_id);

  XeroClient() { sign_in(); }

  Answer token_answer(std::string body, std::string id = std::string(XeroService::client_id),
                      std::string secret = std::string(XeroService::client_secret)) {
    wire::HttpRequest request{"POST", "/connect/token", {}, std::move(body)};
    request.headers = {{"Authorization", "Basic " + base64(id + ":" + secret)},
                       {"Content-Type", "application/x-www-form-urlencoded"}};
    return xero.handle(request);
  }
  void sign_in(std::string_view scopes = all_scopes) {
    const Answer answer = token_answer("grant_type=client_credentials&scope=" + std::string(scopes));
    REQUIRE(answer.reply.status == 200);
    token = text_in(parse_json(answer.reply.body, "token").value(), "access_token");
  }
  Answer send(std::string method, std::string path, std::string body = {}, std::string key = {}) {
    wire::HttpRequest request{std::move(method), std::move(path), {}, std::move(body)};
    request.headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}};
    if (!tenant.empty()) request.headers.emplace_back("xero-tenant-id", tenant);
    if (!key.empty()) request.headers.emplace_back("Idempotency-Key", key);
    request.headers.insert(request.headers.end(), extra.begin(), extra.end());
    return xero.handle(request);
  }
  wire::HttpReply reply(std::string method, std::string path, std::string body = {}, std::string key = {}) {
    return send(std::move(method), "/api.xro/2.0/" + path, std::move(body), std::move(key)).reply;
  }
  Json json(std::string method, std::string path, std::string body = {}, std::string key = {}) {
    const auto answer = reply(std::move(method), std::move(path), std::move(body), std::move(key));
    auto parsed = parse_json(answer.body, "answer");
    INFO(answer.body);
    REQUIRE(parsed.ok());
    return *parsed;
  }
  // Lists show what has been there for a while.
  void settle() { clock.advance(Millis{5'000}); }
};

// One invoice of `number` over `lines`, with the fields that an approved invoice needs; `more` is put before
// them.
inline std::string invoice(std::string_view number, std::string_view lines, std::string_view more = {}) {
  std::string out =
      "{\"Type\":\"ACCREC\",\"Contact\":{\"Name\":\"Walmart\"},\"Date\":\"2026-11-19\",\"DueDate\":\"2026-11-"
      "19\",";
  if (!number.empty()) out += "\"InvoiceNumber\":\"" + std::string(number) + "\",";
  if (more.find("\"Status\"") == std::string_view::npos) out += "\"Status\":\"AUTHORISED\",";
  return out + std::string(more) + "\"LineItems\":[" + std::string(lines) + "]}";
}

inline std::string line(std::string_view amount, std::string_view more = {}) {
  return "{\"Description\":\"Chair\",\"Quantity\":1,\"UnitAmount\":" + std::string(amount) +
         ",\"AccountCode\":\"200\",\"TaxType\":\"NONE\"" + std::string(more) + "}";
}

inline std::string batch(std::initializer_list<std::string> invoices) {
  std::string out = "{\"Invoices\":[";
  for (const std::string& one : invoices) out += (out.back() == '[' ? "" : ",") + one;
  return out + "]}";
}

// The messages of an element, joined by " | ".
inline std::string messages(const Json& element, const char* list = "ValidationErrors") {
  std::string out;
  if (!element.contains(list)) return out;
  for (const Json& one : element[list])
    out += (out.empty() ? "" : " | ") +
           (one.contains("Message") ? one["Message"] : one["Description"]).get<std::string>();
  return out;
}

// The element of a batch answer with that InvoiceNumber.
inline Json numbered(const Json& answer, std::string_view number, const char* list = "Invoices") {
  for (const Json& one : answer[list])
    if (text_in(one, "InvoiceNumber") == number) return one;
  return {};
}

}  // namespace crosswalk::simulator
