// Findings: where the rows of one run group stand: staged, interfaced, journalised, posted (cloudsuite.md
// §5.3, §5.4). Looked up before anything is sent, and before anything is repeated.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "cloudsuite/connection.h"
#include "cloudsuite/dialect.h"

namespace crosswalk::cloudsuite {

// What the ledger holds under one document's mark.
struct Found {
  std::size_t rows = 0;
  Decimal debits;
  Decimal net;

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

struct Findings {
  std::map<std::string, std::string> staged;  // a row's key (sent.h) → its ErrorMessage; empty: none
  std::optional<RunResult> run;
  bool complete = false;                     // a run of all rows, without a failure
  std::map<std::string, Found> journalised;  // by mark
  std::map<std::string, Found> posted;       // by mark

  bool untouched() const { return staged.empty() && !run && posted.empty() && journalised.empty(); }
};

// Three lists at least; `settings` says whose rows.
Result<Findings> look_up(const Settings& settings, const Places& places, const Attempt& attempt,
                         const Sent& sent, Connection& connection, const Stop& stop);

}  // namespace crosswalk::cloudsuite
