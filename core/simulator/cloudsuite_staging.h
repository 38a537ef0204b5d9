// Rows of a class made, changed and taken away, one by one or in a batch (facts §4, §5.1): a record that
// fails is an exception in an answer of 200, and the others stay. Not thread-safe: CloudSuiteService locks.
#pragma once

#include <cstddef>
#include <limits>
#include <string>

#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"
#include "wire/message.h"

namespace crosswalk::simulator::cloudsuite_sim {

inline constexpr std::size_t every_record = std::numeric_limits<std::size_t>::max();

// What becomes of a batch that something happens to.
struct BatchFate {
  std::size_t reached =
      every_record;  // only so many records are looked at, as when the back end dies meanwhile
  std::size_t refused = every_record;  // the number of a record that is refused whatever it says
};

// POST …/actions/{create}/batch.
wire::HttpReply create_batch(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& body,
                             const Query& query, const CloudSuiteSwitches& switches, BatchFate fate);
// POST …/actions/{create}
wire::HttpReply create_one(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& body,
                           const CloudSuiteSwitches& switches);
// PUT: key fields and changes. `errors`: the action is for rows with an error, otherwise for those without.
wire::HttpReply update_one(CloudSuiteTenant& tenant, const ClassRule& rule, const std::string& body,
                           bool errors, const CloudSuiteSwitches& switches);
// DELETE and GET Find: the key stands in the query.
wire::HttpReply delete_one(CloudSuiteTenant& tenant, const ClassRule& rule, const Query& query, bool errors);
wire::HttpReply find_one(const CloudSuiteTenant& tenant, const ClassRule& rule, const Query& query);

}  // namespace crosswalk::simulator::cloudsuite_sim
