// Interfaced rows on their way into the ledger: later journals with their lines, which are released, and
// later still posted detail (facts §5.3: these are different stages). Not thread-safe: CloudSuiteService
// locks.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {

// What makes a journal of its own besides its posting date (UNCONFIRMED: a client counts on no number of
// journals).
struct JournalSplit {
  bool by_entity = false;
  bool by_journal_code = false;
};

// `rows` have the fields of staging; they left it. The run group counts as journalizing until the journals
// are made.
void journalize_later(CloudSuiteTenant& tenant, std::vector<Fields> rows, const std::string& run_group,
                      JournalSplit split, Instant now, const CloudSuiteSwitches& switches);
// Nothing happens to a journal that is not waiting.
void release_journal(CloudSuiteTenant& tenant, const JournalName& journal,
                     const CloudSuiteSwitches& switches);
// Takes out a journal that is not posted, with its lines; nothing happens to another.
void delete_journal(CloudSuiteTenant& tenant, const JournalName& journal);
// A journal of the opposite amounts, posted at once; nothing happens to one that is not posted. Whether its
// lines carry the references of the first is UNCONFIRMED.
void reverse_journal(CloudSuiteTenant& tenant, const JournalName& journal,
                     const CloudSuiteSwitches& switches);
// The lines of a released journal become posted detail; one that is not released is not posted.
void post_journal(CloudSuiteTenant& tenant, const JournalName& journal, const CloudSuiteSwitches& switches);

}  // namespace crosswalk::simulator::cloudsuite_sim
