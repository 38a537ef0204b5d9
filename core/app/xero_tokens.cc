#include "app/xero_tokens.h"

#include "base/json_tree.h"
#include "config/secret_ref.h"
#include "xero/consent.h"

namespace crosswalk::app {
namespace {

bool is_custom(const config::PairConfig& pair) {
  return pair.xero.sign_in == config::XeroSignIn::custom;
}

}  // namespace

Result<Secret> xero_secret(const config::PairConfig& pair) {
  if (!pair.xero.has_client_secret) return Secret();
  return config::resolve(pair.xero.client_secret);
}

Result<std::unique_ptr<auth::TokenVault>> xero_vault(const config::PairConfig& pair, store::Store& store) {
  const config::SecretRef& ref = pair.xero.token_key;
  const auto text = config::resolve(ref);
  if (!text)
    return fail(text.error().kind,
                text.error().message + " (the key that tokens are sealed with: openssl rand -base64 32)",
                text.error().where);
  auto key = SealKey::from(*text);
  if (!key) return fail(ErrorKind::config, ref.text() + ": " + key.error().message, ref.where.text());
  return std::make_unique<auth::TokenVault>(store, xero::token_name(pair.name.value), std::move(*key));
}

Result<std::unique_ptr<auth::TokenVault>> connected_vault(const config::PairConfig& pair, store::Store* store,
                                                          xero::Settings& settings) {
  if (is_custom(pair)) return std::unique_ptr<auth::TokenVault>();
  const auth::Whose whose = xero::whose_tokens(pair.name.value);
  std::optional<auth::TokenSummary> summary;
  if (store != nullptr) {
    auto found = auth::token_summary(*store, xero::token_name(pair.name.value));
    if (!found) return found.error();
    summary = std::move(*found);
  }
  if (!summary)
    return fail(ErrorKind::config,
                "pair \"" + whose.pair + "\" is not connected to Xero yet; run: " + whose.command);
  if (!settings.tenant_id.empty() && settings.tenant_id != summary->tenant_id)
    return fail(ErrorKind::config,
                "pair \"" + whose.pair + "\" is connected to " + summary->tenant_name + " (" +
                    summary->tenant_id +
                    "), but xero.tenant_id names another organisation; run: " + whose.command,
                pair.xero.tenant_id.where.text());
  settings.tenant_id = summary->tenant_id;
  return xero_vault(pair, *store);
}

Result<std::optional<XeroSignInState>> xero_sign_in_state(const config::PairConfig& pair, store::Store* store,
                                                          Instant now) {
  if (is_custom(pair)) return std::optional<XeroSignInState>();
  const auth::Whose whose = xero::whose_tokens(pair.name.value);
  XeroSignInState state;
  if (store != nullptr) {
    const auto summary = auth::token_summary(*store, xero::token_name(pair.name.value));
    if (!summary) return summary.error();
    if (*summary) {
      state.connected = !(*summary)->refused && now < (*summary)->unused_until();
      state.tenant_id = (*summary)->tenant_id;
      state.tenant_name = (*summary)->tenant_name;
      state.unused_until = (*summary)->unused_until();
      if (!state.connected)
        state.warning = "the sign-in to Xero has ended; run: " + whose.command;
      else if ((*summary)->ends_soon(now))
        state.warning = "the sign-in to Xero ends at " + state.unused_until->text_seconds() +
                        " unless the engine runs before; or run: " + whose.command;
      return std::optional(std::move(state));
    }
  }
  state.warning = "not connected to Xero yet; run: " + whose.command;
  return std::optional(std::move(state));
}

void print_xero_sign_in(Session& session, const XeroSignInState& state) {
  if (state.connected)
    session.out << "  signed in to Xero  " << state.tenant_name << "; good until "
                << state.unused_until->text_seconds() << " if unused\n";
  if (!state.warning.empty()) session.out << "  attention: " << state.warning << "\n";
}

Json xero_sign_in_json(const XeroSignInState& state) {
  Json json = {{"connected", state.connected},
               {"tenant_id", state.tenant_id},
               {"organisation", state.tenant_name},
               {"warning", state.warning}};
  json["unused_until"] = state.unused_until ? Json(state.unused_until->text_seconds()) : Json();
  return json;
}

}  // namespace crosswalk::app
