// Deciding what a manual journal in a request means (facts: "Manual journals, bank transactions"). Nothing is
// changed here. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

struct JournalPlan {
  SimJournal next;
  bool is_new = true;
  bool not_found = false;
  std::vector<std::string> errors;
  std::vector<std::string> warnings;
};

JournalPlan plan_journal(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode,
                         const CallContext& context);

}  // namespace crosswalk::simulator::xero_sim
