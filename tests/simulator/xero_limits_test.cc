#include "simulator/xero_limits.h"

#include <doctest/doctest.h>

#include <thread>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

std::string header_of(const wire::HttpReply& reply, std::string_view name) {
  return std::string(wire::header(reply.headers, name).value_or(""));
}

}  // namespace

TEST_CASE("sixty calls a minute, then 429 with Retry-After, without effect") {
  XeroClient client;
  for (int i = 0; i < 60; ++i) CHECK(client.reply("GET", "Organisation").status == 200);
  const auto refused = client.reply("PUT", "Invoices", invoice("L-1", line("1")), "key");
  CHECK(refused.status == 429);
  CHECK(header_of(refused, "X-Rate-Limit-Problem") == "minute");
  CHECK(header_of(refused, "Retry-After") == "60");
  CHECK(header_of(refused, "X-MinLimit-Remaining") == "0");
  CHECK(header_of(refused, "X-DayLimit-Remaining") == "4940");
  CHECK(client.xero.invoices().empty());
  CHECK(client.xero.breaches() == std::map<std::string, int>{{"minute", 1}});
  client.clock.advance(Millis{60'000});
  // The refusal was not kept under the key.
  CHECK(client.reply("PUT", "Invoices", invoice("L-1", line("1")), "key").status == 200);
  CHECK(client.xero.invoices().size() == 1);
}

TEST_CASE("a replay costs a call: the limit comes before the key") {
  XeroClient client;
  XeroLimitValues limits;
  limits.minute = 2;
  client.xero.set_limits(limits);
  CHECK(client.reply("PUT", "Invoices", invoice("L-1", line("1")), "key").status == 200);
  CHECK(client.reply("PUT", "Invoices", invoice("L-1", line("1")), "key").status == 200);
  CHECK(client.reply("PUT", "Invoices", invoice("L-1", line("1")), "key").status == 429);
  CHECK(client.xero.replays() == 1);
}

TEST_CASE("the remaining calls are on every answer, errors included") {
  XeroClient client;
  CHECK(header_of(client.reply("GET", "Organisation"), "X-MinLimit-Remaining") == "59");
  const auto missing = client.reply("GET", "Invoices/none");
  CHECK(header_of(missing, "X-MinLimit-Remaining") == "58");
  CHECK(header_of(missing, "X-DayLimit-Remaining") == "4998");
  CHECK(header_of(missing, "X-AppMinLimit-Remaining") == "9998");
}

TEST_CASE("the day's limit, concurrency, and the app's minute") {
  XeroClient client;
  XeroLimitValues limits;
  limits.day = 3;
  client.xero.set_limits(limits);
  for (int i = 0; i < 3; ++i) CHECK(client.reply("GET", "Organisation").status == 200);
  client.clock.advance(Millis{600'000});
  const auto day = client.reply("GET", "Organisation");
  CHECK(header_of(day, "X-Rate-Limit-Problem") == "day");
  CHECK(header_of(day, "Retry-After") == "85800");
  CHECK(header_of(day, "X-MinLimit-Remaining") == "60");

  limits.day = 5000;
  limits.app_minute = 0;
  client.xero.set_limits(limits);
  const auto app = client.reply("GET", "Organisation");
  CHECK(app.status == 429);
  CHECK(header_of(app, "Retry-After").empty());

  client.xero.set_limits({});
  client.xero.occupy(5);
  const auto crowded = client.reply("GET", "Organisation");
  CHECK(crowded.status == 429);
  CHECK(header_of(crowded, "X-Rate-Limit-Problem") == "concurrent");
  CHECK(header_of(crowded, "Retry-After").empty());
  client.xero.occupy(4);
  CHECK(client.reply("GET", "Organisation").status == 200);
}

TEST_CASE("windows roll, or stand fixed") {
  xero_sim::CallWindow window(Millis{60'000});
  const Instant start = Instant::from_millis(0);
  window.take(start);
  window.take(start + Millis{50'000});
  CHECK(window.remaining(2, true, start + Millis{59'999}) == 0);
  CHECK(window.retry_after_seconds(2, true, start + Millis{50'000}) == 10);
  CHECK(window.retry_after_seconds(1, true, start + Millis{50'000}) == 60);
  CHECK(window.remaining(2, true, start + Millis{60'000}) == 1);
  xero_sim::CallWindow fixed(Millis{60'000});
  fixed.take(start);
  fixed.take(start + Millis{50'000});
  CHECK(fixed.remaining(2, false, start + Millis{59'999}) == 0);
  CHECK(fixed.remaining(2, false, start + Millis{60'000}) == 2);
}

TEST_CASE("every thread that is let in is let out") {
  XeroClient client;
  client.xero.set_limits({5, 100'000, 100'000, 100'000});
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) client.reply("GET", "Organisation");
    });
  for (auto& thread : threads) thread.join();
  CHECK(client.xero.breaches().empty());
  CHECK(client.xero.requests().at("GET /Organisation") == 200);
}
