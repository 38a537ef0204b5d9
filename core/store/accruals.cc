#include "store/accruals.h"

#include <optional>

#include "store/intake.h"
#include "store/rows.h"
#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

struct Standing {
  std::int64_t id = 0;
  int revision = 0;
  RecordState state = RecordState::received;
  bool claimed = false;
};

std::optional<Standing> accrual_of(Connection& db, std::string_view pair, std::string_view month) {
  auto row = db.query(
      "SELECT id, revision, state, worker IS NOT NULL FROM records WHERE pair = ?1 AND kind = 'accrual'"
      " AND key >= ?2 ORDER BY key LIMIT 1",
      pair, month);
  if (!row.next()) return std::nullopt;
  return Standing{row.integer(0), row.small(1), db.expect(record_state_named(row.view(2))),
                  row.integer(3) != 0};
}

}  // namespace

void add_accruals(Connection& db, const MappedRecord& mapped) {
  for (const AccruedPart& part : mapped.accrued)
    db.run("INSERT INTO accruals (record_id, purchase_order, body) VALUES (?1, ?2, ?3)", mapped.id,
           part.purchase_order, part.entries);
}

std::vector<std::string> read_accruals(Connection& db, std::string_view pair,
                                       std::string_view purchase_order) {
  std::vector<std::string> parts;
  auto row = db.query(
      "SELECT a.body FROM accruals a JOIN records r ON r.id = a.record_id"
      " WHERE a.purchase_order = ?2 AND r.pair = ?1 ORDER BY a.id",
      pair, purchase_order);
  while (row.next()) parts.push_back(row.text(0));
  return parts;
}

void reopen_accruals(Connection& db, std::string_view pair, const MappedRecord& mapped, Instant now) {
  for (const std::string& month : mapped.accrual_months) {
    const auto standing = accrual_of(db, pair, month);
    if (!standing || (standing->state == RecordState::received && !standing->claimed)) continue;
    RawRecord again;
    std::string hash;
    {
      auto row = db.query("SELECT hash, body FROM record_bodies WHERE record_id = ?1 AND revision = ?2",
                          standing->id, standing->revision);
      if (!row.next()) continue;
      hash = row.text(0);
      again.body = row.text(1);
    }
    revise_record(db, standing->id, standing->revision + 1, standing->state, again, hash, now);
  }
}

Result<void> SqliteStore::each_accrual(
    std::string_view pair, std::string_view purchase_order,
    const std::function<Result<void>(const RecordKey& record, const AccruedPart& part)>& part) {
  return read([&](Connection& db) -> Result<void> {
    auto row = db.query(
        "SELECT r.kind, r.key, a.purchase_order, a.body FROM accruals a JOIN records r ON r.id = a.record_id"
        " WHERE r.pair = ?1 AND (?2 = '' OR a.purchase_order = ?2) ORDER BY a.id",
        pair, purchase_order);
    while (row.next()) {
      const RecordKey record{std::string(pair), db.expect(record_kind_named(row.view(0))), row.text(1)};
      if (auto done = part(record, {row.text(2), row.text(3)}); !done) return done;
    }
    return {};
  });
}

}  // namespace crosswalk::store
