#include "cloudsuite/write_outcome.h"

#include "cloudsuite/landmark.h"

namespace crosswalk::cloudsuite {

using Kind = Outcome::Kind;

bool was_carried_out(const auth::CallAnswer& answer) {
  return answer.kind == auth::CallAnswer::Kind::reply && answer.reply.status == 200 &&
         (answer.reply.body.starts_with("[") || refusal_in(answer.reply.body).empty());
}

std::string why_failed(const auth::CallAnswer& answer) {
  return answer.kind == auth::CallAnswer::Kind::reply ? described(answer.reply) : answer.error.message;
}

Outcome outcome_of_failure(const auth::CallAnswer& answer, bool several) {
  const std::string why = why_failed(answer);
  switch (answer.kind) {
    case auth::CallAnswer::Kind::throttled:
    case auth::CallAnswer::Kind::not_sent:
      return outcome(Kind::retry, why, answer.at);
    case auth::CallAnswer::Kind::sign_in:
      return outcome(Kind::reauthorise, why);
    case auth::CallAnswer::Kind::maybe_sent:
      return outcome(Kind::unknown, why);
    case auth::CallAnswer::Kind::reply:
      break;
  }
  const int status = answer.reply.status;
  if (status == 404 || status == 405)
    return outcome(Kind::retry,
                   "Infor does not know the address of FSM (" + why + "): check the .ionapi file's tenant");
  if (status < 400 || status >= 500 || status == 408)
    return outcome(Kind::unknown, "Infor answered with " + why);
  Outcome refused =
      outcome(several ? Kind::retry : Kind::rejected, "Infor refused the rows as a whole: " + why);
  refused.halve = several;
  return refused;
}

}  // namespace crosswalk::cloudsuite
