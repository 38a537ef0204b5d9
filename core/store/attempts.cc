// Attempts: the exact request is stored, and its members are `sending`, before anything goes out; and it is
// put together again, byte for byte, when somebody must look up what it did.
#include "base/json_tree.h"
#include "store/rows.h"
#include "store/sqlite_store.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

// [["Content-Type", "application/json"], …]: a list, because order and repetition are part of the request.
std::string header_text(const FrozenRequest& request) {
  Json list = Json::array();
  for (const auto& [name, value] : request.headers) list.push_back(Json::array({name, value}));
  return to_text(list);
}

void read_headers(Connection& db, std::string_view text, FrozenRequest& request) {
  const auto list = parse_json(text, "the headers of an attempt");
  if (!list) return db.refuse(list.error());
  for (const auto& pair : *list)
    request.headers.emplace_back(pair.at(0).get<std::string>(), pair.at(1).get<std::string>());
}

// An error of kind `limit` means that somebody else was faster; the caller asks for sendable documents again.
Result<void> take_member(Connection& db, const Document& member, const Attempt& attempt,
                         std::int64_t attempt_id, int position, std::string_view worker, Instant now) {
  const std::string what = "document " + std::to_string(member.id);
  DocumentState from = DocumentState::drafted;
  {
    auto row = db.query(
        "SELECT d.state, d.pair, d.side, r.state FROM documents d LEFT JOIN records r ON r.id = d.record_id"
        " WHERE d.id = ?1",
        member.id);
    if (!row.next()) return fail(ErrorKind::internal, what + " is a member of an attempt but is not stored");
    from = db.expect(document_state_named(row.view(0)));
    if (row.view(1) != attempt.pair || row.view(2) != name_of(attempt.side))
      return fail(ErrorKind::internal, what + " is not of the pair and side of its attempt");
    if (row.view(3) == crosswalk::name_of(RecordState::received))
      return fail(ErrorKind::limit, "the record of " + what + " is to be mapped again before it is sent");
  }
  if (from != DocumentState::drafted && from != DocumentState::retry)
    return fail(ErrorKind::limit,
                what + " is " + std::string(crosswalk::name_of(from)) + " and cannot be sent");
  if (!change_document(db, from, DocumentState::sending,
                       {.id = member.id,
                        .cause = Cause::send,
                        .at = now,
                        .worker = worker,
                        .version = {},
                        .note = attempt.id}))
    return {};
  db.run("UPDATE documents SET state = 'sending', attempt_id = ?2, changed = ?3 WHERE id = ?1", member.id,
         attempt_id, now);
  db.run("INSERT INTO attempt_members (attempt_id, position, document_id) VALUES (?1, ?2, ?3)", attempt_id,
         position, member.id);
  return {};
}

Attempt read_attempt(Connection& db, std::int64_t id, Instant now) {
  static const std::string members =
      joined({document_select,
              " JOIN attempt_members m ON m.document_id = d.id AND m.attempt_id = ?1"
              " WHERE d.attempt_id = ?1 AND d.state IN ('pending', 'unknown') AND d.due <= ?2"
              " ORDER BY m.position"});
  Attempt attempt;
  {
    auto row = db.query(
        "SELECT a.name, a.pair, a.side, a.method, a.path, a.created, b.headers, b.body, a.lost FROM attempts "
        "a"
        " JOIN attempt_bodies b ON b.attempt_id = a.id WHERE a.id = ?1",
        id);
    if (row.next()) {
      attempt.id = row.text(0);
      attempt.pair = row.text(1);
      attempt.side = row.view(2) == name_of(Side::ledger) ? Side::ledger : Side::channel;
      attempt.request.method = row.text(3);
      attempt.request.path = row.text(4);
      attempt.created = row.instant(5);
      read_headers(db, row.view(6), attempt.request);
      attempt.request.body = row.text(7);
      attempt.lost = row.integer(8) != 0;
    }
  }
  for (auto& row : read_document_rows(db, db.query(members, id, now))) {
    add_content(db, row.document);
    attempt.members.push_back(std::move(row.document));
  }
  return attempt;
}

}  // namespace

Result<void> SqliteStore::begin_attempt(const Attempt& attempt, std::string_view worker, Millis lease,
                                        Instant now) {
  return write("begin_attempt", [&](Connection& db) -> Result<void> {
    if (attempt.id.empty() || attempt.members.empty())
      return fail(ErrorKind::internal, "an attempt needs an id and at least one document");
    db.run(
        "INSERT INTO attempts (name, pair, side, method, path, created, worker, lease_until)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        attempt.id, attempt.pair, name_of(attempt.side), attempt.request.method, attempt.request.path, now,
        worker, now + lease);
    const auto id = db.last_id();
    db.run("INSERT INTO attempt_bodies (attempt_id, headers, body) VALUES (?1, ?2, ?3)", id,
           header_text(attempt.request), attempt.request.body);
    int position = 0;
    for (const auto& member : attempt.members)
      if (auto taken = take_member(db, member, attempt, id, ++position, worker, now); !taken) return taken;
    return {};
  });
}

Result<std::vector<Attempt>> SqliteStore::to_look_up(std::string_view pair, Side side, std::size_t limit,
                                                     Instant now) {
  return read([&](Connection& db) -> Result<std::vector<Attempt>> {
    std::vector<std::int64_t> ids;
    {
      auto row = db.query(
          "SELECT attempt_id FROM documents WHERE pair = ?1 AND due <= ?3 AND state IN ('pending', 'unknown')"
          " AND side = ?2 GROUP BY attempt_id ORDER BY min(due), attempt_id LIMIT ?4",
          pair, name_of(side), now, static_cast<std::int64_t>(limit));
      while (row.next()) ids.push_back(row.integer(0));
    }
    std::vector<Attempt> out;
    for (const auto id : ids) out.push_back(read_attempt(db, id, now));
    return out;
  });
}

}  // namespace crosswalk::store
