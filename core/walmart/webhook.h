// Webhook: what Walmart calls us with, checked and read (walmart.md §6.3, §6.4). Three ways of proving who
// calls; which encodings Walmart uses is UNCONFIRMED, so every one that was seen is taken. A signature over
// the time (WM_SEC.SIGNATURE) is checked where it stands and never asked for. Immutable; safe from any
// thread.
#pragma once

#include <string>

#include "base/secret.h"
#include "link/webhook.h"

namespace crosswalk::walmart {

struct WebhookSettings {
  enum class Auth {
    hmac,   // `header` is the HMAC-SHA256 of the body, in hex or base64
    basic,  // `header` is base64(user:secret), with or without "Basic "
    oauth,  // `header` is "Bearer TOKEN", a token that our own token endpoint gave
  };
  Auth auth = Auth::hmac;
  std::string header;
  std::string user = "crosswalk";  // of basic and oauth
  Secret secret;
};

// What walmart.md §6.1 calls authMethod.
std::string_view name_of(WebhookSettings::Auth auth);

class WalmartWebhook final : public Webhook {
 public:
  explicit WalmartWebhook(WebhookSettings settings) : settings_(std::move(settings)) {}
  // With the tail "/token" it is the token endpoint of oauth.
  WebhookReading read(const WebhookCall& call, Instant now) const override;

 private:
  WebhookSettings settings_;
};

}  // namespace crosswalk::walmart
