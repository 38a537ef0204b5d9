#include "cloudsuite/ledger.h"

#include "cloudsuite/check.h"
#include "cloudsuite/connection_check.h"
#include "cloudsuite/draft.h"
#include "cloudsuite/limits.h"
#include "cloudsuite/reference.h"
#include "cloudsuite/send.h"

namespace crosswalk::cloudsuite {

CloudSuiteLedger::CloudSuiteLedger(Settings settings, Ionapi ionapi, wire::Transport& transport,
                                   Budget& budget, Clock& clock, wire::Jitter jitter, auth::TokenVault* vault)
    : settings_(std::move(settings)),
      clock_(clock),
      connection_(settings_, std::move(ionapi), transport, budget, clock, std::move(jitter), vault) {}

const Dialect& CloudSuiteLedger::dialect_of(std::span<const Document> documents) const {
  if (!documents.empty() && documents.front().kind == DocumentKind::receivable) return receivables_;
  return general_ledger_;
}

std::size_t CloudSuiteLedger::fits(std::span<const Document> documents) const {
  return dialect_of(documents).fits(documents);
}

std::vector<BucketLimit> CloudSuiteLedger::pace() const {
  return call_buckets(settings_, connection_.tenant());
}

Result<FrozenRequest> CloudSuiteLedger::freeze(std::string_view attempt_id,
                                               std::span<const Document> documents,
                                               const Receipts& /*receipts*/) const {
  return dialect_of(documents).freeze(attempt_id, documents);
}

Outcomes CloudSuiteLedger::send(const Attempt& attempt, const Stop& stop) {
  return cloudsuite::send(settings_, dialect_of(attempt.members), attempt, connection_, clock_, stop);
}

Outcomes CloudSuiteLedger::check(const Attempt& attempt, const Stop& stop) {
  return cloudsuite::check(settings_, dialect_of(attempt.members), attempt, connection_, clock_, stop);
}

Result<Drafting> CloudSuiteLedger::draft(const Entries& entries, const Posted& posted) const {
  return cloudsuite::draft(entries, posted, settings_);
}

Result<Reference> CloudSuiteLedger::reference(const Stop& stop) {
  return read_reference(settings_, connection_, clock_, stop);
}

Result<std::vector<LedgerItem>> CloudSuiteLedger::items(const Stop& /*stop*/) {
  return std::vector<LedgerItem>();
}

Result<std::optional<Date>> CloudSuiteLedger::locked_until(const Stop& stop) {
  return read_locked_until(settings_, connection_, stop);
}

std::vector<Error> CloudSuiteLedger::check_connection(const Stop& stop) {
  return cloudsuite::check_connection(settings_, connection_, clock_, stop);
}

}  // namespace crosswalk::cloudsuite
