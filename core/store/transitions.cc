#include "store/transitions.h"

#include <string>

namespace crosswalk::store {
namespace {

void append(Connection& db, std::string_view subject, std::string_view from, std::string_view to,
            const Change& change) {
  db.run(
      "INSERT INTO audit (at, subject, subject_id, from_state, to_state, cause, version, worker, note)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      change.at, subject, change.id, from, to, name_of(change.cause), change.version, change.worker,
      change.note);
}

template <class State>
bool pass(Connection& db, std::string_view subject, State from, State to, const Change& change) {
  if (!allowed(from, to, change.cause)) {
    db.refuse(fail(ErrorKind::internal, std::string(subject) + " " + std::to_string(change.id) +
                                            " may not go from " + std::string(name_of(from)) + " to " +
                                            std::string(name_of(to)) +
                                            " (cause: " + std::string(name_of(change.cause)) + ")"));
    return false;
  }
  append(db, subject, name_of(from), name_of(to), change);
  return true;
}

}  // namespace

bool change_record(Connection& db, RecordState from, RecordState to, const Change& change) {
  return pass(db, "record", from, to, change);
}
bool change_document(Connection& db, DocumentState from, DocumentState to, const Change& change) {
  return pass(db, "document", from, to, change);
}
void enter_record(Connection& db, const Change& change) {
  append(db, "record", "", name_of(RecordState::received), change);
}
void enter_document(Connection& db, const Change& change) {
  append(db, "document", "", name_of(DocumentState::drafted), change);
}
void remark_record(Connection& db, RecordState state, const Change& change) {
  append(db, "record", name_of(state), name_of(state), change);
}
void remark_document(Connection& db, DocumentState state, const Change& change) {
  append(db, "document", name_of(state), name_of(state), change);
}

}  // namespace crosswalk::store
