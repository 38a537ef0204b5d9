#include "cloudsuite_client.h"

#include <thread>

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr const char* some_list = "classes/Currency/lists/_generic?_fields=Currency";

std::string header_of(const wire::HttpReply& reply, std::string_view name) {
  return std::string(wire::header(reply.headers, name).value_or(""));
}

constexpr const char* batch_call = "POST /ACME_TST/FSM/fsm/soap/classes/GLTransactionInterface";

}  // namespace

TEST_CASE("paths and methods are strict, and every answer carries its transaction id") {
  CloudSuiteClient client;
  CHECK(client.reply("GET", "classes/Nothing/lists/_generic?_fields=X").status == 404);
  CHECK(client.reply("GET", "classes/GLTransactionInterface/lists/NoSuchList").status == 404);
  CHECK(client.reply("POST", "classes/GLTransactionInterface/actions/NoSuchAction", "{}").status == 404);
  CHECK(client.reply("GET", "ldrest/GLTransactionInterface/InterfaceTransactions").status == 404);
  CHECK(client.reply("GET", client.create_path()).status == 405);
  CHECK(client.reply("POST", some_list).status == 405);
  const auto good = client.reply("GET", some_list);
  CHECK(good.status == 200);
  CHECK_FALSE(header_of(good, "x-transaction-id").empty());
  CHECK(header_of(good, "x-transaction-id") == header_of(good, "lmrk-ws-guid"));
}

TEST_CASE("a caller that does not ask for JSON gets XML") {
  CloudSuiteClient client;
  wire::HttpRequest request{"GET", std::string("/ACME_TST/FSM/fsm/soap/") + some_list, {}, ""};
  request.headers = {{"Authorization", "Bearer " + client.token}};
  CHECK(header_of(client.cloudsuite.handle(request).reply, "Content-Type") == "text/xml;charset=UTF-8");
  request.url += "&_out=JSON";
  CHECK(header_of(client.cloudsuite.handle(request).reply, "Content-Type").starts_with("application/json"));
}

TEST_CASE("beyond the quota calls are refused without effect, in one of several forms") {
  CloudSuiteClient client;
  CloudSuiteLimits limits;
  limits.minute = 2;
  limits.day = 3;
  client.cloudsuite.set_limits(limits);
  CHECK(client.reply("GET", some_list).status == 200);
  CHECK(client.reply("GET", some_list).status == 200);
  const auto refused = client.reply("POST", client.create_path(), client.batch_of({}));
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "Retry-After").empty());
  CloudSuiteSwitches switches;
  switches.quota_form = cloudsuite_sim::RefusalForm::html;
  switches.retry_after_seconds = 30;
  switches.rate_headers = true;
  client.cloudsuite.set_switches(switches);
  const auto page = client.reply("GET", some_list);
  CHECK(header_of(page, "Content-Type") == "text/html");
  CHECK(header_of(page, "Retry-After") == "30");
  CHECK(header_of(page, "x-ratelimit-remaining") == "0");
  client.wait(60);
  CHECK(header_of(client.reply("GET", some_list), "x-ratelimit-window") == "60 second");
  switches.quota_form = cloudsuite_sim::RefusalForm::empty;
  client.cloudsuite.set_switches(switches);
  CHECK(client.reply("GET", some_list).body.empty());
  CHECK(client.cloudsuite.breaches() == std::map<std::string, int>{{"day", 1}, {"minute", 2}});
}

TEST_CASE("beyond a rate calls are slowed down, then arrested") {
  CloudSuiteClient client;
  CloudSuiteLimits limits;
  limits.smoothed_after = 1;
  limits.smoothing = Millis{700};
  limits.spike = 2;
  client.cloudsuite.set_limits(limits);
  const Instant start = client.clock.now();
  client.reply("GET", some_list);
  CHECK(client.clock.now() == start);
  CHECK(client.reply("GET", some_list).status == 200);
  CHECK(client.clock.now() - start == Millis{700});
  CHECK(client.reply("GET", some_list).status == 429);
  CHECK(client.cloudsuite.breaches().at("spike") == 1);
}

TEST_CASE("a call may have taken effect although its answer does not say so") {
  CloudSuiteClient client;
  Fault lost;
  lost.when = Fault::When::after_commit;
  lost.delivery = Delivery::dropped;
  client.cloudsuite.faults().add(batch_call, lost);
  const auto sale = client.batch_of({client.row("RUN1", 1, "090", "1"), client.row("RUN1", 2, "200", "-1")});
  CHECK(client.send("POST", client.create_path(), sale).delivery == Delivery::dropped);
  CHECK(client.cloudsuite.staged("RUN1").size() == 2);
  Fault never = lost;
  never.when = Fault::When::before_commit;
  client.cloudsuite.faults().add(batch_call, never);
  CHECK(client.send("POST", client.create_path(), client.batch_of({client.row("RUN2", 1, "090", "1")}))
            .delivery == Delivery::dropped);
  CHECK(client.cloudsuite.staged("RUN2").empty());
}

TEST_CASE("the gateway gives up while the back end goes on") {
  CloudSuiteClient client;
  client.stage_sale("RUN1", "25.00");
  client.cloudsuite.go_on_after_504("GET /ACME_TST/FSM/fsm/soap/ldrest/", Millis{40'000});
  const auto reply = client.reply("GET", client.interface_path("RUN1"));
  CHECK(reply.status == 504);
  CHECK(reply.body.find("within configured timeout of 60000 milliseconds") != std::string::npos);
  client.wait(39);
  CHECK(client.result("RUN1").is_null());
  client.wait(6);
  CHECK(text_in(client.result("RUN1"), "Status") == "1");
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 2);
}

TEST_CASE("a batch can end in the middle") {
  CloudSuiteClient client;
  client.cloudsuite.end_next_batch_after(1);
  const auto sale = client.batch_of({client.row("RUN1", 1, "090", "1"), client.row("RUN1", 2, "200", "-1")});
  CHECK(client.reply("POST", client.create_path(), sale).status == 504);
  CHECK(client.cloudsuite.staged("RUN1").size() == 1);
  const Json again = client.json("POST", client.create_path(), sale);
  CHECK(exception_of(again[0]) == "Record already exists");
  CHECK(exception_of(again[1]).empty());
}

TEST_CASE("random faults are the same for the same seed, and each is counted by its name") {
  const auto run = [](std::uint64_t seed) {
    CloudSuiteClient client;
    client.cloudsuite.set_limits({0, 0, 0, Millis{0}, 0});
    client.cloudsuite.set_token_budget({0, 0, 0});
    client.cloudsuite.set_random_faults(seed, 0.5);
    std::map<std::string, int> seen;
    for (int i = 0; i < 400; ++i) {
      const std::string run_group = "RUN" + std::to_string(i);
      const Answer answer = i % 2 == 0
                                ? client.send("GET", some_list)
                                : client.send("POST", client.create_path(),
                                              client.batch_of({client.row(run_group, 1, "090", "1"),
                                                               client.row(run_group, 2, "200", "-1")}));
      std::string kind =
          answer.delivery != Delivery::whole ? "no answer" : std::to_string(answer.reply.status);
      if (answer.reply.status == 504 && client.cloudsuite.staged(run_group).size() == 1)
        kind = "half a batch";
      if (answer.reply.body.find("Unable to process list") != std::string::npos) kind = "exception on 200";
      ++seen[kind];
      if (i % 2 != 0) client.reply("GET", client.interface_path(run_group));
      if (i % 8 == 1)
        client.reply(
            "GET",
            "ldrest/GLTransactionInterface/DeleteAllTransactionsForRunGroup_F_FormOperation?PrmRunGroup=" +
                run_group + "&_cmAll=true");
      const auto token = client.form("token.oauth2", client.password_form());
      ++seen[token.status == 0 ? "no answer" : std::to_string(token.status)];
      if (token.status == 200)
        client.token = text_in(parse_json(token.body, "token").value(), "access_token");
    }
    CHECK(client.cloudsuite.random_faults() > 100);
    for (const auto& struck : client.cloudsuite.random_faults_by_name())
      CHECK_MESSAGE(struck.second > 0, struck.first);
    return seen;
  };
  const auto seen = run(3);
  for (const std::string kind :
       {"200", "401", "429", "500", "504", "no answer", "half a batch", "exception on 200"}) {
    CAPTURE(kind);
    CHECK(seen.contains(kind));
  }
  CHECK(run(3) == seen);
}

TEST_CASE("calls are counted by class and action") {
  CloudSuiteClient client;
  client.stage_sale("RUN1", "1");
  client.interface("RUN1");
  client.reply("GET", some_list);
  const auto requests = client.cloudsuite.requests();
  CHECK(requests.at("POST token.oauth2") == 1);
  CHECK(requests.at("POST GLTransactionInterface/CreateUnreleased/batch") == 1);
  CHECK(requests.at("GET Currency/_generic") == 1);
  CHECK(requests.at("GET GLTransactionInterface/"
                    "InterfaceTransactions_InterfaceTransactionsForm_FormOperation") == 1);
}

TEST_CASE("calls from several threads each take effect once") {
  CloudSuiteClient client;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&client, t] {
      for (int i = 0; i < 25; ++i) {
        const std::string run_group = "T" + std::to_string(t) + "N" + std::to_string(i);
        client.reply(
            "POST", client.create_path(),
            client.batch_of({client.row(run_group, 1, "090", "1"), client.row(run_group, 2, "200", "-1")}));
        client.reply("GET", client.interface_path(run_group));
      }
    });
  for (auto& thread : threads) thread.join();
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 200);
  CHECK(client.cloudsuite.trial_balance().at("090").text(2) == "100.00");
  CHECK(client.cloudsuite.run_groups_interfaced().size() == 100);
}
