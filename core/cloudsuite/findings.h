// Findings: where the rows of one run group stand: staged, interfaced, journalised, released, posted
// (cloudsuite.md §5.3, §5.4). Looked up before anything is sent, and before anything is repeated.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>

#include "cloudsuite/connection.h"
#include "cloudsuite/dialect.h"

namespace crosswalk::cloudsuite {

// What the ledger holds under one document's mark.
struct Found {
  std::size_t rows = 0;
  Decimal debits;
  Decimal net;
  std::set<std::string> journals;                // that they lie in, as far as the list says it
  std::map<std::string, Decimal> accounts = {};  // what lies on each; empty: the list says no accounts

  bool is_all_of(const SentDocument& sent) const {
    return rows == sent.postings && debits == sent.debits && net == sent.net;
  }
};

// The newest run of the run group.
struct RunResult {
  bool finished = false;  // it says how many rows passed and failed
  long long passed = 0;
  long long failed = 0;
};

// How far a journal has come. `unknown`: nobody has said what its state means (Settings::journal_states).
enum class JournalStage { unreleased, unknown, released, posted };

// Of the rows of a document that a journal or posted detail holds, as receipts call it.
enum class Stage { journalised, released, posted };
std::string_view name_of(Stage stage);

struct Findings {
  std::map<std::string, std::string> staged;  // a row's key (sent.h) → its ErrorMessage; empty: none
  std::optional<RunResult> run;
  bool complete = false;        // a run of all rows, without a failure
  bool taken_in_part = false;   // one of some rows, or of what it counts in another way
  bool passed_in_part = false;  // one that passed some rows and refused others: a partial update that is
                                // not ours, unless the tenant counts what it did not take as passed
  std::map<std::string, Found> journalised;      // by mark
  std::map<std::string, Found> detail;           // by mark, of posted detail
  std::map<std::string, JournalStage> journals;  // by number, of those that rows of ours lie in
  bool journals_told = false;                    // they could all be listed
  std::map<std::string, Decimal> standing;       // by mark: what is owed more by the subledger's document

  bool untouched() const {
    return staged.empty() && !run && detail.empty() && journalised.empty() && standing.empty();
  }
  // What the ledger holds of a document beyond staging, where it holds most; null: nothing.
  const Found* held(const std::string& mark) const;
  // REQUIRES: `held` is something. Posted is what posted detail lists or whose journals all are posted,
  // unless a journal says that it is not.
  Stage stage(const std::string& mark) const;
};

// What is staged of the run group: a row's key (sent.h) → its ErrorMessage; empty: none.
Result<std::map<std::string, std::string>> staged_rows(const Settings& settings, const Places& places,
                                                       const std::string& run_group, Connection& connection,
                                                       const Stop& stop);

// Three lists at least, and one more for each journal; `settings` says whose rows. Only what the tenant has
// no list of, or does not show, is left out; any other failure is one of the whole look-up.
Result<Findings> look_up(const Settings& settings, const Places& places, const Attempt& attempt,
                         const Sent& sent, Connection& connection, const Stop& stop);

// The same of what stood already, without staging and results: two lists a day, and more only for what is
// missing and for journals that the list of the day's does not tell of. Places that lists tell are in it.
Result<Findings> look_up_standing(const Settings& settings, const Places& places, const Attempt& attempt,
                                  const Sent& sent, Connection& connection, const Stop& stop);

// The journals of a posting date (YYYYMMDD) and how far each has come; one list.
Result<std::map<std::string, JournalStage>> journals_of_day(const Settings& settings, const Places& places,
                                                            const std::string& date, Connection& connection,
                                                            const Stop& stop);

}  // namespace crosswalk::cloudsuite
