// Bookings: what the books say of the market's orders, charge by charge, so that a later source of the same
// money is tied to it instead of booking it again; and what became of each row of a settlement. Plain data of
// the store's face. SKUs are folded to small letters here, because the market's sources spell them
// differently.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/money.h"
#include "model/line.h"
#include "model/states.h"

namespace crosswalk::store {

enum class BookingSide {
  sale,            // an order has booked it
  opening,         // it was shipped before the books start, and so is in the opening balance
  refund,          // a return or an order has booked it, or it is in the opening balance
  settled_refund,  // a settlement has booked it, because nothing else had told of it
  told_refund,     // a return told of what a settlement had booked
  informed_sale,   // an order tells it and books nothing: its settlement will
  informed_refund,
  owed,  // of a whole order: what its settlements pay its invoices
  paid,  // of a whole order: what a settlement has paid of it
};

std::string_view name_of(BookingSide side);
Result<BookingSide> booking_side_named(std::string_view name);

struct Booking {
  std::string purchase_order;
  std::string sku;
  BookingSide side = BookingSide::sale;
  std::string charge;  // "product", "discount", "shipping", "tax", "withheld", "fee", …
  TaxClass tax_class = TaxClass::none;
  Money amount;  // as the market says it: > 0 comes to the seller
  Decimal quantity;
  friend bool operator==(const Booking&, const Booking&) = default;
};

// How often and how much other records have refunded of an order. What was decided by it is stored only
// while it still says the same.
struct RefundMark {
  std::string purchase_order;
  std::int64_t count = 0;
  std::int64_t sum = 0;  // millionths
  friend bool operator==(const RefundMark&, const RefundMark&) = default;
};

// An invoice of an order that stands in the ledger, or is about to.
struct StandingInvoice {
  std::string key;
  Money total;
};

// One order as the books see it.
struct OrderStanding {
  std::string purchase_order;
  std::optional<RecordState> state;  // of the order's own record; none: it was never received
  std::vector<Booking> bookings;     // by all records but the one that asks
  std::vector<Booking> settled;      // tied rows of all settlements: side `sale` or `refund`
  RefundMark mark;
  std::vector<StandingInvoice> invoices;  // by number; only of an order with something `owed`
  std::vector<std::string> informed;      // entries, as text, of the records that only inform of it
  std::vector<std::string> accrued;       // parts, as text, of what was accrued of it and taken back
};

// What one visit has accrued of an order, or taken back: entries as text, line by line, each on the day of
// its own line. The parts of an order add up to what stands accrued of it.
struct AccruedPart {
  std::string purchase_order;
  std::string entries;
};

enum class RowState {
  tied,     // booked already, by an order, a return or the opening balance
  booked,   // by this settlement
  held,     // waits for a person
  waiting,  // for its order
  skipped,  // a rule left it out
};

std::string_view name_of(RowState state);
Result<RowState> row_state_named(std::string_view name);

// What many rows have in common.
struct RowWords {
  std::string transaction_type;
  std::string amount_type;
  std::string description;
  std::string reason;   // of held, waiting and skipped, or of a tie that is special
  std::string origin;   // "rules/account.lua:7"
  std::string account;  // of booked
  std::string account_at;
};

struct SettlementRow {
  std::uint32_t row = 0;    // its place in the report, from 1; a difference has one past the last
  bool difference = false;  // no row of the report: what it says less what was booked
  RowState state = RowState::booked;
  std::string purchase_order;
  std::string sku;
  std::optional<BookingSide> side;  // sale or refund: it is tied, or would be if it did not wait
  std::string charge;
  Money amount;
  Decimal tied;  // what of it is another record's; of a difference that was booked the negative amount
  Decimal quantity;
  Date posted;
  Date day;       // of booked: the accounting date, where it is not the posted day
  int words = 0;  // the number of its words within the visit, from 1
};

// A row that a settlement has booked, as a correction looks at it again.
struct BookedRow {
  SettlementRow row;  // `words`: as it was booked
  std::string account;
  std::string account_at;  // the rule or setting that named it
};

// Rows that rules of now place otherwise, and the words that say so. `rows`: the row and the number of its
// words, from 1.
struct RowsPlaced {
  std::vector<RowWords> words;
  std::vector<std::pair<std::uint32_t, int>> rows;
};

// Which visit of a settlement was finished last, and of which revision. `seen`: the newest revision that a
// person knows of; what was booked is never booked again from a newer one.
struct SettlementVisit {
  int done = 0;
  int revision = 0;
  int seen = 0;
};

// A difference that rules left out in an earlier visit.
struct LeftOut {
  std::string charge;  // "goods", "shipping" or "tax"
  Money amount;
  std::uint32_t row = 0;
};

// Rows of one order line whose tied rows add up to something else than what is booked of it.
struct SettlementDifference {
  std::string purchase_order;
  std::string sku;
  BookingSide side = BookingSide::sale;
  Money goods;  // settled less booked; products and discounts
  Money shipping;
  Money tax;              // with what was withheld of it
  bool complete = false;  // as many units have settled as were booked
  bool opening = false;   // it shipped before the books start, and so is in the opening balance, all of it
  Date posted;            // of its newest row
  std::vector<LeftOut> left_out;
};

// How many rows of a settlement stand where, and what they add up to.
struct SettlementCount {
  RowState state = RowState::booked;
  bool difference = false;
  RowWords words;  // all but `held` and `waiting`: empty
  std::int64_t count = 0;
  Money amount;
  std::string example;  // one purchase order of them; may be empty
};

}  // namespace crosswalk::store
