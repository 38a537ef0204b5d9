#include "wire/caller.h"

#include <doctest/doctest.h>

#include <deque>

#include "base/virtual_clock.h"

namespace crosswalk::wire {
namespace {

const Instant start = *Instant::parse("2026-03-01T12:00:00Z");

// Answers as the test has written down, and remembers when it was asked.
struct Script final : Transport {
  explicit Script(Clock& the_clock) : clock(the_clock) {}
  CallResult call(const HttpRequest&, const Stop&) override {
    when.push_back(clock.now() - start);
    if (on_call) on_call();
    CallResult next = std::move(results.front());
    results.pop_front();
    return next;
  }
  Clock& clock;
  std::deque<CallResult> results;
  std::vector<Millis> when;
  std::function<void()> on_call;
};

// Each bucket can be held shut until a time.
struct FakeBudget final : Budget {
  Result<Instant> take(const BucketLimit& limit, Instant now) override {
    if (broken) return fail(ErrorKind::io, "the store is gone");
    const auto shut = shut_until.find(limit.bucket);
    if (shut != shut_until.end() && shut->second > now) return shut->second;
    taken.push_back(limit.bucket);
    return now;
  }
  Result<void> pause(std::string_view bucket, Instant until) override {
    if (pause_fails) return fail(ErrorKind::io, "the store is gone");
    shut_until[std::string(bucket)] = until;
    return {};
  }
  Result<void> observe(const BucketLimit&, double, Instant) override { return {}; }
  std::map<std::string, Instant> shut_until;
  std::vector<std::string> taken;
  bool broken = false;
  bool pause_fails = false;
};

// A clock on which a wait can be interrupted: the stop is asked for while somebody waits.
struct StoppingClock final : Clock {
  Instant now() const override { return start; }
  bool wait_until(Instant, const Stop&) override {
    source->request_stop();
    return false;
  }
  std::stop_source* source = nullptr;
};

CallResult status(int code, Headers headers = {}) {
  return {HttpReply{code, std::move(headers), ""}, {}};
}
CallResult failure(Reach reach, ErrorKind kind = ErrorKind::outside) {
  return {std::nullopt, {reach, fail(kind, "it failed")}};
}

// The usual judge: 429 and 503 are tried again, and 429 pauses the bucket.
Advice judge(const HttpReply& reply, Instant now) {
  if (reply.status == 429) return {true, retry_after(reply.headers, now), "minute"};
  return {reply.status == 503, std::nullopt, ""};
}

struct Bench {
  VirtualClock clock{start};
  Script transport{clock};
  FakeBudget budget;
  Caller caller{transport, budget, clock, [] { return 0.0; }};
  CallResult call(const CallPolicy& policy, const Stop& stop = {}) {
    return caller.call({}, policy, judge, stop);
  }
};

CallPolicy tries(int count, bool repeatable = false) {
  CallPolicy policy;
  policy.buckets = {{"minute", 1, Millis(60'000)}, {"day", 1, Millis(60'000)}};
  policy.tries = count;
  policy.repeatable = repeatable;
  return policy;
}

}  // namespace

TEST_CASE("a call asks every bucket and waits for the slowest") {
  Bench bench;
  bench.budget.shut_until["day"] = start + Millis(90'000);
  bench.transport.results = {status(200)};
  const auto result = bench.call(tries(1));
  REQUIRE(result.reply);
  CHECK(result.reply->status == 200);
  CHECK(bench.transport.when == std::vector{Millis(90'000)});
  CHECK(bench.budget.taken == std::vector<std::string>{"minute", "day"});
}

TEST_CASE("Retry-After in seconds and as a date") {
  CHECK(retry_after({{"retry-after", "7"}}, start) == start + Millis(7'000));
  CHECK(retry_after({{"Retry-After", "0"}}, start) == start);
  CHECK(retry_after({{"Retry-After", "Sun, 01 Mar 2026 12:01:30 GMT"}}, start) == start + Millis(90'000));
  for (const char* bad : {"", "soon", "-5", "1.5", "7 ", "99999999999999999999",
                          "Sun, 01 Foo 2026 12:01:30 GMT", "Sun, 41 Mar 2026 12:01:30 GMT"}) {
    CAPTURE(bad);
    CHECK_FALSE(retry_after({{"Retry-After", bad}}, start));
  }
  CHECK_FALSE(retry_after({}, start));
}

TEST_CASE("the back-off doubles within its jitter and is capped") {
  CHECK(backoff(1, 0.0) == Millis(500));
  CHECK(backoff(1, 1.0) == Millis(1'000));
  CHECK(backoff(4, 0.0) == Millis(4'000));
  CHECK(backoff(4, 1.0) == Millis(8'000));
  CHECK(backoff(1'000, 1.0) == limits::longest_backoff);
  const Jitter jitter = random_jitter();
  for (int i = 0; i < 1'000; ++i) {
    const double value = jitter();
    CHECK(value >= 0.0);
    CHECK(value < 1.0);
  }
}

TEST_CASE("a 429 pauses its bucket until Retry-After and is tried again") {
  Bench bench;
  bench.transport.results = {status(429, {{"Retry-After", "20"}}), status(200)};
  const auto result = bench.call(tries(2));
  REQUIRE(result.reply);
  CHECK(result.reply->status == 200);
  CHECK(bench.transport.when == std::vector{Millis(0), Millis(20'000)});
  CHECK(bench.budget.shut_until["minute"] == start + Millis(20'000));
  CHECK(bench.budget.taken.size() == 4);  // every try pays
}

TEST_CASE("the last reply is the answer when the tries are used up") {
  Bench bench;
  bench.transport.results = {status(503), status(503), status(503), status(200)};
  const auto result = bench.call(tries(3));
  REQUIRE(result.reply);
  CHECK(result.reply->status == 503);
  CHECK(bench.transport.when == std::vector{Millis(0), Millis(500), Millis(1'500)});
}

TEST_CASE("what may have taken effect is not repeated unless it may be") {
  Bench bench;
  bench.transport.results = {failure(Reach::maybe_sent), status(200)};
  const auto once = bench.call(tries(5));
  CHECK_FALSE(once.reply);
  CHECK(once.failure.reach == Reach::maybe_sent);
  CHECK(bench.transport.when.size() == 1);

  Bench repeatable;
  repeatable.transport.results = {failure(Reach::maybe_sent), status(200)};
  CHECK(repeatable.call(tries(5, true)).reply);

  Bench unsent;
  unsent.transport.results = {failure(Reach::not_sent), status(200)};
  CHECK(unsent.call(tries(5)).reply);
}

TEST_CASE("a failure's reach speaks of all tries") {
  Bench bench;
  bench.transport.results = {failure(Reach::maybe_sent), failure(Reach::not_sent)};
  CHECK(bench.call(tries(2, true)).failure.reach == Reach::maybe_sent);

  Bench after_503;
  after_503.transport.results = {status(503), failure(Reach::not_sent)};
  CHECK(after_503.call(tries(2)).failure.reach == Reach::maybe_sent);

  Bench after_429;
  after_429.transport.results = {status(429), failure(Reach::not_sent)};
  CHECK(after_429.call(tries(2)).failure.reach == Reach::not_sent);
}

TEST_CASE("a stop ends the waiting, and does not deny an earlier try") {
  std::stop_source source;
  StoppingClock clock;
  clock.source = &source;
  Script transport(clock);
  FakeBudget budget;
  Caller caller(transport, budget, clock, [] { return 0.0; });

  SUBCASE("while it waits for the budget") {
    budget.shut_until["day"] = start + Millis(1);
    const auto result = caller.call({}, tries(3), judge, source.get_token());
    CHECK(result.failure.error.kind == ErrorKind::stopped);
    CHECK(result.failure.reach == Reach::not_sent);
    CHECK(transport.when.empty());
  }
  SUBCASE("while it waits to repeat what may have been sent") {
    transport.results = {failure(Reach::maybe_sent)};
    const auto result = caller.call({}, tries(3, true), judge, source.get_token());
    CHECK(result.failure.error.kind == ErrorKind::stopped);
    CHECK(result.failure.reach == Reach::maybe_sent);
  }
  SUBCASE("while it waits to repeat what was not sent") {
    transport.results = {failure(Reach::not_sent)};
    const auto result = caller.call({}, tries(3), judge, source.get_token());
    CHECK(result.failure.error.kind == ErrorKind::stopped);
    CHECK(result.failure.reach == Reach::not_sent);
  }
  SUBCASE("before it begins") {
    source.request_stop();
    const auto result = caller.call({}, tries(3), judge, source.get_token());
    CHECK(result.failure.error.kind == ErrorKind::stopped);
    CHECK(transport.when.empty());
  }
  SUBCASE("inside the transport: it is not tried again") {
    transport.results = {failure(Reach::not_sent, ErrorKind::stopped)};
    const auto result = caller.call({}, tries(3, true), judge, source.get_token());
    CHECK(result.failure.error.kind == ErrorKind::stopped);
    CHECK(transport.when.size() == 1);
  }
}

TEST_CASE("patience bounds every wait") {
  Bench spent;
  spent.budget.shut_until["day"] = start + Millis(3'600'000);
  CallPolicy policy = tries(5, true);
  policy.patience = Millis(60'000);
  const auto refused = spent.call(policy);
  CHECK(refused.failure.error.kind == ErrorKind::limit);
  CHECK(refused.failure.reach == Reach::not_sent);
  CHECK(refused.failure.error.message.find("day is spent until 2026-03-01T13:00:00Z") != std::string::npos);
  CHECK(spent.transport.when.empty());

  Bench told;
  told.transport.results = {status(429, {{"Retry-After", "3600"}}), status(200)};
  const auto limited = told.call(policy);
  REQUIRE(limited.reply);
  CHECK(limited.reply->status == 429);
  CHECK(told.clock.now() == start);
  CHECK(told.budget.shut_until["minute"] == start + Millis(3'600'000));

  Bench slow;  // the first try takes so long that a second would begin too late
  slow.transport.results = {failure(Reach::maybe_sent), status(200)};
  slow.transport.on_call = [&] { slow.clock.advance(Millis(59'900)); };
  CHECK(slow.call(policy).failure.reach == Reach::maybe_sent);
  CHECK(slow.transport.when.size() == 1);
}

TEST_CASE("a store that fails stops the call but never hides a reply") {
  Bench bench;
  bench.budget.broken = true;
  const auto refused = bench.call(tries(5));
  CHECK(refused.failure.error.kind == ErrorKind::io);
  CHECK(refused.failure.reach == Reach::not_sent);
  CHECK(bench.transport.when.empty());

  Bench unpaused;
  unpaused.budget.pause_fails = true;
  unpaused.transport.results = {status(429), status(200)};
  const auto result = unpaused.call(tries(5));
  REQUIRE(result.reply);
  CHECK(result.reply->status == 429);
}

}  // namespace crosswalk::wire
