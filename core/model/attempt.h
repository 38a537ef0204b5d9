// Attempt: one request to an outside system, stored before it is sent, and what came of it. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "model/document.h"

namespace crosswalk {

// The exact bytes of an attempt, without sign-in headers. A resend is byte for byte the same.
struct FrozenRequest {
  std::string method;  // "PUT"
  std::string path;    // path and query, as sent
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // content type, idempotency key; never a secret
};

struct Attempt {
  std::string id;  // a UUID; outside names (Xero's idempotency key) derive from it
  std::string pair;
  Side side = Side::ledger;
  std::vector<Document> members;  // in the order of the request
  FrozenRequest request;
  Instant created;
  // Who was to send it did not come back: whether it went out is not known, nor when.
  bool lost = false;
};

// What became of one document, and so what to do next. Nothing else branches on anything else.
struct Outcome {
  enum class Kind {
    posted,       // receipt says where
    pending,      // the other side works on it; look again at `at`
    retry,        // it was certainly not executed; send again at `at`
    reauthorise,  // sign-in failed; a person may have to act; nothing was executed
    rejected,     // refused for good, in `reason`'s words
    absent,       // a look-up did not find it
    unknown,      // it may have taken effect; look before sending again
  };
  Kind kind = Kind::unknown;
  Receipt receipt;     // of posted
  Instant at;          // of pending, retry and unknown; zero: as soon as possible
  std::string reason;  // of posted: why it is to be disputed
  // Of retry and unknown, where a request of several members failed as a whole and one of them may be why:
  // each goes out next in at most half that company, so that the guilty one ends up alone.
  bool halve = false;
  // Of retry: its name belongs to something else there, so that it goes out next under another
  // (Document::variant).
  bool name_taken = false;
  // Of retry: the sign-in holds, but it may not make this kind of call. Documents of other kinds may go.
  bool forbidden = false;
  // Of retry: nothing is wrong, it waits for what others do in their time.
  bool expected = false;
};

using Outcomes = std::vector<Outcome>;

std::string_view name_of(Outcome::Kind kind);

}  // namespace crosswalk
