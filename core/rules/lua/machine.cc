#include "rules/lua/machine.h"

#include <algorithm>

#include "rules/language/suggestion.h"
#include "rules/lua/chunk.h"
#include "rules/lua/frozen.h"
#include "rules/lua/sandbox.h"
#include "rules/lua/surface.h"

namespace crosswalk::rules {
namespace {

const char line_key = 0;
const char record_key = 0;
const char item_key = 0;

constexpr int hook_every = 100;
constexpr std::size_t largest_block = std::size_t{1} << 20;
constexpr std::size_t churn_factor = 4;
constexpr std::size_t longest_reason = 400;
constexpr std::size_t longest_report = 8'000;  // of a file or a test
constexpr RuleBudget load_budget{Millis(10'000), std::size_t{512} << 20, 200'000'000};
constexpr lua_Integer api = 1;

// Stays on once the budget is spent, and then fires at every line.
void on_count(lua_State* L, lua_Debug* /*ar*/) {
  Host& host = host_of(L);
  if (host.meter.spend(hook_every)) return;
  lua_sethook(L, on_count, LUA_MASKCOUNT | LUA_MASKLINE, 1);
  luaL_where(L, 0);
  lua_pushstring(L, spent_sentence(host));
  lua_concat(L, 2);
  lua_error(L);
}

// While lines are noted: the same for steps, and every line of a rule is marked.
void on_line(lua_State* L, lua_Debug* ar) {
  if (ar->event != LUA_HOOKLINE) return on_count(L, ar);
  if (lua_getinfo(L, "S", ar) != 0) host_of(L).lines->mark(ar->source, ar->currentline);
}

// Keeps what is known of an error while the stack still stands. Does not raise.
void note_fault(lua_State* L) {
  Host& host = host_of(L);
  host.fault = {};
  host.fault.origin = running_at(L);
  if (!is_text(L, 1)) {
    host.fault.message =
        std::string("a rule raised an error without a text (a ") + lua_typename(L, lua_type(L, 1)) + ")";
    return;
  }
  Placed placed = split_place(text_at(L, 1));
  if (!placed.file.empty()) host.fault.origin = {std::move(placed.file), placed.line};
  host.fault.message = std::move(placed.message);
}

int on_error(lua_State* L) {
  note_fault(L);
  return 1;
}

int set_up(lua_State* L) {
  lua_gc(L, LUA_GCGEN, 0, 0);
  install_require(L);
  install_sandbox(L, require_word);
  push_box<Box>(L, Tag::line);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &line_key);
  push_box<Box>(L, Tag::record);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &record_key);
  push_box<Box>(L, Tag::item);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &item_key);
  return 0;
}

int keep_argument(lua_State* L) {
  lua_pushinteger(L, static_cast<lua_Integer>(keep_function(L)));
  return 1;
}

int freeze_functions(lua_State* L) {
  const auto count = static_cast<lua_Integer>(host_of(L).drafts.functions);
  push_functions(L);
  for (lua_Integer i = 1; i <= count; ++i) {
    lua_rawgeti(L, 1, i);
    freeze(L);
  }
  lua_gc(L, LUA_GCCOLLECT);
  return 0;
}

Error config(std::string message, std::string where) {
  return fail(ErrorKind::config, std::move(message), std::move(where));
}

std::string rule_names() {
  std::string names;
  for (const Question question : all_questions)
    names.append(names.empty() ? "" : ", ").append(name_of(question));
  return names;
}

std::string file_name(Question question) {
  return std::string(name_of(question)) + ".lua";
}

}  // namespace

Machine::Machine(const Sources& sources, const RuleBudget& budget) : budget_(budget) {
  host_.sources = &sources;
}

Machine::~Machine() {
  if (state_ != nullptr) lua_close(state_);
}

Result<std::unique_ptr<Machine>> Machine::make_empty(const Sources& sources, const RuleBudget& budget) {
  std::unique_ptr<Machine> machine(new Machine(sources, budget));
  if (auto done = machine->open(); !done) return done.error();
  return machine;
}

Result<std::unique_ptr<Machine>> Machine::make(const Sources& sources, const RuleBudget& budget) {
  auto machine = make_empty(sources, budget);
  if (!machine) return machine;
  if (auto done = (*machine)->load(); !done) return done.error();
  return machine;
}

Result<void> Machine::open() {
  state_ = lua_newstate(Pool::allocate, &host_.pool);
  if (state_ == nullptr) return fail(ErrorKind::limit, "there is no memory for another Lua state");
  *static_cast<Host**>(lua_getextraspace(state_)) = &host_;
  host_.pool.on_refusal(
      [](void* self) {
        auto* machine = static_cast<Machine*>(self);
        machine->host_.refused_at = running_at(machine->state_);
      },
      this);
  lua_pushcfunction(state_, set_up);
  if (lua_pcall(state_, 0, 0, 0) != LUA_OK || lua_checkstack(state_, 200) == 0)
    return fail(ErrorKind::limit, "there is no memory for another Lua state");
  push_functions(state_);
  lua_rawgetp(state_, LUA_REGISTRYINDEX, &line_key);
  lua_rawgetp(state_, LUA_REGISTRYINDEX, &record_key);
  lua_rawgetp(state_, LUA_REGISTRYINDEX, &item_key);
  lua_pushcfunction(state_, on_error);
  lua_sethook(state_, on_count, LUA_MASKCOUNT, hook_every);
  return {};
}

Result<void> Machine::load() {
  for (const Question question : all_questions)
    if (auto done = load_answer(question); !done) return done;
  if (auto done = check_modules(); !done) return done;
  lua_pushcfunction(state_, freeze_functions);
  if (auto done = run(0, 0, load_budget); !done) return done;
  drop();
  host_.loading = false;
  return {};
}

Result<void> Machine::load_answer(Question question) {
  const Sources& sources = *host_.sources;
  const RuleFile* file = sources.file(file_name(question));
  const std::string shown = sources.shown(file_name(question));
  if (file == nullptr) {
    if (!traits_of(question).required) return {};
    return config("the file is missing; every line needs the answer to " + std::string(name_of(question)),
                  shown);
  }
  if (auto done = compile_text(file->text, shown, true); !done) return done;
  if (auto done = run(0, 1, load_budget); !done) return done;
  const auto at_key = [&](std::string_view key) {
    return shown + ":" + std::to_string(line_of_key(file->text, key));
  };
  const std::string wanted = "return { api = 1, " + std::string(name_of(question)) + " = … }";
  if (!lua_istable(state_, -1)) return config("the file must end with " + wanted, shown + ":1");

  bool has_api = false;
  UseDraft use;
  Origin origin{shown, line_of_key(file->text, name_of(question))};
  lua_pushnil(state_);
  while (lua_next(state_, -2) != 0) {
    const std::string key(is_text(state_, -2) ? text_at(state_, -2)
                                              : std::string_view("an entry without a name"));
    if (key == "api") {
      if (lua_isinteger(state_, -1) == 0 || lua_tointeger(state_, -1) != api)
        return config("this program speaks api = 1 only; mend the file or use a newer program", at_key(key));
      has_api = true;
    } else if (key == name_of(question)) {
      if (!read_use(state_, -1, use)) return config(host_.message, origin.text());
      if (use.kind == UseDraft::Kind::number)
        return config("write the answer as decide { row { use = … } }; a code is a text there, in quotes",
                      origin.text());
      if (use.kind != UseDraft::Kind::function && use.kind != UseDraft::Kind::node &&
          use.kind != UseDraft::Kind::verdict)
        return config("write the answer as decide { row { use = … } }, so that it has a line to point to",
                      origin.text());
      if (use.kind == UseDraft::Kind::function) {
        lua_Debug ar;
        lua_pushvalue(state_, -1);
        if (lua_getinfo(state_, ">S", &ar) != 0) origin = {std::string(file_of(ar.source)), ar.linedefined};
        lua_pushcfunction(state_, keep_argument);
        lua_pushvalue(state_, -2);
        if (auto done = run(1, 1, load_budget); !done) return done;
        use.index = static_cast<std::uint32_t>(lua_tointeger(state_, -1));
        lua_pop(state_, 1);
      }
    } else {
      const std::array<std::string_view, 2> known = {"api", name_of(question)};
      return config("the file returns " + key + ", which is not known here" + suggestion(key, known) +
                        "; write " + wanted,
                    at_key(key));
    }
    lua_pop(state_, 1);
  }
  if (!has_api)
    return config("the file does not say which api it is written for; write " + wanted, at_key("return"));
  if (use.kind == UseDraft::Kind::missing)
    return config("the file gives no " + std::string(name_of(question)) + "; write " + wanted, at_key("api"));
  if (use.kind == UseDraft::Kind::node) origin = host_.drafts.nodes.at(use.index).origin;
  drop();
  auto compiled = compile(use, host_.drafts, question, origin, program_.places);
  if (!compiled) return compiled.error();
  program_.answers[static_cast<std::size_t>(question)] = std::move(*compiled);
  return {};
}

Result<void> Machine::check_modules() const {
  std::vector<std::string_view> known;
  std::vector<std::string> rule_files;
  for (const Question question : all_questions) rule_files.push_back(file_name(question));
  known.assign(rule_files.begin(), rule_files.end());
  for (const RuleFile& file : host_.sources->files()) {
    const bool is_rule = std::find(known.begin(), known.end(), file.name) != known.end();
    const auto& required = host_.required;
    if (is_rule || file.name.ends_with(".csv") ||
        std::find(required.begin(), required.end(), file.name) != required.end())
      continue;
    return config(
        "this is no rule file (" + rule_names() + ") and no rule requires it" + suggestion(file.name, known),
        host_.sources->shown(file.name));
  }
  return {};
}

void Machine::trace(LineHits* lines) {
  host_.lines = lines;
  if (lines != nullptr)
    lua_sethook(state_, on_line, LUA_MASKCOUNT | LUA_MASKLINE, hook_every);
  else
    lua_sethook(state_, on_count, LUA_MASKCOUNT, hook_every);
}

void Machine::begin() {
  ++host_.serial;
  host_.remarks.clear();
  host_.asked_customers = false;
  begun_ = false;
}

void Machine::end() {
  host_.subject = {};
}

bool Machine::call(std::uint32_t function, const Subject& subject) {
  if (!begun_) {
    host_.meter.begin(budget_.instructions, budget_.time);
    host_.pool.begin(budget_.memory, largest_block, budget_.memory * churn_factor);
    begun_ = true;
  }
  host_.subject = subject;
  lua_rawgeti(state_, at_functions, function);
  int arguments = 1;
  if (subject.item != nullptr) {
    lua_pushvalue(state_, at_item);
  } else {
    if (subject.line != nullptr) {
      lua_pushvalue(state_, at_line);
      ++arguments;
    }
    lua_pushvalue(state_, at_record);
  }
  return protected_call(arguments, 1);
}

bool Machine::protected_call(int arguments, int results) {
  const int status = lua_pcall(state_, arguments, results, at_handler);
  if (status == LUA_OK) return true;
  if (status == LUA_ERRMEM) {
    spoiled_ = true;
    host_.fault = {"the rules used more memory than one record may cost; look for a table or text that grows",
                   host_.refused_at};
  } else if (status == LUA_ERRERR) {
    spoiled_ = true;
    host_.fault.message = "an error came up while another was handled";
  }
  if (host_.meter.spent() != Meter::Spent::nothing) {
    spoiled_ = true;
    host_.fault.message = spent_sentence(host_);
  }
  const bool of_question = host_.subject.record != nullptr || host_.subject.item != nullptr;
  const std::size_t longest = of_question ? longest_reason : longest_report;
  if (host_.fault.message.size() > longest) host_.fault.message.resize(longest);
  lua_settop(state_, bottom);
  return false;
}

Error Machine::fault() const {
  return config(host_.fault.message,
                host_.fault.origin.file.empty() ? std::string() : host_.fault.origin.text());
}

Result<void> Machine::run(int arguments, int results, const RuleBudget& budget) {
  host_.meter.begin(budget.instructions, budget.time);
  host_.pool.begin(budget.memory, budget.memory, ~std::size_t{0});
  lua_sethook(state_, on_count, LUA_MASKCOUNT, hook_every);
  host_.fault = {};
  if (protected_call(arguments, results)) return {};
  return fault();
}

Result<void> Machine::compile_text(std::string_view text, const std::string& shown, bool checked) {
  host_.pool.begin(load_budget.memory, load_budget.memory, ~std::size_t{0});
  if (push_chunk(state_, text, shown, checked)) return {};
  const Placed placed = split_place(host_.message);
  return config(placed.message,
                placed.file.empty() ? shown : placed.file + ":" + std::to_string(placed.line));
}

}  // namespace crosswalk::rules
