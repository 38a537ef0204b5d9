// `connect cloudsuite`: takes the credentials of an .ionapi file into the store, sealed, once they have
// brought a token; or ends the grant and forgets them.
#include "app/cloudsuite_access.h"
#include "app/commands.h"
#include "app/ledger_tenant.h"
#include "app/opening.h"
#include "auth/token_vault.h"
#include "base/json_tree.h"
#include "cloudsuite/token_endpoint.h"
#include "wire/curl_transport.h"

namespace crosswalk::app {
namespace {

class Connecting {
 public:
  Connecting(Session& session, const ConnectCloudSuiteOptions& options, const config::PairConfig& pair,
             store::Store& store, CloudSuiteKeeping keeping)
      : session_(session),
        options_(options),
        settings_(cloudsuite_settings(pair)),
        store_(store),
        keeping_(std::move(keeping)),
        caller_(transport_, store, session.clock, wire::random_jitter()) {}

  Result<int> connect() {
    const auto text = read_input(session_, options_.ionapi, cloudsuite::longest_ionapi);
    if (!text) return text.error();
    const Secret file(*text);
    auto ionapi = cloudsuite::read_ionapi(file.reveal(), options_.ionapi);
    if (!ionapi) return ionapi.error();
    const LedgerTenant tenant{ionapi->tenant, ionapi->tenant};
    const auto before = tenant_before(store_, settings_.pair, keeping_.vault->name(), tenant);
    if (!before) return before.error();
    const auto held = auth::token_summary(store_, keeping_.vault->name());
    if (!held) return held.error();
    const bool moved = *held && *before && (*before)->id != tenant.id;
    const Instant asked = session_.clock.now();
    auto renewed = cloudsuite::renew(settings_, *ionapi, Secret(), caller_, session_.clock, session_.stop);
    if (!renewed) return renewed.error();
    if (!*renewed)
      return fail(ErrorKind::config,
                  "Infor refuses these credentials; nothing was changed. Check that the authorized app is "
                  "active and of the type Backend Service, or download its credentials again",
                  options_.ionapi);
    auth::TokenSet set;
    set.access = std::move((*renewed)->access);
    set.access_expires = (*renewed)->access_expires;
    set.refresh = std::move((*renewed)->refresh);
    set.obtained = asked;
    set.scope = std::move((*renewed)->scope);
    set.tenant_id = ionapi->tenant;
    set.tenant_name = ionapi->tenant;
    if (auto kept = keeping_.file->put(file); !kept) return kept.error();
    if (auto kept = keeping_.vault->put(set); !kept) return kept.error();
    if (session_.json)
      print(session_, {{"pair", settings_.pair},
                       {"connected", true},
                       {"tenant", ionapi->tenant},
                       {"tenant_before", *before ? Json((*before)->id) : Json()}});
    else
      session_.out << "pair " << settings_.pair << " is connected to tenant " << ionapi->tenant
                   << (ionapi->application.empty() ? "" : " by the app " + ionapi->application)
                   << ". Its credentials are sealed in the store" << left_over()
                   << ". `crosswalk check` tries the ledger; stop and start a "
                      "running engine"
                   << (moved ? ", which still works for tenant " + (*before)->id : "") << ".\n";
    return exit_ok;
  }

  Result<int> disconnect() {
    const auto text = keeping_.file->read();
    if (!text) return text.error();
    if (!*text)
      return fail(ErrorKind::not_found, "pair \"" + settings_.pair + "\" is not connected to CloudSuite");
    const auto ionapi = cloudsuite::read_ionapi((*text)->reveal(), "the stored .ionapi file");
    if (!ionapi) return ionapi.error();
    auto tokens = keeping_.vault->read();
    if (!tokens) return tokens.error();
    auth::TokenSet last;
    if (*tokens) last = std::move((*tokens)->set);
    const auto end = ended_or_forgotten(
        cloudsuite::revoke(settings_, *ionapi, last.access, last.refresh, caller_, session_.stop),
        options_.forget);
    if (!end) return end.error();
    if (auto forgotten = forget_tenant(store_, settings_.pair, keeping_.vault->name()); !forgotten)
      return forgotten.error();
    if (auto forgotten = keeping_.file->forget(); !forgotten) return forgotten.error();
    if (session_.json)
      print(session_, {{"pair", settings_.pair}, {"connected", false}, {"revoked", end->revoked}});
    else
      session_.out << "pair " << settings_.pair << " is no longer connected to CloudSuite; "
                   << (end->revoked ? "its token is revoked and its credentials are forgotten"
                                    : "its credentials are forgotten. " + end->otherwise)
                   << "\n";
    return exit_ok;
  }

 private:
  // A pipe leaves nothing behind.
  std::string left_over() const {
    std::error_code none;
    return std::filesystem::is_regular_file(options_.ionapi, none)
               ? ": delete " + options_.ionapi + ", which is not needed any more"
               : "";
  }

  Session& session_;
  const ConnectCloudSuiteOptions& options_;
  const cloudsuite::Settings settings_;
  store::Store& store_;
  CloudSuiteKeeping keeping_;
  wire::CurlTransport transport_;
  wire::Caller caller_;  // counts against the tenant's token budget, which the store keeps
};

}  // namespace

int connect_cloudsuite(Session& session, const ConnectCloudSuiteOptions& options) {
  const auto opening = open_with_store(session);
  if (!opening) return failed(session, opening.error());
  const auto pair = chosen_pair(opening->workspace, options.pair);
  if (!pair) return failed(session, pair.error());
  if (!(*pair)->cloudsuite)
    return failed(session, fail(ErrorKind::config,
                                "pair \"" + (*pair)->name.value + "\" has no cloudsuite: its ledger is Xero",
                                (*pair)->name.where.text()));
  if (options.disconnect == !options.ionapi.empty())
    return failed(session, fail(ErrorKind::config,
                                "say --ionapi FILE, the credentials of the authorized app, or --disconnect"));
  auto keeping = cloudsuite_keeping(**pair, *opening->store);
  if (!keeping) return failed(session, keeping.error());
  Connecting connecting(session, options, **pair, *opening->store, std::move(*keeping));
  const auto code = options.disconnect ? connecting.disconnect() : connecting.connect();
  return code ? *code : failed(session, code.error());
}

}  // namespace crosswalk::app
