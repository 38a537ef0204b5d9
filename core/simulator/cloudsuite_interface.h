// InterfaceTransactions of GLTransactionInterface (facts §5.2): edit the rows of a run group, take the clean
// ones into the ledger as the parameters say, and leave a result row. Not thread-safe: CloudSuiteService
// locks.
#pragma once

#include <string>

#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {

// What was asked for; a parameter under another name than the form's own stays at its default.
struct InterfaceRequest {
  explicit InterfaceRequest(const Query& query);
  std::string group;
  std::string run_group;
  std::string entity;  // "" is every entity
  bool edit_only = false;
  bool edit_and_interface = false;
  bool partial = false;
  bool move_errors = false;
  std::string error_prefix;
  bool by_entity = false;
  bool by_journal_code = false;
  bool bypass_account = false;
  bool bypass_organization = false;
};

// Sends the run on its way; its result stands when the clock has passed `set_action_delay`.
void submit_interface(CloudSuiteTenant& tenant, const InterfaceRequest& request, Instant now,
                      const CloudSuiteSwitches& switches);

// The result row of a run: its number, and what it says in the end. `result_class` is also its key field.
std::string open_result(CloudSuiteTenant& tenant, const std::string& result_class, const std::string& group,
                        const std::string& run_group, Instant now, const CloudSuiteSwitches& switches);
void close_result(CloudSuiteTenant& tenant, const std::string& result_class, const std::string& group,
                  const std::string& number, const std::string& run_group, std::size_t records,
                  std::size_t passed, std::size_t failed, Instant now);

}  // namespace crosswalk::simulator::cloudsuite_sim
