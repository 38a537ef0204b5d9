#include "rules/testing/answer_table.h"

namespace crosswalk::rules {

void set_text(lua_State* L, const char* name, std::string_view text) {
  if (text.empty()) return;
  lua_pushlstring(L, text.data(), text.size());
  lua_setfield(L, -2, name);
}

void set_origin(lua_State* L, TestBook& book, const char* name, const Origin& origin) {
  origin.text_into(book.scratch);
  set_text(L, name, book.scratch);
}

void set_answer(lua_State* L, TestBook& book, const AnswerNames& names, const Answer& answer) {
  set_text(L, names.value, answer.value);
  set_origin(L, book, names.where, answer.origin);
}

void set_verdict(lua_State* L, TestBook& book, Verdict verdict, std::string_view reason,
                 const Origin& origin) {
  lua_pushboolean(L, verdict == Verdict::hold ? 1 : 0);
  lua_setfield(L, -2, "held");
  lua_pushboolean(L, verdict == Verdict::skip ? 1 : 0);
  lua_setfield(L, -2, "skipped");
  set_text(L, "reason", reason);
  set_origin(L, book, "where", origin);
}

void set_remarks(lua_State* L, const std::vector<Remark>& remarks) {
  lua_createtable(L, static_cast<int>(remarks.size()), 0);
  for (std::size_t i = 0; i < remarks.size(); ++i) {
    lua_pushlstring(L, remarks[i].text.data(), remarks[i].text.size());
    lua_rawseti(L, -2, static_cast<lua_Integer>(i) + 1);
  }
  lua_setfield(L, -2, "remarks");
}

}  // namespace crosswalk::rules
