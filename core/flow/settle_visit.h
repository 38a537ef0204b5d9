// SettleVisit: takes the rows of one walk through a settlement, has them decided (settle_rows.h) and put into
// a row book in pieces, so that a million of them need no more memory than a few thousand; then proves that
// every row is accounted for, and makes entries of what is booked. Whether the visit counts is its caller's
// business. One a walk; not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "flow/kept_line.h"
#include "flow/row_book.h"
#include "flow/settle_rows.h"
#include "link/source.h"
#include "model/entry.h"

namespace crosswalk::flow {

struct Settled {
  RecordState state = RecordState::booked;
  std::string reason;
  std::string origin;
  std::optional<Money> stuck;
  Entries fresh;                                // what this visit books
  Money booked;                                 // what the booked rows of all visits add up to
  Money payable;                                // what the report says it comes to
  Money difference;                             // the payable less the rows, where it is looked at
  std::vector<store::Booking> bookings;         // refunds that nothing else had told of, and what it pays
  std::vector<std::string> awaits;              // orders, where nothing counts before they are booked
  std::optional<store::SettlementVisit> visit;  // none: nothing of it counts
  std::vector<std::string> remarks;
  std::vector<store::AccruedPart> accrued;  // what it takes back of what was accrued
};

// Nothing of it counts, and a person is needed.
Settled held_report(std::string reason, std::string origin = {});
// What the source or arithmetic refused: dead when it is the record's own fault, else held.
Settled refused_report(const Error& error);

// How a settlement stands whose rows stand so: its state, why, what is stuck and what is booked.
Result<Settled> judge_rows(const std::vector<store::SettlementCount>& counts, Currency currency);

class SettleVisit final : public LineSink {
 public:
  // What is referred to outlives it. `record`: as it was received; what is walked may be the revision that
  // was booked first. `replayed`: what rules left out is asked again.
  SettleVisit(RowBook& book, const Record& record, BookMode mode, bool replayed, rules::Mapper& mapper,
              SettleGrounds grounds, store::SettlementVisit before)
      : book_(book),
        record_(record),
        mode_(mode),
        replayed_(replayed),
        mapper_(mapper),
        grounds_(std::move(grounds)),
        before_(before) {}

  Result<void> facts(const RecordFacts& facts) override;
  Result<void> line(const Line& line) override;
  // `tally`: what the report adds up to by a second reading.
  Result<Settled> finish(const Money& tally);
  // What the row book refused; then nothing is known of the report itself.
  const std::optional<Error>& lost() const { return lost_; }

 private:
  using Standings = std::map<std::string, store::OrderStanding, std::less<>>;

  bool first() const { return before_.done == 0; }
  Result<void> decide_chunk();
  Result<std::set<std::uint32_t>> decided(std::uint32_t from, std::uint32_t to);
  Result<Standings> standings(const std::set<std::uint32_t>& done);
  Result<void> store_rows(std::vector<store::SettlementRow>& rows);
  Result<void> add_differences();
  Result<void> add_difference(const store::SettlementDifference& difference, const Money& amount,
                              std::string_view charge, std::vector<store::SettlementRow>& rows);
  // Read once: what was brought forward from the settlement before is none.
  Result<Money> payable_difference();
  Result<void> add_payable_difference(std::vector<store::SettlementRow>& rows);
  Result<void> judge(Settled& settled);
  Result<Settled> unanswered(Settled settled);
  Result<void> book(Settled& settled);
  Result<void> take_back(Settled& settled);

  RowBook& book_;
  const Record& record_;
  BookMode mode_;
  bool replayed_;
  rules::Mapper& mapper_;
  SettleGrounds grounds_;
  store::SettlementVisit before_;
  RecordFacts facts_;
  std::optional<SettleRows> rows_;
  std::vector<KeptLine> chunk_;
  std::size_t filled_ = 0;
  std::optional<MoneySum> sum_;
  std::uint32_t last_ = 0;   // row that was walked
  std::uint32_t extra_ = 0;  // the last number past the rows that a difference has taken
  std::optional<Money> difference_;
  std::set<std::string> accrued_;  // orders with rows here of which something may stand accrued
  std::optional<Error> lost_;
  std::vector<std::string> unanswered_;  // what is held, for the trail, where no row of it is kept
};

// "12 rows over -340.10 USD", for sentences about rows.
std::string rows_over(std::int64_t count, const Money& money);

}  // namespace crosswalk::flow
