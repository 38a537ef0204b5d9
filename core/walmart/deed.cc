#include "walmart/deed.h"

namespace crosswalk::walmart {

Result<FrozenRequest> OnceDeed::freeze(std::string_view /*attempt_id*/,
                                       std::span<const Document> documents) const {
  if (documents.size() != 1)
    return fail(ErrorKind::internal,
                "Walmart takes one such document a request, not " + std::to_string(documents.size()));
  return freeze_one(documents.front());
}

Outcomes OnceDeed::send(const Attempt& attempt, const Stop& stop) {
  if (attempt.members.size() == 1) return {send_one(attempt, stop)};
  return Outcomes(attempt.members.size(),
                  outcome_of(Outcome::Kind::rejected, "one document a request is expected"));
}

Outcome OnceDeed::send_one(const Attempt& attempt, const Stop& stop) {
  const Document& document = attempt.members.front();
  Outcome before = look_up(document, Moment::before_sending, stop);
  // Nothing has gone out yet: what cannot be seen now is tried again, not looked for.
  if (before.kind == Outcome::Kind::unknown) before.kind = Outcome::Kind::retry;
  if (before.kind != Outcome::Kind::absent) return before;
  const Answer answer = connection_.write(endpoint(), attempt.request, stop);
  if (auto verdict = common_verdict(connection_, document, answer)) return *verdict;
  if (answer.reply.status < 300) return confirm(document, answer.reply);
  // Refused; but perhaps because it is done already.
  Outcome seen = look_up(document, Moment::after_sending, stop);
  if (seen.kind != Outcome::Kind::absent) return seen;
  if (seen.at == Instant()) return outcome_of(Outcome::Kind::rejected, words_of(answer.reply));
  return outcome_of(Outcome::Kind::retry, seen.reason + ": " + words_of(answer.reply), seen.at);
}

Outcomes OnceDeed::check(const Attempt& attempt, const Stop& stop) {
  Outcomes outcomes;
  for (const Document& member : attempt.members)
    outcomes.push_back(look_up(member, attempt.lost ? Moment::lost : Moment::after_sending, stop));
  return outcomes;
}

}  // namespace crosswalk::walmart
