// Verdicts: what an answer to a write means, whichever document it was for, and reading the state at Walmart
// back before anything is sent again (walmart.md §7, §8). Safe from any thread.
#pragma once

#include <optional>
#include <string>

#include "model/attempt.h"
#include "walmart/connection.h"

namespace crosswalk::walmart {

Outcome outcome_of(Outcome::Kind kind, std::string reason, Instant at = {});
Outcome posted_as(std::string outside_id, std::string status, Instant now);

// When to try again, or to look again.
Instant later_for(Connection& connection, const Document& document);

// "Walmart answered 400 INVALID_REQUEST_CONTENT: …", for a person.
std::string words_of(const wire::HttpReply& reply);

// Nothing: Walmart read the request and answered in its own words, 2xx or 4xx, which the caller must judge.
// Otherwise what every kind of document makes of it: sign in again, wait, or look first. A 403 is a retry
// with `forbidden`.
std::optional<Outcome> common_verdict(Connection& connection, const Document& document, const Answer& answer);

// A look at Walmart: the reply (200, or 404 in Walmart's own words), or the outcome that says why there is
// none.
struct Look {
  std::optional<wire::HttpReply> reply;
  Outcome outcome;  // when there is no reply: reauthorise, unknown, or retry where the call is forbidden
};
Look look_at(Connection& connection, const Document& document, const Endpoint& endpoint,
             const std::string& path, const Stop& stop);

}  // namespace crosswalk::walmart
