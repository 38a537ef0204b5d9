#include "rules/lua/csv_box.h"

#include <optional>

#include "rules/language/suggestion.h"
#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

bool refuse(lua_State* L, std::string what) {
  host_of(L).message = std::move(what);
  return false;
}

// Columns of the row by name; an empty cell is nil.
int row_index(lua_State* L) {
  const auto* box = static_cast<const TableRowBox*>(lua_touserdata(L, 1));
  if (!is_text(L, 2)) raise(L, "a row of a table is asked by a column's name");
  const Table& table = *box->table;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    if (table.columns()[i] != text_at(L, 2)) continue;
    const std::string_view cell = table.cell(box->row, i);
    if (cell.empty())
      lua_pushnil(L);
    else
      lua_pushlstring(L, cell.data(), cell.size());
    return 1;
  }
  refuse(L, no_column(table, text_at(L, 2)));
  raise(L);
}

int find(lua_State* L) {
  const auto* box = box_at<TableBox>(L, 1, Tag::table);
  if (box == nullptr) raise(L, "find belongs to a table: items:find(line.sku)");
  if (lua_isnoneornil(L, 2)) {
    lua_pushnil(L);
    return 1;
  }
  if (!is_text(L, 2)) raise(L, "a table is searched for a text");
  charge(L, 10 + static_cast<lua_Integer>(lua_rawlen(L, 2) / 16));
  const auto& index = *static_cast<const TableIndex*>(box->index);
  const std::optional<std::uint32_t> row = index.find(text_at(L, 2));
  if (!row) {
    lua_pushnil(L);
    return 1;
  }
  TableRowBox* found = push_box<TableRowBox>(L, Tag::table_row);
  found->table = &index.table();
  found->row = *row;
  return 1;
}

int refuse_write(lua_State* L) {
  raise(L, "a table from a file cannot be changed");
}

bool named_table(lua_State* L, int index, const Table*& table) {
  if (!is_text(L, index)) return refuse(L, "the table's file is missing; name it, like \"items.csv\"");
  const Sources& sources = *host_of(L).sources;
  table = sources.table(text_at(L, index));
  if (table != nullptr) return true;
  const auto names = sources.table_names();
  return refuse(
      L, "there is no table " + sources.shown(text_at(L, index)) + suggestion(text_at(L, index), names));
}

}  // namespace

std::string no_column(const Table& table, std::string_view name) {
  const std::vector<std::string_view> names(table.columns().begin(), table.columns().end());
  return table.file() + " has no column " + std::string(name) + suggestion(name, names);
}

bool find_index(lua_State* L, int index, const TableIndex*& found) {
  if (const auto* box = box_at<TableBox>(L, index, Tag::table); box != nullptr) {
    found = static_cast<const TableIndex*>(box->index);
    const auto& table = found->table();
    if (lua_isnil(L, index + 1) && lua_isnil(L, index + 2)) return true;
    return refuse(L, table.file() + " has its key already; name key and match in csv only");
  }
  const Table* table = nullptr;
  if (!named_table(L, index, table)) return false;
  if (!is_text(L, index + 1)) return refuse(L, "key is missing; name the column that rows are found by");
  const auto column = table->column(text_at(L, index + 1));
  if (!column) return refuse(L, no_column(*table, text_at(L, index + 1)));
  auto match = TableIndex::Match::exact;
  if (is_text(L, index + 2) && text_at(L, index + 2) == "prefix")
    match = TableIndex::Match::prefix;
  else if (!lua_isnil(L, index + 2) && !(is_text(L, index + 2) && text_at(L, index + 2) == "exact"))
    return refuse(L, "match is \"exact\" or \"prefix\"");
  auto built = host_of(L).sources->index(*table, *column, match);
  if (!built) return refuse(L, built.error().text());
  found = *built;
  return true;
}

int csv_word(lua_State* L) {
  require_loading(L, "csv");
  if (!lua_istable(L, 1)) raise(L, "csv needs a table, like csv { file = \"items.csv\", key = \"sku\" }");
  lua_settop(L, 1);
  lua_getfield(L, 1, "file");
  lua_getfield(L, 1, "key");
  lua_getfield(L, 1, "match");
  const TableIndex* index = nullptr;
  if (!find_index(L, 2, index)) raise(L);
  push_box<TableBox>(L, Tag::table)->index = index;
  return 1;
}

void install_csv(lua_State* L) {
  lua_createtable(L, 0, 4);
  lua_createtable(L, 0, 1);
  lua_pushcfunction(L, find);
  lua_setfield(L, -2, "find");
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  set_metatable_of(L, Tag::table);

  lua_createtable(L, 0, 4);
  lua_pushcfunction(L, row_index);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, refuse_write);
  lua_setfield(L, -2, "__newindex");
  set_metatable_of(L, Tag::table_row);
}

}  // namespace crosswalk::rules
