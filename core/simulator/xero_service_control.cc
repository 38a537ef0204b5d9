// What tests and the application do to Xero's stand-in, and what they read from it (xero_service.h).
#include <algorithm>

#include "simulator/xero_service.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

Error missing(std::string_view what, std::string_view name) {
  return fail(ErrorKind::not_found,
              "the simulated organisation has no " + std::string(what) + " \"" + std::string(name) + "\"");
}

}  // namespace

XeroOrganisation& XeroService::organisation_of(std::string_view tenant) {
  const auto found = organisations_.find(tenant);
  return found != organisations_.end() ? found->second : organisations_.find(tenant_id)->second;
}

const XeroOrganisation& XeroService::organisation_of(std::string_view tenant) const {
  const auto found = organisations_.find(tenant);
  return found != organisations_.end() ? found->second : organisations_.find(tenant_id)->second;
}

void XeroService::set_switches(XeroSwitches switches) {
  const std::lock_guard lock(mutex_);
  switches_ = std::move(switches);
}

XeroSwitches XeroService::switches() const {
  const std::lock_guard lock(mutex_);
  return switches_;
}

void XeroService::set_limits(XeroLimitValues values) {
  const std::lock_guard lock(mutex_);
  limits_.set(values);
}

void XeroService::add_app(XeroApp app) {
  const std::lock_guard lock(mutex_);
  identity_.add(std::move(app));
}

void XeroService::add_organisation(XeroOrganisation organisation) {
  const std::lock_guard lock(mutex_);
  std::string id = organisation.id();
  organisations_.insert_or_assign(std::move(id), std::move(organisation));
}

void XeroService::set_latency(Millis latency) {
  const std::lock_guard lock(mutex_);
  latency_ = latency;
}

void XeroService::set_random_faults(std::uint64_t seed, double share) {
  const std::lock_guard lock(mutex_);
  random_.set(seed, share);
}

Result<void> XeroService::archive_contact(std::string_view name, std::string_view tenant) {
  return set_contact_status(name, "ARCHIVED", tenant);
}

Result<void> XeroService::restore_contact(std::string_view name, std::string_view tenant) {
  return set_contact_status(name, "ACTIVE", tenant);
}

Result<void> XeroService::set_contact_status(std::string_view name, std::string_view status,
                                             std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  const SimContact* found = organisation.contact_named(name);
  if (found == nullptr) return missing("contact", name);
  SimContact contact = *found;
  contact.status = status;
  contact.updated = clock_.now();
  organisation.store(std::move(contact));
  return {};
}

void XeroService::lock(std::optional<Date> period, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  organisation_of(tenant).period_lock = period;
}

void XeroService::lock_year(std::optional<Date> end_of_year, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  organisation_of(tenant).year_lock = end_of_year;
}

Result<void> XeroService::pay(std::string_view number, Decimal amount, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  const SimInvoice* found = organisation.invoice_numbered(number);
  if (found == nullptr) return missing("invoice", number);
  SimInvoice invoice = *found;
  if (invoice.status != "AUTHORISED")
    return fail(ErrorKind::invalid, "Payments can only be made against Authorised documents");
  if (amount > invoice.due())
    return fail(ErrorKind::invalid, "Payment amount exceeds the amount outstanding on this document");
  invoice.payments.push_back({organisation.new_id("payment"), organisation.zone.date_of(clock_.now()), amount,
                              "090", "paid by hand"});
  if (invoice.due().is_zero()) invoice.status = "PAID";
  invoice.updated = clock_.now();
  organisation.store(std::move(invoice));
  return {};
}

Result<void> XeroService::unpay(std::string_view number, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  const SimInvoice* found = organisation.invoice_numbered(number);
  if (found == nullptr) return missing("invoice", number);
  SimInvoice invoice = *found;
  invoice.payments.clear();
  if (invoice.status == "PAID") invoice.status = "AUTHORISED";
  invoice.updated = clock_.now();
  organisation.store(std::move(invoice));
  return {};
}

void XeroService::add_account(SimAccount account, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  if (account.id.empty()) account.id = organisation.new_id("account");
  organisation.accounts.push_back(std::move(account));
}

Result<void> XeroService::archive_account(std::string_view code, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  for (SimAccount& account : organisation_of(tenant).accounts) {
    if (account.code != code) continue;
    account.status = "ARCHIVED";
    return {};
  }
  return missing("account", code);
}

Result<void> XeroService::remove_tracking_option(std::string_view category, std::string_view option,
                                                 std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  for (SimTracking& tracking : organisation_of(tenant).tracking)
    if (tracking.name == category &&
        std::erase_if(tracking.options, [&](const SimOption& one) { return one.name == option; }) > 0)
      return {};
  return missing("tracking option", option);
}

void XeroService::subscribe(std::string_view currency, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  organisation_of(tenant).currencies.emplace_back(currency, currency);
}

void XeroService::revoke_tokens() {
  const std::lock_guard lock(mutex_);
  identity_.revoke_tokens();
}

void XeroService::end_consents() {
  const std::lock_guard lock(mutex_);
  identity_.end_consents();
}

void XeroService::disconnect(std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  identity_.disconnect(organisation_of(tenant).id());
}

void XeroService::occupy(int calls) {
  const std::lock_guard lock(mutex_);
  limits_.occupy(std::string(client_id), std::string(tenant_id), calls);
}

std::vector<SimInvoice> XeroService::invoices(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).invoices();
}

std::optional<SimInvoice> XeroService::invoice(std::string_view number, std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  const SimInvoice* found = organisation_of(tenant).invoice_numbered(number);
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

std::vector<SimContact> XeroService::contacts(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).contacts();
}

std::map<std::string, Decimal> XeroService::trial_balance(std::string_view currency,
                                                          std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).trial_balance(currency);
}

std::map<std::string, int> XeroService::invoices_created(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).invoices_created;
}

std::map<std::string, int> XeroService::contacts_created(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).contacts_created;
}

std::map<std::string, int> XeroService::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::map<std::string, int> XeroService::breaches() const {
  const std::lock_guard lock(mutex_);
  return limits_.breaches();
}

int XeroService::replays() const {
  const std::lock_guard lock(mutex_);
  return idempotency_.replays();
}

int XeroService::random_faults() const {
  const std::lock_guard lock(mutex_);
  return random_.struck();
}

int XeroService::tokens_issued() const {
  const std::lock_guard lock(mutex_);
  return identity_.tokens_issued();
}

int XeroService::token_renewals() const {
  const std::lock_guard lock(mutex_);
  return identity_.consents().renewals();
}

int XeroService::late_token_reuses() const {
  const std::lock_guard lock(mutex_);
  return identity_.consents().late_reuses();
}

}  // namespace crosswalk::simulator::xero_sim
