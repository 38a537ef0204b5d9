#include "walmart/window.h"

#include "base/json_tree.h"

namespace crosswalk::walmart {
namespace {

std::int64_t count_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

}  // namespace

std::string text_of(const Window& window) {
  Json json = {{"from", window.from.text_seconds()}};
  if (window.to) json["to"] = window.to->text_seconds();
  if (window.part) json["part"] = true;
  if (!window.next.empty()) json["next"] = window.next;
  if (window.total > 0) json["total"] = window.total;
  if (window.seen > 0) json["seen"] = window.seen;
  return to_text(json);
}

Result<Window> window_in(std::string_view text) {
  const auto json = parse_json(text, "the cursor");
  const auto from = json && json->is_object() ? Instant::parse(text_in(*json, "from"))
                                              : Result<Instant>(fail(ErrorKind::internal, ""));
  if (!from)
    return fail(ErrorKind::internal,
                "the stored cursor of a sweep cannot be read: " + std::string(text.substr(0, 80)));
  Window window;
  window.from = *from;
  window.next = text_in(*json, "next");
  window.total = count_in(*json, "total");
  window.seen = count_in(*json, "seen");
  const auto part = json->find("part");
  window.part = part != json->end() && *part == true;
  if (const auto to = Instant::parse(text_in(*json, "to"))) window.to = *to;
  return window;
}

}  // namespace crosswalk::walmart
