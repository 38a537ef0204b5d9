// What can go wrong with a call to Xero, by name (facts: "Errors and retry", "What users complain about",
// "Simulator checklist"): which calls it may strike, whether before or after the call did its work, and what
// the caller gets. Plain data and pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "simulator/service.h"
#include "simulator/xero_batch.h"

namespace crosswalk::simulator::xero_sim {

// What a call is, one bit each; several may hold.
enum CallTrait : unsigned {
  signs_in = 1,       // the token endpoint and /connections
  reads = 2,          // the Accounting API from here on
  writes = 4,         // anything but GET
  lists = 8,          // GET of a list
  later_pages = 16,   // of page 2 or later
  asks_since = 32,    // with If-Modified-Since
  creates_many = 64,  // PUT of two elements or more
  keyed = 128,        // with an Idempotency-Key
};

// What gets a client over it.
enum class Cure {
  itself,    // it passes
  next_day,  // it passes, but not today
  person,    // the answer asks for one: what was refused is to be sent round again
};

struct NamedFault {
  std::string_view name;
  unsigned strikes;  // CallTrait; one of them is enough
  bool before;       // instead of the work
  bool after;        // the work is done, the answer is spoiled
  // The answer from what it would have been; before the work that is empty.
  Answer (*spoil)(const Answer& whole, const std::string& instance);
  Millis takes{0};  // how much later the answer comes, or the caller gives up
  Twist twist = Twist::none;
  Cure cure = Cure::itself;
};

std::span<const NamedFault> named_faults();
// "500 without a body, after": as they are counted.
std::string fault_name(const NamedFault& fault, Fault::When when);

}  // namespace crosswalk::simulator::xero_sim
