// CloudSuiteTenant: what one tenant's FSM holds: business classes with their rows, work that is still going
// on, and which run groups were used. Not thread-safe: CloudSuiteService locks.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "simulator/cloudsuite_class.h"

namespace crosswalk::simulator::cloudsuite_sim {

struct JournalName {
  std::string group;
  std::string number;
  friend bool operator==(const JournalName&, const JournalName&) = default;
};

class CloudSuiteTenant {
 public:
  // By sort key: parts of the key in order, whole numbers by their value.
  using Rows = std::map<std::string, Fields>;

  explicit CloudSuiteTenant(std::string id) : id_(std::move(id)) {}
  CloudSuiteTenant(const CloudSuiteTenant&) = delete;
  CloudSuiteTenant& operator=(const CloudSuiteTenant&) = delete;

  const std::string& id() const { return id_; }

  void add_class(ClassRule rule);
  // Null: the tenant has no such class.
  const ClassRule* rule(std::string_view class_name) const;

  Rows& rows(std::string_view class_name);
  const Rows& rows(std::string_view class_name) const;
  // False: a row with that key stands already, and nothing changes. REQUIRES: the class exists.
  bool put(std::string_view class_name, const Fields& row);
  // By the key fields in `row`; null: there is none.
  Fields* find(std::string_view class_name, const Fields& row);
  const Fields* find(std::string_view class_name, const Fields& row) const;
  void erase(std::string_view class_name, const Fields& row);

  // 1, 2, 3, … of each series.
  long long next_number(const std::string& series) { return ++numbers_[series]; }

  // Work that takes effect at `due`; `catch_up` does what is due in order of time.
  void later(Instant due, std::function<void(Instant)> work);
  void catch_up(Instant now);

  // How often rows of a run group went into the ledger; twice is what a client must not let happen.
  std::map<std::string, int> interfaced;
  // How many runs to come find something wrong with a row that is right, as when somebody holds its ledger.
  int edit_errors_due = 0;
  // Runs whose journals are not made yet, by run group.
  std::map<std::string, int> journalizing;
  // Journals that are made and not posted yet.
  std::vector<JournalName> unposted_journals;

 private:
  struct Work {
    Instant due;
    std::function<void(Instant)> work;
  };
  std::string id_;
  std::map<std::string, ClassRule, std::less<>> rules_;
  std::map<std::string, Rows, std::less<>> rows_;
  std::map<std::string, long long> numbers_;
  std::vector<Work> work_;
};

std::string value_in(const Fields& row, std::string_view field);
// The sort key of `row`, of the first `parts` key fields.
std::string key_of(const ClassRule& rule, const Fields& row, std::size_t parts);

}  // namespace crosswalk::simulator::cloudsuite_sim
