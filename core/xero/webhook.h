// Webhook: what Xero calls us with, checked and read (xero.md §7). The signature covers the raw body; a valid
// one is answered 200 and a wrong one 401, both without a body, which is also all that its "intent to
// receive" asks for. Events name a resource and nothing more. Immutable; safe from any thread.
#pragma once

#include <string>

#include "base/secret.h"
#include "link/webhook.h"

namespace crosswalk::xero {

class XeroWebhook final : public Webhook {
 public:
  // `tenant`: events of other organisations that the same app is connected to are passed over; empty: none
  // are.
  XeroWebhook(Secret key, std::string tenant) : key_(std::move(key)), tenant_(std::move(tenant)) {}
  WebhookReading read(const WebhookCall& call, Instant now) const override;

 private:
  Secret key_;
  std::string tenant_;
};

}  // namespace crosswalk::xero
