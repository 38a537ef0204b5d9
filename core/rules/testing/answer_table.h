// AnswerTable: what the rules said, as the fields of the Lua table on top of the stack that tests look at.
// May raise; texts are put together in the book first, so that nothing is lost then.
#pragma once

#include <lua.hpp>
#include <string_view>
#include <vector>

#include "model/answers.h"
#include "rules/testing/test_book.h"

namespace crosswalk::rules {

// An empty text sets nothing.
void set_text(lua_State* L, const char* name, std::string_view text);
void set_origin(lua_State* L, TestBook& book, const char* name, const Origin& origin);

struct AnswerNames {
  const char* value;
  const char* where;
};
void set_answer(lua_State* L, TestBook& book, const AnswerNames& names, const Answer& answer);
// held, skipped, reason and where.
void set_verdict(lua_State* L, TestBook& book, Verdict verdict, std::string_view reason,
                 const Origin& origin);
void set_remarks(lua_State* L, const std::vector<Remark>& remarks);

}  // namespace crosswalk::rules
