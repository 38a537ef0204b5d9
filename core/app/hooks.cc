#include "app/hooks.h"

#include "base/log.h"
#include "server/hook_path.h"
#include "xero/webhook.h"

namespace crosswalk::app {
namespace {

walmart::WebhookSettings::Auth auth_of(config::HookAuth auth) {
  switch (auth) {
    case config::HookAuth::hmac:
      return walmart::WebhookSettings::Auth::hmac;
    case config::HookAuth::basic:
      return walmart::WebhookSettings::Auth::basic;
    case config::HookAuth::oauth:
      break;
  }
  return walmart::WebhookSettings::Auth::oauth;
}

Result<server::HookRoute> route_of(store::Store& store, std::string_view system, const std::string& pair,
                                   std::shared_ptr<const Webhook> webhook) {
  auto path = server::hook_path(store, system, pair);
  if (!path) return path.error();
  return server::HookRoute{std::string(system) + "/" + pair, std::move(*path), pair, std::move(webhook)};
}

}  // namespace

Result<walmart::WebhookSettings> walmart_hook_settings(const config::PairConfig& pair) {
  const config::WalmartHooks& hooks = *pair.walmart.webhooks;
  auto secret = config::resolve(hooks.secret);
  if (!secret) return secret.error();
  walmart::WebhookSettings settings;
  settings.auth = auth_of(hooks.auth);
  settings.header = hooks.header;
  settings.secret = std::move(*secret);
  return settings;
}

Result<std::vector<server::HookRoute>> hook_routes(const std::vector<const config::PairConfig*>& pairs,
                                                   store::Store& store) {
  std::vector<server::HookRoute> routes;
  for (const auto* pair : pairs) {
    if (pair->walmart.webhooks) {
      auto settings = walmart_hook_settings(*pair);
      if (!settings) return settings.error();
      auto route = route_of(store, "walmart", pair->name.value,
                            std::make_shared<walmart::WalmartWebhook>(std::move(*settings)));
      if (!route) return route.error();
      routes.push_back(std::move(*route));
    }
    if (pair->xero.webhook_key) {
      auto key = config::resolve(*pair->xero.webhook_key);
      if (!key) return key.error();
      auto route = route_of(store, "xero", pair->name.value,
                            std::make_shared<xero::XeroWebhook>(std::move(*key), pair->xero.tenant_id.value));
      if (!route) return route.error();
      routes.push_back(std::move(*route));
    }
  }
  return routes;
}

Result<std::unique_ptr<server::Listener>> start_listening(const config::Workspace& workspace,
                                                          const std::vector<const config::PairConfig*>& pairs,
                                                          store::Store& store, Clock& clock) {
  const config::ListenSection& listen = workspace.listen;
  if (listen.host.value.empty()) return std::unique_ptr<server::Listener>();
  auto routes = hook_routes(pairs, store);
  if (!routes) return routes.error();
  const std::size_t hooks = routes->size();
  auto listener = std::make_unique<server::Listener>(std::move(*routes), listen.rate, store, clock);
  if (auto listening = listener->listen(listen.host.value, listen.port); !listening)
    return fail(ErrorKind::config, listening.error().message, listen.host.where.text());
  log::info("run", "listens on " + listen.host.value + ":" + std::to_string(listen.port) + " for " +
                       std::to_string(hooks) + (hooks == 1 ? " webhook" : " webhooks") +
                       " and the events API");
  return listener;
}

}  // namespace crosswalk::app
