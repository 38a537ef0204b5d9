// Rehearsal: what the next visit of a settlement would come to. The engine's own row decisions
// (settle_visit.h) against the books as they are; nothing is stored, nobody is asked. Memory grows with the
// order lines of the report, not with its rows. One thread.
//
// It goes the way of a replay: rows that an earlier visit has booked or tied stay as they are, all others are
// asked about. With `posting: settlement` it keeps what it decided of a settlement that would not be booked,
// so that one sees what it waits for. The date of a difference is that of the newest row of this report.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "flow/refunds.h"
#include "flow/settle_visit.h"
#include "store/store.h"

namespace crosswalk::flow {

struct RehearsalSettings {
  BookMode book = BookMode::shipped;
  bool pays = false;  // there is a clearing account
  SettleGrounds grounds;
};

struct Rehearsed {
  Settled settled;
  std::int64_t rows = 0;     // of the report; 0: they were not looked at, `settled.reason` says why
  std::int64_t decided = 0;  // of them, those that this rehearsal has decided
  std::vector<store::SettlementCount> stood;   // before it, by state
  std::vector<store::SettlementCount> stands;  // after it, by state
  // What it decided, by equal words, the largest sums first; what is past `most_groups` is one group without
  // words for each state.
  std::vector<store::SettlementCount> groups;
};

// Is told of every row that is decided, and of differences, with the words that say why; past `most_groups`
// the words may be empty. What it is given lives until it returns.
using RowWatch = std::function<void(const store::SettlementRow&, const store::RowWords&)>;

inline constexpr std::size_t most_groups = 1'000;

// What crosswalk.yaml says; no day is locked, and the ledger was never asked.
RehearsalSettings rehearsal_settings(const PairSettings& pair);

class Rehearsal {
 public:
  // `store`: null where nothing was received; then no row was decided before.
  Rehearsal(const Source& source, rules::Mapper& mapper, Books& books, RehearsalSettings settings,
            store::Store* store = nullptr)
      : source_(source), mapper_(mapper), books_(books), settings_(std::move(settings)), store_(store) {}

  // `stored`: the record's number in the store; 0: it is not stored. `booked`: what earlier visits have
  // booked; null: nothing. An error is the store's.
  Result<Rehearsed> settle(const Record& record, std::int64_t stored, const Entries* booked = nullptr,
                           const RowWatch& watch = {});

 private:
  const Source& source_;
  rules::Mapper& mapper_;
  Books& books_;
  RehearsalSettings settings_;
  store::Store* store_;
};

}  // namespace crosswalk::flow
