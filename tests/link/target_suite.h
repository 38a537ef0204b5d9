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
  // How many documents make up one attempt.
  int together = 1;
  // The time by the clock of both sides.
  std::function<Instant()> now = [] { return Instant(); };
  // Lets the time pass that the outside system needs to work on what it has taken.
  std::function<void()> work = [] {};
  // Whether what stands outside tells it from another's. Else one that is there before it was sent is for a
  // person.
  bool marked = true;
  // Of several calls that send, the one after which all of an attempt is there; empty: `send_call`.
  std::string last_call = {};
  // Whether a document has one id outside, however it is found.
  bool has_ids = true;
};

void run_target_suite(const std::function<void(const std::function<void(TargetSubject&)>&)>& with_subject);

}  // namespace crosswalk::tests
