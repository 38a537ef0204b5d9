#include "rules/lua/surface.h"

#include <algorithm>
#include <array>

#include "model/answers.h"
#include "rules/lua/csv_box.h"
#include "rules/lua/frozen.h"
#include "rules/lua/host.h"
#include "rules/lua/number_box.h"
#include "rules/lua/statements.h"

namespace crosswalk::rules {
namespace {

const char functions_key = 0;
constexpr std::size_t most_tracking = 10;

bool refuse(lua_State* L, std::string_view what) {
  host_of(L).message.assign(what);
  return false;
}

bool read_literal(lua_State* L, int index, Literal& literal) {
  if (is_text(L, index)) {
    literal = {Literal::Kind::text, std::string(text_at(L, index))};
    return true;
  }
  if (lua_isinteger(L, index) != 0) {
    literal = {Literal::Kind::number, std::to_string(lua_tointeger(L, index))};
    return true;
  }
  if (lua_type(L, index) == LUA_TBOOLEAN) {
    literal = {Literal::Kind::flag, lua_toboolean(L, index) != 0 ? "true" : "false"};
    return true;
  }
  const Box* box = box_at(L, index);
  if (box != nullptr && (box->tag == Tag::decimal || box->tag == Tag::money)) {
    literal = {Literal::Kind::number, Decimal::from_units(static_cast<const NumberBox*>(box)->units).text()};
    return true;
  }
  if (lua_type(L, index) == LUA_TNUMBER)
    return refuse(L, "a number with a fraction is not exact here; write it as text, like \"24.99\"");
  return refuse(L,
                "a condition is a text, a number, a list of them, or prefix, between, over, under, is_not, "
                "null or any");
}

bool read_condition(lua_State* L, int index, ConditionDraft& condition) {
  if (const auto* box = box_at(L, index); box != nullptr) {
    if (box->tag == Tag::condition) {
      condition = host_of(L).drafts.conditions.at(static_cast<const IndexBox*>(box)->index);
      return true;
    }
    if (box->tag == Tag::null || box->tag == Tag::any) {
      condition.kind = box->tag == Tag::null ? ConditionDraft::Kind::absent : ConditionDraft::Kind::any;
      return true;
    }
  }
  condition.kind = ConditionDraft::Kind::one_of;
  if (!lua_istable(L, index)) return read_literal(L, index, condition.literals.emplace_back());
  push_contents(L, index);
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, -1));
  bool good = true;
  for (lua_Integer i = 1; good && i <= size; ++i) {
    lua_rawgeti(L, -1, i);
    good = read_literal(L, -1, condition.literals.emplace_back());
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  if (good && size == 0) return refuse(L, "the list of a condition is empty, so the row could never hold");
  return good;
}

// The table of contents is on top.
bool read_texts(lua_State* L, UseDraft& use) {
  use.kind = UseDraft::Kind::texts;
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, -1));
  bool good = true;
  for (lua_Integer i = 1; good && i <= size; ++i) {
    lua_rawgeti(L, -1, i);
    good = is_text(L, -1);
    if (good) use.texts.emplace_back(text_at(L, -1));
    lua_pop(L, 1);
  }
  lua_pop(L, 1);
  return good || refuse(L, "a list of answers holds texts only, like { \"MUG-BLU\", \"MUG-BLU-2PK\" }");
}

bool read_table(lua_State* L, int index, UseDraft& use) {
  push_contents(L, index);
  if (lua_rawlen(L, -1) > 0) return read_texts(L, use);
  use.kind = UseDraft::Kind::tracking;
  bool good = true;
  lua_pushnil(L);
  while (good && lua_next(L, -2) != 0) {
    good = is_text(L, -2) && is_text(L, -1);
    if (good) use.tracking.emplace_back(text_at(L, -2), text_at(L, -1));
    lua_pop(L, 1);
  }
  lua_pop(L, good ? 1 : 2);
  if (!good || use.tracking.empty())
    return refuse(L, "tracking is a table of texts, like { Channel = \"Walmart US\" }, or none");
  if (use.tracking.size() > most_tracking) return refuse(L, "tracking has more than 10 categories");
  std::sort(use.tracking.begin(), use.tracking.end());
  return true;
}

// --- words

int push_condition(lua_State* L) {
  IndexBox* box = push_box<IndexBox>(L, Tag::condition);
  box->index = static_cast<std::uint32_t>(host_of(L).drafts.conditions.size() - 1);
  return 1;
}

bool draft_limits(lua_State* L, ConditionDraft::Kind kind, int count) {
  ConditionDraft condition;
  condition.kind = kind;
  for (int i = 1; i <= count; ++i)
    if (!read_literal(L, i, condition.literals.emplace_back())) return false;
  host_of(L).drafts.conditions.push_back(std::move(condition));
  return true;
}

bool draft_negation(lua_State* L) {
  ConditionDraft condition;
  if (!read_condition(L, 1, condition)) return false;
  condition.negated = !condition.negated;
  host_of(L).drafts.conditions.push_back(std::move(condition));
  return true;
}

template <ConditionDraft::Kind kind, int count>
int limits_word(lua_State* L) {
  require_loading(L, "a condition");
  lua_settop(L, count);
  if (!draft_limits(L, kind, count)) raise(L);
  return push_condition(L);
}

int prefix_word(lua_State* L) {
  if (!is_text(L, 1) || text_at(L, 1).empty()) raise(L, "prefix needs a text, like prefix \"ABC\"");
  return limits_word<ConditionDraft::Kind::prefix, 1>(L);
}

int is_not_word(lua_State* L) {
  require_loading(L, "is_not");
  lua_settop(L, 1);
  if (!draft_negation(L)) raise(L);
  return push_condition(L);
}

void begin_row(lua_State* L) {
  host_of(L).drafts.rows.emplace_back().origin = running_at(L);
}

// The key at -2, the value at -1. `keeps` says that the value is a function to be kept.
bool read_column(lua_State* L, bool& keeps) {
  RowDraft& row = host_of(L).drafts.rows.back();
  keeps = false;
  if (!is_text(L, -2))
    return refuse(L, "a row names its columns, like row { class = \"product\", use = \"200\" }");
  const std::string_view name = text_at(L, -2);
  if (name == "when") {
    keeps = lua_isfunction(L, -1);
    return keeps || refuse(L, "when must be a function(line, record) that answers true or false");
  }
  if (name == "use") {
    if (!read_use(L, -1, row.use)) return false;
    keeps = row.use.kind == UseDraft::Kind::function;
    return true;
  }
  auto& column = row.columns.emplace_back(std::string(name), ConditionDraft());
  if (read_condition(L, -1, column.second)) return true;
  host_of(L).message.insert(0, "column " + column.first + ": ");
  return false;
}

void function_of_row(lua_State* L, std::uint32_t number) {
  RowDraft& row = host_of(L).drafts.rows.back();
  if (text_at(L, -1) == "when")
    row.when = number;
  else
    row.use.index = number;
}

bool end_row(lua_State* L) {
  RowDraft& row = host_of(L).drafts.rows.back();
  std::sort(row.columns.begin(), row.columns.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return row.use.kind != UseDraft::Kind::missing ||
         refuse(L, "the row does not say what to use; add use = …");
}

int row_word(lua_State* L) {
  require_loading(L, "row");
  if (!lua_istable(L, 1)) raise(L, "row needs a table, like row { class = \"product\", use = \"200\" }");
  lua_settop(L, 1);
  begin_row(L);
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    bool keeps = false;
    if (!read_column(L, keeps)) raise(L);
    if (!keeps) {
      lua_pop(L, 1);
      continue;
    }
    const std::uint32_t number = keep_function(L);
    function_of_row(L, number);
  }
  if (!end_row(L)) raise(L);
  push_box<IndexBox>(L, Tag::row)->index = static_cast<std::uint32_t>(host_of(L).drafts.rows.size() - 1);
  return 1;
}

bool draft_decide(lua_State* L) {
  NodeDraft node;
  node.origin = running_at(L);
  const auto size = static_cast<lua_Integer>(lua_rawlen(L, 1));
  for (lua_Integer i = 1; i <= size; ++i) {
    lua_rawgeti(L, 1, i);
    const auto* box = box_at<IndexBox>(L, -1, Tag::row);
    if (box != nullptr) node.rows.push_back(box->index);
    lua_pop(L, 1);
    if (box == nullptr) return refuse(L, "entry " + std::to_string(i) + " of decide is not a row { … }");
  }
  lua_pushnil(L);
  std::size_t entries = 0;
  while (lua_next(L, 1) != 0) {
    lua_pop(L, 1);
    ++entries;
  }
  if (entries != node.rows.size()) return refuse(L, "decide takes rows only, one after the other");
  if (entries == 0) return refuse(L, "decide has no rows");
  host_of(L).drafts.nodes.push_back(std::move(node));
  return true;
}

int push_node(lua_State* L) {
  push_box<IndexBox>(L, Tag::node)->index = static_cast<std::uint32_t>(host_of(L).drafts.nodes.size() - 1);
  return 1;
}

int decide_word(lua_State* L) {
  require_loading(L, "decide");
  if (!lua_istable(L, 1)) raise(L, "decide needs a list of rows, like decide { row { … }, row { … } }");
  lua_settop(L, 1);
  if (!draft_decide(L)) raise(L);
  return push_node(L);
}

// The argument's fields are pushed at 2…: table, key, match, value, by, otherwise.
bool draft_lookup(lua_State* L) {
  Host& host = host_of(L);
  NodeDraft node;
  node.origin = running_at(L);
  const Table* table = nullptr;
  if (!find_index(L, 2, node.index)) return false;
  table = &node.index->table();
  if (!is_text(L, 5)) return refuse(L, "lookup needs value = \"the column that answers\"");
  const auto value = table->column(text_at(L, 5));
  if (!value) return refuse(L, no_column(*table, text_at(L, 5)));
  node.value_column = *value;
  if (is_text(L, 6))
    node.by = text_at(L, 6);
  else if (lua_isnil(L, 6) && is_text(L, 3))
    node.by = text_at(L, 3);
  else
    return refuse(L, "lookup needs by = \"the field to look up\", like by = \"line.sku\"");
  if (!lua_isnil(L, 7) && !read_use(L, 7, node.otherwise)) return false;
  host.drafts.nodes.push_back(std::move(node));
  return true;
}

int lookup_word(lua_State* L) {
  require_loading(L, "lookup");
  if (!lua_istable(L, 1))
    raise(L, "lookup needs a table, like lookup { table = \"items.csv\", key = \"sku\", value = \"item\" }");
  lua_settop(L, 1);
  constexpr std::array names = {"table", "key", "match", "value", "by", "otherwise"};
  for (const char* name : names) lua_getfield(L, 1, name);
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    lua_pop(L, 1);
    const bool known = is_text(L, -1) && std::find(names.begin(), names.end(), text_at(L, -1)) != names.end();
    if (!known) raise(L, "lookup takes table, key, match, value, by and otherwise, and nothing else");
  }
  if (!draft_lookup(L)) raise(L);
  if (lua_isfunction(L, 7)) {
    lua_pushvalue(L, 7);
    const std::uint32_t number = keep_function(L);
    host_of(L).drafts.nodes.back().otherwise.index = number;
  }
  return push_node(L);
}

void push_single(lua_State* L, const char* name, Tag tag) {
  push_box<Box>(L, tag);
  lua_setfield(L, -2, name);
}

}  // namespace

void push_functions(lua_State* L) {
  lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
}

std::uint32_t keep_function(lua_State* L) {
  push_functions(L);
  lua_insert(L, -2);
  Drafts& drafts = host_of(L).drafts;
  lua_rawseti(L, -2, static_cast<lua_Integer>(drafts.functions) + 1);
  lua_pop(L, 1);
  return ++drafts.functions;
}

bool read_use(lua_State* L, int index, UseDraft& use) {
  index = lua_absindex(L, index);
  use = {};
  if (lua_isfunction(L, index)) {
    use.kind = UseDraft::Kind::function;
    return true;
  }
  if (is_text(L, index)) {
    use.kind = UseDraft::Kind::text;
    use.text = text_at(L, index);
    return true;
  }
  if (lua_istable(L, index)) return read_table(L, index, use);
  if (lua_isinteger(L, index) != 0) {
    use.kind = UseDraft::Kind::number;
    use.text = std::to_string(lua_tointeger(L, index));
    return true;
  }
  const Box* box = box_at(L, index);
  if (box != nullptr && box->tag == Tag::none) {
    use.kind = UseDraft::Kind::nothing;
    return true;
  }
  if (box != nullptr && box->tag == Tag::node) {
    use.kind = UseDraft::Kind::node;
    use.index = static_cast<const IndexBox*>(box)->index;
    return true;
  }
  if (box != nullptr && box->tag == Tag::verdict) {
    const auto* verdict = static_cast<const VerdictBox*>(box);
    use.kind = UseDraft::Kind::verdict;
    use.verdict = verdict->verdict;
    use.origin = {std::string(file_of(verdict->source)), verdict->line};
    lua_getiuservalue(L, index, 1);
    use.text = text_at(L, -1);
    lua_pop(L, 1);
    return true;
  }
  if (box != nullptr && (box->tag == Tag::decimal || box->tag == Tag::money)) {
    const auto* number = static_cast<const NumberBox*>(box);
    use.kind = UseDraft::Kind::number;
    use.text = Decimal::from_units(number->units).text();
    if (box->tag == Tag::money) use.currency = number->currency.code();
    return true;
  }
  if (lua_type(L, index) == LUA_TNUMBER)
    return refuse(L, "a number with a fraction is not exact here; write it as text, like \"24.99\"");
  return refuse(L, "an answer is a text, none, hold \"why\", skip \"why\", a function, decide or lookup");
}

void install_surface(lua_State* L) {
  lua_createtable(L, 64, 0);
  lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
  constexpr std::array<luaL_Reg, 12> words = {{
      {"row", row_word},
      {"decide", decide_word},
      {"lookup", lookup_word},
      {"hold", hold_word},
      {"skip", skip_word},
      {"prefix", prefix_word},
      {"between", limits_word<ConditionDraft::Kind::between, 2>},
      {"over", limits_word<ConditionDraft::Kind::over, 1>},
      {"under", limits_word<ConditionDraft::Kind::under, 1>},
      {"is_not", is_not_word},
      {"csv", csv_word},
      {"log", log_word},
  }};
  for (const auto& word : words) {
    lua_pushcfunction(L, word.func);
    lua_setfield(L, -2, word.name);
  }
  for (const Tag tag : {Tag::null, Tag::none, Tag::any, Tag::verdict, Tag::condition, Tag::row, Tag::node}) {
    lua_createtable(L, 0, 1);
    set_metatable_of(L, tag);
  }
  push_single(L, "null", Tag::null);
  push_single(L, "none", Tag::none);
  push_single(L, "any", Tag::any);
  lua_pushlstring(L, per_buyer.data(), per_buyer.size());
  lua_setfield(L, -2, "per_buyer");
}

}  // namespace crosswalk::rules
