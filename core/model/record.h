// Record: one fact of the outside market exactly as received. Immutable bytes; a later version of the same
// fact is a new revision, never an edit. Plain data.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"

namespace crosswalk {

enum class RecordKind {
  order,
  return_order,
  settlement,  // one settlement report, its file as received
  statement,   // what the market says of its balance; it books nothing and is compared
  opening,     // ours: what the market owed when the books started, as crosswalk.yaml says it
  accrual,     // ours: what had shipped by the end of a month and was not settled
};

// Made by the engine itself: no source knows it, and no rule is asked about it.
constexpr bool is_ours(RecordKind kind) {
  return kind == RecordKind::opening || kind == RecordKind::accrual;
}
// Its bookings are added to, visit by visit: each drafts only what is new.
constexpr bool grows(RecordKind kind) {
  return kind == RecordKind::settlement || is_ours(kind);
}

std::string_view name_of(RecordKind kind);
Result<RecordKind> record_kind_named(std::string_view name);

struct RecordKey {
  std::string pair;  // the pair's name in crosswalk.yaml
  RecordKind kind = RecordKind::order;
  std::string id;  // the market's own number: the purchase order, the return order, the report date
                   // "2026-02-06"; of ours "opening", and the month "2026-01"
  friend bool operator==(const RecordKey&, const RecordKey&) = default;
};

// What goes out first when calls are short.
enum class Lane {
  fresh,    // what the source tells while it happens
  history,  // brought in from files: it can wait
};

// As a source hands it over, before the store gives it a revision.
struct RawRecord {
  RecordKind kind = RecordKind::order;
  std::string id;
  std::string body;
  Lane lane = Lane::fresh;
};

struct Record {
  RecordKey key;
  int revision = 1;  // 1, 2, … in the order of arrival
  std::string hash;  // sha256 of body
  Instant received;
  std::string body;
};

}  // namespace crosswalk
