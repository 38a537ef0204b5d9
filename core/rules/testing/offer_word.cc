#include "rules/testing/offer_word.h"

#include "rules/testing/answer_table.h"
#include "rules/testing/item_fixture.h"
#include "rules/testing/order_table.h"
#include "rules/testing/test_words.h"

namespace crosswalk::rules {
namespace {

bool refuse(lua_State* L, std::string message) {
  host_of(L).message = std::move(message);
  return false;
}

// The item's table is at 1. Does not raise.
bool ask_rules(lua_State* L, TestBook& book) {
  ItemFixture& item = book.item;
  item.clear();
  lua_pushnil(L);
  while (lua_next(L, 1) != 0) {
    if (!is_text(L, -2)) return refuse(L, "an item has named fields only");
    const std::string name(text_at(L, -2));
    Literal value;
    if (!read_value(L, name, value)) return false;
    if (std::string flaw = item.set(name, value); !flaw.empty()) return refuse(L, std::move(flaw));
    lua_pop(L, 1);
  }
  book.offering = &book.mapper.offer(item.facts());
  return true;
}

void push_offer(lua_State* L, TestBook& book, const Offer& offer) {
  lua_createtable(L, 0, 6);
  set_answer(L, book, {"sku", "sku_where"}, offer.sku);
  set_answer(L, book, {"stock", "stock_where"}, offer.stock);
  set_answer(L, book, {"price", "price_where"}, offer.price);
}

}  // namespace

int offer_word(lua_State* L) {
  if (!lua_istable(L, 1)) raise(L, "offer needs an item { … }");
  lua_settop(L, 1);
  luaL_checkstack(L, 20, nullptr);
  TestBook& book = book_of(L);
  if (!ask_rules(L, book)) raise(L);
  const Offering& offering = *book.offering;
  lua_createtable(L, 0, 7);
  set_verdict(L, book, offering.verdict, offering.reason, offering.origin);
  set_text(L, "version", offering.version);
  lua_createtable(L, static_cast<int>(offering.offers.size()), 0);
  for (std::size_t i = 0; i < offering.offers.size(); ++i) {
    push_offer(L, book, offering.offers[i]);
    lua_rawseti(L, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_setfield(L, -2, "offers");
  set_remarks(L, offering.remarks);
  return 1;
}

}  // namespace crosswalk::rules
