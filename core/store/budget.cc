// Budget: token buckets that refill gradually, in the database so that every process of an account shares
// them. They count calls, not money, so a double will do. A bucket that nobody has used is full.
#include <algorithm>
#include <cmath>

#include "store/sqlite_store.h"

namespace crosswalk::store {
namespace {

struct Bucket {
  double tokens = 0;
  Instant at;  // when it held `tokens`
  Instant paused_until;
};

// Both readings of a clock that went back a little count as the later one: nothing is refilled twice. A
// reading a whole period ahead was a wrong clock; the bucket begins anew from now and gains nothing.
Bucket refilled(Bucket bucket, const BucketLimit& limit, Instant now) {
  if (bucket.at > now + limit.period) bucket.at = now;
  if (now > bucket.at) {
    const double share =
        static_cast<double>((now - bucket.at).count()) / static_cast<double>(limit.period.count());
    bucket.tokens += share * limit.capacity;
    bucket.at = now;
  }
  bucket.tokens = std::min(bucket.tokens, std::max(limit.capacity, 1.0));
  return bucket;
}

Bucket read_bucket(Connection& db, const BucketLimit& limit, Instant now) {
  const double full = std::max(limit.capacity, 1.0);
  auto row = db.query("SELECT tokens, at, paused_until FROM budgets WHERE bucket = ?1", limit.bucket);
  if (!row.next()) return {full, now, Instant()};
  if (row.null(0)) return {full, now, row.instant(2)};
  return refilled({row.real(0), row.instant(1), row.instant(2)}, limit, now);
}

void store_bucket(Connection& db, const BucketLimit& limit, const Bucket& bucket) {
  db.run(
      "INSERT INTO budgets (bucket, tokens, at, paused_until) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (bucket) DO UPDATE SET tokens = excluded.tokens, at = excluded.at",
      limit.bucket, bucket.tokens, bucket.at, bucket.paused_until);
}

// When a bucket that holds too little holds one call.
Instant when_full_enough(const Bucket& bucket, const BucketLimit& limit, Instant now) {
  constexpr double rounding = 1e-6;  // a millionth of a call: what sums of doubles may lose
  const double missing = 1.0 - rounding - bucket.tokens;
  Instant when = now;
  if (missing > 0)
    when = bucket.at + Millis(static_cast<std::int64_t>(
                           std::ceil(missing * static_cast<double>(limit.period.count()) / limit.capacity)));
  return std::max({now, when, bucket.paused_until});
}

Result<void> sound(const BucketLimit& limit) {
  if (std::isfinite(limit.capacity) && limit.capacity > 0 && limit.period.count() > 0) return {};
  return fail(ErrorKind::invalid,
              "the budget of " + limit.bucket + " must be above zero, over a time above zero");
}

}  // namespace

Result<Instant> SqliteStore::take(const BucketLimit& limit, Instant now) {
  if (auto checked = sound(limit); !checked) return checked.error();
  return write("take", [&](Connection& db) -> Result<Instant> {
    Bucket bucket = read_bucket(db, limit, now);
    if (db.failed()) return now;
    const Instant when = when_full_enough(bucket, limit, now);
    if (when > now) return when;
    bucket.tokens = std::max(0.0, bucket.tokens - 1.0);
    store_bucket(db, limit, bucket);
    return now;
  });
}

Result<BudgetState> SqliteStore::budget(const BucketLimit& limit, Instant now) {
  if (auto checked = sound(limit); !checked) return checked.error();
  return read([&](Connection& db) -> Result<BudgetState> {
    const Bucket bucket = read_bucket(db, limit, now);
    return BudgetState{bucket.tokens, when_full_enough(bucket, limit, now), bucket.paused_until};
  });
}

Result<void> SqliteStore::pause(std::string_view bucket, Instant until) {
  return write("pause", [&](Connection& db) -> Result<void> {
    db.run(
        "INSERT INTO budgets (bucket, tokens, at, paused_until) VALUES (?1, NULL, 0, ?2)"
        " ON CONFLICT (bucket) DO UPDATE SET paused_until = max(paused_until, excluded.paused_until)",
        bucket, until);
    return {};
  });
}

Result<void> SqliteStore::observe(const BucketLimit& limit, double remaining, Instant now) {
  if (auto checked = sound(limit); !checked) return checked;
  if (!std::isfinite(remaining)) return {};  // it said nothing
  return write("observe", [&](Connection& db) -> Result<void> {
    Bucket bucket = read_bucket(db, limit, now);
    if (db.failed() || remaining >= bucket.tokens) return {};
    bucket.tokens = std::max(0.0, remaining);
    store_bucket(db, limit, bucket);
    return {};
  });
}

}  // namespace crosswalk::store
