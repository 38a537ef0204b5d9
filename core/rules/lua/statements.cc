#include "rules/lua/statements.h"

#include <algorithm>

#include "rules/language/verdict_text.h"
#include "rules/lua/host.h"

namespace crosswalk::rules {
namespace {

constexpr std::size_t most_remarks = 20;
constexpr std::size_t longest_remark = 200;

template <Verdict verdict>
int verdict_word(lua_State* L) {
  if (!is_text(L, 1) || text_at(L, 1).empty())
    raise(L, verdict == Verdict::hold ? "hold needs a sentence that says why"
                                      : "skip needs a sentence that says why");
  lua_settop(L, 1);
  lua_Debug ar;
  const bool known = lua_getstack(L, 1, &ar) != 0 && lua_getinfo(L, "Sl", &ar) != 0;
  VerdictBox* box = push_box<VerdictBox>(L, Tag::verdict, 1);
  box->verdict = verdict;
  box->made_at_load = host_of(L).loading;
  box->source = known ? ar.source : "";
  box->line = known ? ar.currentline : 0;
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1);
  return 1;
}

// Keeps the text at 1 for the trail of the record; what a trail cannot take is cut, never refused, because a
// remark must not hold an order.
void keep_remark(lua_State* L) {
  Host& host = host_of(L);
  if (host.remarks.size() > most_remarks) return;
  Remark& remark = host.remarks.emplace_back();
  remark.origin = running_at(L);
  if (host.remarks.size() > most_remarks) {
    remark.text = "more was written here and left out";
    return;
  }
  remark.text = text_at(L, 1);
  if (host.subject.record != nullptr) remark.text = without_personal_data(remark.text, *host.subject.record);
  std::replace_if(
      remark.text.begin(), remark.text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; },
      ' ');
  if (remark.text.size() <= longest_remark) return;
  std::size_t end = longest_remark;
  while (end > 0 && (static_cast<unsigned char>(remark.text[end]) & 0xC0U) == 0x80U) --end;
  remark.text.resize(end);
  remark.text += "…";
}

}  // namespace

int hold_word(lua_State* L) {
  return verdict_word<Verdict::hold>(L);
}

int skip_word(lua_State* L) {
  return verdict_word<Verdict::skip>(L);
}

int log_word(lua_State* L) {
  if (host_of(L).loading)
    raise(L, "log belongs into a function that answers; at the file's own level there is no record");
  if (!is_text(L, 1) || text_at(L, 1).empty()) raise(L, "log needs a text");
  charge(L, 20 + static_cast<lua_Integer>(lua_rawlen(L, 1) / 16));
  keep_remark(L);
  return 0;
}

}  // namespace crosswalk::rules
