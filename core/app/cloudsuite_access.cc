#include "app/cloudsuite_access.h"

#include "cloudsuite/token_endpoint.h"
#include "config/secret_ref.h"

namespace crosswalk::app {

namespace {

cloudsuite::CustomerSettings customer_settings(const config::CustomerSection& said) {
  cloudsuite::CustomerSettings settings;
  settings.business_class = said.business_class;
  settings.company = said.company;
  settings.code_field = said.code_field;
  settings.name_field = said.name_field;
  settings.email_field = said.email_field;
  settings.external_id_field = said.external_id_field;
  settings.active_field = said.active_field;
  settings.company_field = said.company_field;
  settings.run_group_field = said.run_group_field;
  settings.create = said.create;
  settings.import_class = said.import_class;
  settings.import_action = said.import_action;
  settings.interface_operation = said.interface_operation;
  settings.import_values = said.import_values;
  return settings;
}

}  // namespace

cloudsuite::Settings cloudsuite_settings(const config::PairConfig& pair) {
  const config::CloudSuiteSection& said = *pair.cloudsuite;
  cloudsuite::Settings settings;
  settings.pair = pair.name.value;
  settings.api_url = said.api_url.value;
  settings.sign_in_url = said.sign_in_url.value;
  settings.client_auth = said.client_auth == config::IonClientAuth::basic ? cloudsuite::ClientAuth::basic
                                                                          : cloudsuite::ClientAuth::form;
  settings.enterprise_group = said.enterprise_group.value;
  settings.accounting_entity = said.accounting_entity.value;
  settings.organization_code = said.organization_code;
  settings.accounting_unit = said.accounting_unit;
  settings.event = said.event;
  settings.journal_code = said.journal_code;
  settings.system = said.system.value;
  settings.clearing_account = pair.books.clearing_account.value;
  settings.receivable_account = said.receivable_account.value;
  settings.dimensions = said.dimensions;
  settings.customer_dimension = said.customer_dimension;
  for (const auto& [contact, code] : said.customer_codes) settings.customer_codes[contact] = code.value;
  if (said.customers) settings.customers = customer_settings(*said.customers);
  settings.journal_states = said.journal_states;
  settings.books_receivables = said.books_receivables;
  settings.receivables.company = said.receivables.company;
  settings.receivables.system = said.receivables.system;
  settings.receivables.number_length = static_cast<std::size_t>(said.receivables.number_length);
  settings.receivables.credits_negative = said.receivables.credits_negative;
  settings.receivables.parameters = said.receivables.parameters;
  for (const auto& [name, spelled] : said.receivables.names)
    if (std::string* member = cloudsuite::name_under(settings.receivables.names, name)) *member = spelled;
  settings.number_tag = said.tag.value.empty() ? "" : said.tag.value + "-";
  settings.calls_per_minute = said.minute_limit.value;
  settings.calls_per_day = said.day_limit.value;
  return settings;
}

Result<CloudSuiteKeeping> cloudsuite_keeping(const config::PairConfig& pair, store::Store& store) {
  const config::SecretRef& ref = pair.cloudsuite->token_key;
  const auto text = config::resolve(ref);
  if (!text)
    return fail(text.error().kind,
                text.error().message + " (the key that credentials are sealed with: openssl rand -base64 32)",
                text.error().where);
  const auto key = SealKey::from(*text);
  if (!key) return fail(ErrorKind::config, ref.text() + ": " + key.error().message, ref.where.text());
  const std::string& name = pair.name.value;
  return CloudSuiteKeeping{std::make_unique<auth::SealedNote>(store, cloudsuite::ionapi_name(name), *key),
                           std::make_unique<auth::TokenVault>(store, cloudsuite::token_name(name), *key)};
}

Result<CloudSuiteAccess> cloudsuite_access(const config::PairConfig& pair, store::Store* store) {
  const auth::Whose whose = cloudsuite::whose_tokens(pair.name.value);
  const Error not_connected = fail(ErrorKind::config, "pair \"" + whose.pair + "\" is not connected to " +
                                                          whose.system + " yet; run: " + whose.command);
  if (store == nullptr) return not_connected;
  auto keeping = cloudsuite_keeping(pair, *store);
  if (!keeping) return keeping.error();
  const auto text = keeping->file->read();
  if (!text) return text.error();
  if (!*text) return not_connected;
  auto ionapi = cloudsuite::read_ionapi((*text)->reveal(), "the stored .ionapi file");
  if (!ionapi) return ionapi.error();
  return CloudSuiteAccess{std::move(*ionapi), std::move(keeping->vault)};
}

Result<CloudSuiteSignInState> cloudsuite_sign_in_state(const config::PairConfig& pair, store::Store& store) {
  const auto summary = auth::token_summary(store, cloudsuite::token_name(pair.name.value));
  if (!summary) return summary.error();
  CloudSuiteSignInState state;
  if (*summary) state.tenant = (*summary)->tenant_id;
  if (!*summary || (*summary)->refused)
    state.warning = std::string(*summary ? "Infor does not take the stored credentials any more"
                                         : "not connected to Infor CloudSuite yet") +
                    "; run: " + cloudsuite::whose_tokens(pair.name.value).command;
  return state;
}

}  // namespace crosswalk::app
