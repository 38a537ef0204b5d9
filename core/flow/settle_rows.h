// SettleRows: decides row by row what becomes of a settlement (DESIGN §6, accounting.md §1): tied to what an
// order or a return has booked, booked as they said it would be where they only inform, booked by the rules'
// answers, held, or waiting for its order. One a visit, in the order of the report; not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "flow/informed.h"
#include "flow/pair.h"
#include "flow/refunded_days.h"
#include "flow/settled_entries.h"
#include "model/reference.h"
#include "rules/mapper.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// What a visit needs beside the rows.
struct SettleGrounds {
  Date books_start{};
  std::optional<Date> locked_until{};
  const Reference* reference = nullptr;  // null: the ledger was never asked
  Posting posting = Posting::order;      // settlement: everything is one document a month
  std::optional<Date> posting_since{};  // of settlements that close from that day on; before it the other way
  BookAccounts accounts{};
  bool deposited = false;  // an earlier visit has booked the deposit
};

// What settled of the sales of orders, by order and posted date.
using SettledSales = std::map<std::string, std::map<Date, Decimal>>;

class SettleRows {
 public:
  // What is referred to outlives it. `facts` are the settlement's.
  SettleRows(rules::Mapper& mapper, const RecordFacts& facts, SettleGrounds grounds);

  // Decides one row. `order`: what the books say of its purchase order, null when it names none; tied amounts
  // are added to it. An error is one of arithmetic.
  Result<store::SettlementRow> decide(Line& line, store::OrderStanding* order);
  // An amount that is no row: what rows say less what was booked. Booked as rounding, by a rule, or held.
  // What it is of and how much is told by `row`.
  Result<store::SettlementRow> difference(store::SettlementRow row);
  // A row that was booked, as the rules of now would book it on the same day: booked, or held or left out
  // with the reason in its words. `line`: of a difference it is not looked at.
  Result<store::SettlementRow> again(Line& line, store::OrderStanding* order, const store::BookedRow& booked);

  // Words that no row had before `from`; numbers count from 1.
  const std::vector<store::RowWords>& words() const { return words_; }
  void forget_words() {
    first_word_ += static_cast<int>(words_.size());
    words_.clear();
  }
  int first_word() const { return first_word_; }

  // The standings of orders that were decided by are about to go.
  void forget_orders() { informed_.clear(); }

  // What moves money: of `posting: settlement` only payouts.
  SettledEntries& entries() { return entries_; }
  // What documents are made of, on document days.
  SettledEntries& document() { return document_; }
  const SettledSales& sales() const { return sales_; }
  // Of orders with something accrued.
  RefundedDays& refunded() { return refunded_; }
  // Some of the orders that rows wait for.
  const std::set<std::string>& awaited() const { return awaited_; }
  // The first day that is open, of one that may be locked.
  Date open_day(Date day) const;
  std::vector<store::Booking>& bookings() { return bookings_; }
  const Answer& contact() const { return contact_; }
  // The snapshot of the ledger's customers that it was chosen from; empty: none.
  const std::string& customers() const { return customers_; }
  const std::string& reference() const { return reference_; }
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  enum class Way { ask, tie, reuse, refund, opening, wait };
  // How a line is booked.
  struct Placing {
    LineAnswers answers;
    std::string version;
    Date date;
    bool as_refund = false;
    std::string description;  // empty: the row's own
  };
  Way way_of(const Line& line, const store::OrderStanding* order);
  Result<void> go(Way way, Line& line, store::OrderStanding* order, store::SettlementRow& row,
                  store::RowWords& words);
  Result<void> reuse(Line& line, store::OrderStanding& order, store::SettlementRow& row,
                     store::RowWords& words);
  Result<void> open(const Line& line, store::SettlementRow& row, store::RowWords& words);
  Result<void> place_difference(const Line& line, store::SettlementRow& row, store::RowWords& words);
  Placing by_setting(const std::string& account, std::string_view setting, std::string description) const;
  Result<Informed*> informed_of(const store::OrderStanding& order);
  bool refund_is_booked(const Line& line, const store::OrderStanding& order);
  static bool kept_fee_is_booked(const Line& line, const store::OrderStanding& order);
  Result<void> ask(const Line& line, bool as_refund, store::SettlementRow& row, store::RowWords& words);
  Result<void> book(const Line& line, Placing placing, store::SettlementRow& row, store::RowWords& words);
  Result<void> ask_refund(Line& line, const store::OrderStanding& order, store::SettlementRow& row,
                          store::RowWords& words);
  Result<void> add_sale(std::string_view order, Date posted, Decimal amount);
  int number_of(store::RowWords words);

  rules::Mapper& mapper_;
  const RecordFacts& facts_;
  SettleGrounds grounds_;
  SettledEntries entries_;
  SettledEntries document_;
  SettledSales sales_;
  RefundedDays refunded_;
  std::set<std::string> awaited_;
  std::map<std::string, Informed, std::less<>> informed_;
  std::vector<store::Booking> bookings_;
  Answer contact_;
  std::string customers_;
  std::string reference_;
  std::vector<std::string> remarks_;
  std::unordered_map<std::string, bool> refund_events_;  // true: booked by a return or an order
  std::unordered_map<std::string, int> numbers_;         // of words
  std::vector<store::RowWords> words_;
  int first_word_ = 1;
  std::optional<Date> kept_day_;  // of a row that is looked at again
};

}  // namespace crosswalk::flow
