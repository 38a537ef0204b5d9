// Clearing, settled: what settlements have booked on clearing themselves against the rows that they say they
// have booked, each row on its own day. One a proof; not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/clearing_proof.h"
#include "model/entry.h"
#include "store/store.h"

namespace crosswalk::flow {

class SettledClearing {
 public:
  SettledClearing(Currency currency, Date at) : currency_(currency), at_(at) {}

  // All entries of a settlement, on whatever day.
  void add(const store::RecordRow& row, const Entries& entries);
  // Holds them against the rows; after the last settlement was added.
  Result<void> tie(store::Store& store, const std::string& pair);

  // All of the following until the day of the proof, in millionths.
  std::int64_t books() const { return books_; }  // receivable, clearing and carried forward, before deposits
  std::int64_t deposited() const { return paid_; }  // what deposits have taken
  // Of one settlement; nothing: none is booked until the day.
  std::optional<std::int64_t> deposited(std::int64_t record) const;
  std::int64_t moved() const { return moved_; }  // rows booked until then, less those posted until then
  std::vector<ProofFault> faults;

 private:
  struct Settlement {
    std::string id;
    bool in_documents = false;  // one a month, paid from clearing by the last
    Date closes;
    std::int64_t entries = 0;  // until the day, without deposits
    std::int64_t rows = 0;     // of them, by their own days
    std::optional<std::int64_t> paid;
  };

  Currency currency_;
  Date at_;
  std::map<std::int64_t, Settlement> settlements_;
  std::int64_t books_ = 0;
  std::int64_t paid_ = 0;
  std::int64_t moved_ = 0;
};

}  // namespace crosswalk::flow
