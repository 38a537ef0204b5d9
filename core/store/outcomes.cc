// Outcomes: what became of the members of an attempt, by answer, by look-up, or because their worker is gone.
#include "store/progress.h"
#include "store/rows.h"
#include "store/sqlite_store.h"
#include "store/transitions.h"

namespace crosswalk::store {
namespace {

// A member as it is stored now, which need not be as the caller saw it.
struct Member {
  Document document;
  Progress progress;
  std::int64_t attempt = 0;  // the newest attempt that it was part of
};

struct Circumstance {
  std::int64_t attempt = 0;
  std::string_view name;
  Cause cause = Cause::answer;
  std::string_view worker;
  Instant now;
  int members = 0;  // of the attempt
};

std::optional<Member> read_member(Connection& db, std::int64_t attempt, std::int64_t document) {
  auto row = db.query(
      "SELECT d.pair, d.kind, d.key, d.step, d.operation, d.total, d.currency, d.attempt_id,"
      " d.state, d.tries, d.absences, d.looks, d.due, d.reason, d.company, d.variant"
      " FROM attempt_members m JOIN documents d ON d.id = m.document_id WHERE m.document_id = ?2 AND "
      "m.attempt_id = ?1",
      attempt, document);
  if (!row.next()) return std::nullopt;
  Member member;
  member.document.id = document;
  member.document.pair = row.text(0);
  member.document.kind = db.expect(document_kind_named(row.view(1)));
  member.document.key = row.text(2);
  member.document.step = row.small(3);
  member.document.operation = db.expect(operation_named(row.view(4)));
  member.document.total = row.money(5);
  member.attempt = row.integer(7);
  member.progress = {db.expect(document_state_named(row.view(8))),
                     row.small(9),
                     row.small(10),
                     row.small(11),
                     row.instant(12),
                     row.text(13),
                     row.small(14),
                     row.small(15)};
  return member;
}

void store_receipt(Connection& db, std::int64_t document, const Receipt& receipt) {
  std::optional<std::int64_t> total;
  std::optional<std::string_view> currency;
  if (receipt.total) {
    total = receipt.total->amount.units();
    currency = receipt.total->currency.code();
  }
  db.run(
      "INSERT INTO receipts (document_id, outside_id, status, total, currency, at) VALUES (?1, ?2, ?3, ?4, "
      "?5, ?6)"
      " ON CONFLICT (document_id) DO UPDATE SET outside_id = excluded.outside_id, status = excluded.status,"
      " total = excluded.total, currency = excluded.currency, at = excluded.at",
      document, receipt.outside_id, receipt.status, total, currency, receipt.at);
}

Change change_of(std::int64_t document, Cause cause, const Circumstance& how, std::string_view note) {
  return {.id = document, .cause = cause, .at = how.now, .worker = how.worker, .version = {}, .note = note};
}

// What was created or changed earlier is gone with the document that deleted it.
void void_earlier_steps(Connection& db, const Document& document, const Circumstance& how) {
  std::vector<std::int64_t> ids;
  {
    auto row = db.query(
        "SELECT id FROM documents WHERE pair = ?1 AND kind = ?2 AND key = ?3 AND step < ?4 AND state <> "
        "'withdrawn'"
        " AND state = 'posted' ORDER BY step",
        document.pair, crosswalk::name_of(document.kind), document.key, document.step);
    while (row.next()) ids.push_back(row.integer(0));
  }
  for (const auto id : ids) {
    if (!change_document(db, DocumentState::posted, DocumentState::voided, change_of(id, how.cause, how, {})))
      return;
    db.run("UPDATE documents SET state = 'voided', changed = ?2 WHERE id = ?1", id, how.now);
  }
}

void posted(Connection& db, const Member& member, const Outcome& outcome, const Circumstance& how) {
  const Receipt& receipt = outcome.receipt;
  store_receipt(db, member.document.id, receipt);
  const Operation operation = member.document.operation;
  if (operation == Operation::remove || operation == Operation::annul)
    void_earlier_steps(db, member.document, how);
  std::string differs = difference(member.document.total, receipt.total);
  if (differs.empty()) differs = outcome.reason;
  if (differs.empty()) return;
  if (!change_document(db, DocumentState::posted, DocumentState::disputed,
                       change_of(member.document.id, Cause::compared, how, differs)))
    return;
  db.run("UPDATE documents SET state = 'disputed', reason = ?2 WHERE id = ?1", member.document.id, differs);
}

// What a document's line of an attempt says: a retry that waits for what others do is no failure.
std::string_view name_in_attempt(const Outcome& outcome) {
  return outcome.kind == Outcome::Kind::retry && outcome.expected ? "waits"
                                                                  : crosswalk::name_of(outcome.kind);
}

void advance(Connection& db, const Member& member, const Outcome& outcome, const Circumstance& how) {
  const Progress& before = member.progress;
  const Progress next = how.cause == Cause::answer ? after_send(before, outcome, how.members, how.now)
                                                   : after_look_up(before, outcome, how.now);
  std::string note = next.reason;
  if (next.state == DocumentState::posted) note = outcome.receipt.outside_id;
  if (outcome.kind == Outcome::Kind::absent) note = "not found there" + (note.empty() ? "" : ": " + note);
  const auto id = member.document.id;
  // A look-up that learns nothing changes nothing but the time of the next one, and is not worth a line of
  // the trail.
  const bool tells = next.state != before.state || outcome.kind == Outcome::Kind::absent;
  if (tells && !change_document(db, before.state, next.state, change_of(id, how.cause, how, note))) return;
  db.run(
      "UPDATE documents SET state = ?2, tries = ?3, absences = ?4, looks = ?5, due = ?6, reason = ?7,"
      " changed = CASE WHEN state = ?2 THEN changed ELSE ?8 END, company = ?9, variant = ?10 WHERE id = ?1",
      id, crosswalk::name_of(next.state), next.tries, next.absences, next.looks, next.due, next.reason,
      how.now, next.company, next.variant);
  db.run("UPDATE attempt_members SET outcome = ?3, reason = ?4 WHERE attempt_id = ?1 AND document_id = ?2",
         how.attempt, id, name_in_attempt(outcome), outcome.reason);
  if (next.state == DocumentState::posted) posted(db, member, outcome, how);
}

// An answer counts for a document that is still out with this attempt; a look-up for one that still waits for
// it. An absence counts only if nobody else counted one since the caller read the document: two look-ups made
// at the same time are one.
bool counts(const Member& member, const Document& seen, const Outcome& outcome, const Circumstance& how) {
  if (member.attempt != how.attempt) return false;
  const DocumentState state = member.progress.state;
  if (how.cause == Cause::answer) return state == DocumentState::sending;
  if (state != DocumentState::unknown && state != DocumentState::pending) return false;
  return outcome.kind != Outcome::Kind::absent || seen.absences == member.progress.absences;
}

void settle(Connection& db, const Document& seen, const Outcome& outcome, const Circumstance& how) {
  const auto member = read_member(db, how.attempt, seen.id);
  if (!member) {
    if (!db.failed())
      db.refuse(fail(ErrorKind::internal, "document " + std::to_string(seen.id) +
                                              " is not a member of attempt " + std::string(how.name)));
    return;
  }
  if (counts(*member, seen, outcome, how)) return advance(db, *member, outcome, how);
  // It may be a trace of something that took effect twice.
  if (outcome.kind == Outcome::Kind::posted && member->progress.state != DocumentState::posted)
    remark_document(
        db, member->progress.state,
        change_of(seen.id, how.cause, how, "posted as " + outcome.receipt.outside_id + ", said too late"));
}

void close_attempt(Connection& db, std::int64_t attempt, Instant now) {
  db.run(
      "UPDATE attempts SET"
      " lease_until = CASE WHEN EXISTS (SELECT 1 FROM documents WHERE attempt_id = ?1"
      "   AND state IN ('sending', 'pending', 'unknown') AND state = 'sending') THEN lease_until END,"
      " closed = CASE WHEN NOT EXISTS (SELECT 1 FROM documents WHERE attempt_id = ?1"
      "   AND state IN ('sending', 'pending', 'unknown')) THEN coalesce(closed, ?2) END"
      " WHERE id = ?1",
      attempt, now);
}

int lose(Connection& db, std::int64_t attempt, Instant now) {
  std::vector<std::int64_t> ids;
  {
    auto row = db.query(
        "SELECT id FROM documents WHERE attempt_id = ?1 AND state IN ('sending', 'pending', 'unknown')"
        " AND state = 'sending' ORDER BY id",
        attempt);
    while (row.next()) ids.push_back(row.integer(0));
  }
  const std::string reason = "the worker that sent it did not come back";
  if (!ids.empty()) db.run("UPDATE attempts SET lost = 1 WHERE id = ?1", attempt);
  for (const auto id : ids) {
    if (!change_document(
            db, DocumentState::sending, DocumentState::unknown,
            {.id = id, .cause = Cause::lease_lost, .at = now, .worker = {}, .version = {}, .note = {}}))
      break;
    db.run(
        "UPDATE documents SET state = 'unknown', absences = 0, looks = 0, due = ?2, reason = ?3, changed = ?2"
        " WHERE id = ?1",
        id, now, reason);
    db.run(
        "UPDATE attempt_members SET outcome = 'unknown', reason = ?3 WHERE attempt_id = ?1 AND document_id = "
        "?2",
        attempt, id, reason);
  }
  close_attempt(db, attempt, now);
  return static_cast<int>(ids.size());
}

}  // namespace

Result<void> SqliteStore::finish_attempt(std::string_view attempt, std::span<const Document> members,
                                         std::span<const Outcome> outcomes, Cause cause,
                                         std::string_view worker, Instant now) {
  if (members.size() != outcomes.size())
    return fail(ErrorKind::internal, std::to_string(members.size()) +
                                         " documents of an attempt came back with " +
                                         std::to_string(outcomes.size()) + " outcomes");
  if (cause != Cause::answer && cause != Cause::look_up)
    return fail(ErrorKind::internal, "an attempt ends by an answer or by a look-up only");
  return write("finish_attempt", [&](Connection& db) -> Result<void> {
    Circumstance how{0, attempt, cause, worker, now, static_cast<int>(members.size())};
    {
      auto row = db.query("SELECT id FROM attempts WHERE name = ?1", attempt);
      if (!row.next()) return fail(ErrorKind::internal, "attempt " + std::string(attempt) + " is not stored");
      how.attempt = row.integer(0);
    }
    for (std::size_t i = 0; i < members.size() && !db.failed(); ++i) settle(db, members[i], outcomes[i], how);
    close_attempt(db, how.attempt, now);
    return {};
  });
}

Result<int> SqliteStore::expire_leases(Instant now) {
  return write("expire_leases", [&](Connection& db) -> Result<int> {
    std::vector<std::int64_t> attempts;
    {
      auto row = db.query("SELECT id FROM attempts WHERE lease_until IS NOT NULL AND lease_until <= ?1", now);
      while (row.next()) attempts.push_back(row.integer(0));
    }
    int lost = 0;
    for (const auto attempt : attempts) lost += lose(db, attempt, now);
    return lost;
  });
}

}  // namespace crosswalk::store
