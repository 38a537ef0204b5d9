// ReturnedUnits: which units came back with a refund so that they can be sold again, and what they had cost.
// A return tells whether they did, as it stands now: they may come back after their money was refunded. A
// unit costs what was decided for it when it shipped; no rule is asked again, and where the units of an order
// line cost differently, those that shipped first come back first. Which unit a settlement's row is of is
// told by none of them: its units are the next ones that returns tell of and do not book themselves, in the
// order of their refunds, over all settlements in the order they were received. What the buyer keeps, what no
// return tells of, and a unit without a known cost gives back nothing. Keeps what returns have told, by
// order. Reads the store and the records in it; one a report, not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "flow/shipments.h"
#include "link/source.h"
#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

struct Returned {
  Decimal units;
  Decimal cost;  // cents; not negative
};

class ReturnedUnits {
 public:
  ReturnedUnits(store::Store& store, const Source& source, std::string pair)
      : store_(store), source_(source), pair_(std::move(pair)) {}

  // Of a refund's entry that a return has booked itself.
  Result<Returned> of(const store::RecordRow& record, const Entry& entry);
  // The rows of this settlement follow, in the order of the report.
  void open(std::int64_t settlement);
  // Of a row that the settlement has booked.
  Result<Returned> of(const Line& row);

 private:
  // Refunded units that one line of a return tells of.
  struct Refunded {
    std::string sku;  // folded
    Date date;
    std::int64_t record = 0;
    std::string line_key;
    std::int64_t units = 0;  // millionths
    bool back = false;
    bool own = false;         // the return has booked them itself
    std::int64_t before = 0;  // units of the order line that came back with earlier refunds
  };
  // What the books know of an order's refunds.
  struct Known {
    struct Return {
      std::int64_t record = 0;
      std::vector<std::string> told;  // SKUs that a settlement had refunded before
    };
    struct Settled {
      std::string sku;
      std::int64_t settlement = 0;
      std::int64_t units = 0;
    };
    std::vector<Return> returns;
    std::vector<Settled> settled;
  };

  Result<void> learn_refunds();
  Result<const Known*> learn(std::string_view order);
  Result<void> learn_return(const Known::Return& known);
  Result<void> give_back(const Refunded& refunded, std::int64_t first, std::int64_t last,
                         Returned& sum) const;
  Result<std::int64_t> cost_until(const std::string& sku, std::int64_t units) const;

  store::Store& store_;
  const Source& source_;
  std::string pair_;
  std::int64_t settlement_ = 0;
  std::unordered_map<std::string, Known> known_;  // by order
  bool learnt_ = false;
  std::string order_;  // whose shipments and refunds are known
  std::vector<Shipment> shipments_;
  std::vector<Refunded> refunded_;                         // by date
  std::unordered_map<std::string, std::int64_t> settled_;  // units so far, by order and SKU
};

}  // namespace crosswalk::flow
