#include "flow/book.h"

#include <algorithm>

#include "base/log.h"
#include "flow/vet.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

using store::ClaimedRecord;
using store::MappedRecord;

RecordState state_of(Translation::Verdict verdict) {
  switch (verdict) {
    case Translation::Verdict::booked:
      return RecordState::booked;
    case Translation::Verdict::waiting:
      return RecordState::waiting;
    case Translation::Verdict::skipped:
      return RecordState::skipped;
    case Translation::Verdict::held:
      return RecordState::held;
    case Translation::Verdict::dead:
      return RecordState::dead;
  }
  return RecordState::held;
}

void hold(MappedRecord& mapped, std::string reason, std::string origin = {}) {
  mapped.state = RecordState::held;
  mapped.reason = std::move(reason);
  mapped.origin = std::move(origin);
  mapped.entries.clear();
}

// Documents of the ledger; what the market was told does not count.
bool something_stands(const Posted& posted) {
  return std::any_of(posted.begin(), posted.end(), [](const Standing& standing) {
    return side_of(standing.document.kind) == Side::ledger;
  });
}

}  // namespace

Booker::Booker(const Pair& pair, ReferenceKeeper& reference, LiveRules& live)
    : pair_(pair),
      reference_(reference),
      live_(live),
      translator_(pair.source, LiveRules::Loan(live).mapper(),
                  {pair.settings.book, pair.settings.books_start}) {}

Result<std::size_t> Booker::step(const Stop& stop) {
  auto claimed = pair_.store.claim_records(pair_.settings.name, pair_.settings.worker, limits::claim_batch,
                                           limits::record_lease, pair_.clock.now());
  if (!claimed) return claimed.error();
  if (claimed->empty()) return std::size_t{0};
  std::vector<MappedRecord> mapped;
  mapped.reserve(claimed->size());
  for (const auto& record : *claimed) mapped.push_back(book(record, stop));
  if (auto stored = pair_.store.finish_records(mapped, pair_.settings.worker, pair_.clock.now()); !stored)
    return stored.error();
  return claimed->size();
}

MappedRecord Booker::book(const ClaimedRecord& claimed, const Stop& stop) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  std::optional<Entries> before;
  if (!claimed.entries.empty() && !claimed.replayed) {
    auto read = read_entries(claimed.entries);
    if (!read) {
      mapped.version = live_.version();
      hold(mapped, "its stored entries cannot be read: " + read.error().text());
      return mapped;
    }
    before = std::move(*read);
  }
  const bool stands = something_stands(claimed.posted);
  const Translation& translation =
      translate(claimed.record, before ? &*before : nullptr, stands, mapped.version);
  mapped.state = state_of(translation.verdict);
  mapped.reason = translation.reason;
  mapped.origin = translation.origin;
  for (const Remark& remark : translation.remarks)
    mapped.remarks.push_back(remark.text + " (" + remark.origin.text() + ")");
  const bool settles = translation.verdict == Translation::Verdict::booked ||
                       translation.verdict == Translation::Verdict::waiting ||
                       translation.verdict == Translation::Verdict::skipped;
  // Nothing that stands in the ledger is touched for a record that is held, dead or not yet understood.
  if (settles && (translation.verdict == Translation::Verdict::booked || stands))
    draft(claimed, translation, mapped, stop);
  if (mapped.state == RecordState::held || mapped.state == RecordState::dead)
    mapped.stuck = translation.money;
  if (pair_.settings.feedback.acknowledge && translation.wants_acknowledgement)
    mapped.documents.push_back(pair_.channel.acknowledgement(claimed.record.key));
  return mapped;
}

const Translation& Booker::translate(const Record& record, const Entries* before, bool stands,
                                     std::string& version) {
  const LiveRules::Loan loan(live_);
  version = loan.mapper().rule_set().version();
  translator_.use(loan.mapper());
  return translator_.translate(record, before, stands);
}

void Booker::draft(const ClaimedRecord& claimed, const Translation& translation, MappedRecord& mapped,
                   const Stop& stop) {
  auto drafting = pair_.ledger.draft(translation.entries, claimed.posted);
  const std::string refusal = drafting ? drafting->hold : drafting.error().text();
  std::optional<Objection> objection;
  if (!refusal.empty() || !drafting->documents.empty())
    objection = objection_to(translation.entries,
                             refusal.empty() ? drafting->documents : std::vector<Document>{}, stop);
  // What is wrong with a rule's answer is told in the rule's words first.
  if (!objection && !refusal.empty()) objection = Objection{refusal, ""};
  if (objection) return hold(mapped, objection->reason, objection->origin);
  write_entries(translation.entries, mapped.entries);
  mapped.withdraw.insert(mapped.withdraw.end(), drafting->withdraw.begin(), drafting->withdraw.end());
  for (auto& document : drafting->documents) {
    document.pair = pair_.settings.name;
    mapped.documents.push_back(std::move(document));
  }
}

std::optional<Objection> Booker::objection_to(const Entries& entries, const std::vector<Document>& documents,
                                              const Stop& stop) {
  auto reference = reference_.current(stop);
  if (!reference) return std::nullopt;
  auto objection = vet(entries, documents, *reference);
  if (!objection) return std::nullopt;
  // The list may be older than the cure.
  reference_.suspect();
  reference = reference_.current(stop);
  return vet(entries, documents, *reference);
}

}  // namespace crosswalk::flow
