// Clearing, orders: what orders and returns have booked against what they say they have booked, and against
// the rows that settled it, order line by order line. One a proof; not thread-safe.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "flow/clearing_proof.h"
#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

class OrdersClearing {
 public:
  OrdersClearing(Currency currency, Date at) : currency_(currency), at_(at) {}

  // All entries of an order or a return, on whatever day.
  void add(const store::RecordRow& row, const Entries& entries);
  // What it has booked and what settled of it; after the last entries were added.
  void tie(const store::TiedOrder& tied);
  // What a settlement that is not booked says of it, posted until the day. False: the order has booked
  // nothing, so that its settlement has to. After the last entries were added.
  bool post(const std::string& purchase_order, std::int64_t units);
  // After the last order.
  void finish();

  // All of the following until the day of the proof, in millionths.
  struct Cause {
    std::int64_t units = 0;
    std::int64_t count = 0;
  };
  std::int64_t books = 0;
  Cause open;     // booked, and no row posted
  Cause other;    // posted in part, or otherwise than it was booked
  Cause opening;  // rows of what is in the opening balance
  std::vector<ProofFault> faults;
  std::vector<ProofItem> items;

 private:
  struct Line;
  struct Order {
    std::int64_t books = 0;
    std::int64_t rows = 0;
    std::int64_t faults = 0;
    bool posted = false;
    bool booked = false;
    std::array<std::int64_t, 2> entries{};  // of what was sold, and of what was given back; on whatever day
    std::array<std::int64_t, 2> said{};     // the same, by what was booked
    bool gives_back = false;                // it has entries of a refund
    bool opened = false;                    // something of it is in the opening balance
  };
  void judge(const std::string& number, const std::string& sku, bool refund, const Line& line, Order& order);
  Money money(std::int64_t units) const { return {Decimal::from_units(units), currency_}; }

  Currency currency_;
  Date at_;
  std::unordered_map<std::string, Order> orders_;
};

}  // namespace crosswalk::flow
