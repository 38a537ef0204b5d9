// Machine: one Lua state with one rule set loaded into it, frozen, and the program that came of it. Not
// thread-safe; one a worker. Every entry into Lua goes through here and is protected and metered.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/language/program.h"
#include "rules/lua/budget.h"
#include "rules/lua/host.h"

namespace crosswalk::rules {

class Machine {
 public:
  // Loads every rule file. Errors name file:line and the cure.
  static Result<std::unique_ptr<Machine>> make(const Sources& sources, const RuleBudget& budget);
  // An unlocked state with the test vocabulary to come: nothing loaded, nothing frozen.
  static Result<std::unique_ptr<Machine>> make_empty(const Sources& sources, const RuleBudget& budget);
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine();

  const Program& program() const { return program_; }
  Host& host() { return host_; }
  lua_State* state() { return state_; }

  // A record or an item begins: the budget is full again.
  void begin();
  void end();

  // Calls a function that a rule file gave, about `subject`, which the views show. True: the answer is on top
  // of the stack until `drop`. False: host().fault says why.
  bool call(std::uint32_t function, const Subject& subject);
  // From now on notes the lines that run; null: no more.
  void trace(LineHits* lines);
  // Pushes a kept function, for `run`.
  void push_function(std::uint32_t function) { lua_rawgeti(state_, at_functions, function); }
  void drop() { lua_settop(state_, bottom); }
  // The state must be thrown away: a budget is spent or memory is gone.
  bool spoiled() const { return spoiled_; }

  // Runs what stands on the stack (a function and `arguments`) under the load budget; used for files and
  // tests.
  Result<void> run(int arguments, int results, const RuleBudget& budget);
  // Compiles a text and leaves the function on the stack. `checked`: refuse what could carry state between
  // records.
  Result<void> compile_text(std::string_view text, const std::string& shown, bool checked);

 private:
  explicit Machine(const Sources& sources, const RuleBudget& budget);
  Result<void> open();
  Result<void> load();
  Result<void> load_answer(Question question);
  Result<void> check_modules() const;
  Result<void> freeze_everything();
  bool protected_call(int arguments, int results);
  Error fault() const;

  // Stack places that stay: the functions, the views, the handler of errors.
  static constexpr int at_functions = 1;
  static constexpr int at_line = 2;
  static constexpr int at_record = 3;
  static constexpr int at_item = 4;
  static constexpr int at_handler = 5;
  static constexpr int bottom = 5;

  RuleBudget budget_;
  Host host_;
  Program program_;
  lua_State* state_ = nullptr;
  bool spoiled_ = false;
  bool begun_ = false;  // the budget of this record has begun to run
};

}  // namespace crosswalk::rules
