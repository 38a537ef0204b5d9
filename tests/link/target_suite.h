// The conformance suite of the face Target: what the flow relies on, whoever implements it. A connector's
// test gives it a subject and calls `run_target_suite`; every connector passes all of it.
#pragma once

#include <functional>
#include <string>

#include "link/target.h"
#include "simulator/service.h"

namespace crosswalk::tests {

struct TargetSubject {
  Target& target;
  // The n-th document (n = 1, 2, …), never sent before, ready to be sent.
  std::function<Document(int n)> document;
  // What its dependencies' receipts are.
  Receipts receipts;
  // How often the outside system holds the document.
  std::function<int(const Document&)> count_outside;
  // Faults of the outside system, by "METHOD /path" prefix of the call that sends.
  simulator::FaultPlan& faults;
  std::string send_call;
};

void run_target_suite(const std::function<void(const std::function<void(TargetSubject&)>&)>& with_subject);

}  // namespace crosswalk::tests
