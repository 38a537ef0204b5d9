#include "server/notices.h"

#include <algorithm>
#include <array>

#include "base/json_tree.h"
#include "model/notice_json.h"
#include "model/push.h"
#include "server/limits.h"

namespace crosswalk::server {
namespace {

constexpr std::array kinds = {
    NoticeKind{"shipments", push::shipment},   NoticeKind{"cancellations", push::cancellation},
    NoticeKind{"refunds", push::order_refund}, NoticeKind{"return-refunds", push::return_refund},
    NoticeKind{"stock", push::stock},          NoticeKind{"prices", push::price}};

CheckedNotices refused(std::string message, std::string where = {}) {
  CheckedNotices checked;
  checked.errors.push_back(fail(ErrorKind::invalid, std::move(message), std::move(where)));
  return checked;
}

bool is_key(const std::string& key) {
  return !key.empty() && key.size() <= limits::longest_key &&
         std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

}  // namespace

const NoticeKind* notice_kind(std::string_view plural) {
  const auto* const found =
      std::find_if(kinds.begin(), kinds.end(), [&](const NoticeKind& each) { return each.plural == plural; });
  return found == kinds.end() ? nullptr : found;
}

std::vector<Error> notice_errors(const NoticeKind& kind, const Json& notice, const std::string& path) {
  std::vector<Error> errors;
  if (kind.kind == push::shipment)
    read_shipment(notice, path, errors);
  else if (kind.kind == push::cancellation)
    read_cancellation(notice, path, errors);
  else if (kind.kind == push::order_refund)
    read_order_refund(notice, path, errors);
  else if (kind.kind == push::return_refund)
    read_return_refund(notice, path, errors);
  else if (kind.kind == push::stock)
    read_stock(notice, path, errors);
  else
    read_price(notice, path, errors);
  return errors;
}

CheckedNotices check_notices(const NoticeKind& kind, std::string_view body, const std::string& request_key,
                             const std::string& pair) {
  const std::string name(kind.plural);
  const auto json = parse_json(body, "the body");
  if (!json) return refused(json.error().message);
  if (!json->is_object() || !json->contains(name) || !json->at(name).is_array())
    return refused("a list is expected: {\"" + name + "\": [{…}]}", name);
  const Json& list = json->at(name);
  if (list.empty() || list.size() > limits::api_items)
    return refused("1 to " + std::to_string(limits::api_items) + " are taken in one request", name);
  CheckedNotices checked;
  for (const auto& [member, value] : json->items())
    if (member != name && member != "key")
      checked.errors.push_back(
          fail(ErrorKind::invalid, "this field is not known here", member.substr(0, limits::longest_key)));
  std::string shared = request_key.empty() ? text_in(*json, "key") : request_key;
  const bool shared_wrong = !is_key(shared) && (!shared.empty() || json->contains("key"));
  if (shared_wrong)
    checked.errors.push_back(
        fail(ErrorKind::invalid, "a key of 1 to 200 plain characters without blanks is expected", "key"));
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string path = name + "[" + std::to_string(i) + "]";
    auto errors = notice_errors(kind, list[i], path);
    const std::string own = text_in(list[i], "key");
    if (own.empty() && shared.empty() && !shared_wrong)
      errors.push_back(
          fail(ErrorKind::invalid,
               "a key is missing: send the header Idempotency-Key, `key` in the body, or one for "
               "each notice, so that the same request twice is one",
               path + ".key"));
    if (!own.empty() && !is_key(own))
      errors.push_back(fail(ErrorKind::invalid,
                            "a key of 1 to 200 plain characters without blanks is expected", path + ".key"));
    checked.errors.insert(checked.errors.end(), errors.begin(), errors.end());
    if (!checked.errors.empty()) continue;
    Json notice = list[i];
    notice.erase("key");
    store::InboxItem item{pair, std::string(kind.kind), own, to_text(notice), {}, false};
    if (own.empty()) {
      item.key = shared + "/" + std::to_string(i);
      item.fingerprint = body;  // the same key with a longer or shorter list is another request
    }
    checked.items.push_back(std::move(item));
  }
  if (!checked.errors.empty()) checked.items.clear();
  return checked;
}

}  // namespace crosswalk::server
