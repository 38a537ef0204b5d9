// The commands, one file each. Every one gets what the command line said and answers the exit code.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/session.h"

namespace crosswalk::app {

struct InitOptions {
  std::string pair = "us";
};
struct CheckOptions {
  bool offline = false;       // do not ask the outside systems
  bool strict = false;        // notes fail as errors do
  std::string since = "90d";  // the history that rules are held against
};
struct OnceOptions {
  std::vector<std::string> pairs;  // empty: all
  bool no_sweep = false;
};
struct AlertsTestOptions {};
struct RunOptions {
  std::vector<std::string> pairs;
};
struct DemoOptions {
  int days = 5;
  std::string explain;  // an order to explain in the end; empty: the first that was booked
};
struct SimulateOptions {
  int walmart_port = 8481;
  int xero_port = 8482;
  int cloudsuite_port = 8484;
  std::string ionapi;  // where to write the .ionapi file of the simulated CloudSuite; empty: nowhere
  int orders = 200;
  unsigned seed = 1;
  int days = 30;      // how far back the orders lie
  double faults = 0;  // share of calls that fail
};
struct MapOptions {
  std::vector<std::string> files;
  std::vector<std::string> records;  // from the store, by their order number
  std::string version;               // a published one; empty: the rules on disk
  std::string to = "entries";
  std::string pair;
};
struct ImportOptions {
  std::vector<std::string> files;
  std::string pair;
};
struct ExplainOptions {
  std::string id;
  std::string pair;
};
struct ReviewOptions {
  std::string pair;
  std::vector<std::string> accept;  // keys of disputed documents
};
struct ReplayOptions {
  std::vector<std::string> ids;
  bool held = false;
  bool dead = false;
  bool rejected = false;  // records with a refused document
  bool yes = false;
  std::string pair;
};
struct CorrectOptions {
  std::string since;
  std::string until;                 // the last day; empty: now
  std::vector<std::string> records;  // only these orders, returns and settlements; empty: all
  std::string roll_back;             // a run; empty: the rules of now are asked
  std::string html;                  // a file for the page; empty: none
  bool preview = false;
  bool yes = false;
  std::string pair;
};
struct PreviewOptions {
  std::vector<std::string> files;  // empty: what the store received
  std::string pair;
  std::string since = "30d";
  std::string limit_change;  // empty: no gate
  std::string html;          // a file for the page; empty: none
  bool all = false;          // every document in the text, not only the first
};
struct StatusOptions {
  std::string pair;
};
struct ReloadOptions {
  std::vector<std::string> pairs;
  int timeout = 30;  // seconds
};
struct RulesHistoryOptions {
  std::string pair;
  int limit = 50;
};
struct RulesShowOptions {
  std::string version;
  std::string file;
  std::string pair;
};
struct RulesDiffOptions {
  std::string from;
  std::string to = "live";
  std::string pair;
};
struct RulesRollbackOptions {
  std::string version;
  std::string pair;
  int timeout = 30;  // seconds
};
struct ConnectXeroOptions {
  std::string pair;
  std::string tenant;  // an organisation's id or name; empty: the only one, or a person chooses
  int port = 8483;     // of the address that the browser comes back to
  int timeout = 600;   // seconds
  bool disconnect = false;
  bool forget = false;   // with `disconnect`: also where Xero does not answer
  std::string webhooks;  // the public address of the listener: only say where Xero shall call
};
struct ConnectCloudSuiteOptions {
  std::string pair;
  std::string ionapi;  // the credentials file
  bool disconnect = false;
  bool forget = false;  // with `disconnect`: also where Infor does not answer
};
struct ConnectWalmartOptions {
  std::string pair;
  std::string webhooks;  // the public address of the listener
  bool list = false;
  bool test = false;
  std::string remove;  // a subscription's id
};
struct PushOptions {
  std::string kind;  // "shipments", "cancellations", "refunds", "return-refunds", "stock", "prices"
  std::vector<std::string> files;
  std::string pair;
};
struct SecretNewKeyOptions {
  std::string name;
  std::string pair;
};
struct SecretListOptions {};
struct SecretRevokeOptions {
  std::string name;
};
struct TestOptions {
  std::string filter;
  std::string pair;
  bool bless = false;                  // keep snapshots that are missing or differ
  bool coverage = false;               // implied by the next three
  std::optional<double> min_coverage;  // per cent of lines and rows
  std::string history;                 // since when money is weighed; empty: it is not
  std::optional<double> min_money_coverage;
  std::string junit;  // the file to write
  bool watch = false;
};

int init(Session& session, const InitOptions& options);
int alerts_test(Session& session, const AlertsTestOptions& options);
int check(Session& session, const CheckOptions& options);
int run(Session& session, const RunOptions& options);
int once(Session& session, const OnceOptions& options);
int demo(Session& session, const DemoOptions& options);
int simulate(Session& session, const SimulateOptions& options);
int map(Session& session, const MapOptions& options);
int import_files(Session& session, const ImportOptions& options);
int explain(Session& session, const ExplainOptions& options);
int review(Session& session, const ReviewOptions& options);
int replay(Session& session, const ReplayOptions& options);
int correct(Session& session, const CorrectOptions& options);
int preview(Session& session, const PreviewOptions& options);
int status(Session& session, const StatusOptions& options);
int reload(Session& session, const ReloadOptions& options);
int rules_history(Session& session, const RulesHistoryOptions& options);
int rules_show(Session& session, const RulesShowOptions& options);
int rules_diff(Session& session, const RulesDiffOptions& options);
int rules_rollback(Session& session, const RulesRollbackOptions& options);
int connect_xero(Session& session, const ConnectXeroOptions& options);
int connect_cloudsuite(Session& session, const ConnectCloudSuiteOptions& options);
int connect_walmart(Session& session, const ConnectWalmartOptions& options);
int push(Session& session, const PushOptions& options);
int secret_new_key(Session& session, const SecretNewKeyOptions& options);
int secret_list(Session& session, const SecretListOptions& options);
int secret_revoke(Session& session, const SecretRevokeOptions& options);
int test(Session& session, const TestOptions& options);

// Reads `arguments` (without the program's name) and runs the command they name.
int run_command_line(Session& session, const std::vector<std::string>& arguments);

}  // namespace crosswalk::app
