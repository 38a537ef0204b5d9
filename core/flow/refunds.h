// Refunds: which refund lines of a return or an order are to be booked, which wait for their order, and which
// a settlement has booked already (DESIGN §6: a refund is booked once). Also what translation must know of
// the books beside the record itself.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/entry.h"
#include "model/line.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// The books as a translation sees them. An error is the store's.
class Books {
 public:
  virtual ~Books() = default;
  // What all records but the one that is translated say of an order.
  virtual Result<store::OrderStanding> order(const std::string& purchase_order, const RecordKey& without) = 0;
  // The contact that an order was booked for; empty: it was not booked, or by settlements only.
  virtual Result<std::string> contact_of(const std::string& purchase_order) = 0;
  // The newest locked day of the ledger; nothing when it has none or was never asked.
  virtual std::optional<Date> locked_until() = 0;
};

struct SortedRefunds {
  std::vector<store::Booking> told;  // lines that a settlement has booked
  std::vector<std::string> awaits;   // orders that are not booked yet
  std::vector<store::RefundMark> decided_by;
  std::string left_out;            // the order was left out of the books, and so is its refund
  std::string differs;             // a sentence for a person
  std::optional<Posting> posting;  // of the orders that are booked or inform; none: nothing is known
};

// Takes what is told already out of `due`, and gives refunded tax the class that its sale was booked with.
// Lines that are `booked` stay. Lines that are no refunds are not looked at.
Result<SortedRefunds> sort_refunds(std::vector<Line>& due, const RecordKey& record, const Entries* booked,
                                   Books& books);

}  // namespace crosswalk::flow
