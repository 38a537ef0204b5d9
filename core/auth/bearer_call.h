// BearerCall: a call with an access token. Gets the token, sends, and where the other side takes the token no
// more, sends once again with another. What a reply means beyond that is the connector's to say. Safe from
// any thread as far as what it is given is.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "auth/access_tokens.h"
#include "base/clock.h"
#include "wire/message.h"

namespace crosswalk::auth {

// What became of a call.
struct CallAnswer {
  enum class Kind {
    reply,       // of any status but 401, 403 and 429
    throttled,   // not executed; not before `at`
    sign_in,     // not executed; a person may have to act
    not_sent,    // not executed
    maybe_sent,  // nobody knows
  };
  Kind kind = Kind::maybe_sent;
  wire::HttpReply reply;  // also of a refused sign-in
  Error error;            // of all but reply
  Instant at;             // of throttled

  static CallAnswer failed(Kind kind, Error error);
};

struct BearerCall {
  struct Sent {
    wire::CallResult result;
    std::optional<Instant> throttled;  // not executed: the other side's limits are used up until then
  };
  std::string system;  // for sentences: "Xero"
  // Sends, as often as the call's manners allow.
  std::function<Sent(const wire::HttpRequest&)> send;
  // The reply refuses this token, and another may do. Only a 401 is asked about.
  std::function<bool(const wire::HttpReply&)> wants_another_token;
  // What a person reads about a 401 or 403 that no other token mends.
  std::function<Error(const wire::HttpReply&)> refusal;
};

CallAnswer call_with_token(AccessTokens& tokens, wire::HttpRequest request, const BearerCall& call,
                           const Stop& stop);

}  // namespace crosswalk::auth
