// Store: the durable state of the engine, and the only truth. One face for SQLite (embedded) and later
// PostgreSQL; both pass tests/store/suite. Every method is one transaction: it holds wholly or not at all,
// also over a crash. Every claim is a lease with an expiry, so that a dead worker's work comes back. States
// change only as model/states.h allows, and each change is appended to the audit trail. Safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "model/attempt.h"
#include "model/correction.h"
#include "model/document.h"
#include "model/record.h"
#include "model/states.h"
#include "store/bookings.h"
#include "store/comparison.h"
#include "store/inbox.h"
#include "store/queries.h"
#include "store/reconciling.h"

namespace crosswalk::store {

// What `receive` did with the records of a page.
struct Received {
  int fresh = 0;
  int revised = 0;
  int known = 0;  // same key, same hash: nothing changed
};

// A record that this worker may map until the lease ends.
struct ClaimedRecord {
  std::int64_t id = 0;
  Record record;
  bool replayed = false;  // a person sent it round: the rules are asked about every line again
  std::optional<CorrectionRequest> correction;  // a person allowed what stands to be corrected
  std::string entries;                          // text of what was last booked of it; empty if nothing was
  Posted posted;                                // its documents that were not withdrawn, by key and step
};

// What mapping a record came to.
struct MappedRecord {
  std::int64_t id = 0;
  int revision = 1;  // the revision that was mapped; a newer one keeps the record `received`
  RecordState state = RecordState::booked;
  std::string reason;                  // of held, dead, skipped: a sentence
  std::string origin;                  // where it arose: "rules/tax.lua:7"
  std::string version;                 // the rule set
  std::string entries;                 // stored when not empty: replaces what was booked
  std::optional<Money> stuck;          // the money that a held or dead record keeps back
  std::vector<Document> documents;     // new steps, state drafted
  std::vector<std::int64_t> withdraw;  // documents that are no longer wanted
  std::vector<std::string> remarks;    // what rules wrote into the record's trail, "text (rules/tax.lua:7)"
  std::optional<std::vector<Booking>>
      bookings;                     // what it books now, in place of what it did; none: as it was
  std::vector<std::string> awaits;  // orders that must be booked before it can be; it is waiting
  std::vector<RefundMark>
      decided_by;  // other records' refunds as they were; no longer so: it is mapped again
  // Of a settlement: makes the rows of its open visit count, and adds `bookings` to those of earlier visits.
  std::optional<SettlementVisit> visit;
  std::optional<RowsPlaced> placed;  // of a settlement that was looked at again to be corrected
  std::vector<AccruedPart> accrued;  // added to what earlier visits have
  // "2026-01": what shipped in these months is told otherwise now, so that the month's accrual, or the first
  // later one, goes round again, whatever its state.
  std::vector<std::string> accrual_months;
};

// A record as `review` and `status` list it.
struct RecordRow {
  std::int64_t id = 0;
  RecordKey key;
  int revision = 1;
  RecordState state = RecordState::received;
  std::string reason;
  std::string origin;
  std::string version;
  std::optional<Money> stuck;
  Instant received;
  Instant changed;
};

struct AttemptRow {
  std::string id;
  std::string request;  // "PUT /api.xro/2.0/Invoices?…"
  Instant created;
  std::string outcome;  // of this document in it: "posted", "retry: …"; empty while under way
};

struct AuditRow {
  Instant at;
  std::string subject;  // "record" or "document"
  std::int64_t id = 0;
  std::string from;
  std::string to;
  std::string cause;
  std::string version;
  std::string worker;
  std::string note;
};

struct StateCount {
  std::string name;
  std::int64_t count = 0;
};

struct PairCounts {
  std::vector<StateCount> records;
  // Of the ledger's side; what has taken effect and is not posted under its stage (model/stages.h).
  std::vector<StateCount> documents;
  std::vector<StateCount> feedback;  // of the channel's side
  std::vector<Money> posted;  // sum of the totals of posted ledger documents that stand, a currency each
  std::vector<Money> staged;  // the same of those at a stage before it
  std::vector<Money> stuck;   // sum of what held and dead records keep back
};

// One publication of a rule set. A version may be published again: rolling back is that.
struct PublishedRules {
  std::string version;
  Instant published;
  std::string by;       // who: "ann@books-1"
  std::string cause;    // "start", "edit", "reload" or "rollback"
  std::string tests;    // what its own tests said: "34 passed"
  std::string preview;  // what the last preview of this version said in money; "" when none was made
  std::string files;    // JSON, all that the version is made of: rules, tables, tests and the library
};

class Store : public Budget, public Reconciling {
 public:
  // --- intake
  virtual Result<std::string> position(std::string_view pair,
                                       std::string_view stream) = 0;  // "" when never read
  // The page's records and the new cursor together. A revision of a record puts it back to `received`. An
  // empty `stream` stores no cursor (import, fetch).
  virtual Result<Received> receive(std::string_view pair, std::span<const RawRecord> records,
                                   std::string_view stream, std::string_view position, Instant now) = 0;

  // --- mapping
  // The oldest `received` records of `pair` that nobody holds and none of whose documents is under way
  // (sending, pending or unknown), settlements and accruals behind all others. Those two of a pair are one
  // worker's at a time, because each looks at what the others have tied.
  virtual Result<std::vector<ClaimedRecord>> claim_records(std::string_view pair, std::string_view worker,
                                                           std::size_t limit, Millis lease, Instant now) = 0;
  // All of a batch in one transaction. A document whose (pair, kind, key, step) exists is left as it is, so
  // that many records may name the same contact.
  virtual Result<void> finish_records(std::span<const MappedRecord> records, std::string_view worker,
                                      Instant now) = 0;
  // What the books say of these orders, in their order. What `without` has booked or tied is left out, except
  // rows of a settlement: those always count.
  virtual Result<std::vector<OrderStanding>> order_standings(std::string_view pair,
                                                             std::span<const std::string> orders,
                                                             const RecordKey& without) = 0;
  virtual Result<SettlementVisit> settlement_visit(std::int64_t record) = 0;  // zeros before the first
  // Opens the visit after the last finished one: what an unfinished one has left is gone.
  virtual Result<void> open_visit(std::int64_t record, std::string_view worker) = 0;
  // Adds rows, with words that were not said before in this visit, and renews the lease. ErrorKind::limit:
  // the record is another worker's by now, or has a newer revision.
  virtual Result<void> add_rows(std::int64_t record, std::string_view worker,
                                std::span<const SettlementRow> rows, std::span<const RowWords> words,
                                int first_word, Millis lease, Instant now) = 0;
  // Rows of finished visits that stand in one of `states` and lie in [from, to).
  virtual Result<std::vector<std::uint32_t>> rows_in(std::int64_t record, std::span<const RowState> states,
                                                     std::uint32_t from, std::uint32_t to) = 0;
  // The booked ones of them, differences included, by row.
  virtual Result<std::vector<BookedRow>> booked_rows(std::int64_t record, std::uint32_t from,
                                                     std::uint32_t to) = 0;
  // Of the order lines that the open visit has tied rows to, or that an earlier one has left a difference of.
  virtual Result<std::vector<SettlementDifference>> settlement_differences(std::int64_t record,
                                                                           std::string_view pair) = 0;
  // Of finished visits, or of `open` ones as well; groups of equal words, largest sums first.
  virtual Result<std::vector<SettlementCount>> settlement_counts(std::int64_t record, bool open = false) = 0;
  // Sends a record round again. Refused (ErrorKind::invalid) while it is `received` already.
  virtual Result<void> replay(std::int64_t record, std::string_view who, Instant now) = 0;
  // A replay that may correct what stands; the permission ends with the next mapping. What was booked of the
  // record before is kept with the run once the new booking is stored.
  virtual Result<void> correct(std::int64_t record, const CorrectionRequest& request, std::string_view who,
                               Instant now) = 0;
  // The records that a run has booked differently, oldest first.
  virtual Result<std::vector<std::int64_t>> corrected_records(std::string_view pair,
                                                              std::string_view run) = 0;
  // What was booked of a record before the run; "" when the run has not changed it.
  virtual Result<std::string> entries_before(std::int64_t record, std::string_view run) = 0;
  // The runs that have booked a record after `run` last did, oldest first, other than `but`.
  virtual Result<std::vector<std::string>> runs_after(std::int64_t record, std::string_view run,
                                                      std::string_view but) = 0;
  // Its documents that were not withdrawn, with what they say, by key and step.
  virtual Result<Posted> posted_of(std::int64_t record) = 0;
  // Its documents that other records' payments, allocations or refunds depend on.
  virtual Result<std::vector<Dependency>> bound_documents(std::int64_t record) = 0;

  // --- dispatch
  // Drafted and due retry documents of one side whose dependencies and earlier steps are posted: fresh ones
  // before history, those that may go in any company before those that may not, then oldest first.
  virtual Result<std::vector<Document>> sendable(std::string_view pair, Side side, std::size_t limit,
                                                 Instant now) = 0;
  virtual Result<Receipts> receipts_of(
      std::span<const Document> documents) = 0;  // of their dependencies and own keys
  // Stores the attempt and its members' `sending`. ErrorKind::limit if a member is not drafted or retry any
  // more.
  virtual Result<void> begin_attempt(const Attempt& attempt, std::string_view worker, Millis lease,
                                     Instant now) = 0;
  // Outcomes of a send, or of a look-up (`cause`), in the order of the members. `reauthorise` and `retry`
  // become retry; `absent` counts up and makes a document drafted again once `limits::absences_needed` are
  // reached. A receipt whose total differs from the document's makes it disputed.
  virtual Result<void> finish_attempt(std::string_view attempt, std::span<const Document> members,
                                      std::span<const Outcome> outcomes, Cause cause, std::string_view worker,
                                      Instant now) = 0;
  // Documents in `sending` whose lease ran out become unknown.
  virtual Result<int> expire_leases(Instant now) = 0;
  // Attempts of one side with members that are unknown or pending and due; `members` holds only those.
  virtual Result<std::vector<Attempt>> to_look_up(std::string_view pair, Side side, std::size_t limit,
                                                  Instant now) = 0;
  // When something of the pair becomes due that waits for a time: a document's retry or look-up, the end of a
  // lease that a worker holds on an attempt or on a received record. Nothing when nothing does.
  virtual Result<std::optional<Instant>> next_due(std::string_view pair) = 0;
  // Whether a document of one side that was drafted before `before` is still to leave: it could be sent or
  // waits for its next try, is being sent, or nobody knows whether it left. One that is pending has left; one
  // that waits for another document is told of by that one.
  virtual Result<bool> has_unsent(std::string_view pair, Side side, Instant before) = 0;

  // --- what others ask for beside the mapping: a warehouse's shipment, a cancellation
  // Documents of records that are stored. One that exists is left as it is, but for a rejected one, which
  // makes room: whoever asks again has mended what was wrong. The answer is how many were drafted.
  virtual Result<int> add_documents(std::string_view pair, std::span<const Document> documents,
                                    std::string_view worker, Instant now) = 0;

  // --- what the market is told of stock and price: only the newest value of a key counts
  // Each becomes the next step of its key, unless the newest step says the same already, whatever came of it;
  // `again` sends it all the same. Older steps that did not go out yet are withdrawn. The answer is how many
  // were new.
  virtual Result<int> offer_documents(std::string_view pair, std::span<const Document> documents, bool again,
                                      std::string_view worker, Instant now) = 0;
  // The newest step of a key that was not withdrawn, with what it says; nothing when there is none.
  virtual Result<std::optional<DocumentRow>> newest_document(std::string_view pair, DocumentKind kind,
                                                             std::string_view key) = 0;
  // Documents of one kind that belong to a record and did not take effect yet, whatever the reason.
  virtual Result<std::vector<DocumentRow>> open_documents(std::string_view pair, DocumentKind kind) = 0;

  // --- what a person changes outside
  // Documents of ours that the ledger knows by these ids, contacts aside, as what stands of them.
  virtual Result<std::vector<OutsideDocument>> outside_documents(
      std::string_view pair, std::span<const std::string> outside_ids) = 0;
  // The allocations of the credit note `key`, likewise.
  virtual Result<std::vector<OutsideDocument>> allocations_of(std::string_view pair,
                                                              std::string_view key) = 0;
  // The kinds of which the pair has any document.
  virtual Result<std::vector<DocumentKind>> document_kinds(std::string_view pair) = 0;
  // The days of documents in a general ledger and its receivables that stand there, disputed ones included:
  // those at a stage before posting, and from `since` on the others as well. Oldest first.
  virtual Result<std::vector<Date>> days_standing(std::string_view pair, std::optional<Date> since) = 0;
  // Those of one day, each step for itself, with what it said; `posted`: also what is posted.
  virtual Result<std::vector<OutsideDocument>> standing_on(std::string_view pair, Date day, bool posted) = 0;
  // What was found makes posted documents disputed, disputed ones posted where they are as they were sent,
  // and sends their held records round. One that changed meanwhile is left. The answer is how many changed.
  virtual Result<int> finish_comparison(std::span<const Comparison> found, std::string_view worker,
                                        Instant now) = 0;
  // A person lets stand what is outside: disputed documents of this key become posted as they are there, or
  // voided where they are gone, and their held records go round. The answer is those documents as they were.
  virtual Result<std::vector<DocumentRow>> accept_differences(std::string_view pair, std::string_view key,
                                                              std::string_view who, Instant now) = 0;

  // --- personal data
  // Every revision of the next records that hold what they came with, are booked or skipped with no document
  // still open, and have not changed since `before`. `limit`: how many records.
  virtual Result<std::vector<KeptBody>> to_erase(std::string_view pair, Instant before,
                                                 std::size_t limit) = 0;
  // These bodies take the place of what was received, under the hash of what was received; the contacts that
  // their documents are for lose their contents, and the requests that made them their bodies. A record that
  // changed meanwhile keeps everything.
  virtual Result<void> erase(std::span<const KeptBody> scrubbed, Instant before) = 0;

  // --- to read
  virtual Result<std::vector<RecordRow>> records(const RecordFilter& filter) = 0;
  virtual Result<Record> record(std::int64_t id) = 0;  // its newest revision
  virtual Result<std::vector<Record>> revisions(std::int64_t id) = 0;
  virtual Result<std::string> entries_of(std::int64_t id) = 0;
  virtual Result<std::vector<DocumentRow>> documents_of(std::int64_t record) = 0;
  // Rejected and disputed documents, whatever they belong to, and those that wait for one of them.
  virtual Result<std::vector<DocumentRow>> troubled(std::string_view pair) = 0;
  virtual Result<Document> document(std::int64_t id) = 0;  // with content
  virtual Result<std::vector<AttemptRow>> attempts_of(std::int64_t document) = 0;
  virtual Result<std::vector<AuditRow>> audit_of(std::string_view subject, std::int64_t id) = 0;
  virtual Result<PairCounts> counts(std::string_view pair) = 0;
  // Without what waits behind a rejected or disputed document: that waits for a person.
  virtual Result<Backlog> backlog(std::string_view pair, Side side) = 0;
  virtual Result<BudgetState> budget(const BucketLimit& limit, Instant now) = 0;
  // Every stored record of a pair, oldest first, streamed: preview, export, tests. `entries` as in
  // ClaimedRecord.
  virtual Result<void> each_record(
      std::string_view pair,
      const std::function<Result<void>(const RecordRow&, const std::string& entries)>& row) = 0;
  virtual Result<std::vector<DocumentRow>> documents(std::string_view pair, DocumentKind kind) = 0;
  // Every record received at or after `since` in its newest revision, oldest first, streamed with its bytes.
  // Without those that are ours (model/record.h).
  virtual Result<void> each_received(std::string_view pair, Instant since,
                                     const std::function<Result<void>(const RecordRow&, const Record&,
                                                                      const std::string& entries)>& row) = 0;
  virtual Result<std::int64_t> count_received(std::string_view pair, Instant since) = 0;

  // --- inbox
  // The requests of one moment in one transaction, an answer each; a conflict keeps out its own request only.
  virtual Result<std::vector<Accepted>> accept(std::span<const InboxRequest> requests, Instant now) = 0;
  // Due items of these kinds that nobody holds: urgent ones first, then in the order of arrival.
  virtual Result<std::vector<ClaimedItem>> claim_inbox(std::string_view pair,
                                                       std::span<const std::string> kinds,
                                                       std::string_view worker, std::size_t limit,
                                                       Millis lease, Instant now) = 0;
  // An item whose lease went to another worker is left to that one.
  virtual Result<void> finish_inbox(std::span<const HandledItem> items, std::string_view worker,
                                    Instant now) = 0;
  // When the next item of these kinds can be claimed; in the past: now. Nothing when none waits.
  virtual Result<std::optional<Instant>> inbox_due(std::string_view pair,
                                                   std::span<const std::string> kinds) = 0;
  virtual Result<std::vector<InboxCount>> inbox_counts(std::string_view pair) = 0;
  virtual Result<std::vector<InboxRow>> inbox_refused(std::string_view pair, int limit) = 0;  // newest first
  // Forgets what was done or refused longer ago than limits::inbox_keep_…, some of it at a time; answers how
  // much.
  virtual Result<int> prune_inbox(Instant now) = 0;

  // --- rule sets
  virtual Result<void> publish_rules(std::string_view pair, const PublishedRules& rules) = 0;
  virtual Result<std::optional<PublishedRules>> published_rules(std::string_view pair) = 0;  // the newest
  virtual Result<std::string> published_version(std::string_view pair) = 0;  // of the newest; "" when none
  // The newest publication of a version, named by its first digits (four at least). Several versions that
  // begin so are ErrorKind::invalid.
  virtual Result<std::optional<PublishedRules>> rules_of_version(std::string_view pair,
                                                                 std::string_view version) = 0;
  // Newest first, without files.
  virtual Result<std::vector<PublishedRules>> rules_history(std::string_view pair, int limit) = 0;

  // --- workers: a running one reports, at its start and then often enough to count as alive
  virtual Result<void> report_worker(const WorkerRow& worker) = 0;
  virtual Result<void> forget_worker(std::string_view pair, std::string_view worker) = 0;
  virtual Result<std::vector<WorkerRow>> workers(std::string_view pair) = 0;

  // --- small durable facts: the last reference data, a pause, the last poll
  virtual Result<std::string> note(std::string_view key) = 0;  // "" when absent
  virtual Result<void> set_note(std::string_view key, std::string_view value) = 0;
  // Sets it only where it still says `expected` ("" also stands for absent). False: it says something else.
  virtual Result<bool> swap_note(std::string_view key, std::string_view expected, std::string_view value) = 0;
  // Reads and writes in one step, whoever else does the same: `edit` gets what stands and answers what shall,
  // or nothing when it stays. It must not ask the store.
  virtual Result<void> edit_note(
      std::string_view key,
      const std::function<std::optional<std::string>(const std::string& value)>& edit) = 0;

  // --- what does not arrive
  // Documents that first went out before `until` or then and neither took effect nor were refused, as far as
  // anybody knows: unknown, to be sent again, or being sent again. Without those that the other side works on
  // and those that wait for what others do in their time. The first 10,000, those first that are longest out.
  virtual Result<std::vector<Undelivered>> undelivered(std::string_view pair, Instant until) = 0;
};

// Called before each write reaches the disk and after it; tests let the process die there.
using KillPoint = std::function<void(std::string_view name)>;

// `where`: "sqlite:FILE" or "sqlite::memory:". Creates or migrates as needed.
Result<std::unique_ptr<Store>> open_store(std::string_view where, KillPoint kill_point = {});

}  // namespace crosswalk::store
