#include "store/inbox.h"

#include <map>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "base/limits.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

// How many rows one pruning takes at most, so that nobody waits long for it.
constexpr std::int64_t prune_batch = 1'000;

std::string fingerprint_of(const InboxItem& item) {
  return sha256(item.fingerprint.empty() ? item.body : item.fingerprint);
}

std::optional<std::string> known_fingerprint(Connection& db, const InboxItem& item) {
  auto row = db.query("SELECT fingerprint FROM inbox WHERE pair = ?1 AND kind = ?2 AND key = ?3", item.pair,
                      item.kind, item.key);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

void insert_item(Connection& db, const InboxItem& item, const std::string& fingerprint, Instant now) {
  db.run(
      "INSERT INTO inbox (pair, kind, key, fingerprint, state, rank, due, received, changed)"
      " VALUES (?1, ?2, ?3, ?4, 'waiting', ?5, ?6, ?6, ?6)",
      item.pair, item.kind, item.key, fingerprint, item.urgent ? 0 : 1, now);
  db.run("INSERT INTO inbox_bodies (item_id, body) VALUES (?1, ?2)", db.last_id(), item.body);
}

Accepted accept_one(Connection& db, const InboxRequest& request, Instant now) {
  Accepted done;
  std::vector<std::string> fingerprints;
  std::map<std::pair<std::string, std::string>, std::string> own;  // kind and key of the items before
  std::vector<bool> fresh;
  for (std::size_t i = 0; i < request.size(); ++i) {
    fingerprints.push_back(fingerprint_of(request[i]));
    const auto [before, first] = own.try_emplace({request[i].kind, request[i].key}, fingerprints[i]);
    const auto known = first ? known_fingerprint(db, request[i]) : std::optional(before->second);
    fresh.push_back(!known);
    if (known && *known != fingerprints[i]) {
      done = {};
      done.conflict = i;
      return done;
    }
    ++(known ? done.known : done.fresh);
  }
  for (std::size_t i = 0; i < request.size(); ++i)
    if (fresh[i]) insert_item(db, request[i], fingerprints[i], now);
  return done;
}

// The kinds as a JSON list, which SQLite takes apart.
std::string list_of(std::span<const std::string> kinds) {
  Json list = Json::array();
  for (const auto& kind : kinds) list.push_back(kind);
  return to_text(list);
}

std::string_view state_of(HandledItem::Kind kind) {
  switch (kind) {
    case HandledItem::Kind::done:
      return "done";
    case HandledItem::Kind::retry:
      return "waiting";
    case HandledItem::Kind::refused:
      break;
  }
  return "refused";
}

}  // namespace

Result<std::vector<Accepted>> SqliteStore::accept(std::span<const InboxRequest> requests, Instant now) {
  return write("accept", [&](Connection& db) -> Result<std::vector<Accepted>> {
    std::vector<Accepted> all;
    all.reserve(requests.size());
    for (const auto& request : requests) {
      all.push_back(accept_one(db, request, now));
      if (db.failed()) break;
    }
    return all;
  });
}

Result<std::vector<ClaimedItem>> SqliteStore::claim_inbox(std::string_view pair,
                                                          std::span<const std::string> kinds,
                                                          std::string_view worker, std::size_t limit,
                                                          Millis lease, Instant now) {
  return write("claim_inbox", [&](Connection& db) -> Result<std::vector<ClaimedItem>> {
    std::vector<ClaimedItem> claimed;
    {
      auto row = db.query(
          "SELECT i.id, i.kind, i.key, b.body, i.rank, i.tries, i.received FROM inbox i"
          " JOIN inbox_bodies b ON b.item_id = i.id"
          " WHERE i.pair = ?1 AND i.state = 'waiting' AND i.due <= ?2"
          " AND (i.lease_until IS NULL OR i.lease_until <= ?2)"
          " AND i.kind IN (SELECT value FROM json_each(?3)) ORDER BY i.rank, i.id LIMIT ?4",
          pair, now, list_of(kinds), static_cast<std::int64_t>(limit));
      while (row.next())
        claimed.push_back(
            {row.integer(0),
             {std::string(pair), row.text(1), row.text(2), row.text(3), {}, row.integer(4) == 0},
             row.small(5),
             row.instant(6)});
    }
    for (const auto& each : claimed)
      db.run("UPDATE inbox SET worker = ?2, lease_until = ?3 WHERE id = ?1", each.id, worker, now + lease);
    return claimed;
  });
}

Result<void> SqliteStore::finish_inbox(std::span<const HandledItem> items, std::string_view worker,
                                       Instant now) {
  return write("finish_inbox", [&](Connection& db) -> Result<void> {
    for (const auto& item : items)
      db.run(
          "UPDATE inbox SET state = ?2, reason = ?3, due = ?4, tries = tries + ?5, worker = NULL,"
          " lease_until = NULL, changed = ?6 WHERE id = ?1 AND state = 'waiting' AND worker = ?7",
          item.id, state_of(item.kind), item.reason, item.kind == HandledItem::Kind::retry ? item.due : now,
          item.kind == HandledItem::Kind::retry ? 1 : 0, now, worker);
    return {};
  });
}

Result<std::optional<Instant>> SqliteStore::inbox_due(std::string_view pair,
                                                      std::span<const std::string> kinds) {
  return read([&](Connection& db) -> Result<std::optional<Instant>> {
    auto row = db.query(
        "SELECT min(max(due, coalesce(lease_until, due))) FROM inbox"
        " WHERE pair = ?1 AND state = 'waiting' AND kind IN (SELECT value FROM json_each(?2))",
        pair, list_of(kinds));
    std::optional<Instant> due;
    if (row.next() && !row.null(0)) due = row.instant(0);
    return due;
  });
}

Result<std::vector<InboxCount>> SqliteStore::inbox_counts(std::string_view pair) {
  return read([&](Connection& db) -> Result<std::vector<InboxCount>> {
    auto row = db.query(
        "SELECT kind, state, count(*), min(received) FROM inbox WHERE pair = ?1"
        " GROUP BY kind, state ORDER BY kind, state",
        pair);
    std::vector<InboxCount> counts;
    while (row.next()) counts.push_back({row.text(0), row.text(1), row.integer(2), row.instant(3)});
    return counts;
  });
}

Result<std::vector<InboxRow>> SqliteStore::inbox_refused(std::string_view pair, int limit) {
  return read([&](Connection& db) -> Result<std::vector<InboxRow>> {
    auto row = db.query(
        "SELECT id, kind, key, reason, received, changed FROM inbox"
        " WHERE pair = ?1 AND state = 'refused' ORDER BY id DESC LIMIT ?2",
        pair, limit);
    std::vector<InboxRow> rows;
    while (row.next())
      rows.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.instant(4), row.instant(5)});
    return rows;
  });
}

Result<int> SqliteStore::prune_inbox(Instant now) {
  constexpr std::string_view old =
      "(SELECT id FROM inbox WHERE (state = 'done' AND changed < ?1)"
      " OR (state = 'refused' AND changed < ?2) LIMIT ?3)";
  static const std::string bodies = joined({"DELETE FROM inbox_bodies WHERE item_id IN ", old});
  static const std::string items = joined({"DELETE FROM inbox WHERE id IN ", old});
  return write("prune_inbox", [&](Connection& db) -> Result<int> {
    const Instant done = now - limits::inbox_keep_done;
    const Instant refused = now - limits::inbox_keep_refused;
    db.run(bodies, done, refused, prune_batch);
    return db.run(items, done, refused, prune_batch);
  });
}

}  // namespace crosswalk::store
