#include "rules/testing/test_file.h"

#include <algorithm>

#include "rules/testing/order_shrinker.h"

namespace crosswalk::rules {
namespace {

// What all runs of a property may take, and then what making the failing order smaller may.
constexpr std::chrono::microseconds property_time = test_budget.time;

// Pushes `order` inside a protected call.
int push_sketch(lua_State* L) {
  push_order(L, *static_cast<const OrderSketch*>(lua_touserdata(L, 1)));
  return 1;
}

}  // namespace

void TestFile::fail_whole(std::string name, const Error& error) {
  TestResult& result = results_.emplace_back();
  result.name = std::move(name);
  result.file = shown_;
  result.where = shown_;
  result.message = error.text();
}

void TestFile::run() {
  auto machine = Machine::make_empty(room_.sources, test_budget);
  if (!machine) return fail_whole(file_.name, machine.error());
  machine_ = std::move(*machine);
  if (auto done = read(); !done) return fail_whole(file_.name, done.error());
  for (const RegisteredTest& test : book_.tests)
    if (test.name.find(room_.plan.filter) != std::string::npos) run_test(test);
  leave(0);
}

Result<void> TestFile::read() {
  book_.text = file_.text;
  if (auto done = add_test_vocabulary(*machine_, book_, room_.library); !done) return done;
  if (auto done = machine_->compile_text(file_.text, shown_, false); !done) return done;
  auto done = machine_->run(0, 0, test_budget);
  machine_->drop();
  return done;
}

Result<void> TestFile::call(std::uint32_t function, int arguments) {
  machine_->push_function(function);
  if (arguments > 0) lua_insert(machine_->state(), -1 - arguments);
  auto done = machine_->run(arguments, 0, test_budget);
  took_ += machine_->host().meter.taken();
  machine_->drop();
  return done;
}

Result<void> TestFile::call_all(const std::vector<std::uint32_t>& functions) {
  for (const std::uint32_t function : functions)
    if (auto done = call(function); !done) return done;
  return {};
}

// --- groups

std::vector<int> TestFile::path_to(int group) const {
  std::vector<int> path;
  for (; group >= 0; group = book_.groups[static_cast<std::size_t>(group)].parent) path.push_back(group);
  std::reverse(path.begin(), path.end());
  return path;
}

void TestFile::leave(std::size_t depth) {
  while (entered_.size() > depth) {
    const Entered last = std::move(entered_.back());
    entered_.pop_back();
    const TestGroup& left = group(last.group);
    if (!last.setup) continue;
    if (auto done = call_all(left.teardown); !done)
      fail_whole((left.name.empty() ? file_.name : left.name) + " teardown", done.error());
  }
}

void TestFile::move_to(int group_number) {
  const std::vector<int> path = path_to(group_number);
  std::size_t shared = 0;
  while (shared < entered_.size() && shared < path.size() && entered_[shared].group == path[shared]) ++shared;
  leave(shared);
  for (std::size_t i = shared; i < path.size(); ++i) {
    Result<void> outer = i == 0 ? Result<void>() : entered_[i - 1].setup;
    if (outer) outer = call_all(group(path[i]).setup);
    entered_.push_back({path[i], std::move(outer)});
  }
}

// --- tests

void TestFile::run_test(const RegisteredTest& test) {
  TestResult result;
  result.name = test.name;
  result.file = shown_;
  result.where = test.origin.text();
  result.pending = test.kind == RegisteredTest::Kind::pending;
  result.passed = result.pending;
  if (!result.pending) {
    took_ = {};
    move_to(test.group);
    const Result<void> ready = entered_.back().setup;
    const Result<void> done = ready ? body(test) : ready;
    result.passed = done.ok();
    if (!done) result.message = done.error().text();
    result.took = took_;
  }
  results_.push_back(std::move(result));
}

template <class Push>
Result<void> TestFile::once(const RegisteredTest& test, Push push) {
  const std::vector<int> path = path_to(test.group);
  // What another test gave; a ledger without customers is what most tests are about.
  book_.mapper.use_customers(std::make_shared<const Customers>(Customers::of({}).value()));
  Result<void> done;
  for (const int number : path)
    if (done) done = call_all(group(number).before_each);
  if (!done) return done;
  const Result<int> arguments = push();
  done = arguments ? call(test.function, *arguments) : Result<void>(arguments.error());
  for (auto number = path.rbegin(); number != path.rend(); ++number) {
    auto after = call_all(group(*number).after_each);
    if (done && !after) done = std::move(after);
  }
  return done;
}

Result<void> TestFile::body(const RegisteredTest& test) {
  if (test.kind == RegisteredTest::Kind::property) return property(test);
  return once(test, [&]() -> Result<int> {
    if (test.argument == 0) return 0;
    machine_->push_function(test.argument);
    return 1;
  });
}

Result<void> TestFile::property(const RegisteredTest& test) {
  if (room_.words == nullptr) {
    auto words = words_of(room_.sources);
    if (!words) return words.error();
    room_.words = std::make_unique<const OrderWords>(std::move(*words));
  }
  const auto try_order = [&](const OrderSketch& order) {
    return once(test, [&]() -> Result<int> {
      lua_pushcfunction(machine_->state(), push_sketch);
      lua_pushlightuserdata(machine_->state(), const_cast<OrderSketch*>(&order));
      if (auto pushed = machine_->run(1, 1, test_budget); !pushed) return pushed.error();
      return 1;
    });
  };
  ShrinkLimits limits;
  if (!room_.words->skus.empty()) limits.plain_sku = room_.words->skus.front();
  OrderGenerator generator(*room_.words, seed_of(test.name) + test.seed);
  for (int run = 1; run <= test.runs && took_ < property_time; ++run) {
    OrderSketch order = generator.next();
    auto outcome = try_order(order);
    if (outcome) continue;
    const auto until = took_ + property_time;
    Error error = outcome.error();
    order = shrunk(
        std::move(order),
        [&](const OrderSketch& smaller) {
          if (took_ > until) return false;
          const auto again = try_order(smaller);
          // Another failure is another matter.
          if (again || again.error().where != error.where) return false;
          error = again.error();
          return true;
        },
        limits);
    return fail(ErrorKind::invalid,
                error.message + "\norder " + std::to_string(run) + " of " + std::to_string(test.runs) +
                    " fails; the smallest that still does:\n" + text_of(order),
                error.where);
  }
  return {};
}

}  // namespace crosswalk::rules
