#include "simulator/xero_faults.h"

#include <doctest/doctest.h>

#include <set>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

TEST_CASE("before the work a fault leaves nothing behind, after it everything") {
  struct Row {
    Fault::When when;
    Delivery delivery;
    int status;
    std::size_t standing;
  };
  for (const Row& row : std::vector<Row>{{Fault::When::before_commit, Delivery::whole, 503, 0},
                                         {Fault::When::after_commit, Delivery::whole, 503, 1},
                                         {Fault::When::before_commit, Delivery::dropped, 0, 0},
                                         {Fault::When::after_commit, Delivery::dropped, 200, 1},
                                         {Fault::When::after_commit, Delivery::cut, 200, 1},
                                         {Fault::When::before_commit, Delivery::refused, 0, 0}}) {
    XeroClient client;
    client.xero.faults().add("PUT /api.xro/2.0/Invoices", {row.when, row.delivery, {row.status, {}, ""}, 1});
    const Answer answer =
        client.send("PUT", "/api.xro/2.0/Invoices?summarizeErrors=false", invoice("F-1", line("1")));
    CHECK(answer.delivery == row.delivery);
    if (row.delivery == Delivery::whole) CHECK(answer.reply.status == row.status);
    CHECK(client.xero.invoices().size() == row.standing);
    // A resend by number shows whether it took effect.
    const auto again = client.reply("PUT", "Invoices", invoice("F-1", line("1")));
    CHECK(again.status == (row.standing == 0 ? 200 : 400));
    CHECK(client.xero.invoices_created().at("F-1") == 1);
  }
}

TEST_CASE("faults on the token endpoint") {
  XeroClient client;
  client.xero.faults().add("POST /connect/token",
                           {Fault::When::before_commit, Delivery::whole, {503, {}, ""}, 1});
  const std::string form = "grant_type=client_credentials&scope=accounting.contacts";
  CHECK(client.token_answer(form).reply.status == 503);
  CHECK(client.token_answer(form).reply.status == 200);
  CHECK(client.xero.tokens_issued() == 2);
}

TEST_CASE("random faults repeat with their seed, and come in every kind") {
  const auto run = [](std::uint64_t seed, double share) {
    xero_sim::RandomFaults faults;
    faults.set(seed, share);
    std::vector<std::string> out;
    for (int i = 0; i < 400; ++i) {
      const auto strike = faults.next();
      out.push_back(!strike ? "-"
                            : std::to_string(strike->answer.reply.status) + "/" +
                                  std::to_string(static_cast<int>(strike->answer.delivery)) +
                                  (strike->when == Fault::When::before_commit ? "b" : "a"));
    }
    return out;
  };
  CHECK(run(7, 0.5) == run(7, 0.5));
  CHECK(run(7, 0.5) != run(8, 0.5));
  const auto none = run(1, 0);
  CHECK(std::set<std::string>(none.begin(), none.end()) == std::set<std::string>{"-"});
  const auto all = run(1, 1);
  const std::set<std::string> kinds(all.begin(), all.end());
  CHECK(kinds == std::set<std::string>{"500/0a", "500/0b", "502/0a", "502/0b", "503/0a", "503/0b", "504/0a",
                                       "504/0b", "0/1a", "0/1b", "0/2a", "0/2b", "429/0b"});
}

TEST_CASE("under random faults a client that asks by number before it sends again books everything once") {
  XeroClient client;
  client.xero.set_limits({5, 1'000'000, 1'000'000, 1'000'000});
  client.xero.set_random_faults(2026, 0.4);
  for (int i = 0; i < 60; ++i) {
    const std::string number = "WM-" + std::to_string(i);
    const auto stands = [&] {
      for (;;) {
        client.settle();
        const Answer answer = client.send("GET", "/api.xro/2.0/Invoices/" + number);
        if (answer.delivery == Delivery::whole && (answer.reply.status == 200 || answer.reply.status == 404))
          return answer.reply.status == 200;
      }
    };
    do {
      client.send("PUT", "/api.xro/2.0/Invoices", invoice(number, line("2.50")));
    } while (!stands());
    if (i % 20 == 0) {
      client.xero.set_random_faults(0, 0);
      client.sign_in();
      client.xero.set_random_faults(static_cast<std::uint64_t>(i) + 1, 0.4);
    }
  }
  CHECK(client.xero.random_faults() > 20);
  CHECK(client.xero.invoices().size() == 60);
  for (const auto& [number, times] : client.xero.invoices_created()) CHECK(times == 1);
  CHECK(client.xero.trial_balance().at("200") == Decimal::whole(-150));
}

TEST_CASE("a client that resends without a number books twice: the count shows it") {
  XeroClient client;
  client.xero.faults().add("PUT ", {Fault::When::after_commit, Delivery::dropped, {}, 1});
  const std::string body = invoice("", line("1"), "\"Reference\":\"po 9\",");
  client.send("PUT", "/api.xro/2.0/Invoices", body);
  client.send("PUT", "/api.xro/2.0/Invoices", body);
  CHECK(client.xero.invoices_created().at("(no number) po 9") == 2);
  CHECK(client.xero.requests().at("PUT /Invoices") == 2);
}

TEST_CASE("latency passes on the clock, inside one process behind two host names") {
  XeroClient client;
  client.xero.set_latency(Millis{700});
  InProcess network;
  network.mount("identity.xero.test", client.xero);
  network.mount("api.xero.test", client.xero);
  const Instant before = client.clock.now();
  const auto result =
      network.call({"GET",
                    "https://api.xero.test/api.xro/2.0/Organisation",
                    {{"Authorization", "Bearer " + client.token}, {"Accept", "application/json"}},
                    ""},
                   Stop{});
  REQUIRE(result.reply.has_value());
  CHECK(result.reply->status == 200);
  CHECK(client.clock.now() - before == Millis{700});
}
