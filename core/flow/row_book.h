// RowBook: where a visit of a settlement puts its rows, and what it looks up of rows and orders that were
// decided before. The engine's is the store; a rehearsal keeps sums in memory and changes nothing. Used by
// one thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "flow/settlement_notes.h"
#include "store/bookings.h"

namespace crosswalk::flow {

class RowBook {
 public:
  virtual ~RowBook() = default;
  // Rows of [from, to) that earlier visits have left in one of `states`.
  virtual Result<std::vector<std::uint32_t>> rows_in(std::span<const store::RowState> states,
                                                     std::uint32_t from, std::uint32_t to) = 0;
  // What the books say of these orders, in their order, rows of this visit included.
  virtual Result<std::vector<store::OrderStanding>> standings(std::span<const std::string> orders) = 0;
  // The same, with what earlier visits of the same settlement have booked of them.
  virtual Result<std::vector<store::OrderStanding>> owed(std::span<const std::string> orders) = 0;
  // What the newest settlements came to, the newest first.
  virtual Result<std::vector<SettlementNote>> settlements() = 0;
  // Rows and the words that none had before them; `first_word` is the number of the first.
  virtual Result<void> add(std::span<const store::SettlementRow> rows, std::span<const store::RowWords> words,
                           int first_word) = 0;
  virtual Result<std::vector<store::SettlementDifference>> differences() = 0;
  // Of all visits, this one included; groups of equal words, the largest sums first.
  virtual Result<std::vector<store::SettlementCount>> counts() = 0;
  // Takes back what this visit has added, because nothing of it counts.
  virtual Result<void> forget() = 0;
};

}  // namespace crosswalk::flow
