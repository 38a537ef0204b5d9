// LiveRules: which rule set a pair maps with. Whoever has a newer one ready offers it from any thread; the
// booking thread takes it between two records, which is the exchange of a pointer. A record that is being
// mapped ends on the version it began with. Safe from any thread; one loan at a time.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/stop.h"
#include "rules/mapper.h"

namespace crosswalk::flow {

class LiveRules {
 public:
  explicit LiveRules(std::unique_ptr<rules::Mapper> mapper) : current_(std::move(mapper)) {}

  // The mapper for the length of one record. For the booking thread.
  class Loan {
   public:
    explicit Loan(LiveRules& live) : live_(live), mapper_(live.lend()) {}
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    ~Loan() { live_.give_back(); }
    rules::Mapper& mapper() const { return mapper_; }

   private:
    LiveRules& live_;
    rules::Mapper& mapper_;
  };

  // The next record is mapped with it; one that was offered before and not begun with is forgotten.
  void offer(std::unique_ptr<rules::Mapper> mapper);
  // Waits until no record is being mapped with an older one. False: `stop` was asked for first.
  bool wait_until_taken(const Stop& stop);
  // Destroys what is no longer used, which takes a while for large tables and is therefore not done while a
  // record waits.
  void drop_retired();
  // What the next record is mapped with.
  std::string version() const;

 private:
  rules::Mapper& lend();
  void give_back();
  // REQUIRES: the lock, and no loan.
  void take_next();

  mutable std::mutex mutex_;
  std::condition_variable_any taken_;
  std::unique_ptr<rules::Mapper> current_;
  std::unique_ptr<rules::Mapper> next_;
  std::vector<std::unique_ptr<rules::Mapper>> retired_;
  bool lent_ = false;
};

}  // namespace crosswalk::flow
