// The receivables path (facts §5.5): invoices and credit memos with their details and distributions, and
// customers, taken over from their import classes. What it checks and how signs go is assumed: UNCONFIRMED.
// Not thread-safe: CloudSuiteService locks.
#pragma once

#include <string>

#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {

// The ledger account of what customers owe.
inline constexpr std::string_view receivables_account = "610";

// A document passes whole: its customer stands, its details and its distributions each add up to its amount,
// its accounts, dimensions and period are in order; otherwise it keeps an ErrorMessage and stays.
void submit_receivables(CloudSuiteTenant& tenant, const ReceivableNames& names, const std::string& group,
                        const std::string& run_group, Instant now, const CloudSuiteSwitches& switches);
void submit_customers(CloudSuiteTenant& tenant, const ReceivableNames& names, const std::string& group,
                      const std::string& run_group, Instant now, const CloudSuiteSwitches& switches);

}  // namespace crosswalk::simulator::cloudsuite_sim
