// The only way in which the store changes a state: every change is asked of model/states.h and appended to
// the audit trail. The rows themselves are written by the caller, in the same transaction.
#pragma once

#include <cstdint>
#include <string_view>

#include "model/states.h"
#include "store/sqlite.h"

namespace crosswalk::store {

// The circumstances of a change.
struct Change {
  std::int64_t id = 0;
  Cause cause = Cause::mapped;
  Instant at;
  std::string_view worker;
  std::string_view version;  // of the rule set, where rules decided
  std::string_view note;     // a sentence for a person; no buyer's data
};

// False, and the transaction fails, when the table of transitions does not allow it.
bool change_record(Connection& db, RecordState from, RecordState to, const Change& change);
bool change_document(Connection& db, DocumentState from, DocumentState to, const Change& change);
// The first state of a new record or document.
void enter_record(Connection& db, const Change& change);
void enter_document(Connection& db, const Change& change);
// Something that a person should read although no state changes.
void remark_record(Connection& db, RecordState state, const Change& change);
void remark_document(Connection& db, DocumentState state, const Change& change);

}  // namespace crosswalk::store
