// The states of records and documents and the one table of transitions (DESIGN §4). Whatever changes a state
// asks here first; the store refuses a transition that is not in the table.
#pragma once

#include <string_view>

#include "base/result.h"

namespace crosswalk {

enum class RecordState {
  received,  // to be mapped
  waiting,   // nothing of it is due yet
  booked,
  held,  // waits for a person
  dead,  // cannot be processed as it is
  skipped,
};

enum class DocumentState {
  drafted,
  sending,
  posted,
  pending,
  retry,
  unknown,
  rejected,
  withdrawn,
  disputed,  // the ledger's answer, or a later look, differs from what we sent
  voided,
};

// Why a state changes.
enum class Cause {
  mapped,      // the rules and the book have answered
  revision,    // the source sent something newer
  replay,      // a person sent it round again
  send,        // an attempt was stored and goes out
  answer,      // the outside system answered a send
  lease_lost,  // the worker that sent it is gone
  look_up,     // the outside system was asked what took effect
  compared,    // what is outside was held against what we sent
  rule,        // no change: a rule wrote a remark into the record's trail
  awaited,     // what it waited for is in the books now
  accepted,    // a person lets stand what is outside
};

std::string_view name_of(RecordState state);
std::string_view name_of(DocumentState state);
std::string_view name_of(Cause cause);
Result<RecordState> record_state_named(std::string_view name);
Result<DocumentState> document_state_named(std::string_view name);

bool allowed(RecordState from, RecordState to, Cause cause);
bool allowed(DocumentState from, DocumentState to, Cause cause);

}  // namespace crosswalk
