// Settle: one visit of a settlement. Its rows are streamed from the source, decided (settle_rows.h) and
// stored in pieces, so that a million of them need no more memory than a few thousand; then it is proven that
// every row is accounted for, and that what is booked adds up. A later visit takes only rows that were held
// or waited. What was booked once is never booked again, not from a changed report either. One a worker; not
// thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/pair.h"
#include "flow/settle_rows.h"

namespace crosswalk::flow {

struct Settled {
  RecordState state = RecordState::booked;
  std::string reason;
  std::string origin;
  std::optional<Money> stuck;
  Entries fresh;                                // what this visit books
  Money booked;                                 // what the booked rows of all visits add up to
  Money payable;                                // what the report says it comes to
  std::vector<store::Booking> bookings;         // refunds that nothing else had told of
  std::optional<store::SettlementVisit> visit;  // none: nothing of it counts
  std::vector<std::string> remarks;
};

class Settler {
 public:
  explicit Settler(const Pair& pair) : pair_(pair) {}
  // An error is the store's. ErrorKind::limit: the record is another worker's by now.
  Result<Settled> visit(const store::ClaimedRecord& claimed, rules::Mapper& mapper,
                        const SettleGrounds& grounds);

 private:
  const Pair& pair_;
};

// "12 rows over -340.10 USD", for sentences about rows.
std::string rows_over(std::int64_t count, const Money& money);

}  // namespace crosswalk::flow
