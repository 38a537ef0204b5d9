// CloudSuiteService: Infor CloudSuite (FSM behind the ION API gateway) as one object on an injected clock:
// the authorization server under /{tenant}/as/, and /{tenant}/FSM/fsm/soap with GL staging, set actions,
// results, the posted ledger, master data, receivables and customers. It enforces what is known (facts §7)
// and takes the harder answer where nothing is known (CloudSuiteSwitches). It locks itself: safe from any
// thread.
//
//   CloudSuiteService cloudsuite(clock);
//   in_process.mount("cloudsuite.test", cloudsuite);
//   … cloudsuite.ionapi("http://cloudsuite.test") is the customer's .ionapi file.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/decimal.h"
#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_faults.h"
#include "simulator/cloudsuite_gate.h"
#include "simulator/cloudsuite_identity.h"
#include "simulator/cloudsuite_staging.h"
#include "simulator/cloudsuite_switches.h"
#include "simulator/cloudsuite_tenant.h"
#include "simulator/service.h"

namespace crosswalk::simulator::cloudsuite_sim {

class CloudSuiteService final : public Service {
 public:
  static constexpr std::string_view tenant_id = "ACME_TST";

  explicit CloudSuiteService(Clock& clock, ReceivableNames names = {});

  Answer handle(const wire::HttpRequest& request) override;

  // The file that signs in to this service at `base` ("http://127.0.0.1:8484", no slash at the end): with a
  // service account, or with client credentials.
  static std::string ionapi(const std::string& base, bool service_account = true);

  // What is set up.
  void set_switches(CloudSuiteSwitches switches);
  CloudSuiteSwitches switches() const;
  void set_limits(CloudSuiteLimits limits);
  void set_token_budget(TokenBudget budget);
  void add_app(CloudSuiteApp app);  // or changes the one with its client id
  // Every call takes that long, on the clock.
  void set_latency(Millis latency);
  // Matched against "METHOD /ACME_TST/…"; asked after sign-in and quotas were passed.
  FaultPlan& faults() { return faults_; }
  void set_random_faults(std::uint64_t seed, double share);
  // The next call that `match` begins is answered 504 and carried out `lag` later all the same.
  void go_on_after_504(std::string match, Millis lag);
  // The next call that `match` begins is carried out twice, as when something on the way repeats it; the
  // answer is that of the second time.
  void repeat_next(std::string match);
  // The next batch ends after so many records, and the caller is told 504.
  void end_next_batch_after(std::size_t records);

  // What people do in the ledger meanwhile. Where something named does not exist the answer is an error and
  // nothing changes.
  // `row` names the key fields and what else it has; a row that stands gets the changes.
  void put_row(std::string_view class_name, const Fields& row);
  Result<void> change_row(std::string_view class_name, const Fields& key, const Fields& changes);
  Result<void> deactivate_account(std::string_view code);
  // Months that end before `first_open` are closed, the others open; `entity` "" is all of them.
  void open_periods_from(Date first_open, std::string_view entity = {});
  // Releases and posts every journal that waits (posts_by_itself = false); how many.
  int post_journals();
  // Deletes every journal that is not posted, or reverses every one that is; how many.
  int delete_journals();
  int reverse_journals();
  void revoke_tokens();

  // What stands there and what happened.
  std::vector<Fields> rows(std::string_view class_name) const;
  std::vector<Fields> staged(std::string_view run_group) const;
  // Posted detail in the order it was posted, the run group always with it.
  std::vector<Fields> ledger() const;
  // By account code, debit positive, of posted detail; `entity` "" is all of them.
  std::map<std::string, Decimal> trial_balance(std::string_view currency = "USD",
                                               std::string_view entity = {}) const;
  // How often rows of a run group went into the ledger.
  std::map<std::string, int> run_groups_interfaced() const;
  // Calls that arrived, by "GET GLTransactionDetail/_generic", "POST GLTransactionInterface/CreateUnreleased/
  // batch", "POST token.oauth2"; refused ones included.
  std::map<std::string, int> requests() const;
  // Calls refused for a limit of the gateway, by policy, without random ones.
  std::map<std::string, int> breaches() const;
  int random_faults() const;                                 // calls struck by set_random_faults
  std::map<std::string, int> random_faults_by_name() const;  // the same by what struck; all are named
  int tokens_issued() const;
  int live_tokens() const;
  int tokens_over_budget() const;

 private:
  struct Call;
  Answer handle_sign_in(const Call& call);
  Answer handle_gateway(const Call& call);
  std::optional<Strike> strike_for(const Call& call);
  bool takes_repeat(const Call& call);
  wire::HttpReply work(const Call& call, Instant now, BatchFate fate = {});
  void carry_out_later(const Call& call, Millis lag);
  // What was answered if the strike ends the call; before it, whatever it does to the tenant is done.
  std::optional<Answer> struck(const Strike& strike, const Call& call);

  Clock& clock_;
  FaultPlan faults_;
  mutable std::mutex mutex_;  // guards all below
  CloudSuiteSwitches switches_;
  ReceivableNames names_;
  // Work that is still going on takes effect when somebody looks.
  mutable CloudSuiteTenant tenant_;
  CloudSuiteIdentity identity_;
  CloudSuiteGate gate_;
  CloudSuiteRandomFaults random_;
  std::map<std::string, Millis> goes_on_;
  std::set<std::string> repeats_;
  std::optional<std::size_t> batch_ends_after_;
  std::map<std::string, int> requests_;
  Millis latency_{0};
  int calls_ = 0;
};

}  // namespace crosswalk::simulator::cloudsuite_sim

// What tests and the application name. The rest of CloudSuite's stand-in keeps to its own namespace.
namespace crosswalk::simulator {
using cloudsuite_sim::CloudSuiteApp;
using cloudsuite_sim::CloudSuiteLimits;
using cloudsuite_sim::CloudSuiteService;
using cloudsuite_sim::CloudSuiteSwitches;
using cloudsuite_sim::ReceivableNames;
using cloudsuite_sim::TokenBudget;
}  // namespace crosswalk::simulator
