#include "auth/bearer_call.h"

#include <utility>

namespace crosswalk::auth {

using Kind = CallAnswer::Kind;

CallAnswer CallAnswer::failed(Kind kind, Error error) {
  CallAnswer answer;
  answer.kind = kind;
  answer.error = std::move(error);
  return answer;
}

CallAnswer call_with_token(AccessTokens& tokens, wire::HttpRequest request, const BearerCall& call,
                           const Stop& stop) {
  const std::size_t plain_headers = request.headers.size();
  for (bool renewed = false;; renewed = true) {
    const auto token = tokens.get(stop);
    if (!token)
      return CallAnswer::failed(token.error().kind == ErrorKind::config ? Kind::sign_in : Kind::not_sent,
                                token.error());
    request.headers.resize(plain_headers);
    request.headers.emplace_back("Authorization", "Bearer " + token->reveal());

    BearerCall::Sent sent = call.send(request);
    if (sent.throttled) {
      auto answer = CallAnswer::failed(
          Kind::throttled, fail(ErrorKind::limit, call.system + "'s call limit is used up until " +
                                                      sent.throttled->text_seconds()));
      answer.at = *sent.throttled;
      return answer;
    }
    wire::CallResult& result = sent.result;
    if (!result.reply)
      return CallAnswer::failed(
          result.failure.reach == wire::Reach::maybe_sent ? Kind::maybe_sent : Kind::not_sent,
          std::move(result.failure.error));
    const int status = result.reply->status;
    if (status == 401 && !renewed && call.wants_another_token(*result.reply)) {
      tokens.drop(*token);
      continue;
    }
    CallAnswer answer;
    if (status == 401 || status == 403)
      answer = CallAnswer::failed(Kind::sign_in, call.refusal(*result.reply));
    else
      answer.kind = Kind::reply;
    answer.reply = std::move(*result.reply);
    return answer;
  }
}

}  // namespace crosswalk::auth
