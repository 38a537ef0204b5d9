// SettleRefused: what of a settlement is in documents that the ledger has certainly refused, so that nothing
// of it stands there. A replay asks the rules again about just those rows and drafts their documents anew,
// under the same numbers; what stands keeps its decisions. Pure.
#pragma once

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include "link/target.h"
#include "model/document.h"
#include "model/entry.h"

namespace crosswalk::flow {

// What a settlement's entries become documents by, beside their day.
enum class RowPart { rows, refunds, payouts };
RowPart part_of(const Entry& entry);

class RefusedParts {
 public:
  RefusedParts() = default;
  // `booked`: all that is booked of the settlement. What was refused of a day goes again as a whole or not at
  // all: where some of the day's documents stand, or do not come to what is booked of it, none of it is here,
  // and the ledger's own draft sends the refused ones as they were.
  static Result<RefusedParts> of(const Entries& booked, const Posted& posted, const Ledger& ledger);

  bool empty() const { return withdrawn_.empty(); }
  // Whether rows of that part are asked about again that are booked on `date`.
  bool takes(Date date, RowPart part) const;
  // Whether the entry is of a refused document: of a row, or what goes with it.
  bool takes(const Entry& entry) const;
  // Whether a rule may answer otherwise for it now.
  bool asks(const Entry& entry) const { return entry.role == EntryRole::placed && takes(entry); }
  // The documents that give way.
  const std::vector<std::int64_t>& withdrawn() const { return withdrawn_; }

 private:
  bool everything_ = false;  // the ledger books by visits, and none of them stands
  std::set<std::pair<Date, RowPart>> parts_;
  std::vector<std::int64_t> withdrawn_;
};

}  // namespace crosswalk::flow
