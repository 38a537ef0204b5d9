// How a call proves that it is Walmart's (walmart.md §6.3). Everything is compared in constant time, over the
// raw bytes of the body and before any of it is parsed. Pure.
#pragma once

#include "walmart/webhook.h"

namespace crosswalk::walmart {

// Empty: it is proven. Else why not, in words for the log.
std::string refusal(const WebhookSettings& settings, const WebhookCall& call, Instant now);

// Whether a call to the token endpoint of oauth carries our client id and secret.
bool may_have_token(const WebhookSettings& settings, const WebhookCall& call);
// A token that this process, or any other with the same secret, takes until it expires.
std::string new_webhook_token(const WebhookSettings& settings, Instant now);
inline constexpr Millis webhook_token_life{3'600'000};

}  // namespace crosswalk::walmart
