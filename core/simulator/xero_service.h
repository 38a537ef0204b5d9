// XeroService: Xero as one object on an injected clock: sign-in (GET /identity/connect/authorize, POST
// /connect/token and /connect/revocation), /connections and the Accounting API under /api.xro/2.0. Mount it
// under all its host names, login, identity and api. It enforces what is
// known of Xero and takes the harder answer where nothing is known (XeroSwitches). It locks itself: safe from
// any thread.
//
//   XeroService xero(clock, {{"CHAIR-1", "Garden chair"}});
//   in_process.mount("identity.xero.test", xero);
//   in_process.mount("api.xero.test", xero);
//   … XeroService::client_id, client_secret, tenant_id are what the client signs in with.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "simulator/service.h"
#include "simulator/xero_batch.h"
#include "simulator/xero_faults.h"
#include "simulator/xero_fixture.h"
#include "simulator/xero_idempotency.h"
#include "simulator/xero_identity.h"
#include "simulator/xero_limits.h"
#include "simulator/xero_organisation.h"
#include "simulator/xero_switches.h"
#include "simulator/xero_webhooks.h"

namespace crosswalk::simulator::xero_sim {

class XeroService final : public Service {
 public:
  // The app and the organisation that a new service knows: a custom connection to example_home_goods.
  static constexpr std::string_view client_id = "SIMULATED0CLIENT0ID";
  static constexpr std::string_view client_secret = "simulated-client-secret";
  static constexpr std::string_view tenant_id = "6f0c6d3a-7a0b-4c55-9f2e-2f9d3f1f0a01";

  explicit XeroService(Clock& clock, const ItemNames& items = {});

  Answer handle(const wire::HttpRequest& request) override;

  // What is set up.
  void set_switches(XeroSwitches switches);
  XeroSwitches switches() const;
  void set_limits(XeroLimitValues values);
  void add_app(XeroApp app);
  void add_organisation(XeroOrganisation organisation);
  // Every call takes that long, on the clock.
  void set_latency(Millis latency);
  // Asked after sign-in and limits were passed; a 500 is kept under the call's idempotency key, as Xero's own
  // is.
  FaultPlan& faults() { return faults_; }
  // Named faults (xero_fault_table.h) on `share` of the calls. A call of theirs that is late is carried out
  // when the next one comes in after its time.
  void set_random_faults(std::uint64_t seed, double share, FaultPack pack = FaultPack::passing);

  // This fault strikes the next call, whatever it is.
  void strike_next(const NamedFault& fault, Fault::When when);

  // What is done to the books behind the client's back. `tenant` "" is the example organisation. Where
  // something named does not exist the answer is an error and nothing changes.
  Result<void> archive_contact(std::string_view name, std::string_view tenant = {});
  // As a person merges `name` into `into`: it is archived, and says where it went.
  Result<void> merge_contact(std::string_view name, std::string_view into, std::string_view tenant = {});
  Result<void> restore_contact(std::string_view name, std::string_view tenant = {});
  // The period lock date; documents of that day and before are refused.
  void lock(std::optional<Date> period, std::string_view tenant = {});
  void lock_year(std::optional<Date> end_of_year, std::string_view tenant = {});
  // Money onto an approved invoice, from account 090: part of it, or all, which makes it PAID.
  Result<void> pay(std::string_view number, Decimal amount, std::string_view tenant = {});
  // Takes the payments off again; a PAID invoice is AUTHORISED afterwards.
  Result<void> unpay(std::string_view number, std::string_view tenant = {});
  // A call that a person makes by hand in Xero: no sign-in, limits or faults. {"Status":"VOIDED"} to
  // "Invoices/WM-1" voids that one. The error says why Xero refused.
  Result<void> by_person(const std::string& method, const std::string& path, const std::string& body,
                         std::string_view tenant = {});
  // The bank statement has it now: it cannot be deleted any more. `id` of a payment, a bank
  // transaction or a bank transfer, of which it is the side other than the clearing account 090.
  Result<void> reconcile(std::string_view id, std::string_view tenant = {});
  // Makes an item tracked, with that much on hand; its accounts are 630 and 310.
  Result<void> stock(std::string_view code, Decimal quantity, Decimal unit_cost,
                     std::string_view tenant = {});
  void add_account(SimAccount account, std::string_view tenant = {});
  Result<void> archive_account(std::string_view code, std::string_view tenant = {});
  Result<void> remove_tracking_option(std::string_view category, std::string_view option,
                                      std::string_view tenant = {});
  void subscribe(std::string_view currency, std::string_view tenant = {});
  // Webhooks to `url`, signed with `key`; they go out when `deliver_webhooks` is called.
  void subscribe_webhooks(std::string url, std::string key, std::set<std::string> categories);
  void turn_webhooks_on();
  // Posts all that is due; when more may be. Not under the lock while a post is on its way.
  std::optional<Instant> deliver_webhooks(wire::Transport& transport, const Stop& stop);
  // Faults on the way of webhooks (xero_deliveries.h) on `share` of the posts.
  void set_delivery_faults(std::uint64_t seed, double share);
  // By name; each that was never struck is missing.
  std::map<std::string, int> delivery_faults_struck() const;
  XeroWebhooks::State webhooks() const;
  int webhook_events_delivered() const;
  void revoke_tokens();
  void end_consents();
  void disconnect(std::string_view tenant = {});
  // That many calls of others are in flight.
  void occupy(int calls);

  // What stands there and what happened.
  std::vector<SimInvoice> invoices(std::string_view tenant = {}) const;
  std::optional<SimInvoice> invoice(std::string_view number, std::string_view tenant = {}) const;
  std::vector<SimInvoice> documents(SimList list, std::string_view tenant = {}) const;
  std::optional<SimInvoice> credit_note(std::string_view number, std::string_view tenant = {}) const;
  std::vector<SimPayment> payments(std::string_view tenant = {}) const;
  std::vector<SimTransfer> transfers(std::string_view tenant = {}) const;
  std::vector<SimJournal> journals(std::string_view tenant = {}) const;
  std::vector<SimNote> notes(std::string_view tenant = {}) const;
  std::optional<SimItem> item(std::string_view code, std::string_view tenant = {}) const;
  std::vector<SimContact> contacts(std::string_view tenant = {}) const;
  // By account code, debit positive, of every document in force in `currency`; adds up to zero.
  std::map<std::string, Decimal> trial_balance(std::string_view currency = "USD",
                                               std::string_view tenant = {}) const;
  // The same of everything in the organisation's own currency on `day`, with what Xero books of itself:
  // REALISEDCURRENCYGAIN where money was paid at another rate than its document's, BANKCURRENCYGAIN for what
  // a bank account in another currency is worth more or less than what was put on it.
  std::map<std::string, Decimal> base_trial_balance(Date day, std::string_view tenant = {}) const;
  // Xero's own rate from that day on: what one unit of the organisation's currency is worth in `currency`.
  // The organisation is subscribed to it from now on.
  void set_day_rate(const std::string& currency, Date day, Decimal rate, std::string_view tenant = {});
  // The organisation's own currency.
  void set_base_currency(const std::string& currency, std::string_view tenant = {});
  // The bank account is of that currency.
  void set_currency(std::string_view account, const std::string& currency, std::string_view tenant = {});
  // How often an invoice was created under a number; sent without one, under "(no number) <reference>".
  std::map<std::string, int> invoices_created(std::string_view tenant = {}) const;
  // The same of any list ("Payments"), by number, code, reference or narration; allocations by "CN >
  // invoice".
  std::map<std::string, int> created(const std::string& resource, std::string_view tenant = {}) const;
  std::map<std::string, int> contacts_created(std::string_view tenant = {}) const;
  // Calls that arrived, by "PUT /Invoices", "GET /Invoices/#", "POST /connect/token"; refused ones included.
  std::map<std::string, int> requests() const;
  // Calls refused for a limit, by problem ("minute", "day", "concurrent", …), without random ones.
  std::map<std::string, int> breaches() const;
  int replays() const;        // answers that came from an idempotency key
  int random_faults() const;  // calls struck by set_random_faults
  // The same by fault_name; each that was never struck is missing.
  std::map<std::string, int> faults_struck() const;
  int tokens_issued() const;
  int token_renewals() const;     // refresh tokens that were taken
  int late_token_reuses() const;  // and those that came a second time after their grace

 private:
  struct Call;
  // A request whose caller has its answer already.
  struct Late {
    wire::HttpRequest request;
    Grant grant;
    std::string tenant;
    Instant due;
  };
  Result<void> set_contact_status(std::string_view name, std::string_view status, std::string_view tenant);
  Answer handle_identity(const Call& call);
  Answer handle_accounting(const Call& call);
  Answer answer_accounting(const Call& call, const Grant& grant, XeroOrganisation& organisation,
                           const std::optional<Strike>& strike, std::unique_lock<std::mutex>& lock);
  wire::HttpReply carry_out(const Call& call, const Grant& grant, XeroOrganisation& organisation, Instant now,
                            Twist twist);
  void carry_out_late();
  wire::HttpReply work(const Call& call, const Grant& grant, XeroOrganisation& organisation, Instant now,
                       Twist twist);
  std::optional<Strike> take_strike(const Call& call);
  Answer spoiled(const Call& call, const Strike& strike, Answer whole, std::unique_lock<std::mutex>& lock);
  void wait(Millis time, std::unique_lock<std::mutex>& lock);
  void tell_of_changes(XeroOrganisation& organisation);
  XeroOrganisation& organisation_of(std::string_view tenant);
  const XeroOrganisation& organisation_of(std::string_view tenant) const;

  Clock& clock_;
  FaultPlan faults_;
  mutable std::mutex mutex_;  // guards all below
  XeroSwitches switches_;
  XeroIdentity identity_;
  XeroLimits limits_;
  XeroIdempotency idempotency_;
  RandomFaults random_;
  std::optional<Strike> next_strike_;
  std::vector<Late> late_;
  XeroWebhooks webhooks_;
  std::map<std::string, XeroOrganisation, std::less<>> organisations_;
  std::map<std::string, int> requests_;
  Millis latency_{0};
  int calls_ = 0;
};

}  // namespace crosswalk::simulator::xero_sim

// What tests and the application name. The rest of Xero's stand-in keeps to its own namespace, apart from
// Walmart's.
namespace crosswalk::simulator {
using xero_sim::FaultPack;
using xero_sim::SimAccount;
using xero_sim::SimContact;
using xero_sim::SimInvoice;
using xero_sim::SimItem;
using xero_sim::SimJournal;
using xero_sim::SimLine;
using xero_sim::SimList;
using xero_sim::SimNote;
using xero_sim::SimPayment;
using xero_sim::SimTransfer;
using xero_sim::XeroApp;
using xero_sim::XeroLimitValues;
using xero_sim::XeroOrganisation;
using xero_sim::XeroService;
using xero_sim::XeroSwitches;
using xero_sim::XeroWebhooks;
}  // namespace crosswalk::simulator
