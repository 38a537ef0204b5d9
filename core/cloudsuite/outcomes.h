// Outcomes as sending and looking up make them (model/attempt.h). Pure.
#pragma once

#include <string>

#include "model/attempt.h"

namespace crosswalk::cloudsuite {

inline Outcome outcome(Outcome::Kind kind, std::string reason, Instant at = {}) {
  Outcome made;
  made.kind = kind;
  made.reason = std::move(reason);
  made.at = at;
  return made;
}

inline Outcomes same_for_all(const Attempt& attempt, const Outcome& one) {
  return Outcomes(attempt.members.size(), one);
}

// The proof that a document stands, with how far it has come: "interfaced", "journalised", "released" or
// "posted". The total is known of what is listed only.
inline Outcome stands(const std::string& run_group, std::string status, std::optional<Money> total,
                      Instant now) {
  Outcome made;
  made.kind = Outcome::Kind::posted;
  made.receipt.outside_id = run_group;
  made.receipt.status = std::move(status);
  made.receipt.total = total;
  made.receipt.at = now;
  return made;
}

}  // namespace crosswalk::cloudsuite
