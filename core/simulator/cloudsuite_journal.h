// Interfaced rows on their way into the ledger: later a journal with its lines, later still posted detail
// (facts §5.3: interfaced, journalised, released and posted are different stages). Not thread-safe:
// CloudSuiteService locks.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {

// `rows` have the fields of staging; they left it. One journal an entity when `by_entity`, else one in all.
// The run group counts as journalizing until the journals are made.
void journalize_later(CloudSuiteTenant& tenant, std::vector<Fields> rows, const std::string& run_group,
                      bool by_entity, Instant now, const CloudSuiteSwitches& switches);
// The lines of the journal become posted detail. Nothing happens to one that is not waiting.
void post_journal(CloudSuiteTenant& tenant, const JournalName& journal);

}  // namespace crosswalk::simulator::cloudsuite_sim
