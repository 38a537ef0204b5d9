#include "app/alerting.h"

#include <algorithm>

#include "alert/command_target.h"
#include "alert/log_target.h"
#include "alert/mail_target.h"
#include "alert/url_target.h"
#include "base/log.h"
#include "flow/standing_causes.h"

namespace crosswalk::app {
namespace {

using To = config::AlertTarget::To;

alert::Policy policy_of(const config::AlertTarget& config) {
  alert::Policy policy;
  policy.name = config.name;
  policy.kinds.clear();
  if (config.finance) policy.kinds.push_back(AlertKind::finance);
  if (config.operations) policy.kinds.push_back(AlertKind::operations);
  policy.severity = config.errors_only ? AlertSeverity::error : AlertSeverity::warning;
  policy.quiet = config.quiet;
  policy.remind = config.remind;
  policy.cleared = config.cleared;
  return policy;
}

// An empty secret where none is set.
Result<Secret> secret_of(const std::optional<config::SecretRef>& ref) {
  if (!ref) return Secret();
  return config::resolve(*ref);
}

Result<std::unique_ptr<alert::Target>> url_target(const config::AlertTarget& config,
                                                  wire::Transport& transport) {
  alert::UrlSettings settings;
  settings.shown = config.name;
  settings.url_is_secret = config.url_secret.has_value();
  auto url = config.url_secret ? config::resolve(*config.url_secret) : Secret(config.url);
  if (!url) return url.error();
  settings.url = std::move(*url);
  settings.header = config.header;
  auto value = secret_of(config.header_value);
  if (!value) return value.error();
  settings.header_value = std::move(*value);
  settings.timeout = config.timeout;
  return std::unique_ptr<alert::Target>(std::make_unique<alert::UrlTarget>(std::move(settings), transport));
}

Result<std::unique_ptr<alert::Target>> mail_target(const config::AlertTarget& config, Clock& clock) {
  alert::MailSettings settings;
  settings.server.url = config.server;
  settings.server.encrypted = config.encrypted;
  settings.server.user = config.user;
  settings.server.timeout = config.timeout;
  auto password = secret_of(config.password);
  if (!password) return password.error();
  settings.server.password = std::move(*password);
  settings.from = config.from;
  settings.recipients = config.recipients;
  return std::unique_ptr<alert::Target>(std::make_unique<alert::MailTarget>(std::move(settings), clock));
}

Result<std::unique_ptr<alert::Target>> target_of(const config::AlertTarget& config,
                                                 const config::Workspace& workspace,
                                                 wire::Transport& transport, Clock& clock) {
  switch (config.to) {
    case To::command:
      return std::unique_ptr<alert::Target>(std::make_unique<alert::CommandTarget>(
          alert::CommandSettings{config.run, workspace.directory, config.timeout}));
    case To::url:
      return url_target(config, transport);
    case To::smtp:
      return mail_target(config, clock);
    case To::log:
      break;
  }
  return std::unique_ptr<alert::Target>(std::make_unique<alert::LogTarget>());
}

}  // namespace

Result<std::vector<alert::Destination>> alert_destinations(const config::Workspace& workspace,
                                                           wire::Transport& transport, Clock& clock) {
  std::vector<alert::Destination> destinations;
  for (const auto& config : workspace.alerts) {
    auto target = target_of(config, workspace, transport, clock);
    if (!target) return target.error();
    destinations.push_back({policy_of(config), std::move(*target)});
  }
  return destinations;
}

Result<std::unique_ptr<Alerting>> Alerting::make(const config::Workspace& workspace,
                                                 wire::Transport& transport, store::Store& store,
                                                 Clock& clock) {
  auto destinations = alert_destinations(workspace, transport, clock);
  if (!destinations) return destinations.error();
  std::vector<std::string> pairs;
  for (const auto& pair : workspace.pairs) pairs.push_back(pair.name.value);
  std::unique_ptr<alert::Keeper> keeper;
  if (!destinations->empty())
    keeper = std::make_unique<alert::Keeper>(std::move(*destinations), std::move(pairs), store, clock);
  return std::unique_ptr<Alerting>(new Alerting(std::move(keeper), store, clock));
}

void Alerting::run(const std::vector<const config::PairConfig*>& pairs, const Stop& stop) {
  if (keeper_ == nullptr) return;
  do look(pairs, {}, false, stop);
  while (clock_.wait_until(clock_.now() + limits::alert_look, stop));
}

void Alerting::once(const std::vector<const config::PairConfig*>& pairs,
                    const std::vector<std::string>& unfinished, const Stop& stop) {
  if (keeper_ != nullptr) look(pairs, unfinished, true, stop);
}

// A store that fails here fails the engine as well, which says so and ends.
void Alerting::look(const std::vector<const config::PairConfig*>& pairs,
                    const std::vector<std::string>& unfinished, bool hurry, const Stop& stop) {
  for (const auto* pair : pairs) {
    const std::string& name = pair->name.value;
    auto records = flow::record_causes(store_, name);
    auto documents = records ? flow::document_causes(store_, name) : records;
    const bool lasts = std::find(unfinished.begin(), unfinished.end(), name) == unfinished.end();
    const Instant until = clock_.now() - (lasts ? flow::delivery_patience : Millis(0));
    auto undelivered = documents ? flow::undelivered_causes(store_, name, until) : documents;
    auto settlements = undelivered ? flow::settlement_causes(store_, name) : undelivered;
    if (!settlements) return log::warning("alert", settlements.error().text());
    keeper_->standing(name, "records", std::move(*records));
    keeper_->standing(name, "documents", std::move(*documents));
    keeper_->standing(name, "undelivered", std::move(*undelivered));
    keeper_->standing(name, "settlements", std::move(*settlements));
  }
  if (const auto told = keeper_->step(hurry, stop); !told) log::warning("alert", told.error().text());
}

void Alerting::store_failed(const Error& error, const Stop& stop) {
  if (keeper_ != nullptr) keeper_->tell_now("", flow::store_failure(error), stop);
}

}  // namespace crosswalk::app
