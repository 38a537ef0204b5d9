// Previewer: maps records with edited rules and holds the answer against what was booked of them. Reads the
// store, changes and sends nothing. One thread.
//
// What a record was before: what is stored of it; of one that was not mapped yet (or is not stored), what the
// live rules say about it; without live rules it was "not booked before". A settlement is held only against
// what is stored of it: rows that were booked stay, what the others would come to is rehearsed, as it will be
// once the orders and returns that were added before it are booked.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "flow/preview_report.h"
#include "flow/previewed_books.h"
#include "flow/rehearse.h"
#include "flow/translate.h"
#include "flow/vet_customer.h"
#include "link/target.h"

namespace crosswalk::flow {

struct PreviewSources {
  Translator& edited;
  std::function<Translator*()> live;  // asked when first needed; empty or null: there is none
  Rehearsal& settlements;             // with the edited rules
  const Ledger& ledger;
  store::Store& store;
  const Reference* reference = nullptr;        // the ledger's lists as last read; null: never
  const CustomerReading* customers = nullptr;  // the same of its customers
  // Whose own records are rehearsed as well; null: they are passed by, because no rule is asked about them,
  // and what edited rules change of what stands accrued is told of its orders.
  const Pair* own = nullptr;
  // Of the edited translator and the settlements, told of what they are asked about next; null: nothing is.
  PreviewedBooks* books = nullptr;
  std::function<PreviewedBooks*()> live_books = {};  // of the live translator; asked when that was
};

class Previewer {
 public:
  Previewer(const PreviewSources& sources, std::optional<LockReading> lock);

  // `row`: what the store knows of the record; null: nothing. `entries`: what was booked of it. Settlements
  // come behind what they are tied to, as they are booked.
  Result<void> add(const store::RecordRow* row, const Record& record, const std::string& entries);
  std::int64_t records() const { return report_.records; }
  // The report; nothing can be added afterwards.
  Result<Preview> finish(std::string live, std::string edited);

 private:
  // One side of the comparison.
  struct Standing {
    enum class Kind { none, booked, waiting, held, dead, skipped };
    Kind kind = Kind::none;
    std::string reason;
    std::string origin;
    const Entries* entries = nullptr;  // null: nothing is booked
    std::optional<Money> money;        // of a held one: what it keeps back
  };

  static Standing standing_of(const Translation& translation);
  Result<Standing> stored_before(const store::RecordRow& row, const std::string& entries);
  std::optional<Objection> objection_to(const Entries& entries);
  void object_to(Standing& after);
  Result<void> add_own(const store::RecordRow* row, const Record& record, const std::string& entries);
  Result<void> add_settlement(const store::RecordRow* row, const Record& record, const std::string& entries);
  void note(const Record& record, const Translation& translation, const Standing& before,
            const Standing& after, const std::string& entries);
  bool turn(const Standing& before, const Standing& after, const Record& record);
  Result<void> compare(const store::RecordRow* row, const Standing& before, const Standing& after);
  std::size_t change_number(const Change& change, Currency currency);
  bool is_locked(Date date) const { return locked_until_ && date <= *locked_until_; }
  bool touches_locked(const Entries* entries) const;
  void add_money(const Entries* entries, MoneyTables::Side side);
  Translator* live();

  PreviewSources sources_;
  std::optional<Translator*> live_;
  std::optional<Date> locked_until_;
  Preview report_;
  MoneyTables money_;
  MoneyTables locked_money_;
  std::unordered_map<std::string, std::size_t> change_numbers_;
  struct Group {
    TurnGroup told;
    std::vector<MoneySum> sums;
  };
  std::map<std::string, Group> groups_;
  // Records that only inform and are not booked yet, by number, before and after: where a settlement that
  // books is looked at as well, it has the same money.
  std::map<std::string, std::pair<std::optional<Entries>, Entries>> informed_;
  std::vector<Document> expected_;  // what the ledger would make of the edited answer
  Entries stored_;                  // of the record that is looked at
  std::string written_;             // its new booking as text, and both essences; kept for their memory
  std::string essence_;
  std::string stored_essence_;
};

}  // namespace crosswalk::flow
