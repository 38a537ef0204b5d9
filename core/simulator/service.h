// Service: a stand-in for an outside system, as a function from request to answer on an injected clock. It is
// mounted in the same process (InProcess, for tests on a virtual clock) or behind a loopback port (Listener,
// for `simulate` and `demo`). It shares no code with the connectors. Services lock themselves: safe from any
// thread.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/clock.h"
#include "wire/message.h"

namespace crosswalk::simulator {

// How an answer reaches the caller.
enum class Delivery {
  whole,
  cut,      // the connection ends in the middle of the body
  dropped,  // the request was read (and, after commit, carried out) but no answer comes
  refused,  // the connection is not even accepted
};

struct Answer {
  wire::HttpReply reply;
  Delivery delivery = Delivery::whole;
};

class Service {
 public:
  virtual ~Service() = default;
  // `request.url` is path and query as received.
  virtual Answer handle(const wire::HttpRequest& request) = 0;
};

// A fault that replaces or spoils the answer of matching calls.
struct Fault {
  enum class When { before_commit, after_commit };
  When when = When::before_commit;
  Delivery delivery = Delivery::whole;  // `whole`: answer `reply` instead
  wire::HttpReply reply;
  int times = 1;  // how many matching calls it hits
  int skip = 0;   // how many matching calls pass before it begins
};

// Faults waiting for calls, first match first. A service asks `take` twice a call: before and after its own
// work.
class FaultPlan {
 public:
  // `match` is a prefix of "METHOD /path?query"; "" matches every call.
  void add(std::string match, Fault fault);
  // True: the call is hit now and `answer` is what the caller gets.
  bool take(Fault::When when, std::string_view method_and_path, Answer& answer);
  void clear();

 private:
  struct Planned {
    std::string match;
    Fault fault;
  };
  std::mutex mutex_;
  std::vector<Planned> planned_;
};

// Calls of one process to its own simulators: requests go by the host part of the URL, no socket is opened.
// Counts calls by "METHOD host/path" (query and long digits left out).
class InProcess final : public wire::Transport {
 public:
  void mount(std::string host, Service& service);  // "walmart.test"
  wire::CallResult call(const wire::HttpRequest& request, const Stop& stop) override;
  std::map<std::string, int> calls() const;
  void reset_calls();

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Service*, std::less<>> services_;
  std::map<std::string, int> calls_;
};

}  // namespace crosswalk::simulator
