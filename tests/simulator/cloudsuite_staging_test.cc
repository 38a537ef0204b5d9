#include "cloudsuite_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

// The exception of a record that differs from a good one by `more`.
std::string refusal(CloudSuiteClient& client, const Fields& more) {
  const Json answer = client.stage({client.row("RUN9", 1, "090", "1", more)});
  return exception_of(answer[0]);
}

}  // namespace

TEST_CASE("a batch answers each record in order, normalised, with its status at the end") {
  CloudSuiteClient client;
  const Json answer =
      client.stage({client.row("Run_a", 1, "090", "457.66", {{"AutoReverse", "N"}, {"System", ""}}),
                    client.row("Run_a", 2, "200", "-457.66", {{"UnitsAmount", "0"}, {"Nonsense", "x"}})});
  REQUIRE(answer.size() == 3);
  CHECK(text_in(answer[0], "message") == "Global Ledger Transaction Interface created");
  const Json& first = answer[0]["_fields"];
  CHECK(text_in(first, "TransactionAmount") == "457.660");
  CHECK(text_in(first, "AutoReverse") == "false");
  CHECK(text_in(first, "System") == "GL");
  CHECK(text_in(first, "GLTransactionInterface.RunGroup") == "RUN_A");
  CHECK_FALSE(first.contains("UnitsAmount"));
  CHECK(text_in(answer[1]["_fields"], "UnitsAmount") == "0.00");
  CHECK_FALSE(answer[1]["_fields"].contains("Nonsense"));
  CHECK(text_in(answer[2], "batchStatus") == "0");
}

TEST_CASE("a record that fails is an exception on 200 and the others stay") {
  CloudSuiteClient client;
  client.stage({client.row("RUN1", 2, "090", "1")});
  const auto reply =
      client.reply("POST", client.create_path(),
                   client.batch_of({client.row("RUN1", 1, "090", "1"), client.row("RUN1", 2, "090", "1"),
                                    client.row("RUN1", 3, "090", "1")}));
  CHECK(reply.status == 200);
  const Json answer = parse_json(reply.body, "batch").value();
  CHECK(exception_of(answer[0]).empty());
  CHECK(exception_of(answer[1]) == "Record already exists");
  CHECK_FALSE(answer[1].contains("_fields"));
  CHECK(client.cloudsuite.staged("RUN1").size() == 3);
}

TEST_CASE("a batch ends after as many failures as it may have") {
  CloudSuiteClient client;
  const std::string body =
      client.batch_of({client.row("RUN1", 1, "090", "x"), client.row("RUN1", 2, "090", "1")});
  const Json ended = client.json(
      "POST", "classes/GLTransactionInterface/actions/CreateUnreleased/batch?_maxFailures=0", body);
  REQUIRE(ended.size() == 2);
  CHECK(text_in(ended[1], "batchStatus") == "1");
  CHECK(client.cloudsuite.staged("RUN1").empty());
}

TEST_CASE("what a staging record may hold") {
  CloudSuiteClient client;
  CHECK(refusal(client, {{"AccountCode", ""}}) == "AccountCode is required");
  CHECK(refusal(client, {{"PostingDate", ""}}) == "PostingDate is required");
  CHECK(refusal(client, {{"PostingDate", "2026-11-19"}}) == "PostingDate is longer than 8 characters");
  CHECK(refusal(client, {{"PostingDate", "20261319"}}) == "PostingDate 20261319 is not valid");
  CHECK(refusal(client, {{"Status", "7"}}) == "Status 7 is not valid");
  CHECK(refusal(client, {{"TransactionAmount", "1,50"}}) == "TransactionAmount 1,50 is not valid");
  CHECK(refusal(client, {{"AutoReverse", "maybe"}}) == "AutoReverse maybe is not valid");
  CHECK(refusal(client, {{"GLTransactionInterface.SequenceNumber", "one"}}) ==
        "SequenceNumber one is not valid");
  CHECK(refusal(client, {{"FinanceEnterpriseGroup", "9"}}) == "FinanceEnterpriseGroup 9 does not exist");
  const std::vector<std::pair<std::string, std::size_t>> lengths = {{"GLTransactionInterface.RunGroup", 30},
                                                                    {"AccountingEntity", 12},
                                                                    {"AccountCode", 26},
                                                                    {"Reference", 40},
                                                                    {"Description", 60},
                                                                    {"DocumentNumber", 30},
                                                                    {"System", 2},
                                                                    {"FinanceDimension7", 15}};
  for (const auto& one : lengths) {
    CAPTURE(one.first);
    CHECK(refusal(client, {{one.first, std::string(one.second + 1, 'A')}}).find("is longer than") !=
          std::string::npos);
  }
  CHECK(refusal(client, {{"Description", std::string(60, 'd')}}).empty());
}

TEST_CASE("a call that is malformed as a whole is a 400") {
  CloudSuiteClient client;
  Json number = client.row("RUN1", 1, "090", "1");
  number["TransactionAmount"] = 1;
  CHECK(client.reply("POST", client.create_path(), client.batch_of({number})).status == 400);
  CHECK(client.reply("POST", client.create_path(), "{").status == 400);
  std::vector<Json> many;
  for (int i = 1; i <= 501; ++i) many.push_back(client.row("RUN1", i, "090", "1"));
  CHECK(client.reply("POST", client.create_path(), client.batch_of(many)).status == 400);
  many.pop_back();
  CHECK(client.stage(many).size() == 501);
  CHECK(client.cloudsuite.staged("RUN1").size() == 500);
}

TEST_CASE("exceptions come with more or less around them, and unknown fields may be refused") {
  CloudSuiteClient client;
  CloudSuiteSwitches switches;
  switches.failed_elements_carry_fields = true;
  switches.exception_details = true;
  switches.unknown_fields_refused = true;
  client.cloudsuite.set_switches(switches);
  const Json answer = client.stage({client.row("RUN1", 1, "090", "1", {{"Nonsense", "x"}})});
  CHECK(exception_of(answer[0]) == "Field Nonsense is not defined on GLTransactionInterface");
  CHECK(text_in(answer[0]["exception"], "className") == "GLTransactionInterface");
  CHECK(text_in(answer[0]["_fields"], "Nonsense") == "x");
}

TEST_CASE("single rows are made, found, changed and deleted by their key") {
  CloudSuiteClient client;
  const std::string actions = "classes/GLTransactionInterface/actions/";
  const std::string key =
      "?FinanceEnterpriseGroup=1&GLTransactionInterface.RunGroup=RUN1&GLTransactionInterface.SequenceNumber="
      "1";
  CHECK(text_in(client.json("POST", actions + "CreateUnreleased",
                            to_text(client.row("RUN1", 1, "090", "1")))["_fields"],
                "AccountCode") == "090");
  Json change = client.row("RUN1", 1, "091", "2");
  CHECK(client.reply("PUT", actions + "UpdateError", to_text(change)).status == 400);
  CHECK(client.reply("PUT", actions + "UpdateUnreleased", to_text(change)).status == 200);
  CHECK(text_in(client.json("GET", actions + "Find" + key)["_fields"], "AccountCode") == "091");
  CHECK(client.reply("POST", actions + "UpdateUnreleased", to_text(change)).status == 405);
  CHECK(client.reply("DELETE", actions + "DeleteUnreleased" + key).status == 200);
  CHECK(exception_of(client.json("GET", actions + "Find" + key)) == "Record does not exist");
}
