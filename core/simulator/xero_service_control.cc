// What tests and the application do to Xero's stand-in, and what they read from it (xero_service.h).
#include <utility>

#include "simulator/xero_applied.h"
#include "simulator/xero_service.h"
#include "simulator/xero_trial_balance.h"

namespace crosswalk::simulator::xero_sim {
namespace {

Error missing(std::string_view what, std::string_view name) {
  return fail(ErrorKind::not_found,
              "the simulated organisation has no " + std::string(what) + " \"" + std::string(name) + "\"");
}

std::map<std::string, int> created_in(const XeroOrganisation& organisation, const std::string& resource) {
  const auto found = organisation.created().find(resource);
  return found != organisation.created().end() ? found->second : std::map<std::string, int>{};
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

Result<void> XeroService::archive_contact(std::string_view name, std::string_view tenant) {
  return set_contact_status(name, "ARCHIVED", tenant);
}

Result<void> XeroService::merge_contact(std::string_view name, std::string_view into,
                                        std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  const SimContact* found = organisation.contact_named(name);
  const SimContact* target = organisation.contact_named(into);
  if (found == nullptr || target == nullptr) return missing("contact", found == nullptr ? name : into);
  SimContact contact = *found;
  contact.status = "ARCHIVED";
  contact.texts["MergedToContactID"] = target->id;
  contact.updated = clock_.now();
  organisation.store(std::move(contact));
  return {};
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
  if (found->status != "AUTHORISED")
    return fail(ErrorKind::invalid, "Payments can only be made against Authorised documents");
  if (amount > found->due())
    return fail(ErrorKind::invalid, "Payment amount exceeds the amount outstanding on this document");
  SimPayment payment;
  payment.target_id = found->id;
  payment.date = organisation.zone.date_of(clock_.now());
  payment.amount = amount;
  payment.currency = found->currency;
  payment.currency_rate = organisation.day_rate(payment.currency, payment.date);
  payment.account = "090";
  payment.reference = "paid by hand";
  put_on(organisation, std::move(payment), clock_.now());
  tell_of_changes(organisation);
  return {};
}

Result<void> XeroService::unpay(std::string_view number, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  const SimInvoice* found = organisation.invoice_numbered(number);
  if (found == nullptr) return missing("invoice", number);
  const std::vector<SimPayment> payments = found->payments;
  for (const SimPayment& payment : payments) take_off(organisation, payment.id, clock_.now());
  tell_of_changes(organisation);
  return {};
}

Result<void> XeroService::stock(std::string_view code, Decimal quantity, Decimal unit_cost,
                                std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  SimItem* item = organisation_of(tenant).item(code);
  if (item == nullptr) return missing("item", code);
  const auto cost = multiply(quantity, unit_cost, 2);
  if (!cost) return cost.error();
  item->asset_account = "630";
  item->cost_account = "310";
  item->purchased = true;
  item->on_hand = quantity;
  item->cost_pool = *cost;
  item->updated = clock_.now();
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

void XeroService::subscribe_webhooks(std::string url, std::string key, std::set<std::string> categories) {
  const std::lock_guard lock(mutex_);
  webhooks_.subscribe(std::move(url), std::move(key), std::move(categories));
}

void XeroService::turn_webhooks_on() {
  const std::lock_guard lock(mutex_);
  webhooks_.turn_on();
}

std::optional<Instant> XeroService::deliver_webhooks(wire::Transport& transport, const Stop& stop) {
  for (;;) {
    std::optional<XeroWebhooks::Post> post;
    const Instant before = clock_.now();
    {
      const std::lock_guard lock(mutex_);
      post = webhooks_.next(before);
      if (!post || stop.stop_requested()) return webhooks_.due();
    }
    wire::CallResult result;
    if (post->road != XeroWebhooks::Road::lost) result = transport.call(post->request, stop);
    if (post->road == XeroWebhooks::Road::answer_lost) result = {};
    const std::lock_guard lock(mutex_);
    webhooks_.answered(*post, result.reply, clock_.now() - before, clock_.now(), switches_);
  }
}

XeroWebhooks::State XeroService::webhooks() const {
  const std::lock_guard lock(mutex_);
  return webhooks_.state();
}

int XeroService::webhook_events_delivered() const {
  const std::lock_guard lock(mutex_);
  return webhooks_.delivered();
}

void XeroService::tell_of_changes(XeroOrganisation& organisation) {
  for (const SimEvent& event : std::exchange(organisation.events, {}))
    webhooks_.note(event, organisation.id(), switches_);
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

std::vector<SimInvoice> XeroService::documents(SimList list, std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).all(list);
}

std::optional<SimInvoice> XeroService::credit_note(std::string_view number, std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  const SimInvoice* found = organisation_of(tenant).numbered(SimList::credit_notes, number);
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

std::vector<SimPayment> XeroService::payments(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).payments.all();
}

std::vector<SimTransfer> XeroService::transfers(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).transfers.all();
}

std::vector<SimJournal> XeroService::journals(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).journals.all();
}

std::vector<SimNote> XeroService::notes(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).notes;
}

std::optional<SimItem> XeroService::item(std::string_view code, std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  const SimItem* found = organisation_of(tenant).item(code);
  return found != nullptr ? std::optional(*found) : std::nullopt;
}

std::vector<SimContact> XeroService::contacts(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return organisation_of(tenant).contacts();
}

std::map<std::string, Decimal> XeroService::trial_balance(std::string_view currency,
                                                          std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return xero_sim::trial_balance(organisation_of(tenant), currency);
}

std::map<std::string, int> XeroService::invoices_created(std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return created_in(organisation_of(tenant), "Invoices");
}

std::map<std::string, int> XeroService::created(const std::string& resource, std::string_view tenant) const {
  const std::lock_guard lock(mutex_);
  return created_in(organisation_of(tenant), resource);
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
