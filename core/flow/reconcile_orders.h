// Reconcile orders: what was booked of each order line against the rows that settled it. One a
// reconciliation; not thread-safe.
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "flow/reconcile.h"

namespace crosswalk::flow {

// Booked, and settled not at all or in part; how old it is, its record's entries tell.
struct Unsettled {
  std::string sku;
  bool refund = false;
  Money money;
  std::string text;
};

class OrderTies {
 public:
  // `settlements`: the records in scope; a row counts by its record if one settlement is asked for, else by
  // its posted date.
  OrderTies(const ReconcileScope& scope, std::set<std::int64_t> settlements)
      : scope_(scope), settlements_(std::move(settlements)) {}

  void add(const store::TiedOrder& order);

  std::int64_t order_lines = 0;
  std::int64_t tied_out = 0;
  std::vector<Finding> findings;
  std::unordered_map<std::string, std::vector<Unsettled>> unsettled;  // by purchase order

 private:
  struct Line;
  bool in_scope(const store::TiedRow& row) const;
  void judge(const std::string& order, const std::string& sku, bool refund, const Line& line);
  void judge_settled_refund(const std::string& order, const std::string& sku, const Line& line);

  const ReconcileScope& scope_;
  std::set<std::int64_t> settlements_;
};

}  // namespace crosswalk::flow
