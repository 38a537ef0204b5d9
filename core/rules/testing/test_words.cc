#include "rules/testing/test_words.h"

#include "rules/testing/answer_table.h"
#include "rules/testing/order_table.h"
#include "rules/testing/plain_value.h"
#include "rules/testing/raw_text.h"

namespace crosswalk::rules {
namespace {

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

bool refuse(lua_State* L, const Error& error) {
  return refuse(L, error.text());
}

bool needs_workbench(lua_State* L, const TestBook& book, const char* word) {
  return book.workbench != nullptr ||
         refuse(L,
                std::string(word) + " reads records as the engine does, which these tests are run without");
}

const Record* record_at_1(lua_State* L, const TestBook& book) {
  const auto* box = box_at<IndexBox>(L, 1, Tag::test_record);
  return box != nullptr && box->index < book.records.size() ? &book.records[box->index] : nullptr;
}

// Leaves the order or record at 1 and its lines at 2.
void check_order(lua_State* L, const char* word) {
  lua_settop(L, 1);
  luaL_checkstack(L, 20, nullptr);
  if (box_at<IndexBox>(L, 1, Tag::test_record) != nullptr) return;
  if (!lua_istable(L, 1)) {
    lua_pushfstring(L, "%s needs an order { … }, or a record that records has read", word);
    raise(L, lua_tostring(L, -1));
  }
  lua_getfield(L, 1, "lines");
}

// --- map

bool map_order(lua_State* L, TestBook& book) {
  if (const Record* record = record_at_1(L, book); record != nullptr) {
    if (!needs_workbench(L, book, "map")) return false;
    auto order = book.workbench->lines(*record);
    if (!order) return refuse(L, order.error());
    book.mapping = &book.mapper.map(order->facts, order->lines);
    return true;
  }
  if (!read_order(L, book.fixture)) return false;
  book.mapping = &book.mapper.map(book.fixture.facts(), book.fixture.lines());
  return true;
}

void push_answers(lua_State* L, TestBook& book, const LineAnswers& answers) {
  lua_createtable(L, 0, 8);
  set_answer(L, book, {"item", "item_where"}, answers.item);
  set_answer(L, book, {"tax", "tax_where"}, answers.tax);
  set_answer(L, book, {"account", "account_where"}, answers.account);
  set_answer(L, book, {"description", "description_where"}, answers.description);
  set_answer(L, book, {"date", "date_where"}, answers.date);
  set_answer(L, book, {"cost", "cost_where"}, answers.cost);
  set_answer(L, book, {"catalogue", "catalogue_where"}, answers.catalogue);
  lua_createtable(L, 0, 2);
  for (const TrackingAnswer& tracking : answers.tracking) {
    lua_pushlstring(L, tracking.category.data(), tracking.category.size());
    lua_pushlstring(L, tracking.option.data(), tracking.option.size());
    lua_rawset(L, -3);
  }
  lua_setfield(L, -2, "tracking");
  if (!answers.tracking.empty()) set_origin(L, book, "tracking_where", answers.tracking.front().origin);
}

void push_lines(lua_State* L, TestBook& book, const Mapping& mapping) {
  lua_createtable(L, static_cast<int>(mapping.lines.size()), 0);
  for (std::size_t i = 0; i < mapping.lines.size(); ++i) {
    push_answers(L, book, mapping.lines[i]);
    lua_rawseti(L, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_setfield(L, -2, "lines");
}

// --- documents

bool draft_documents(lua_State* L, TestBook& book) {
  if (!needs_workbench(L, book, "documents")) return false;
  const Record* record = record_at_1(L, book);
  if (record == nullptr && !read_order(L, book.fixture)) return false;
  const auto drafted =
      record != nullptr
          ? book.workbench->documents(*record, book.mapper)
          : book.workbench->documents(OrderView{book.fixture.facts(), book.fixture.lines()}, book.mapper);
  if (!drafted) return refuse(L, drafted.error());
  auto tree = read_raw(*drafted);
  if (!tree) return refuse(L, tree.error());
  book.tree = std::move(*tree);
  return true;
}

// --- records

// Which records the file holds, as numbers from `first` on.
bool read_records(lua_State* L, TestBook& book, std::size_t& first) {
  if (!needs_workbench(L, book, "records")) return false;
  const std::string name(text_at(L, 1));
  const RuleFile* file = book.sources.material("records/" + name);
  if (file == nullptr) file = book.sources.material(name);
  if (file == nullptr)
    return refuse(L, "there is no file " + book.sources.shown("records/" + name) + " or " +
                         book.sources.shown(name) + "; records are .json, .ndjson or .jsonl files");
  auto read = book.workbench->unpack(file->text, book.sources.shown(file->name));
  if (!read) return refuse(L, read.error());
  first = book.records.size();
  for (Record& record : *read) book.records.push_back(std::move(record));
  return true;
}

int record_index(lua_State* L) {
  const TestBook& book = book_of(L);
  const Record* record = record_at_1(L, book);
  const std::string_view name = is_text(L, 2) ? text_at(L, 2) : std::string_view();
  std::string_view value;
  if (record != nullptr && name == "id") value = record->key.id;
  if (record != nullptr && name == "kind") value = name_of(record->key.kind);
  if (value.empty())
    raise(L, "a record from a file has an id and a kind; give it to map or documents for more");
  lua_pushlstring(L, value.data(), value.size());
  return 1;
}

bool compare_snapshot(lua_State* L, TestBook& book) {
  if (!read_plain(L, 2, book.tree)) return false;
  std::string flaw = book.snapshots.compare(text_at(L, 1), book.tree);
  return flaw.empty() || refuse(L, std::move(flaw));
}

}  // namespace

int map_word(lua_State* L) {
  check_order(L, "map");
  TestBook& book = book_of(L);
  if (!map_order(L, book)) raise(L);
  const Mapping& mapping = *book.mapping;
  lua_createtable(L, 0, 8);
  set_verdict(L, book, mapping.verdict, mapping.reason, mapping.origin);
  set_answer(L, book, {"contact", "contact_where"}, mapping.contact);
  set_answer(L, book, {"reference", "reference_where"}, mapping.reference);
  set_text(L, "version", mapping.version);
  push_lines(L, book, mapping);
  set_remarks(L, mapping.remarks);
  return 1;
}

int documents_word(lua_State* L) {
  check_order(L, "documents");
  TestBook& book = book_of(L);
  if (!draft_documents(L, book)) raise(L);
  push_plain(L, book.tree);
  return 1;
}

int records_word(lua_State* L) {
  if (!is_text(L, 1)) raise(L, "records needs a file's name, like records \"orders.ndjson\"");
  TestBook& book = book_of(L);
  std::size_t first = 0;
  if (!read_records(L, book, first)) raise(L);
  lua_newtable(L);
  for (std::size_t i = first; i < book.records.size(); ++i) {
    push_box<IndexBox>(L, Tag::test_record)->index = static_cast<std::uint32_t>(i);
    lua_rawseti(L, -2, static_cast<lua_Integer>(i - first) + 1);
  }
  return 1;
}

int snapshot_word(lua_State* L) {
  if (!is_text(L, 1) || lua_isnoneornil(L, 2)) raise(L, "snapshot needs a name and a value");
  if (!compare_snapshot(L, book_of(L))) raise(L);
  return 0;
}

void install_test_records(lua_State* L) {
  lua_createtable(L, 0, 2);
  lua_pushvalue(L, 1);
  lua_pushcclosure(L, record_index, 1);
  lua_setfield(L, -2, "__index");
  set_metatable_of(L, Tag::test_record);
}

}  // namespace crosswalk::rules
