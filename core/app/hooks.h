// Hooks: what the systems of the workspace may call us with, as the listener's routes.
#pragma once

#include <memory>
#include <vector>

#include "app/session.h"
#include "config/workspace.h"
#include "server/listener.h"
#include "walmart/webhook.h"

namespace crosswalk::app {

// ErrorKind::config when its secret cannot be read. REQUIRES: the pair has walmart.webhooks.
Result<walmart::WebhookSettings> walmart_hook_settings(const config::PairConfig& pair);

// The webhooks of these pairs, at the paths that the store keeps.
Result<std::vector<server::HookRoute>> hook_routes(const std::vector<const config::PairConfig*>& pairs,
                                                   store::Store& store);

// Listens where crosswalk.yaml says; null when it says nothing. `store` and the session's clock outlive it.
Result<std::unique_ptr<server::Listener>> start_listening(const config::Workspace& workspace,
                                                          const std::vector<const config::PairConfig*>& pairs,
                                                          store::Store& store, Clock& clock);

}  // namespace crosswalk::app
