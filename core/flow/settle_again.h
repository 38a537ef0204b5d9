// SettleAgain: what the rules of now say of the rows that a settlement has booked. Which rows those are, as
// what they were booked and on which day stays; only where their money goes is asked again. Rows that wait,
// are held or were left out are none of its business. Reads the store and changes nothing. One a walk; not
// thread-safe.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "flow/kept_line.h"
#include "flow/settle_refused.h"
#include "flow/settle_rows.h"
#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

// Entries, as text, that records which only inform will have, where that is not stored yet.
class InformedNow {
 public:
  void put(const RecordKey& record, std::string entries) { texts_[key_of(record)] = std::move(entries); }
  bool empty() const { return texts_.empty(); }
  const std::string* find(const RecordKey& record) const {
    const auto known = texts_.find(key_of(record));
    return known == texts_.end() ? nullptr : &known->second;
  }

 private:
  static std::string key_of(const RecordKey& record) {
    return std::string(name_of(record.kind)) + " " + record.id;
  }
  std::map<std::string, std::string> texts_;
};

struct SettledAgain {
  Entries entries;                          // all that is booked of it
  store::RowsPlaced placed;                 // rows that go elsewhere than they did, or by another rule
  RecordState state = RecordState::booked;  // how it stands: that is not changed
  std::string reason;
  std::string origin;
  std::optional<Money> stuck;
};

class SettleAgain {
 public:
  // What is referred to outlives it.
  SettleAgain(store::Store& store, const Source& source, rules::Mapper& mapper, SettleGrounds grounds,
              const InformedNow* informed = nullptr)
      : store_(store), source_(source), mapper_(mapper), grounds_(std::move(grounds)), informed_(informed) {}

  // `stored`: its number in the store; `booked`: what is booked of it. ErrorKind::config: a row that is
  // booked would be held or left out now, and why, at the rule's file:line; the others are the store's or the
  // report's.
  // `only`: rows that are in none of these parts keep what they were booked as; null: all are asked about.
  Result<SettledAgain> settle(const Record& record, std::int64_t stored, const Entries& booked,
                              const RefusedParts* only = nullptr);

 private:
  store::Store& store_;
  const Source& source_;
  rules::Mapper& mapper_;
  SettleGrounds grounds_;
  const InformedNow* informed_;
};

}  // namespace crosswalk::flow
