// Inbox: acts on what was pushed to us. A hint about an order or a return fetches it again from the source
// and receives it as if it had been read; one that cannot be read yet is asked for later. Everything else
// goes to its handler. One inbox a pair at a time; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/changes.h"
#include "flow/pair.h"

namespace crosswalk::flow {

struct InboxReport {
  std::size_t handled = 0;
  store::Received received;
  std::vector<std::string> hurried;  // kinds of streams that have something new: "returns"
  std::optional<Error> trouble;      // the source failed; what it concerns is tried again
};

class Inbox {
 public:
  // `handlers`: of what names no record of the source. `changes` takes the ledger's hints, if there is one.
  Inbox(const Pair& pair, ItemHandlers handlers, Changes* changes = nullptr);
  // Some of what is due; `handled` is 0 when nothing is.
  Result<InboxReport> step(const Stop& stop);
  // When something can be handled; nothing while nothing waits.
  Result<std::optional<Instant>> due() { return pair_.store.inbox_due(pair_.settings.name, kinds_); }

 private:
  // Those of the ledger's hints among `claimed`, all at once.
  Result<std::vector<store::HandledItem>> ask_ledger(const std::vector<store::ClaimedItem>& claimed,
                                                     const Stop& stop);
  Result<store::HandledItem> handle(const store::ClaimedItem& item, InboxReport& report, const Stop& stop);
  Result<store::HandledItem> fetch(RecordKind kind, const store::ClaimedItem& item, InboxReport& report,
                                   const Stop& stop);
  Result<void> prune();

  const Pair& pair_;
  ItemHandlers handlers_;
  Changes* changes_;
  std::vector<std::string> kinds_;
  std::vector<RecordKey> fetched_;  // what this step has received already
  std::optional<Instant> pruned_;
};

}  // namespace crosswalk::flow
