// Reconcile unbooked: settlements of which nothing is booked, read row by row as their next visit would
// decide them (rehearse.h), so that an order in them is not taken for unsettled, and what keeps them back is
// named row by row. Memory grows with their order lines. One a reconciliation; not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "flow/rehearse.h"
#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

class UnbookedTies {
 public:
  // `rehearsal`: null where there are no rules to ask; then no row is named, but its order is still settled.
  UnbookedTies(store::Store& store, const Source& source, Rehearsal* rehearsal)
      : store_(store), source_(source), rehearsal_(rehearsal) {}

  // What of it cannot be read is left out. An error is the store's.
  Result<void> read(const store::RecordRow& row);
  // What these settlements say of an order, beside what the store says of it; each order once.
  void add_to(store::TiedOrder& order);
  bool names(const std::string& purchase_order) const { return orders_.count(purchase_order) != 0; }
  // The orders that have not been asked for and whose rows would be booked: their own record books nothing.
  std::vector<store::TiedOrder> rest();

  std::vector<store::OpenRows> open;  // what their next visit would hold or let wait, by equal words
  std::vector<store::RowSum> sums;    // of all their rows, by settlement: none is booked

 private:
  class RawRows;
  struct Tied {
    bool decided = false;  // by the rehearsal
    std::vector<store::TiedRow> settled;
    std::vector<store::BookedCharge> booked;  // refunds that nothing else has told of
  };
  void take(const store::RecordRow& report, const store::SettlementRow& row, const store::RowWords& words);
  void take_sum(const store::RecordRow& report, const Money& amount, Date posted, bool difference);

  store::Store& store_;
  const Source& source_;
  Rehearsal* rehearsal_;
  std::unordered_map<std::string, Tied> orders_;
  std::map<std::string, std::size_t> places_;  // of `open`, in the report that is read
};

}  // namespace crosswalk::flow
