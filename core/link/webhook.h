// Webhook: the face of whatever understands the calls that an outside system makes to us. Implemented by
// core/walmart and core/xero; core/server listens and knows only this. Pure; safe from any thread.
#pragma once

#include <algorithm>
#include <cctype>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"

namespace crosswalk {

// A call as it arrived, byte for byte.
struct WebhookCall {
  std::string_view method;
  std::string_view target;  // path and query as received
  std::string_view tail;    // what of the path follows the webhook's own: "" or "/token"
  std::span<const std::pair<std::string, std::string>> headers;
  std::string_view body;

  // The first header of that name, compared without case; null when there is none.
  const std::string* header(std::string_view name) const {
    const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    for (const auto& [key, value] : headers)
      if (std::equal(key.begin(), key.end(), name.begin(), name.end(), same)) return &value;
    return nullptr;
  }
};

// Something that happened, to be kept in the inbox under its kind (model/push.h) and the sender's own key.
struct PushedEvent {
  std::string kind;
  std::string key;
  std::string body;
  bool urgent = false;
};

struct WebhookReading {
  int status = 200;                 // to be answered once the events are kept
  std::string answer;               // JSON, or empty
  std::vector<PushedEvent> events;  // none of a call that is refused or means nothing to us
  std::string remark;               // why it was refused or passed over, for the log; no data of the call
};

class Webhook {
 public:
  virtual ~Webhook() = default;
  virtual WebhookReading read(const WebhookCall& call, Instant now) const = 0;
};

}  // namespace crosswalk
