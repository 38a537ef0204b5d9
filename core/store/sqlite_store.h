// SqliteStore: the Store on one SQLite file. One connection behind one lock; other processes share the file
// through SQLite's own locks, and every write takes the write lock first. The methods are written where their
// concern is: open.cc, intake.cc, records.cc, standings.cc, settlement_rows.cc, documents.cc, attempts.cc,
// outcomes.cc, reading.cc, counts.cc, budget.cc, slots.cc, rule_sets.cc, notes.cc, offers.cc, inbox.cc,
// comparisons.cc, erasure.cc, reconcile_rows.cc, deposits.cc.
// Safe from any thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "store/sqlite.h"
#include "store/store.h"

namespace crosswalk::store {

class SqliteStore final : public Store {
 public:
  // `max_pages`: as in Connection::open; a test makes the disk full with it.
  static Result<std::unique_ptr<Store>> open(const std::string& file, KillPoint kill_point,
                                             std::int64_t max_pages = 0);
  SqliteStore(std::unique_ptr<Connection> db, KillPoint kill_point)
      : connection_(std::move(db)), kill_point_(std::move(kill_point)) {}

  Result<Instant> take(const BucketLimit& limit, Instant now) override;
  Result<void> pause(std::string_view bucket, Instant until) override;
  Result<void> observe(const BucketLimit& limit, double remaining, Instant now) override;
  Result<SlotLease> hold(const SlotLimit& limit, std::string_view holder, int wanted, Instant until,
                         Instant now) override;

  Result<std::string> position(std::string_view pair, std::string_view stream) override;
  Result<Received> receive(std::string_view pair, std::span<const RawRecord> records, std::string_view stream,
                           std::string_view position, Instant now) override;

  Result<std::vector<ClaimedRecord>> claim_records(std::string_view pair, std::string_view worker,
                                                   std::size_t limit, Millis lease, Instant now) override;
  Result<void> finish_records(std::span<const MappedRecord> records, std::string_view worker,
                              Instant now) override;
  Result<std::vector<OrderStanding>> order_standings(std::string_view pair,
                                                     std::span<const std::string> orders,
                                                     const RecordKey& without) override;
  Result<SettlementVisit> settlement_visit(std::int64_t record) override;
  Result<void> open_visit(std::int64_t record, std::string_view worker) override;
  Result<void> add_rows(std::int64_t record, std::string_view worker, std::span<const SettlementRow> rows,
                        std::span<const RowWords> words, int first_word, Millis lease, Instant now) override;
  Result<std::vector<std::uint32_t>> rows_in(std::int64_t record, std::span<const RowState> states,
                                             std::uint32_t from, std::uint32_t to) override;
  Result<std::vector<BookedRow>> booked_rows(std::int64_t record, std::uint32_t from,
                                             std::uint32_t to) override;
  Result<std::vector<SettlementDifference>> settlement_differences(std::int64_t record,
                                                                   std::string_view pair) override;
  Result<std::vector<SettlementCount>> settlement_counts(std::int64_t record, bool open) override;
  Result<void> replay(std::int64_t record, std::string_view who, Instant now) override;
  Result<void> correct(std::int64_t record, const CorrectionRequest& request, std::string_view who,
                       Instant now) override;
  Result<std::vector<std::int64_t>> corrected_records(std::string_view pair, std::string_view run) override;
  Result<std::string> entries_before(std::int64_t record, std::string_view run) override;
  Result<std::vector<std::string>> runs_after(std::int64_t record, std::string_view run,
                                              std::string_view but) override;
  Result<Posted> posted_of(std::int64_t record) override;
  Result<std::vector<Dependency>> bound_documents(std::int64_t record) override;

  Result<std::vector<Document>> sendable(std::string_view pair, Side side, std::size_t limit,
                                         Instant now) override;
  Result<Receipts> receipts_of(std::span<const Document> documents) override;
  Result<void> begin_attempt(const Attempt& attempt, std::string_view worker, Millis lease,
                             Instant now) override;
  Result<void> finish_attempt(std::string_view attempt, std::span<const Document> members,
                              std::span<const Outcome> outcomes, Cause cause, std::string_view worker,
                              Instant now) override;
  Result<int> expire_leases(Instant now) override;
  Result<std::vector<Attempt>> to_look_up(std::string_view pair, Side side, std::size_t limit,
                                          Instant now) override;
  Result<std::optional<Instant>> next_due(std::string_view pair) override;
  Result<bool> has_unsent(std::string_view pair, Side side, Instant before) override;

  Result<int> add_documents(std::string_view pair, std::span<const Document> documents,
                            std::string_view worker, Instant now) override;
  Result<int> offer_documents(std::string_view pair, std::span<const Document> documents, bool again,
                              std::string_view worker, Instant now) override;
  Result<std::optional<DocumentRow>> newest_document(std::string_view pair, DocumentKind kind,
                                                     std::string_view key) override;
  Result<std::vector<DocumentRow>> open_documents(std::string_view pair, DocumentKind kind) override;

  Result<std::vector<OutsideDocument>> outside_documents(std::string_view pair,
                                                         std::span<const std::string> outside_ids) override;
  Result<std::vector<OutsideDocument>> allocations_of(std::string_view pair, std::string_view key) override;
  Result<std::vector<DocumentKind>> document_kinds(std::string_view pair) override;
  Result<std::vector<Date>> days_standing(std::string_view pair, std::optional<Date> since) override;
  Result<std::vector<OutsideDocument>> standing_on(std::string_view pair, Date day, bool posted) override;
  Result<int> finish_comparison(std::span<const Comparison> found, std::string_view worker,
                                Instant now) override;
  Result<std::vector<DocumentRow>> accept_differences(std::string_view pair, std::string_view key,
                                                      std::string_view who, Instant now) override;

  Result<std::vector<KeptBody>> to_erase(std::string_view pair, Instant before, std::size_t limit) override;
  Result<void> erase(std::span<const KeptBody> scrubbed, Instant before) override;

  Result<std::vector<RecordRow>> records(const RecordFilter& filter) override;
  Result<Record> record(std::int64_t id) override;
  Result<std::vector<Record>> revisions(std::int64_t id) override;
  Result<std::string> entries_of(std::int64_t id) override;
  Result<std::vector<DocumentRow>> documents_of(std::int64_t record) override;
  Result<std::vector<DocumentRow>> troubled(std::string_view pair) override;
  Result<std::vector<Undelivered>> undelivered(std::string_view pair, Instant until) override;
  Result<Document> document(std::int64_t id) override;
  Result<std::vector<AttemptRow>> attempts_of(std::int64_t document) override;
  Result<std::vector<AuditRow>> audit_of(std::string_view subject, std::int64_t id) override;
  Result<PairCounts> counts(std::string_view pair) override;
  Result<Backlog> backlog(std::string_view pair, Side side) override;
  Result<BudgetState> budget(const BucketLimit& limit, Instant now) override;
  Result<void> each_record(
      std::string_view pair,
      const std::function<Result<void>(const RecordRow&, const std::string& entries)>& row) override;
  Result<std::vector<DocumentRow>> documents(std::string_view pair, DocumentKind kind) override;
  Result<void> each_received(std::string_view pair, Instant since,
                             const std::function<Result<void>(const RecordRow&, const Record&,
                                                              const std::string& entries)>& row) override;
  Result<std::int64_t> count_received(std::string_view pair, Instant since) override;

  Result<void> each_tied_order(std::string_view pair,
                               const std::function<Result<void>(const TiedOrder&)>& order) override;
  Result<std::vector<OpenRows>> open_rows(std::string_view pair) override;
  Result<std::vector<RowSum>> row_sums(std::string_view pair, Date until) override;
  Result<std::vector<BookedDay>> booked_days(std::string_view pair) override;
  Result<void> each_accrual(
      std::string_view pair, std::string_view purchase_order,
      const std::function<Result<void>(const RecordKey& record, const AccruedPart& part)>& part) override;
  Result<int> add_deposits(std::string_view pair, std::span<const Deposit> deposits, Instant now) override;
  Result<std::vector<Deposit>> deposits(std::string_view pair, Date from, Date to) override;

  Result<std::vector<Accepted>> accept(std::span<const InboxRequest> requests, Instant now) override;
  Result<std::vector<ClaimedItem>> claim_inbox(std::string_view pair, std::span<const std::string> kinds,
                                               std::string_view worker, std::size_t limit, Millis lease,
                                               Instant now) override;
  Result<void> finish_inbox(std::span<const HandledItem> items, std::string_view worker,
                            Instant now) override;
  Result<std::optional<Instant>> inbox_due(std::string_view pair,
                                           std::span<const std::string> kinds) override;
  Result<std::vector<InboxCount>> inbox_counts(std::string_view pair) override;
  Result<std::vector<InboxRow>> inbox_refused(std::string_view pair, int limit) override;
  Result<int> prune_inbox(Instant now) override;

  Result<void> publish_rules(std::string_view pair, const PublishedRules& rules) override;
  Result<std::optional<PublishedRules>> published_rules(std::string_view pair) override;
  Result<std::string> published_version(std::string_view pair) override;
  Result<std::optional<PublishedRules>> rules_of_version(std::string_view pair,
                                                         std::string_view version) override;
  Result<std::vector<PublishedRules>> rules_history(std::string_view pair, int limit) override;
  Result<void> report_worker(const WorkerRow& worker) override;
  Result<void> forget_worker(std::string_view pair, std::string_view worker) override;
  Result<std::vector<WorkerRow>> workers(std::string_view pair) override;
  Result<std::string> note(std::string_view key) override;
  Result<void> set_note(std::string_view key, std::string_view value) override;
  Result<bool> swap_note(std::string_view key, std::string_view expected, std::string_view value) override;
  Result<void> edit_note(
      std::string_view key,
      const std::function<std::optional<std::string>(const std::string& value)>& edit) override;

 private:
  // Rolls back unless it was committed: also when a kill point throws.
  class Transaction {
   public:
    Transaction(Connection& db, bool writes) : db_(db) { db_.begin(writes); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction() {
      if (open_) db_.rollback();
    }
    Result<void> commit() {
      open_ = false;
      return db_.commit();
    }

   private:
    Connection& db_;
    bool open_ = true;
  };

  // Runs `body(connection)` in one transaction. What the database says goes before what the body says,
  // because a body whose reads failed saw nothing.
  template <class Body>
  auto write(std::string_view name, const Body& body) -> decltype(body(std::declval<Connection&>())) {
    const std::lock_guard lock(mutex_);
    Connection& db = *connection_;
    Transaction transaction(db, true);
    auto result = body(db);
    if (db.failed()) return Error(db.error());
    if (!result) return result;
    reach("before:", name);
    if (auto done = transaction.commit(); !done) return done.error();
    reach("after:", name);
    return result;
  }
  template <class Body>
  auto read(const Body& body) -> decltype(body(std::declval<Connection&>())) {
    const std::lock_guard lock(mutex_);
    Connection& db = *connection_;
    Transaction transaction(db, false);
    auto result = body(db);
    if (db.failed()) return Error(db.error());
    return result;
  }
  void reach(std::string_view when, std::string_view name) const {
    if (kill_point_) kill_point_(std::string(when).append(name));
  }

  std::mutex mutex_;
  std::unique_ptr<Connection> connection_;
  KillPoint kill_point_;
};

}  // namespace crosswalk::store
