#include "flow/dispatch.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/log.h"
#include "flow/headroom.h"
#include "flow/look_first.h"
#include "model/lease.h"

namespace crosswalk::flow {
namespace {

// Enough for several full batches, so that documents of one kind that lie between others still go together.
constexpr std::size_t look_ahead = 4 * limits::ledger_batch;
// Behind documents that may not go now.
constexpr std::size_t look_past = 5'000;

// A shorter wait for the next call is the connection's own affair.
constexpr Millis short_wait{30'000};
// How often to see whether history may go on.
constexpr Millis look_again{600'000};

// What may go with `first`: same kind, same operation, and the same company if that is bounded.
std::vector<Document> alike(const std::vector<Document>& documents, const Document& first) {
  std::vector<Document> batch;
  for (const auto& document : documents) {
    if (first.company > 0 && batch.size() == static_cast<std::size_t>(first.company)) break;
    if (document.kind == first.kind && document.operation == first.operation &&
        document.company == first.company)
      batch.push_back(document);
  }
  return batch;
}

// True: the sentence was not known yet.
bool note(std::vector<std::string>& trouble, const std::string& sentence) {
  if (sentence.empty() || std::find(trouble.begin(), trouble.end(), sentence) != trouble.end()) return false;
  trouble.push_back(sentence);
  return true;
}

}  // namespace

Target& Dispatcher::target() const {
  if (side_ == Side::ledger) return pair_.ledger;
  return pair_.channel;
}

Result<DispatchReport> Dispatcher::step(const RoundLimits& round, const Stop& stop) {
  DispatchReport report;
  if (auto expired = pair_.store.expire_leases(pair_.clock.now()); !expired) return expired.error();
  if (auto looked = look_up(report, stop); !looked) return looked.error();
  while (!round.holds && !report.signed_out && !stop.stop_requested()) {
    const auto more = send_batch(round, report, stop);
    if (!more) return more.error();
    if (!*more || (round.until && pair_.clock.now() >= *round.until)) break;
  }
  return report;
}

Result<void> Dispatcher::look_up(DispatchReport& report, const Stop& stop) {
  auto attempts = pair_.store.to_look_up(pair_.settings.name, side_, look_ahead, pair_.clock.now());
  if (!attempts) return attempts.error();
  for (const auto& attempt : *attempts) {
    if (report.signed_out || stop.stop_requested()) break;
    const Outcomes outcomes = target().check(attempt, stop);
    report.looked_up += static_cast<int>(attempt.members.size());
    if (auto done = finish(attempt, outcomes, Cause::look_up, report); !done) return done;
  }
  return {};
}

Result<bool> Dispatcher::send_batch(const RoundLimits& round, DispatchReport& report, const Stop& stop) {
  auto documents = pair_.store.sendable(pair_.settings.name, side_,
                                        forbidden_until_.empty() ? look_ahead : look_past, pair_.clock.now());
  if (!documents) return documents.error();
  if (documents->empty()) return false;
  auto batch = next_batch(*documents, round, report);
  if (!batch) return batch.error();
  if (batch->empty()) return false;
  if (writes_over(batch->front())) {
    auto looked = look_first(pair_, *batch, stop);
    if (!looked) return looked.error();
    if (!looked->trouble.empty()) {
      report.rests_until = pair_.clock.now() + limits::first_retry;
      note(report.rests, looked->trouble);
      return false;
    }
    if (looked->unchanged.empty()) return true;  // they wait for a person now
    *batch = std::move(looked->unchanged);
  }
  linger_.left(batch->front());
  if (auto sent = send(std::move(*batch), report, stop); !sent) return sent.error();
  return true;
}

bool Dispatcher::is_forbidden(DocumentKind kind, DispatchReport& report) {
  const auto held = forbidden_until_.find(kind);
  if (held == forbidden_until_.end()) return false;
  if (held->second <= pair_.clock.now()) {
    forbidden_until_.erase(held);
    return false;
  }
  report.rests_until = std::min(report.rests_until.value_or(held->second), held->second);
  return true;
}

Result<std::vector<Document>> Dispatcher::next_batch(const std::vector<Document>& documents,
                                                     const RoundLimits& round, DispatchReport& report) {
  const Instant now = pair_.clock.now();
  const auto rest = [&](Instant until, const std::string& why) {
    report.rests_until = std::min(report.rests_until.value_or(until), until);
    note(report.rests, why);
    if (why != rest_told_)
      log::warning("dispatch", pair_.settings.name + ": " + why);  // once, not every round
    rest_told_ = why;
    return std::vector<Document>{};
  };
  report.rests_until.reset();
  if (const auto until = fuse_.rests_until(now))
    return rest(*until, "request after request failed as a whole; tried again at " + until->text_seconds());
  const auto room = headroom(pair_.store, target().pace(), now);
  if (!room) return room.error();
  if (room->next > now + short_wait)
    return rest(room->next, "the call limit is used up until " + room->next.text_seconds());
  if (documents.front().lane == Lane::history && room->share < history_share)
    return rest(now + look_again, "imported history waits: the day's last calls are kept for fresh orders");
  std::vector<std::pair<DocumentKind, Operation>> seen;
  for (const auto& first : documents) {
    const std::pair like(first.kind, first.operation);
    if (std::find(seen.begin(), seen.end(), like) != seen.end()) continue;
    seen.push_back(like);
    if (is_forbidden(first.kind, report)) continue;
    auto batch = alike(documents, first);
    const std::size_t fits = std::max<std::size_t>(1, target().fits(batch));
    const bool full = fits < batch.size() || batch.size() >= limits::ledger_batch;
    batch.resize(std::min(batch.size(), fits));
    const auto waits = full ? std::nullopt : linger_.waits(first, room->share, round.linger, now);
    if (!waits) return batch;
    report.rests_until = std::min(report.rests_until.value_or(*waits), *waits);
  }
  return std::vector<Document>{};
}

Result<void> Dispatcher::send(std::vector<Document> batch, DispatchReport& report, const Stop& stop) {
  Attempt attempt;
  attempt.id = random_uuid();
  attempt.pair = pair_.settings.name;
  attempt.side = side_;
  attempt.created = pair_.clock.now();
  const auto receipts = pair_.store.receipts_of(batch);
  if (!receipts) return receipts.error();
  auto request = target().freeze(attempt.id, batch, *receipts);
  if (request) attempt.request = std::move(*request);
  attempt.members = std::move(batch);
  if (auto begun = pair_.store.begin_attempt(attempt, pair_.settings.worker,
                                             lease_of(attempt.members.front().kind), attempt.created);
      !begun) {
    // Another process took one of them meanwhile; the next round sees what is left.
    if (begun.error().kind == ErrorKind::limit) return {};
    return begun;
  }
  Outcomes outcomes;
  if (request) {
    outcomes = target().send(attempt, stop);
  } else {
    Outcome refused;
    refused.kind = Outcome::Kind::rejected;
    refused.reason = request.error().text();
    outcomes.assign(attempt.members.size(), refused);
  }
  report.sent += static_cast<int>(attempt.members.size());
  ++report.attempts;
  fuse_.told(outcomes, pair_.clock.now());
  return finish(attempt, outcomes, Cause::answer, report);
}

Result<void> Dispatcher::finish(const Attempt& attempt, const Outcomes& outcomes, Cause cause,
                                DispatchReport& report) {
  if (outcomes.size() != attempt.members.size())
    return fail(ErrorKind::internal, "the target answered for " + std::to_string(outcomes.size()) + " of " +
                                         std::to_string(attempt.members.size()) + " documents");
  for (const auto& outcome : outcomes) {
    if (outcome.kind == Outcome::Kind::reauthorise) report.signed_out = true;
    if (outcome.forbidden) {
      forbidden_until_[attempt.members.front().kind] = outcome.at;
      if (note(report.forbidden, outcome.reason))
        log::warning("dispatch", pair_.settings.name + ": " + outcome.reason);
      continue;
    }
    if (outcome.expected) continue;
    const bool open = outcome.kind == Outcome::Kind::reauthorise || outcome.kind == Outcome::Kind::retry ||
                      outcome.kind == Outcome::Kind::unknown;
    if (open && note(report.trouble, outcome.reason))
      log::warning("dispatch", pair_.settings.name + ": " + outcome.reason);
  }
  return pair_.store.finish_attempt(attempt.id, attempt.members, outcomes, cause, pair_.settings.worker,
                                    pair_.clock.now());
}

}  // namespace crosswalk::flow
