#include "auth/token.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <thread>

#include "base/virtual_clock.h"

namespace crosswalk::auth {
namespace {

const Instant start = *Instant::parse("2026-03-01T12:00:00Z");
constexpr Millis lifetime{900'000};
constexpr Millis margin{60'000};

// "token-1", "token-2", … each good for a quarter of an hour.
struct Issuer {
  explicit Issuer(Clock& the_clock) : clock(the_clock) {}
  FetchToken fetch() {
    return [this](const Stop&) -> Result<Token> {
      const int number = ++fetched;
      if (fails) return fail(ErrorKind::outside, "the sign-in failed");
      return Token{Secret("token-" + std::to_string(number)), clock.now() + lifetime};
    };
  }
  Clock& clock;
  std::atomic<int> fetched = 0;
  std::atomic<bool> fails = false;
};

std::string text(const Result<Secret>& token) {
  return token ? token->reveal() : "error: " + token.error().message;
}

}  // namespace

TEST_CASE("a token is fetched once and renewed before it expires") {
  VirtualClock clock(start);
  Issuer issuer(clock);
  TokenCache cache(issuer.fetch(), clock, margin);
  CHECK(issuer.fetched == 0);
  CHECK(text(cache.get({})) == "token-1");
  clock.advance(lifetime - margin - Millis(1));
  CHECK(text(cache.get({})) == "token-1");
  clock.advance(Millis(1));
  CHECK(text(cache.get({})) == "token-2");
  CHECK(text(cache.get({})) == "token-2");
  CHECK(issuer.fetched == 2);
}

TEST_CASE("many threads, one fetch") {
  VirtualClock clock(start);
  std::atomic<int> fetched = 0;
  std::promise<void> inside;
  std::promise<void> go_on;
  TokenCache cache(
      [&, gate = go_on.get_future().share()](const Stop&) -> Result<Token> {
        if (++fetched == 1) inside.set_value();
        gate.wait();
        return Token{Secret("only"), clock.now() + lifetime};
      },
      clock, margin);
  std::atomic<int> got = 0;
  std::vector<std::jthread> threads;
  const auto ask = [&] {
    if (text(cache.get({})) == "only") ++got;
  };
  threads.emplace_back(ask);
  inside.get_future().wait();  // the first is in the middle of its fetch
  for (int i = 0; i < 7; ++i) threads.emplace_back(ask);
  go_on.set_value();
  threads.clear();  // joins
  CHECK(got == 8);
  CHECK(fetched == 1);
}

TEST_CASE("only the token that was refused is dropped") {
  VirtualClock clock(start);
  Issuer issuer(clock);
  TokenCache cache(issuer.fetch(), clock, margin);
  const Secret first = *cache.get({});
  cache.drop(first);
  CHECK(text(cache.get({})) == "token-2");
  cache.drop(first);  // a slow thread's old news
  CHECK(text(cache.get({})) == "token-2");
  CHECK(issuer.fetched == 2);
}

TEST_CASE("a failed fetch is told and not kept") {
  VirtualClock clock(start);
  Issuer issuer(clock);
  TokenCache cache(issuer.fetch(), clock, margin);
  issuer.fails = true;
  CHECK(text(cache.get({})) == "error: the sign-in failed");
  CHECK(text(cache.get({})) == "error: the sign-in failed");
  CHECK(issuer.fetched == 2);
  issuer.fails = false;
  CHECK(text(cache.get({})) == "token-3");

  // Renewal fails while the old token still lives: the old one is not handed out past its margin.
  clock.advance(lifetime - margin);
  issuer.fails = true;
  CHECK_FALSE(cache.get({}).ok());
}

TEST_CASE("the fetch is given the caller's stop") {
  VirtualClock clock(start);
  TokenCache cache(
      [](const Stop& stop) -> Result<Token> {
        return stop.stop_requested() ? fail(ErrorKind::stopped, "stopped")
                                     : fail(ErrorKind::internal, "not stopped");
      },
      clock, margin);
  std::stop_source source;
  source.request_stop();
  const auto token = cache.get(source.get_token());
  REQUIRE_FALSE(token.ok());
  CHECK(token.error().kind == ErrorKind::stopped);
}

}  // namespace crosswalk::auth
