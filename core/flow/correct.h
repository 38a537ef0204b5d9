// Correct: after a rule was mended, what stands of a record and what the rules say now. The planner shows it
// before anything is done; settlements come last, because they may book what orders and returns only tell.
// Then the chosen records go round with a run's permission (store.h), and the engine drafts what the plan
// shows. Reads the store, changes and sends nothing. One thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "flow/money_tables.h"
#include "flow/settle_again.h"
#include "flow/translate.h"
#include "link/target.h"
#include "store/store.h"

namespace crosswalk::flow {

// The ledger's answer, with all that it must know beside the entries. `base`: the ledger's own currency.
Result<Drafting> draft_correction(store::Store& store, const Ledger& ledger, std::int64_t record,
                                  const std::string& run, const Entries& entries, const Posted& posted,
                                  std::optional<Date> locked_until, Currency base);

// What was booked of the record before the run that `request` rolls back. `revision`: the record's own.
// ErrorKind::config: it cannot be booked again, and why: the record has got or lost lines since, a later run
// has changed it, or a revision is not booked yet.
Result<Entries> entries_to_restore(store::Store& store, std::int64_t record, int revision,
                                   const std::string& booked, const CorrectionRequest& request);

// The same of a settlement, with how it stands.
Result<SettledAgain> restored_settlement(store::Store& store, std::int64_t record, int revision,
                                         const std::string& booked, const CorrectionRequest& request);

// One document of a plan.
struct CorrectedDocument {
  std::string record;  // the purchase order or return
  DocumentKind kind = DocumentKind::invoice;
  std::string key;
  std::string what;  // "changed in place", "voided and made again", "difference entry" …
  Date date;
  std::optional<Money> total;
  bool difference = false;  // an entry in the open period in place of a change
};

struct CorrectionPlan {
  std::int64_t looked_at = 0;
  std::vector<std::int64_t> records;  // of the store, that would be corrected
  std::vector<CorrectedDocument> documents;
  struct Refusal {
    std::string record;
    std::string reason;
  };
  std::vector<Refusal> refusals;  // that need a person
  std::vector<MoneyTable> tables;
  // Of them, what is dated in the locked period: its books before and after stand side by side there, and the
  // difference is booked in the open one.
  std::vector<MoneyTable> locked;
};

struct CorrectionGrounds {
  Translator& translator;
  const Source& source;
  rules::Mapper& mapper;
  SettleGrounds settlements;  // with the ledger's lists
  const Ledger& ledger;
  store::Store& store;
  std::optional<Date> locked_until;
  Currency base;
};

class CorrectionPlanner {
 public:
  CorrectionPlanner(const CorrectionGrounds& grounds, std::string run)
      : grounds_(grounds), run_(std::move(run)) {}

  // What the rules of now say of it. `entries`: what is booked of it.
  Result<void> add(const store::RecordRow& row, const Record& record, const std::string& entries);
  // As it was booked before `back`.
  Result<void> add_back(const store::RecordRow& row, const std::string& entries, const std::string& back);
  std::int64_t looked_at() const { return plan_.looked_at; }
  Result<CorrectionPlan> finish();

 private:
  Result<void> add_settlement(const store::RecordRow& row);
  Result<void> plan(const store::RecordRow& row, const Entries& before, const Entries& after);
  void refuse(const store::RecordRow& row, std::string reason);

  CorrectionGrounds grounds_;
  std::string run_;
  CorrectionPlan plan_;
  std::vector<store::RecordRow> settlements_;  // that are looked at in the end
  InformedNow informed_;
  MoneyTables money_;
  MoneyTables locked_;
};

}  // namespace crosswalk::flow
