// Reconciling: what the store is asked when everything is held against everything: orders with the rows that
// are tied to them, rows that stand open, and deposits that a bank statement shows. Part of the store's face;
// reads stream, so that a million rows need little memory. Plain data.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "model/record.h"
#include "store/bookings.h"

namespace crosswalk::store {

// What one record has booked of an order line.
struct BookedCharge {
  std::int64_t record = 0;
  RecordKind kind = RecordKind::order;  // of that record
  Booking booking;                      // its purchase order is empty: TiedOrder says it
};

// A row of a settlement that is tied to an order line, or the difference that was found there.
struct TiedRow {
  std::int64_t record = 0;  // the settlement
  std::string sku;
  BookingSide side = BookingSide::sale;  // sale or refund
  std::string charge;
  Money amount;
  Decimal quantity;
  Date posted;
  bool difference = false;  // then of any state
  RowState state = RowState::tied;
};

// One order with all that any record has booked of it, and all that settled of it.
struct TiedOrder {
  std::string purchase_order;
  std::vector<BookedCharge> booked;
  std::vector<TiedRow> settled;
};

// Rows of one order (or of none) that wait for the order or for a person, with equal words.
struct OpenRows {
  std::int64_t record = 0;
  std::string settlement;  // the record's key
  std::string purchase_order;
  std::string sku;
  RowState state = RowState::held;
  bool difference = false;
  RowWords words;
  std::int64_t count = 0;
  Money amount;
  Date posted;  // of the first
};

// What the rows of a settlement that stand alike add up to.
struct RowSum {
  std::int64_t record = 0;
  std::string settlement;
  RowState state = RowState::booked;
  bool tied_to_order = false;  // false and tied: it is in the opening balance
  bool difference = false;
  std::int64_t count = 0;
  Money amount;
  Date first;  // posted
  Date last;
};

// What rows that a settlement has booked on one day add up to, differences among them.
struct BookedDay {
  std::int64_t record = 0;
  std::int64_t visit = 0;  // that has booked them
  Date posted;
  Date day;              // the accounting date of each row
  bool deposit = false;  // rows of the charge "deposit"
  Money amount;
  std::int64_t count = 0;
};

// Money that reached the bank, as a statement of it says; a withdrawal is negative.
struct Deposit {
  Date date;
  Money amount;
  std::string reference;
  friend bool operator==(const Deposit&, const Deposit&) = default;
};

class Reconciling {
 public:
  Reconciling() = default;
  Reconciling(const Reconciling&) = delete;
  Reconciling& operator=(const Reconciling&) = delete;
  virtual ~Reconciling() = default;

  // Every order of a pair that something was booked or settled of, by its number, in one view of the store.
  // Rows of unfinished visits do not count. `order` must not ask the store.
  virtual Result<void> each_tied_order(std::string_view pair,
                                       const std::function<Result<void>(const TiedOrder&)>& order) = 0;
  // Rows of finished visits that are held or wait, largest sums first.
  virtual Result<std::vector<OpenRows>> open_rows(std::string_view pair) = 0;
  // Of every row of finished visits that was posted on or before `until`, by settlement.
  virtual Result<std::vector<RowSum>> row_sums(std::string_view pair, Date until) = 0;
  // What was accrued of orders and taken back, part by part, oldest first: of one order, or of all where it
  // is empty. `record`: the accrual, or the settlement that took it back. `part` must not ask the store.
  virtual Result<void> each_accrual(
      std::string_view pair, std::string_view purchase_order,
      const std::function<Result<void>(const RecordKey& record, const AccruedPart& part)>& part) = 0;
  // Equal deposits of one call are that many; those that an earlier call has brought are known. The answer is
  // how many were new.
  virtual Result<int> add_deposits(std::string_view pair, std::span<const Deposit> deposits, Instant now) = 0;
  // Of these days, both included, by date.
  virtual Result<std::vector<Deposit>> deposits(std::string_view pair, Date from, Date to) = 0;
  // Of every row that finished visits have booked, whenever it was posted, by settlement.
  virtual Result<std::vector<BookedDay>> booked_days(std::string_view pair) = 0;
};

}  // namespace crosswalk::store
