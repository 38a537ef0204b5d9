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

TEST_CASE("random faults repeat with their seed, and each comes once before any comes twice") {
  using namespace xero_sim;
  const auto run = [](std::uint64_t seed, double share, int calls, FaultPack pack) {
    RandomFaults faults;
    faults.set(seed, share, pack);
    std::vector<std::string> out;
    for (int i = 0; i < calls; ++i) {
      const auto strike = faults.next(writes | keyed | creates_many);
      out.push_back(strike ? fault_name(*strike->fault, strike->when) : "-");
    }
    return out;
  };
  const auto passing = FaultPack::passing;
  CHECK(run(7, 0.5, 400, passing) == run(7, 0.5, 400, passing));
  CHECK(run(7, 0.5, 400, passing) != run(8, 0.5, 400, passing));
  CHECK(run(1, 0, 100, passing) == std::vector<std::string>(100, "-"));
  std::set<std::string> of_writes;
  for (const NamedFault& fault : named_faults()) {
    CHECK((fault.before || fault.after));
    if ((fault.strikes & (writes | keyed | creates_many)) == 0) continue;
    if (fault.before) of_writes.insert(fault_name(fault, Fault::When::before_commit));
    if (fault.after) of_writes.insert(fault_name(fault, Fault::When::after_commit));
  }
  const auto all = run(1, 1, static_cast<int>(of_writes.size()), FaultPack::every);
  CHECK(std::set<std::string>(all.begin(), all.end()) == of_writes);
  const auto some = run(1, 1, 200, passing);
  CHECK(std::find(some.begin(), some.end(), "429 minute, before") != some.end());
  CHECK(std::find(some.begin(), some.end(), "429 day, before") == some.end());
}

TEST_CASE("each named fault does before or after the work what its name says") {
  using namespace xero_sim;
  const std::string both = batch({invoice("N-1", line("1")), invoice("N-2", line("2"))});
  for (const NamedFault& fault : named_faults()) {
    if ((fault.strikes & (writes | keyed | creates_many)) == 0) continue;
    for (const auto when : {Fault::When::before_commit, Fault::When::after_commit}) {
      if (!(when == Fault::When::before_commit ? fault.before : fault.after)) continue;
      CAPTURE(fault_name(fault, when));
      XeroClient client;
      client.xero.strike_next(fault, when);
      const Instant begun = client.clock.now();
      const Answer answer = client.send("PUT", "/api.xro/2.0/Invoices?summarizeErrors=false", both, "key");
      CHECK(client.clock.now() - begun == fault.takes);
      const bool one_only = fault.twist == Twist::one_refused || fault.twist == Twist::one_silent ||
                            fault.twist == Twist::one_refused_summarised;
      const std::size_t made = when == Fault::When::before_commit ? 0 : one_only ? 1 : 2;
      CHECK(client.xero.invoices().size() == made);
      CHECK(client.xero.faults_struck() == std::map<std::string, int>{{fault_name(fault, when), 1}});
      if (fault.name.starts_with("4") || fault.name.starts_with("5"))
        CHECK(std::to_string(answer.reply.status) == fault.name.substr(0, 3));
      if (fault.twist == Twist::delivered_twice) CHECK(client.xero.replays() == 1);
      // What is late comes by itself, once.
      client.clock.advance(RandomFaults::latest);
      client.reply("GET", "Organisation");
      CHECK(client.xero.invoices().size() == (fault.twist == Twist::later ? 2 : made));
    }
  }
}

TEST_CASE("of a batch one element is refused, lost in silence, or made and not told") {
  using namespace xero_sim;
  const std::string both = batch({invoice("N-1", line("1")), invoice("N-2", line("2"))});
  for (const NamedFault& fault : named_faults()) {
    if (fault.strikes != creates_many) continue;
    CAPTURE(fault.name);
    XeroClient client;
    client.xero.strike_next(fault, Fault::When::after_commit);
    const auto reply = client.reply("PUT", "Invoices?summarizeErrors=false", both);
    const Json body = parse_json(reply.body, "reply").value();
    const std::string made = client.xero.invoices().front().number;
    const std::string odd = made == "N-1" ? "N-2" : "N-1";
    if (fault.twist == Twist::one_refused_summarised) {
      CHECK(reply.status == 400);
      CHECK(body["Elements"].size() == 1);
      CHECK(body["Elements"][0]["InvoiceNumber"] == odd);
      continue;
    }
    CHECK(reply.status == 200);
    const Json other = numbered(body, odd);
    if (fault.twist == Twist::one_unsaid) CHECK(body["Invoices"].size() == 1);
    if (fault.twist == Twist::one_refused) CHECK_FALSE(messages(other).empty());
    if (fault.twist == Twist::one_silent) {
      CHECK(messages(other).empty());
      CHECK_FALSE(other.contains("InvoiceID"));
    }
  }
}

TEST_CASE("a list lags, turns the boundary round, has nothing new to say, or loses a row between its pages") {
  using namespace xero_sim;
  const auto named = [](Twist twist) -> const NamedFault& {
    for (const NamedFault& fault : named_faults())
      if (fault.twist == twist) return fault;
    FAIL("there is no such fault");
    return named_faults().front();
  };
  XeroClient client;
  for (int i = 1; i <= 3; ++i) {
    client.reply("PUT", "Invoices", invoice("N-" + std::to_string(i), line("1")));
    client.settle();
  }
  const auto numbers = [&](const std::string& query) {
    std::vector<std::string> out;
    const Json body = client.json("GET", "Invoices?" + query);
    for (const Json& one : body["Invoices"]) out.push_back(one["InvoiceNumber"]);
    return out;
  };
  client.xero.strike_next(named(Twist::lists_lag), Fault::When::after_commit);
  CHECK(numbers("").empty());
  CHECK(numbers("").size() == 3);

  CHECK(numbers("page=1&pageSize=2") == std::vector<std::string>{"N-1", "N-2"});
  client.xero.strike_next(named(Twist::row_moved), Fault::When::after_commit);
  CHECK(numbers("page=2&pageSize=2") == std::vector<std::string>{"N-1"});  // N-3 is on page 1 now
  client.xero.strike_next(named(Twist::row_moved), Fault::When::after_commit);
  CHECK(numbers("page=2&pageSize=2&order=InvoiceID").size() == 1);

  const std::string now = client.xero.invoice("N-3")->updated.text().substr(0, 19);
  client.extra = {{"If-Modified-Since", now}};
  CHECK(numbers("").empty());
  client.xero.strike_next(named(Twist::other_boundary), Fault::When::after_commit);
  CHECK(numbers("") == std::vector<std::string>{"N-3"});
  for (const NamedFault& fault : named_faults())
    if (fault.name == "304") client.xero.strike_next(fault, Fault::When::after_commit);
  CHECK(client.reply("GET", "Invoices").status == 304);
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
        if (answer.delivery != Delivery::whole) continue;
        if (answer.reply.status == 404) return false;
        const auto body = parse_json(answer.reply.body, "answer");
        if (answer.reply.status == 200 && body && !numbered(*body, number).is_null()) return true;
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
