#include "flow/settle.h"

#include "base/limits.h"

namespace crosswalk::flow {
namespace {

// The rows of a record that this worker has claimed, in the store.
class StoredRows final : public RowBook {
 public:
  StoredRows(const Pair& pair, const store::ClaimedRecord& claimed) : pair_(pair), claimed_(claimed) {}

  Result<std::vector<std::uint32_t>> rows_in(std::span<const store::RowState> states, std::uint32_t from,
                                             std::uint32_t to) override {
    return pair_.store.rows_in(claimed_.id, states, from, to);
  }
  Result<std::vector<store::OrderStanding>> standings(std::span<const std::string> orders) override {
    return pair_.store.order_standings(pair_.settings.name, orders, claimed_.record.key);
  }
  Result<std::vector<store::OrderStanding>> owed(std::span<const std::string> orders) override {
    return pair_.store.order_standings(pair_.settings.name, orders, RecordKey{});
  }
  Result<std::vector<SettlementNote>> settlements() override {
    return kept_settlements(pair_.store, pair_.settings.name);
  }
  Result<void> add(std::span<const store::SettlementRow> rows, std::span<const store::RowWords> words,
                   int first_word) override {
    return pair_.store.add_rows(claimed_.id, pair_.settings.worker, rows, words, first_word,
                                limits::record_lease, pair_.clock.now());
  }
  Result<std::vector<store::SettlementDifference>> differences() override {
    return pair_.store.settlement_differences(claimed_.id, pair_.settings.name);
  }
  Result<std::vector<store::SettlementCount>> counts() override {
    return pair_.store.settlement_counts(claimed_.id, true);
  }
  Result<void> forget() override { return pair_.store.open_visit(claimed_.id, pair_.settings.worker); }

 private:
  const Pair& pair_;
  const store::ClaimedRecord& claimed_;
};

std::string changed_report(const store::SettlementVisit& before) {
  return "the market has changed the report after it was booked (from revision " +
         std::to_string(before.revision) +
         "): nothing of the change is booked; compare both, book the difference by hand, then replay it to "
         "go on "
         "with what was booked";
}

}  // namespace

SettleGrounds settle_grounds(const PairSettings& pair) {
  SettleGrounds grounds;
  grounds.books_start = pair.books_start;
  grounds.posting = pair.posting;
  grounds.posting_since = pair.posting_since;
  grounds.accounts = pair.accounts;
  return grounds;
}

Result<Settled> Settler::visit(const store::ClaimedRecord& claimed, rules::Mapper& mapper,
                               const SettleGrounds& grounds) {
  if (!pair_.settings.pays) return held_report(std::string(no_clearing_account));
  const auto before = pair_.store.settlement_visit(claimed.id);
  if (!before) return before.error();
  Record record = claimed.record;
  if (before->done > 0 && before->seen < record.revision && !claimed.replayed)
    return held_report(changed_report(*before));
  if (before->done > 0 && before->revision != record.revision) {
    auto booked = booked_revision(pair_.store, claimed.id, *before);
    if (!booked) return booked.error();
    if (booked->has_value()) record = std::move(**booked);
  }
  const auto tally = pair_.source.tally(record);
  if (!tally) return refused_report(tally.error());
  const auto total = add(tally->charges.amount, tally->taxes.amount);
  if (!total) return refused_report(total.error());
  if (auto opened = pair_.store.open_visit(claimed.id, pair_.settings.worker); !opened) return opened.error();
  StoredRows book(pair_, claimed);
  SettleVisit visit(book, claimed.record, pair_.settings.book, claimed.replayed, mapper, grounds, *before);
  if (auto walked = pair_.source.lines(record, visit); !walked) {
    if (visit.lost()) return *visit.lost();
    return refused_report(walked.error());
  }
  return visit.finish({*total, tally->charges.currency});
}

Result<std::optional<Record>> booked_revision(store::Store& store, std::int64_t record,
                                              const store::SettlementVisit& visit) {
  auto revisions = store.revisions(record);
  if (!revisions) return revisions.error();
  for (auto& revision : *revisions)
    if (revision.revision == visit.revision) return std::optional<Record>(std::move(revision));
  return std::optional<Record>();
}

}  // namespace crosswalk::flow
