// Notices: what a request of the events API, or a file of `crosswalk push`, asks to be kept. All of it is
// checked before any of it is kept. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "store/inbox.h"

namespace crosswalk::server {

// One kind of notice.
struct NoticeKind {
  std::string_view plural;  // "shipments": the last part of its path and the name of its list
  std::string_view kind;    // as the inbox knows it (model/push.h)
};
// "shipments", "cancellations", "refunds", "return-refunds", "stock" or "prices"; null for anything else.
const NoticeKind* notice_kind(std::string_view plural);

struct CheckedNotices {
  store::InboxRequest items;
  std::vector<Error> errors;  // where: the field's path; there are no items then
};

// {"shipments": [{…}, …]}. A notice is known by its own `key`, else by `request_key` (or the body's `key`)
// and its place.
CheckedNotices check_notices(const NoticeKind& kind, std::string_view body, const std::string& request_key,
                             const std::string& pair);
// What is wrong with one notice.
std::vector<Error> notice_errors(const NoticeKind& kind, const Json& notice, const std::string& path);

}  // namespace crosswalk::server
