// Dispatch: sends due documents in batches, and looks up what is unknown before it is sent again. An attempt
// is stored before it goes out; whatever happens to this process afterwards, the store knows that it may have
// taken effect. One dispatcher a pair and side at a time; not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/fuse.h"
#include "flow/linger.h"
#include "flow/pair.h"

namespace crosswalk::flow {

struct DispatchReport {
  int sent = 0;                        // documents that went out
  int looked_up = 0;                   // documents that were asked for
  int attempts = 0;                    // requests
  std::vector<std::string> trouble;    // sentences: sign-in refused, the ledger unreachable
  std::vector<std::string> rests;      // sentences: why documents wait that could go
  std::vector<std::string> forbidden;  // sentences: kinds of documents that the sign-in may not send
  bool signed_out = false;             // sign-in was refused: a person has to act before anything else can go
  std::optional<Instant> rests_until;  // documents wait that could go, and why is in `rests`
};

// How long one round may go on, how long what is not a full batch may wait for company, and whether anything
// may leave at all.
struct RoundLimits {
  std::optional<Instant> until;  // something else is due then; nothing: until all is sent
  Millis linger{0};
  bool holds = false;  // nothing is sent, only looked up: the pair's calendar lets nothing go
};

class Dispatcher {
 public:
  Dispatcher(const Pair& pair, Side side) : pair_(pair), side_(side) {}

  // One round: leases that ran out, look-ups that are due, then everything that can be sent now. A round in
  // which nothing was sent or looked up means that nothing is due.
  Result<DispatchReport> step(const RoundLimits& round, const Stop& stop);

 private:
  Target& target() const;
  Result<void> look_up(DispatchReport& report, const Stop& stop);
  Result<bool> send_batch(const RoundLimits& round, DispatchReport& report, const Stop& stop);
  bool is_forbidden(DocumentKind kind, DispatchReport& report);
  // What goes next of these; empty: all of it waits, as the report says.
  Result<std::vector<Document>> next_batch(const std::vector<Document>& documents, const RoundLimits& round,
                                           DispatchReport& report);
  Result<void> send(std::vector<Document> batch, DispatchReport& report, const Stop& stop);
  Result<void> finish(const Attempt& attempt, const Outcomes& outcomes, Cause cause, DispatchReport& report);

  const Pair& pair_;
  Side side_;
  Fuse fuse_;
  Linger linger_;
  std::map<DocumentKind, Instant> forbidden_until_;  // the next of the kind is tried then
  std::string rest_told_;                            // why the side rested last, as it was logged
};

}  // namespace crosswalk::flow
