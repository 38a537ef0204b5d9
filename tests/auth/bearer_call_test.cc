#include "auth/bearer_call.h"

#include <doctest/doctest.h>

#include <deque>

namespace crosswalk::auth {
namespace {

using Kind = CallAnswer::Kind;

// "token-1", and after a drop "token-2", …
struct Tokens final : AccessTokens {
  Result<Secret> get(const Stop&) override {
    if (trouble) return *trouble;
    return Secret("token-" + std::to_string(number));
  }
  void drop(const Secret& used) override {
    dropped.push_back(used.reveal());
    ++number;
  }
  int number = 1;
  std::optional<Error> trouble;
  std::vector<std::string> dropped;
};

struct Desk {
  // Sends in turn what was put in; notes what each call carried as its authorisation.
  BearerCall call() {
    return {"Ledger",
            [this](const wire::HttpRequest& request) {
              REQUIRE_FALSE(replies.empty());
              REQUIRE(request.headers.size() == 2);
              carried.push_back(request.headers.back().second);
              BearerCall::Sent sent = std::move(replies.front());
              replies.pop_front();
              return sent;
            },
            [this](const wire::HttpReply&) { return another_helps; },
            [](const wire::HttpReply& reply) {
              return fail(ErrorKind::config, "refused with " + std::to_string(reply.status));
            }};
  }
  CallAnswer make() {
    wire::HttpRequest request;
    request.headers = {{"Accept", "application/json"}};
    return call_with_token(tokens, request, call(), {});
  }
  void answers(int status) {
    BearerCall::Sent sent;
    sent.result.reply = wire::HttpReply();
    sent.result.reply->status = status;
    replies.push_back(std::move(sent));
  }
  void fails(wire::Reach reach) {
    BearerCall::Sent sent;
    sent.result.failure = {reach, fail(ErrorKind::outside, "cut off")};
    replies.push_back(std::move(sent));
  }

  Tokens tokens;
  std::deque<BearerCall::Sent> replies;
  std::vector<std::string> carried;
  bool another_helps = true;
};

}  // namespace

TEST_CASE("a token that is taken no more is replaced once, and the call made again") {
  Desk desk;
  desk.answers(401);
  desk.answers(200);
  const CallAnswer answer = desk.make();
  CHECK(answer.kind == Kind::reply);
  CHECK(answer.reply.status == 200);
  CHECK(desk.carried == std::vector<std::string>{"Bearer token-1", "Bearer token-2"});
  CHECK(desk.tokens.dropped == std::vector<std::string>{"token-1"});
}

TEST_CASE("a second refusal, a 403, or a 401 that no other token mends, is for a person") {
  Desk desk;
  int calls = 0;
  SUBCASE("twice") {
    desk.answers(401);
    desk.answers(401);
    calls = 2;
  }
  SUBCASE("forbidden") {
    desk.answers(403);
    calls = 1;
  }
  SUBCASE("no other token helps") {
    desk.another_helps = false;
    desk.answers(401);
    calls = 1;
  }
  const CallAnswer answer = desk.make();
  CHECK(answer.kind == Kind::sign_in);
  CHECK(answer.error.kind == ErrorKind::config);
  CHECK(answer.error.message == "refused with " + std::to_string(answer.reply.status));
  CHECK(static_cast<int>(desk.carried.size()) == calls);
}

TEST_CASE("without a token nothing is sent, and a person is asked only where one can help") {
  Desk desk;
  desk.tokens.trouble = fail(ErrorKind::config, "sign in again");
  CHECK(desk.make().kind == Kind::sign_in);
  desk.tokens.trouble = fail(ErrorKind::outside, "no answer");
  const CallAnswer answer = desk.make();
  CHECK(answer.kind == Kind::not_sent);
  CHECK(answer.error.message == "no answer");
  CHECK(desk.carried.empty());
}

TEST_CASE("what was not executed is told from what nobody knows") {
  Desk desk;
  desk.fails(wire::Reach::not_sent);
  CHECK(desk.make().kind == Kind::not_sent);
  desk.fails(wire::Reach::maybe_sent);
  CHECK(desk.make().kind == Kind::maybe_sent);

  desk.answers(429);
  desk.replies.back().throttled = *Instant::parse("2026-03-01T12:00:00Z");
  const CallAnswer answer = desk.make();
  CHECK(answer.kind == Kind::throttled);
  CHECK(answer.at == *Instant::parse("2026-03-01T12:00:00Z"));
  CHECK(answer.error.message == "Ledger's call limit is used up until 2026-03-01T12:00:00Z");
}

TEST_CASE("any other status is a reply") {
  Desk desk;
  desk.answers(500);
  const CallAnswer answer = desk.make();
  CHECK(answer.kind == Kind::reply);
  CHECK(answer.reply.status == 500);
}

}  // namespace crosswalk::auth
