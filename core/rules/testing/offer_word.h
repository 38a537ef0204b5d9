// offer: the word by which a test asks what the market would be told of an item.
#pragma once

#include <lua.hpp>

namespace crosswalk::rules {

// offer(item { … }): its SKUs with their stock and price. The book is the first outside variable.
int offer_word(lua_State* L);

}  // namespace crosswalk::rules
