// A bare client for the tests of CloudSuite's stand-in: it signs in, sends JSON and reads JSON. One thread.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/virtual_clock.h"
#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_service.h"

namespace crosswalk::simulator {

using cloudsuite_sim::Fields;
using cloudsuite_sim::value_in;

class CloudSuiteClient {
 public:
  VirtualClock clock{Instant::parse("2026-11-20T15:00:00Z").value()};
  CloudSuiteService cloudsuite{clock};
  std::string token;

  CloudSuiteClient() { sign_in(); }

  static std::string encoded(std::string_view text) { return cloudsuite_sim::percent_encoded(text); }

  wire::HttpReply form(std::string_view path, std::string body, wire::Headers more = {}) {
    wire::HttpRequest request{"POST", "/ACME_TST/as/" + std::string(path), {}, std::move(body)};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.headers.insert(request.headers.end(), more.begin(), more.end());
    return cloudsuite.handle(request).reply;
  }
  static std::string password_form(std::string_view secret = "simulated-secret-key") {
    return "grant_type=password&username=" + encoded("ACME_TST#simulated-access-key") +
           "&password=" + encoded(secret) + "&scope=&client_id=" + encoded("ACME_TST~simulated-client") +
           "&client_secret=simulated-client-secret";
  }
  void sign_in() {
    const auto reply = form("token.oauth2", password_form());
    REQUIRE(reply.status == 200);
    token = text_in(parse_json(reply.body, "token").value(), "access_token");
  }

  Answer send(std::string method, const std::string& path, std::string body = {}) {
    wire::HttpRequest request{std::move(method), "/ACME_TST/FSM/fsm/soap/" + path, {}, std::move(body)};
    request.headers = {{"Authorization", "Bearer " + token},
                       {"Accept", "application/json"},
                       {"Content-Type", "application/json"}};
    return cloudsuite.handle(request);
  }
  wire::HttpReply reply(std::string method, const std::string& path, std::string body = {}) {
    return send(std::move(method), path, std::move(body)).reply;
  }
  Json json(std::string method, const std::string& path, std::string body = {}) {
    const auto answer = reply(std::move(method), path, std::move(body));
    auto parsed = parse_json(answer.body, "answer");
    INFO(answer.body);
    REQUIRE(parsed.ok());
    return *parsed;
  }

  // The rows of a list, without the header element.
  std::vector<Json> list(std::string_view class_name, std::string_view fields, std::string_view lpl = {},
                         std::string_view more = "&_limit=500") {
    std::string path = "classes/" + std::string(class_name) + "/lists/_generic?_fields=" + encoded(fields);
    path += more;
    if (!lpl.empty()) path += "&_lplFilter=" + encoded(lpl);
    std::vector<Json> rows;
    for (const Json& element : json("GET", path))
      if (element.contains("_fields")) rows.push_back(element["_fields"]);
    return rows;
  }

  // Rows of one run group, numbered from 1.
  static Json row(std::string_view run_group, int number, std::string_view account, std::string_view amount,
                  const Fields& more = {}) {
    Json fields = {{"FinanceEnterpriseGroup", "1"},
                   {"GLTransactionInterface.RunGroup", run_group},
                   {"GLTransactionInterface.SequenceNumber", std::to_string(number)},
                   {"AccountingEntity", "100"},
                   {"Status", "0"},
                   {"AccountCode", account},
                   {"PostingDate", "20261119"},
                   {"TransactionDate", "20261118"},
                   {"Reference", "108812345678901/" + std::to_string(number)},
                   {"DocumentNumber", "108812345678901"},
                   {"CurrencyCode", "USD"},
                   {"TransactionAmount", amount},
                   {"System", "WM"}};
    for (const auto& [name, value] : more) fields[name] = value;
    return fields;
  }
  static std::string batch_of(const std::vector<Json>& rows) {
    Json records = Json::array();
    for (const Json& fields : rows) records.push_back({{"message", "BatchImport"}, {"_fields", fields}});
    return to_text(Json{{"_records", std::move(records)}});
  }
  static std::string create_path(std::string_view class_name = "GLTransactionInterface",
                                 std::string_view action = "CreateUnreleased") {
    return "classes/" + std::string(class_name) + "/actions/" + std::string(action) +
           "/batch?_maxFailures=-1";
  }
  Json stage(const std::vector<Json>& rows) { return json("POST", create_path(), batch_of(rows)); }
  // A sale over `amount`: clearing against sales.
  Json stage_sale(std::string_view run_group, std::string_view amount) {
    return stage({row(run_group, 1, "090", amount), row(run_group, 2, "200", "-" + std::string(amount))});
  }

  static std::string interface_path(std::string_view run_group, std::string_view more = {}) {
    return "ldrest/GLTransactionInterface/InterfaceTransactions_InterfaceTransactionsForm_FormOperation"
           "?PrmEnterpriseGroup=1&PrmRunGroup=" +
           std::string(run_group) +
           "&PrmEditOnly=false&PrmEditAndInterface=true&PrmPartialUpdate=false&PrmJournalizeByEntity=true"
           "&PrmByPassOrganizationCode=true&PrmByPassAccountCode=true&PrmInterfaceInDetail=true&_cmAll=true" +
           std::string(more);
  }
  void interface(std::string_view run_group) {
    REQUIRE(reply("GET", interface_path(run_group)).status == 200);
  }
  // The last result of a run group.
  Json result(std::string_view run_group) {
    const auto rows = list("GLTransactionInterfaceResult",
                           "FailedCount,GLTransactionInterfaceResult,PassedCount,RecordCount,RunGroup,Status",
                           "FinanceEnterpriseGroup=\"1\" and RunGroup=\"" + std::string(run_group) + "\"");
    return rows.empty() ? Json() : rows.back();
  }
  void wait(std::int64_t seconds) { clock.advance(Millis{seconds * 1000}); }
  // Until what was submitted is posted.
  void settle() { wait(120); }
};

inline std::string exception_of(const Json& element) {
  return element.contains("exception") ? text_in(element["exception"], "message") : std::string();
}

}  // namespace crosswalk::simulator
