// `connect xero`: a person allows the app, chooses the organisation, and the tokens are kept; or the
// opposite.
#include <algorithm>

#include "app/callback.h"
#include "app/commands.h"
#include "app/ledger_tenant.h"
#include "app/offline.h"
#include "app/opening.h"
#include "app/read_line.h"
#include "app/time_limit.h"
#include "app/wiring.h"
#include "app/xero_tokens.h"
#include "base/json_tree.h"
#include "server/hook_path.h"
#include "wire/curl_transport.h"
#include "xero/consent.h"

namespace crosswalk::app {
namespace {

class Connecting {
 public:
  Connecting(Session& session, const ConnectXeroOptions& options, const config::PairConfig& pair,
             store::Store& store, xero::Settings settings)
      : session_(session),
        options_(options),
        pair_(pair),
        store_(store),
        settings_(std::move(settings)),
        caller_(transport_, budget_, session.clock, wire::random_jitter()) {}

  Result<int> connect();
  Result<int> disconnect(const config::Workspace& workspace);

 private:
  Result<std::string> code(const xero::ConsentRequest& request);
  Result<xero::Tenant> choose(const std::vector<xero::Tenant>& tenants);
  // The stream for what a person reads: with --json standard output is the machine's.
  std::ostream& told() { return session_.json ? session_.err : session_.out; }

  Session& session_;
  const ConnectXeroOptions& options_;
  const config::PairConfig& pair_;
  store::Store& store_;
  xero::Settings settings_;
  NoBudget budget_;
  wire::CurlTransport transport_;
  wire::Caller caller_;
};

std::string listed(const std::vector<xero::Tenant>& tenants) {
  std::string text;
  for (const auto& tenant : tenants)
    text += (text.empty() ? "" : ", ") + tenant.name + " (" + tenant.id + ")";
  return text;
}

Result<std::string> Connecting::code(const xero::ConsentRequest& request) {
  Callback callback(request.state);
  if (auto listening = callback.listen(options_.port); !listening) return listening.error();
  told() << "Open this link in a browser on this machine, sign in to Xero and allow access:\n\n"
         << xero::consent_link(settings_, request) << "\n\nWaiting for the answer at " << request.redirect_uri
         << ", " << options_.timeout << " seconds at most (Ctrl-C ends it)\n"
         << std::flush;
  const TimeLimit limit(Millis(std::int64_t{options_.timeout} * 1'000), session_.stop);
  auto code = callback.wait(limit.stop());
  if (!code && code.error().kind == ErrorKind::stopped && !session_.stop.stop_requested())
    return fail(ErrorKind::stopped, "no answer came from Xero within " + std::to_string(options_.timeout) +
                                        " seconds; nothing was changed");
  return code;
}

Result<xero::Tenant> Connecting::choose(const std::vector<xero::Tenant>& tenants) {
  if (tenants.empty())
    return fail(ErrorKind::config,
                "the app was allowed, but no organisation with it; connect again and choose one");
  const bool configured = !pair_.xero.tenant_id.value.empty();
  const std::string wanted = configured ? pair_.xero.tenant_id.value : options_.tenant;
  if (!wanted.empty()) {
    std::vector<xero::Tenant> found;
    for (const auto& tenant : tenants)
      if (tenant.id == wanted || tenant.name == wanted) found.push_back(tenant);
    if (found.size() == 1) return found.front();
    return fail(ErrorKind::config,
                (configured ? "xero.tenant_id " : "--tenant ") + wanted +
                    (found.empty() ? " is none of the organisations that were allowed: "
                                   : " is the name of several organisations; give the id: ") +
                    listed(found.empty() ? tenants : found),
                configured ? pair_.xero.tenant_id.where.text() : std::string());
  }
  if (tenants.size() == 1) return tenants.front();
  for (std::size_t i = 0; i < tenants.size(); ++i)
    session_.err << "  " << i + 1 << "  " << tenants[i].name << " (" << tenants[i].id << ")\n";
  for (;;) {
    session_.err << "which organisation? [1-" << tenants.size() << "] " << std::flush;
    const auto line = read_line(session_);
    if (!line)
      return fail(session_.stop.stop_requested() ? ErrorKind::stopped : ErrorKind::config,
                  "no organisation was chosen; connect again with --tenant: " + listed(tenants));
    for (std::size_t i = 0; i < tenants.size(); ++i)
      if (*line == std::to_string(i + 1)) return tenants[i];
  }
}

Result<int> Connecting::connect() {
  // Before anybody is sent to a browser.
  auto vault = xero_vault(pair_, store_);
  if (!vault) return vault.error();
  const auto request = xero::new_consent("http://localhost:" + std::to_string(options_.port) + "/callback");
  const auto code = this->code(request);
  if (!code) return code.error();
  const Instant asked = session_.clock.now();
  auto tokens = xero::redeem_code(settings_, request, *code, caller_, session_.clock, session_.stop);
  if (!tokens) return tokens.error();
  const auto tenants = xero::allowed_tenants(settings_, tokens->access.value, caller_, session_.stop);
  if (!tenants) return tenants.error();
  auto tenant = choose(*tenants);
  if (!tenant) return tenant.error();
  const auto before = tenant_before(store_, pair_.name.value, (*vault)->name(), {tenant->id, tenant->name});
  if (!before) return before.error();

  auth::TokenSet set;
  set.access = std::move(tokens->access.value);
  set.access_expires = tokens->access.expires;
  set.refresh = std::move(tokens->refresh);
  set.obtained = asked;
  set.scope = std::move(tokens->scope);
  set.tenant_id = std::move(tenant->id);
  set.tenant_name = std::move(tenant->name);
  if (auto stored = (*vault)->put(set); !stored) return stored.error();
  const auto state = xero_sign_in_state(pair_, &store_, session_.clock.now());
  if (!state) return state.error();
  if (session_.json) {
    Json json = xero_sign_in_json(**state);
    json["pair"] = pair_.name.value;
    json["scopes"] = set.scope;
    json["tenant_before"] = *before ? Json((*before)->id) : Json();
    print(session_, json);
    return exit_ok;
  }
  session_.out << "pair " << pair_.name.value << " is connected to " << set.tenant_name << " ("
               << set.tenant_id << "). The sign-in renews itself whenever it is used; unused it ends at "
               << (*state)->unused_until->text_seconds() << ".\n";
  if (*before && (*before)->id != set.tenant_id)
    session_.out << "It was connected to " << (*before)->name
                 << " before: stop and start a running engine, which still works for that one.\n";
  return exit_ok;
}

Result<int> Connecting::disconnect(const config::Workspace& workspace) {
  auto vault = xero_vault(pair_, store_);
  if (!vault) return vault.error();
  const auto kept = (*vault)->read();
  if (!kept) return kept.error();
  if (!*kept) return fail(ErrorKind::not_found, "pair \"" + pair_.name.value + "\" is not connected to Xero");
  const auto end = ended_or_forgotten(xero::revoke(settings_, (*kept)->set.refresh, caller_, session_.stop),
                                      options_.forget);
  if (!end) return end.error();
  if (auto forgotten = forget_tenant(store_, pair_.name.value, (*vault)->name()); !forgotten)
    return forgotten.error();
  Json others = Json::array();
  for (const auto& other : workspace.pairs)
    if (other.name.value != pair_.name.value && other.xero.sign_in != config::XeroSignIn::custom &&
        other.xero.client_id.value == pair_.xero.client_id.value)
      others.push_back(other.name.value);
  if (session_.json) {
    print(
        session_,
        {{"pair", pair_.name.value}, {"connected", false}, {"revoked", end->revoked}, {"same_app", others}});
    return exit_ok;
  }
  session_.out << "pair " << pair_.name.value << " is no longer connected to Xero; its tokens are "
               << (end->revoked ? "revoked and forgotten" : "forgotten. " + end->otherwise) << "\n";
  for (const auto& other : others)
    session_.out << "pair " << other.get<std::string>()
                 << " uses the same app: if the same person allowed it, connect it again\n";
  return exit_ok;
}

// Xero has no call for it: a person enters the address at developer.xero.com, and gets the key there.
int say_hook(Session& session, const ConnectXeroOptions& options, const config::PairConfig& pair,
             store::Store& store) {
  const auto path = server::hook_path(store, "xero", pair.name.value);
  if (!path) return failed(session, path.error());
  std::string base = options.webhooks;
  while (base.ends_with('/')) base.pop_back();
  if (!base.starts_with("https://"))
    return failed(session,
                  fail(ErrorKind::config, "--webhooks wants the public https:// address of the listener"));
  if (session.json) {
    print(session, {{"url", base + *path}, {"key", pair.xero.webhook_key.has_value()}});
    return exit_ok;
  }
  session.out << base << *path << "\n";
  session.err
      << "Enter this address under \"Webhooks\" of the app at developer.xero.com, with the categories "
         "Invoices, Credit notes and Contacts.\n";
  if (!pair.xero.webhook_key)
    session.err << "Put the key that Xero shows there into secrets/xero-webhook, write webhook_key: {secret: "
                   "xero-webhook} under xero and start the engine, then let Xero validate the address.\n";
  return exit_ok;
}

}  // namespace

int connect_xero(Session& session, const ConnectXeroOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  if ((*pair)->cloudsuite)
    return failed(session, fail(ErrorKind::config,
                                "the ledger of pair \"" + (*pair)->name.value +
                                    "\" is CloudSuite; run: crosswalk connect cloudsuite --ionapi FILE",
                                (*pair)->name.where.text()));
  if (!options.webhooks.empty()) return say_hook(session, options, **pair, *opening->store);
  if ((*pair)->xero.sign_in == config::XeroSignIn::custom)
    return failed(session, fail(ErrorKind::config,
                                "pair \"" + (*pair)->name.value +
                                    "\" signs in as a custom connection, which nobody has to connect here: "
                                    "`crosswalk check` tries it; for any other app write sign_in: pkce or "
                                    "code under xero",
                                (*pair)->name.where.text()));
  auto secret = xero_secret(**pair);
  if (!secret) return failed(session, secret.error());
  Connecting connecting(session, options, **pair, *opening->store, xero_settings(**pair, std::move(*secret)));
  const auto code = options.disconnect ? connecting.disconnect(opening->workspace) : connecting.connect();
  return code ? *code : failed(session, code.error());
}

}  // namespace crosswalk::app
