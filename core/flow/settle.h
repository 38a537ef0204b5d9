// Settle: one visit of a settlement, stored (settle_visit.h). A later visit takes only rows that were held or
// waited; with `posting: settlement` nothing counts before every row has its answer. What was booked once is
// never booked again, not from a changed report either. One a worker; not thread-safe.
#pragma once

#include <optional>

#include "flow/pair.h"
#include "flow/settle_visit.h"

namespace crosswalk::flow {

inline constexpr std::string_view no_clearing_account =
    "settlements are booked on the clearing account, and crosswalk.yaml does not name it; set "
    "books.clearing_account, then replay it";

// What crosswalk.yaml says of it; what the ledger and earlier visits say is added by who asks for a visit.
SettleGrounds settle_grounds(const PairSettings& pair);

class Settler {
 public:
  explicit Settler(const Pair& pair) : pair_(pair) {}
  // An error is the store's. ErrorKind::limit: the record is another worker's by now.
  Result<Settled> visit(const store::ClaimedRecord& claimed, rules::Mapper& mapper,
                        const SettleGrounds& grounds);

 private:
  const Pair& pair_;
};

// The revision that `visit` has booked; nothing when it is not kept any more.
Result<std::optional<Record>> booked_revision(store::Store& store, std::int64_t record,
                                              const store::SettlementVisit& visit);

}  // namespace crosswalk::flow
