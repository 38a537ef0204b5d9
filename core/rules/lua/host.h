// Host: what the C functions of one Lua state share, reachable from the state itself. One state, one thread.
//
// Three laws hold in every file that includes this one. Every entry into the VM is protected. No C++ object
// with a destructor lives on the stack across a Lua call that can raise: work is done first in a C++ function
// that calls only what cannot raise and leaves its text in `message`; then the plain part pushes and raises.
// No C++ exception crosses Lua.
#pragma once

#include <cstdint>
#include <lua.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "model/answers.h"
#include "model/customers.h"
#include "rules/language/drafts.h"
#include "rules/language/sources.h"
#include "rules/lua/box.h"
#include "rules/lua/line_hits.h"
#include "rules/lua/meter.h"
#include "rules/lua/pool.h"
#include "rules/lua/raw_value.h"

namespace crosswalk::rules {

// Where and why a call into Lua ended badly.
struct Fault {
  std::string message;
  Origin origin;  // an empty file: unknown
};

struct Host {
  Pool pool;
  Meter meter;
  const Sources* sources = nullptr;
  Drafts drafts;
  bool loading = true;

  // What the views show; null outside of a question.
  Subject subject;
  std::uint64_t serial = 0;              // counts records
  const Customers* customers = nullptr;  // the ledger's; null: not known
  bool asked_customers = false;          // about the record
  std::unique_ptr<RawValue> raw;         // of the record, once a rule asked for it
  std::uint64_t raw_serial = 0;          // the record that `raw` is of
  std::vector<Remark> remarks;           // what `log` wrote about the record
  std::string message;                   // what is about to be raised
  Fault fault;
  Origin refused_at;                  // where the rule stood when memory was refused
  std::vector<std::string> required;  // modules that rule files have asked for
  LineHits* lines = nullptr;          // where to note the lines that run; null: not noted
};

inline Host& host_of(lua_State* L) {
  return **static_cast<Host**>(lua_getextraspace(L));
}

// The box at `index`, or null when there is something else.
inline const Box* box_at(lua_State* L, int index) {
  return lua_type(L, index) == LUA_TUSERDATA ? static_cast<const Box*>(lua_touserdata(L, index)) : nullptr;
}
template <class T>
const T* box_at(lua_State* L, int index, Tag tag) {
  const Box* box = box_at(L, index);
  return box != nullptr && box->tag == tag ? static_cast<const T*>(box) : nullptr;
}

// A string at `index`, as it is; never converts. Does not raise.
inline bool is_text(lua_State* L, int index) {
  return lua_type(L, index) == LUA_TSTRING;
}
inline std::string_view text_at(lua_State* L, int index) {
  std::size_t size = 0;
  const char* text = lua_tolstring(L, index, &size);
  return {text, size};
}

// Makes a box with the metatable that the registry keeps for its tag. Raises when memory is gone.
template <class T>
T* push_box(lua_State* L, Tag tag, int user_values = 0) {
  T* box = static_cast<T*>(lua_newuserdatauv(L, sizeof(T), user_values));
  box->tag = tag;
  lua_rawgetp(L, LUA_REGISTRYINDEX, reinterpret_cast<const void*>(static_cast<std::uintptr_t>(tag) + 1));
  lua_setmetatable(L, -2);
  return box;
}
// Pops a table and keeps it as the metatable of boxes with `tag`.
void set_metatable_of(lua_State* L, Tag tag);

// Raises host.message, with the line of the rule that called in front.
[[noreturn]] void raise(lua_State* L);
// The same for a fixed sentence.
[[noreturn]] void raise(lua_State* L, const char* sentence);
// Counts `steps` of work done in C; raises when the budget is spent.
void charge(lua_State* L, std::int64_t steps);
// The sentence for a spent budget.
const char* spent_sentence(const Host& host);
// Only while rules are being loaded; `what` names the function.
void require_loading(lua_State* L, const char* what);

// The line of a rule that is running: "rules/tax.lua" and 7. Does not raise and does not allocate in Lua.
Origin running_at(lua_State* L);
// "@rules/tax.lua" → "rules/tax.lua".
std::string_view file_of(const char* source);

}  // namespace crosswalk::rules
