// Wiring: the only place that names concrete systems. It turns a pair of crosswalk.yaml into the faces that
// the flow works with.
#pragma once

#include <memory>
#include <string>

#include "base/clock.h"
#include "config/workspace.h"
#include "flow/pair.h"
#include "flow/reload.h"
#include "link/alerts.h"
#include "link/rates.h"
#include "rules/rule_set.h"
#include "store/store.h"
#include "wire/caller.h"
#include "wire/message.h"
#include "xero/settings.h"

namespace crosswalk::walmart {
class Connection;
}

namespace crosswalk::app {

// What every pair shares; app keeps it alive.
struct Outside {
  wire::Transport& transport;
  Budget& budget;
  Clock& clock;
  wire::Jitter jitter;
  store::Store* store = nullptr;  // where tokens are kept; null: there is no store yet
  Alerts* alerts = nullptr;       // null: nobody is told
};

xero::Settings xero_settings(const config::PairConfig& pair, Secret secret);

// The seller account of one pair, for commands that need nothing else. ErrorKind::config when its secret
// cannot be read.
Result<std::unique_ptr<walmart::Connection>> walmart_connection(const config::PairConfig& pair,
                                                                const Outside& outside);

// The outside systems of one pair, signed in when first used.
class Systems {
 public:
  // ErrorKind::config when a secret cannot be read. Without `with_secrets` none is: for commands that stay
  // offline.
  static Result<std::unique_ptr<Systems>> make(const config::PairConfig& pair, const Outside& outside,
                                               bool with_secrets);
  ~Systems();

  Source& source();
  Channel& channel();
  Ledger& ledger();
  Rates* rates();  // null: the ledger's own
  // For `check`: one sentence for each thing that is wrong with sign-in, scopes or tenant; `stop` ends it.
  std::vector<Error> try_sign_in(const Stop& stop);

 private:
  struct Parts;
  Systems(std::unique_ptr<Parts> parts, Feedback feedback);
  std::unique_ptr<Parts> parts_;
  Feedback feedback_;
};

// Reads and compiles the rules of a pair.
Result<std::shared_ptr<const rules::RuleSet>> rules_of(const config::PairConfig& pair);

// Says who holds a lease: host name and process id.
std::string worker_name();
// Says which person did something: user and host name.
std::string person_name();

// Where a pair's rules lie, and what a change of them must pass.
flow::RuleHome rule_home_of(const config::PairConfig& pair);

flow::PairSettings settings_of(const config::PairConfig& pair);

}  // namespace crosswalk::app
