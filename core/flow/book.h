// Book: takes received records, translates them, vets and drafts, and stores all of it in one transaction a
// batch. What looks at other records' bookings is stored on its own, so that the next one sees it. One Booker
// a worker; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/accrue.h"
#include "flow/live_rules.h"
#include "flow/pair.h"
#include "flow/reference_keeper.h"
#include "flow/settle.h"
#include "flow/settle_refused.h"
#include "flow/stored_books.h"
#include "flow/translate.h"
#include "flow/vet_customer.h"

namespace crosswalk::flow {

class Booker {
 public:
  Booker(const Pair& pair, ReferenceKeeper& reference, LiveRules& live);

  // Why nothing is booked though something is received: the ledger's lists were never read, so that nothing
  // could be checked. It stays received.
  struct Wait {
    Error reason;
    std::optional<Instant> next_try;
  };

  // Maps one batch of received records; the answer is how many there were. 0: nothing to do now.
  Result<std::size_t> step(const Stop& stop);
  // Of the last step; nothing: it did not have to wait.
  const std::optional<Wait>& waits() const { return waits_; }

 private:
  Result<bool> may_book(const Stop& stop);
  static void hold(store::MappedRecord& mapped, std::string reason, std::string origin = {});
  std::optional<Entries> booked_before(const store::ClaimedRecord& claimed,
                                       store::MappedRecord& mapped) const;
  Result<void> book_into(const store::ClaimedRecord& claimed, std::vector<store::MappedRecord>& batch,
                         const Stop& stop);
  Result<void> finish(std::vector<store::MappedRecord>& batch);
  store::MappedRecord book(const store::ClaimedRecord& claimed, const Stop& stop);
  Result<store::MappedRecord> accrue(const store::ClaimedRecord& claimed, const Stop& stop);
  Result<store::MappedRecord> open(const store::ClaimedRecord& claimed, const Stop& stop);
  // Drafts what `fresh` adds to `booked`.
  void add(const store::ClaimedRecord& claimed, const Entries& booked, Entries fresh,
           store::MappedRecord& mapped, const Stop& stop);
  Result<store::MappedRecord> look_at_statement(const store::ClaimedRecord& claimed) const;
  // As it was booked before a run of corrections.
  store::MappedRecord roll_back(const store::ClaimedRecord& claimed, const Stop& stop);
  Result<Drafting> correct(const store::ClaimedRecord& claimed, const Entries& entries, const Posted& posted,
                           const Stop& stop);
  // Of what a settlement has booked, as the rules say now, or as it was before a run of corrections.
  Result<store::MappedRecord> settle_again(const store::ClaimedRecord& claimed, const Stop& stop);
  Result<RefusedParts> ask_refused_again(const store::ClaimedRecord& claimed, rules::Mapper& mapper,
                                         const SettleGrounds& grounds, Entries& all,
                                         store::MappedRecord& mapped) const;
  Result<store::MappedRecord> settle(const store::ClaimedRecord& claimed, const Stop& stop);
  // With the rule set that is live when the record's turn comes; `version` says which.
  const Translation& translate(const store::ClaimedRecord& claimed, const Entries* booked, bool stands,
                               std::string& version);
  Result<void> add_orders(const Entries& entries, Posted& posted) const;
  // `entries` go to the ledger; `kept` is what the store remembers of the record.
  // `packed` keeps the bytes where they had to be packed, and must outlive `entries`.
  void enclose(const Record& record, Entries& entries, std::string& packed,
               store::MappedRecord& mapped) const;
  void draft(const store::ClaimedRecord& claimed, const Entries& entries, const Entries& kept,
             store::MappedRecord& mapped, const Stop& stop);
  // `before`: what an earlier revision or visit was booked at.
  std::optional<Objection> rate(Entries& entries, const Entries* before, const Stop& stop);
  std::optional<Objection> objection_to(const Entries& entries, const std::vector<Document>& documents,
                                        const Stop& stop);
  bool makes_customer(const Entries& entries, const std::vector<Document>& documents) const;
  std::optional<Objection> objection_to_customer(const Entries& entries,
                                                 const std::vector<Document>& documents, const Stop& stop);

  const Pair& pair_;
  ReferenceKeeper& reference_;
  LiveRules& live_;
  StoredBooks books_;
  Translator translator_;
  Settler settler_;
  std::optional<Wait> waits_;
  bool checks_ = false;                       // the ledger's lists are known, and stay so
  std::optional<CustomerReading> customers_;  // what this batch is mapped with
  Accruer accruer_;
};

}  // namespace crosswalk::flow
