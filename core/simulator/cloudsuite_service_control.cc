// What tests and the application do to CloudSuite's stand-in, and what they read from it
// (cloudsuite_service.h).
#include <utility>

#include "simulator/cloudsuite_journal.h"
#include "simulator/cloudsuite_service.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr const char* example_group = "1";

std::string compact(Date date) {
  const std::string text = date.text();
  return text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
}

}  // namespace

void CloudSuiteService::set_switches(CloudSuiteSwitches switches) {
  const std::lock_guard lock(mutex_);
  switches_ = std::move(switches);
}

CloudSuiteSwitches CloudSuiteService::switches() const {
  const std::lock_guard lock(mutex_);
  return switches_;
}

void CloudSuiteService::set_limits(CloudSuiteLimits limits) {
  const std::lock_guard lock(mutex_);
  gate_.set(limits);
}

void CloudSuiteService::set_token_budget(TokenBudget budget) {
  const std::lock_guard lock(mutex_);
  identity_.set_budget(budget);
}

void CloudSuiteService::add_app(CloudSuiteApp app) {
  const std::lock_guard lock(mutex_);
  identity_.add(std::move(app));
}

void CloudSuiteService::set_latency(Millis latency) {
  const std::lock_guard lock(mutex_);
  latency_ = latency;
}

void CloudSuiteService::set_random_faults(std::uint64_t seed, double share) {
  const std::lock_guard lock(mutex_);
  random_.set(seed, share);
}

void CloudSuiteService::go_on_after_504(std::string match, Millis lag) {
  const std::lock_guard lock(mutex_);
  goes_on_.insert_or_assign(std::move(match), lag);
}

void CloudSuiteService::repeat_next(std::string match) {
  const std::lock_guard lock(mutex_);
  repeats_.insert(std::move(match));
}

void CloudSuiteService::end_next_batch_after(std::size_t records) {
  const std::lock_guard lock(mutex_);
  batch_ends_after_ = records;
}

void CloudSuiteService::put_row(std::string_view class_name, const Fields& row) {
  const std::lock_guard lock(mutex_);
  if (tenant_.rule(class_name) == nullptr || tenant_.put(class_name, row)) return;
  for (const auto& [field, value] : row) (*tenant_.find(class_name, row))[field] = value;
}

Result<void> CloudSuiteService::change_row(std::string_view class_name, const Fields& key,
                                           const Fields& changes) {
  const std::lock_guard lock(mutex_);
  Fields* row = tenant_.rule(class_name) != nullptr ? tenant_.find(class_name, key) : nullptr;
  if (row == nullptr)
    return fail(ErrorKind::not_found, "the simulated tenant has no such row of " + std::string(class_name));
  for (const auto& [field, value] : changes) (*row)[field] = value;
  return {};
}

Result<void> CloudSuiteService::deactivate_account(std::string_view code) {
  return change_row(
      "GeneralLedgerChartAccount",
      {{"FinanceEnterpriseGroup", example_group}, {"GeneralLedgerChartAccount", std::string(code)}},
      {{"Active", "false"}});
}

void CloudSuiteService::open_periods_from(Date first_open, std::string_view entity) {
  const std::lock_guard lock(mutex_);
  const std::string day = compact(first_open);
  for (auto& [entity_key, whose] : tenant_.rows("AccountingEntity")) {
    if (!entity.empty() && value_in(whose, "AccountingEntity") != entity) continue;
    const std::string close = value_in(whose, "GeneralLedgerCloseConfiguration");
    std::string current;
    for (auto& [period_key, period] : tenant_.rows("GeneralLedgerClosePeriod")) {
      if (value_in(period, "GeneralLedgerCloseConfiguration") != close) continue;
      const bool open = value_in(period, "DerivedEndDate") >= day;
      period["Status"] = open ? "Open" : "Closed";
      if (open && current.empty()) current = value_in(period, "GeneralLedgerCalendarPeriod");
    }
    whose["CurrentPeriod"] = current;
  }
}

int CloudSuiteService::post_journals() {
  const std::lock_guard lock(mutex_);
  tenant_.catch_up(clock_.now());
  const auto waiting = tenant_.unposted_journals;
  for (const JournalName& journal : waiting) {
    release_journal(tenant_, journal, switches_);
    post_journal(tenant_, journal, switches_);
  }
  return static_cast<int>(waiting.size());
}

int CloudSuiteService::delete_journals() {
  const std::lock_guard lock(mutex_);
  tenant_.catch_up(clock_.now());
  const auto waiting = tenant_.unposted_journals;
  for (const JournalName& journal : waiting) delete_journal(tenant_, journal);
  return static_cast<int>(waiting.size());
}

int CloudSuiteService::reverse_journals() {
  const std::lock_guard lock(mutex_);
  tenant_.catch_up(clock_.now());
  std::vector<JournalName> posted;
  for (const auto& [key, row] : tenant_.rows(journals))
    if (value_in(row, "Status") == switches_.posted_status)
      posted.push_back({value_in(row, "FinanceEnterpriseGroup"), value_in(row, journals)});
  for (const JournalName& journal : posted) reverse_journal(tenant_, journal, switches_);
  return static_cast<int>(posted.size());
}

void CloudSuiteService::revoke_tokens() {
  const std::lock_guard lock(mutex_);
  identity_.revoke_all();
}

std::vector<Fields> CloudSuiteService::rows(std::string_view class_name) const {
  const std::lock_guard lock(mutex_);
  tenant_.catch_up(clock_.now());
  std::vector<Fields> out;
  if (tenant_.rule(class_name) == nullptr) return out;
  for (const auto& [key, row] : tenant_.rows(class_name)) out.push_back(row);
  return out;
}

std::vector<Fields> CloudSuiteService::staged(std::string_view run_group) const {
  auto out = rows(staging);
  std::erase_if(out, [&](const Fields& row) { return value_in(row, "RunGroup") != run_group; });
  return out;
}

std::vector<Fields> CloudSuiteService::ledger() const {
  auto out = rows(posted_lines);
  std::erase_if(out, [&](const Fields& row) { return value_in(row, "Status") != switches_.posted_status; });
  return out;
}

std::map<std::string, Decimal> CloudSuiteService::trial_balance(std::string_view currency,
                                                                std::string_view entity) const {
  std::map<std::string, Decimal> sums;
  for (const Fields& row : ledger()) {
    if (value_in(row, "CurrencyCode") != currency) continue;
    if (!entity.empty() && value_in(row, "AccountingEntity") != entity) continue;
    Decimal& sum = sums[value_in(row, "AccountCode")];
    const auto amount = Decimal::parse(value_in(row, "TransactionAmount"));
    sum = Decimal::from_units(sum.units() + (amount ? amount->units() : 0));
  }
  return sums;
}

std::map<std::string, int> CloudSuiteService::run_groups_interfaced() const {
  const std::lock_guard lock(mutex_);
  tenant_.catch_up(clock_.now());
  return tenant_.interfaced;
}

std::map<std::string, int> CloudSuiteService::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::map<std::string, int> CloudSuiteService::breaches() const {
  const std::lock_guard lock(mutex_);
  return gate_.breaches();
}

int CloudSuiteService::random_faults() const {
  int all = 0;
  for (const auto& [name, times] : random_faults_by_name()) all += times;
  return all;
}

std::map<std::string, int> CloudSuiteService::random_faults_by_name() const {
  const std::lock_guard lock(mutex_);
  return random_.struck();
}

int CloudSuiteService::tokens_issued() const {
  const std::lock_guard lock(mutex_);
  return identity_.tokens_issued();
}

int CloudSuiteService::live_tokens() const {
  const std::lock_guard lock(mutex_);
  return identity_.live_tokens(clock_.now());
}

int CloudSuiteService::tokens_over_budget() const {
  const std::lock_guard lock(mutex_);
  return identity_.over_budget();
}

}  // namespace crosswalk::simulator::cloudsuite_sim
