// From a call behind the gateway to the rows it reads or changes: /classes/{BC}/actions/…, /classes/{BC}/
// lists/… and /ldrest/{BC}/{operation} (facts §4). Not thread-safe: CloudSuiteService locks.
#pragma once

#include <string>
#include <vector>

#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_staging.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"
#include "wire/message.h"

namespace crosswalk::simulator::cloudsuite_sim {

struct CallContext {
  Instant now;
  const CloudSuiteSwitches& switches;
  const ReceivableNames& names;
  int call = 0;  // its number, for ids
  BatchFate fate;
};

// `path` is what follows …/FSM/fsm/soap.
wire::HttpReply answer(CloudSuiteTenant& tenant, const std::vector<std::string>& path,
                       const wire::HttpRequest& request, const Query& query, const CallContext& context);

}  // namespace crosswalk::simulator::cloudsuite_sim
