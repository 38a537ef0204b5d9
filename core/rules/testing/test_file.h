// TestFile: one `*_test.lua` while its tests run: what runs before and after them, one result each. Not
// thread-safe.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "rules/testing/order_generator.h"
#include "rules/testing/test_book.h"
#include "rules/testing/test_runner.h"
#include "rules/testing/test_vocabulary.h"

namespace crosswalk::rules {

// What the files of one run share.
struct TestRoom {
  const Sources& sources;
  Mapper& mapper;
  const RuleFile& library;  // testing.lua
  Snapshots& snapshots;
  const TestPlan& plan;
  std::unique_ptr<const OrderWords> words;  // made when the first property needs them
};

class TestFile {
 public:
  TestFile(TestRoom& room, const RuleFile& file, std::vector<TestResult>& results)
      : room_(room),
        file_(file),
        shown_(room.sources.shown(file.name)),
        results_(results),
        book_(room.mapper, room.sources, room.snapshots, room.plan.workbench) {}
  void run();

 private:
  Result<void> read();
  void run_test(const RegisteredTest& test);
  Result<void> body(const RegisteredTest& test);
  Result<void> property(const RegisteredTest& test);
  // before_each, the function with what `push` pushes, after_each.
  template <class Push>
  Result<void> once(const RegisteredTest& test, Push push);
  Result<void> call(std::uint32_t function, int arguments = 0);
  Result<void> call_all(const std::vector<std::uint32_t>& functions);

  // Leaves the groups that `group` does not lie in, and enters those that it does.
  void move_to(int group);
  void leave(std::size_t depth);
  TestGroup& group(int number) { return book_.groups[static_cast<std::size_t>(number)]; }
  // From the file inwards.
  std::vector<int> path_to(int group) const;
  void fail_whole(std::string name, const Error& error);

  struct Entered {
    int group;
    Result<void> setup;  // of it and those around it
  };

  TestRoom& room_;
  const RuleFile& file_;
  std::string shown_;
  std::vector<TestResult>& results_;
  TestBook book_;
  std::unique_ptr<Machine> machine_;
  std::vector<Entered> entered_;
  std::chrono::microseconds took_{0};  // by the test that runs
};

}  // namespace crosswalk::rules
