#include "flow/dispatch.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/log.h"

namespace crosswalk::flow {
namespace {

// Enough for several full batches, so that documents of one kind that lie between others still go together.
constexpr std::size_t look_ahead = 4 * limits::ledger_batch;

// The longest run of documents like the first one: same kind, same operation.
std::vector<Document> alike(const std::vector<Document>& documents) {
  std::vector<Document> batch;
  for (const auto& document : documents)
    if (document.kind == documents.front().kind && document.operation == documents.front().operation)
      batch.push_back(document);
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

Result<DispatchReport> Dispatcher::step(const Stop& stop) {
  DispatchReport report;
  if (auto expired = pair_.store.expire_leases(pair_.clock.now()); !expired) return expired.error();
  if (auto looked = look_up(report, stop); !looked) return looked.error();
  while (!report.signed_out && !stop.stop_requested()) {
    const auto more = send_batch(report, stop);
    if (!more) return more.error();
    if (!*more) break;
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

Result<bool> Dispatcher::send_batch(DispatchReport& report, const Stop& stop) {
  auto documents = pair_.store.sendable(pair_.settings.name, side_, look_ahead, pair_.clock.now());
  if (!documents) return documents.error();
  if (documents->empty()) return false;
  auto batch = alike(*documents);
  batch.resize(std::min(batch.size(), std::max<std::size_t>(1, target().fits(batch))));
  if (auto sent = send(std::move(batch), report, stop); !sent) return sent.error();
  return true;
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
  if (auto begun =
          pair_.store.begin_attempt(attempt, pair_.settings.worker, limits::attempt_lease, attempt.created);
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
  return finish(attempt, outcomes, Cause::answer, report);
}

Result<void> Dispatcher::finish(const Attempt& attempt, const Outcomes& outcomes, Cause cause,
                                DispatchReport& report) {
  if (outcomes.size() != attempt.members.size())
    return fail(ErrorKind::internal, "the target answered for " + std::to_string(outcomes.size()) + " of " +
                                         std::to_string(attempt.members.size()) + " documents");
  for (const auto& outcome : outcomes) {
    if (outcome.kind == Outcome::Kind::reauthorise) report.signed_out = true;
    const bool open = outcome.kind == Outcome::Kind::reauthorise || outcome.kind == Outcome::Kind::retry ||
                      outcome.kind == Outcome::Kind::unknown;
    if (open && note(report.trouble, outcome.reason))
      log::warning("dispatch", pair_.settings.name + ": " + outcome.reason);
  }
  return pair_.store.finish_attempt(attempt.id, attempt.members, outcomes, cause, pair_.settings.worker,
                                    pair_.clock.now());
}

}  // namespace crosswalk::flow
