// The command line: every option of every command, with its help. Only it and book_arguments.cc know CLI11.
#include <CLI/CLI.hpp>

#include "app/book_arguments.h"
#include "app/commands.h"
#include "base/log.h"

namespace crosswalk::app {
namespace {

constexpr const char* about =
    "crosswalk books Walmart Marketplace orders in Xero by your own Lua rules.\n"
    "Exit code: 0 what was asked holds, 1 it does not, 2 usage or configuration, 3 an outside system,\n"
    "the disk or the database failed.";

// Wires a subcommand to its function; `run` stays the exit code.
template <class Options>
CLI::App* add(CLI::App& app, const char* name, const char* help, Session& session, Options& options,
              int& exit_code, int (*command)(Session&, const Options&)) {
  CLI::App* sub = app.add_subcommand(name, help);
  sub->callback([&session, &options, &exit_code, command] { exit_code = command(session, options); });
  // Also behind the command's name, where people put them.
  sub->fallthrough();
  return sub;
}

struct AllOptions {
  InitOptions init;
  CheckOptions check;
  AlertsTestOptions alerts_test;
  RunOptions run;
  OnceOptions once;
  DemoOptions demo;
  SimulateOptions simulate;
  MapOptions map;
  ImportOptions import;
  ExplainOptions explain;
  ReviewOptions review;
  ReplayOptions replay;
  CorrectOptions correct;
  PreviewOptions preview;
  StatusOptions status;
  TestOptions test;
  ReloadOptions reload;
  RulesHistoryOptions history;
  RulesShowOptions show;
  RulesDiffOptions diff;
  RulesRollbackOptions rollback;
  ConnectXeroOptions connect_xero;
  ConnectCloudSuiteOptions connect_cloudsuite;
  ConnectWalmartOptions connect_walmart;
  PushOptions push;
  SecretNewKeyOptions new_key;
  SecretListOptions list_keys;
  SecretRevokeOptions revoke_key;
};

void add_connect_cloudsuite(CLI::App& connect, Session& session, ConnectCloudSuiteOptions& o, int& code) {
  auto* sub =
      add(connect, "cloudsuite",
          "Take in the credentials of an Infor ION API app (type Backend Service) as its .ionapi file\n"
          "holds them: they sign in once and are kept sealed with cloudsuite.token_key. The file is\n"
          "not needed afterwards",
          session, o, code, connect_cloudsuite);
  sub->add_option("--pair", o.pair, "The pair (default: the only one)");
  sub->add_option("--ionapi", o.ionapi, "The .ionapi file; - reads standard input");
  auto* ends = sub->add_flag("--disconnect", o.disconnect, "Revoke the token and forget the credentials");
  sub->add_flag("--forget", o.forget, "Forget them also where Infor does not answer")->needs(ends);
}

void add_connect_walmart(CLI::App& connect, Session& session, ConnectWalmartOptions& o, int& code) {
  auto* sub =
      add(connect, "walmart",
          "Let Walmart call this engine when something happens (walmart.webhooks in crosswalk.yaml):\n"
          "subscribe to what it offers and Crosswalk can use, or list, test and delete subscriptions",
          session, o, code, connect_walmart);
  sub->add_option("--pair", o.pair, "The pair (default: the only one)");
  auto* url = sub->add_option("--webhooks", o.webhooks,
                              "The public address of the listener, such as https://books.example.com");
  auto* list = sub->add_flag("--list", o.list, "List all subscriptions of the account");
  auto* test = sub->add_flag("--test", o.test, "Let Walmart call the address once, and subscribe to nothing");
  auto* remove = sub->add_option("--delete", o.remove, "Delete the subscription of this id");
  test->needs(url);
  list->excludes(test)->excludes(remove);
  remove->excludes(test);
}

void add_push(CLI::App& app, Session& session, AllOptions& o, int& code) {
  auto* sub =
      add(app, "push",
          "Take what a warehouse or an ERP says from CSV files; a head line names the columns:\n"
          "shipments: order,line,sku,quantity,carrier,method,tracking_number,tracking_url,shipped,replaces\n"
          "cancellations: order,line,sku,quantity,reason\n"
          "refunds: order,line,quantity,amount,tax,currency,full,charge,reason,comment\n"
          "return-refunds: return_order,customer_order,line,quantity\n"
          "stock: sku,node,units   prices: sku,price,currency\n"
          "and each may have a key, under which the same is taken once",
          session, o.push, code, push);
  sub->add_option("kind", o.push.kind, "What they hold")
      ->required()
      ->check(CLI::IsMember({"shipments", "cancellations", "refunds", "return-refunds", "stock", "prices"}));
  sub->add_option("files", o.push.files, "CSV files; - is standard input")->required();
  sub->add_option("--pair", o.push.pair, "The pair they are for (default: the only one)");

  auto* secret = app.add_subcommand("secret", "The keys with which others may send events (POST /v1/…)");
  secret->require_subcommand(1);
  secret->fallthrough();
  sub = add(*secret, "new-key", "Make a key and show it once; the store keeps its hash only", session,
            o.new_key, code, secret_new_key);
  sub->add_option("name", o.new_key.name, "Who will send with it: warehouse")->required();
  sub->add_option("--pair", o.new_key.pair, "The pair it speaks for (default: the only one)");
  add(*secret, "list", "List the keys by name, pair and day", session, o.list_keys, code, secret_list);
  sub = add(*secret, "revoke", "Take a key back; it ends within a second", session, o.revoke_key, code,
            secret_revoke);
  sub->add_option("name", o.revoke_key.name, "Its name")->required();
}

void add_connect(CLI::App& app, Session& session, AllOptions& all, int& code) {
  ConnectXeroOptions& o = all.connect_xero;
  auto* connect = app.add_subcommand("connect", "Sign in to an outside system, or let it call us");
  connect->require_subcommand(1);
  connect->fallthrough();
  auto* sub =
      add(*connect, "xero",
          "Let a person allow the app of a pair with sign_in: pkce or code, choose the organisation,\n"
          "and keep the tokens, sealed with xero.token_key. Prints a link and waits for the browser at\n"
          "http://localhost:PORT/callback, which must be a redirect address of the app. From another\n"
          "machine: ssh -L 8483:127.0.0.1:8483 HOST. Run it again to change key or organisation",
          session, o, code, connect_xero);
  sub->add_option("--pair", o.pair, "The pair (default: the only one)");
  sub->add_option("--port", o.port, "Of the address that the browser comes back to")
      ->capture_default_str()
      ->check(CLI::Range(1, 65'535));
  sub->add_option("--tenant", o.tenant,
                  "The organisation's id or name (default: the only one, or a question)");
  sub->add_option("--timeout", o.timeout, "Seconds to wait for the browser")
      ->capture_default_str()
      ->check(CLI::Range(1, 86'400));
  auto* ends = sub->add_flag(
      "--disconnect", o.disconnect,
      "Revoke the tokens and forget them; Xero ends every connection of that person to the app");
  sub->add_flag("--forget", o.forget, "Forget them also where Xero does not answer")->needs(ends);
  sub->add_option("--webhooks", o.webhooks,
                  "Only say at which address below this public one Xero's webhooks are taken");
  add_connect_cloudsuite(*connect, session, all.connect_cloudsuite, code);
  add_connect_walmart(*connect, session, all.connect_walmart, code);
}

void add_engine_commands(CLI::App& app, Session& session, AllOptions& o, int& code) {
  auto* sub = add(app, "init", "Make a new workspace: crosswalk.yaml and an example rule set", session,
                  o.init, code, init);
  sub->add_option("--pair", o.init.pair, "Name of the pair (seller account and ledger)")
      ->capture_default_str();

  sub =
      add(app, "check",
          "Check configuration, rules, sign-in and every code that the rules name; find rows that can never\n"
          "decide, rows that overlap, rows that no stored order ever met, doubtful and unused tables.\n"
          "Exit code 1 for errors in rules, 2 for configuration; notes do not count without --strict",
          session, o.check, code, check);
  sub->add_flag("--offline", o.check.offline,
                "Do not ask Walmart and Xero; use the ledger's lists as last read");
  sub->add_flag("--strict", o.check.strict, "Fail for notes as well");
  sub->add_option("--since", o.check.since, "Which stored orders rows are held against: 90d, 12h, 2026-01-31")
      ->capture_default_str();

  sub = add(app, "run",
            "Run the engine until it is stopped (SIGINT, SIGTERM); SIGHUP makes it look at the rules on disk",
            session, o.run, code, run);
  sub->add_option("--pair", o.run.pairs, "Only these pairs");

  sub = add(app, "once",
            "Read, map and post what there is now, then end; exit code 1 when something waits for a person",
            session, o.once, code, once);
  sub->add_option("--pair", o.once.pairs, "Only these pairs");
  sub->add_flag("--no-sweep", o.once.no_sweep, "Do not ask Walmart for orders; work on what is stored");

  auto* alerts = app.add_subcommand("alerts", "Who is told what needs a person (`alerts` in crosswalk.yaml)");
  alerts->require_subcommand(1);
  alerts->fallthrough();
  add(*alerts, "test", "Send a test message to every target; exit code 3 when one does not take it", session,
      o.alerts_test, code, alerts_test);

  sub = add(app, "demo",
            "Run the workspace against simulators over some virtual days, offline, and show the result",
            session, o.demo, code, demo);
  sub->add_option("--days", o.demo.days, "Virtual days")->capture_default_str()->check(CLI::Range(1, 90));
  sub->add_option("--explain", o.demo.explain, "The order whose story is told in the end");

  sub = add(app, "simulate",
            "Serve the simulators of Walmart, Xero and CloudSuite on loopback ports until stopped", session,
            o.simulate, code, simulate);
  sub->add_option("--walmart-port", o.simulate.walmart_port, "0: any free port")->capture_default_str();
  sub->add_option("--xero-port", o.simulate.xero_port, "0: any free port")->capture_default_str();
  sub->add_option("--cloudsuite-port", o.simulate.cloudsuite_port, "0: any free port")->capture_default_str();
  sub->add_option("--ionapi", o.simulate.ionapi,
                  "Write the .ionapi file that signs in to the simulated CloudSuite to this file");
  sub->add_option("--orders", o.simulate.orders, "How many orders")
      ->capture_default_str()
      ->check(CLI::Range(1, 100000));
  sub->add_option("--seed", o.simulate.seed, "The same seed makes the same orders")->capture_default_str();
  sub->add_option("--days", o.simulate.days, "Over how many days before now they were placed")
      ->capture_default_str()
      ->check(CLI::Range(1, 170));
  sub->add_option("--faults", o.simulate.faults, "Share of calls that fail, before or after they took effect")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 0.5));
}

void add_preview(CLI::App& app, Session& session, PreviewOptions& o, int& code) {
  auto* sub =
      add(app, "preview",
          "Show what the rules on disk would change in money, against what was booked; sends nothing.\n"
          "Exit code 1 when --limit-change does not hold. --json prints one object: tables (by account,\n"
          "tax type, tracking option and month, each with before, after and difference), turns (newly\n"
          "held, dead, skipped, released, entering), settlements, changes, documents, lock and gate.",
          session, o, code, preview);
  auto* files = sub->add_option("files", o.files,
                                "Records from files instead of what was received; - is standard input");
  sub->add_option("--since", o.since, "What was received since then: 30d, 12h, 4w, or a day like 2026-01-31")
      ->capture_default_str()
      ->excludes(files);
  sub->add_option("--limit-change", o.limit_change,
                  "Fail above this amount: the differences of the accounts' table without their signs, added "
                  "up, and the same of every other table; the largest counts, a currency each. Moving 100.00 "
                  "from one account to another makes 200.00");
  sub->add_option("--html", o.html, "Also write everything as one page to this file");
  sub->add_flag("--all", o.all, "Text: every document that differs, not only the first");
  sub->add_option("--pair", o.pair, "The pair whose rules are tried (default: the only one)");
}

void add_correct(CLI::App& app, Session& session, CorrectOptions& o, int& code) {
  auto* sub =
      add(app, "correct",
          "Book the difference between what stands in the ledger and what the mended rules say: in place,\n"
          "by void and re-post under the same number, or, where the period is locked, by a difference\n"
          "entry in the open one. Exit code 1 when some need a person.",
          session, o, code, correct);
  auto* back = sub->add_option("--roll-back", o.roll_back, "Take this run back")->type_name("RUN");
  sub->add_option("--since", o.since, "What was received since then: 30d, 12h, 4w, or a day like 2026-01-31")
      ->excludes(back);
  sub->add_option("--until", o.until, "And not after this day")->excludes(back);
  sub->add_option("--record", o.records,
                  "Only this purchase order, return or settlement; without --since whenever it was received")
      ->type_name("NUMBER");
  sub->add_flag("--preview", o.preview, "Only show what would be done");
  sub->add_option("--html", o.html, "Also write what would be done as one page to this file");
  sub->add_flag("--yes", o.yes, "Do not ask");
  sub->add_option("--pair", o.pair, "The pair that is corrected (default: the only one)");
}

void add_record_commands(CLI::App& app, Session& session, AllOptions& o, int& code) {
  auto* sub = add(
      app, "map",
      "Map orders, returns and settlements by the rules and print one JSON line a record; nothing is sent or "
      "stored. Of several files, returns and settlements are tied to the orders of the files before them",
      session, o.map, code, map);
  sub->add_option("files", o.map.files,
                  "One order, a list response, a record a line, or a settlement file; - is standard input");
  sub->add_option("--record", o.map.records, "Numbers of records that were received");
  sub->add_option("--version", o.map.version,
                  "The rules as they were published under these digits, or live (default: those on disk)");
  sub->add_option("--to", o.map.to, "What to print")
      ->capture_default_str()
      ->check(CLI::IsMember({"lines", "entries", "documents"}));
  sub->add_option("--pair", o.map.pair, "The pair whose rules are used (default: the only one)");

  sub = add(
      app, "import",
      "Put records from files into the store as if they had been read; or, as\n"
      "`import deposits FILE…`, lines of a bank statement (CSV: date,amount,currency,reference), once each",
      session, o.import, code, import_files);
  sub->add_option("files", o.import.files,
                  "One order, a list response, or a record a line; - is standard input")
      ->required();
  sub->add_option("--pair", o.import.pair, "The pair they belong to (default: the only one)");

  sub = add(app, "explain", "Tell the whole story of an order", session, o.explain, code, explain);
  sub->add_option("order", o.explain.id, "Purchase order number")->required();
  sub->add_option("--pair", o.explain.pair, "Only this pair");

  sub = add(app, "review", "List what waits for a person, with the money that is stuck", session, o.review,
            code, review);
  sub->add_option("--pair", o.review.pair, "Only this pair");
  sub->add_option("--accept", o.review.accept,
                  "What the ledger shows of these documents stands, however it differs from what was sent")
      ->type_name("DOCUMENT-KEY");

  sub = add(app, "replay", "Send records round again after a rule, a table or the ledger was mended", session,
            o.replay, code, replay);
  sub->add_option("orders", o.replay.ids, "Purchase order numbers");
  sub->add_flag("--held", o.replay.held, "All held records");
  sub->add_flag("--dead", o.replay.dead, "All dead records");
  sub->add_flag("--rejected", o.replay.rejected,
                "All records with a document that was refused, whatever their state");
  sub->add_flag("--yes", o.replay.yes, "Do not ask");
  sub->add_option("--pair", o.replay.pair, "Only this pair");

  add_correct(app, session, o.correct, code);
  add_preview(app, session, o.preview, code);

  sub = add(app, "status", "Show what is received, booked, held, waiting and posted", session, o.status, code,
            status);
  sub->add_option("--pair", o.status.pair, "Only this pair");

  sub = add(app, "test", "Run the rules' own tests (*_test.lua)", session, o.test, code, test);
  sub->add_option("--filter", o.test.filter, "Only tests whose name contains this");
  sub->add_option("--pair", o.test.pair, "The pair whose rules are tested (default: every pair's)");
  sub->add_flag("--bless", o.test.bless, "Write snapshots that are missing or differ, and say which");
  sub->add_flag("--coverage", o.test.coverage, "Show which lines and table rows no test uses");
  sub->add_option("--min-coverage", o.test.min_coverage,
                  "Fail below this percentage of lines and table rows together")
      ->check(CLI::Range(0.0, 100.0));
  sub->add_option("--history", o.test.history,
                  "Weigh coverage by the money of the records stored since then: 90d, 12h, 4w, 2026-01-31");
  sub->add_option("--min-money-coverage", o.test.min_money_coverage,
                  "Fail below this percentage of the history's money")
      ->check(CLI::Range(0.0, 100.0));
  sub->add_option("--junit", o.test.junit, "Also write the results to this file as JUnit XML");
  sub->add_flag("--watch", o.test.watch, "Run again whenever a rule file changes, until stopped");
}

void add_rule_commands(CLI::App& app, Session& session, AllOptions& o, int& code) {
  const auto add_timeout = [](CLI::App* to, int& timeout) {
    to->add_option("--timeout", timeout, "Seconds to wait until every running engine has taken it up")
        ->capture_default_str()
        ->check(CLI::Range(0, 86'400));
  };
  auto* sub = add(app, "reload",
                  "Put the rules on disk live: compile, check, test, publish, then wait until every running "
                  "engine maps with them; exit code 1 when the old ones go on",
                  session, o.reload, code, reload);
  sub->add_option("pair,--pair", o.reload.pairs, "Only these pairs");
  add_timeout(sub, o.reload.timeout);

  auto* rules = app.add_subcommand("rules", "The published versions of the rules");
  rules->require_subcommand(1);
  rules->fallthrough();
  const auto add_pair = [](CLI::App* to, std::string& pair) {
    to->add_option("--pair", pair, "The pair whose rules are meant (default: the only one)");
  };
  sub = add(*rules, "history", "List what was published: when, by whom, why, its tests; * is live", session,
            o.history, code, rules_history);
  sub->add_option("--limit", o.history.limit, "At most so many, the newest first")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  add_pair(sub, o.history.pair);
  sub = add(*rules, "show", "List the files of a version, or print one of them", session, o.show, code,
            rules_show);
  sub->add_option("version", o.show.version, "Its first digits, or live, or disk")->required();
  sub->add_option("file", o.show.file, "Print this file: tax.lua");
  add_pair(sub, o.show.pair);
  sub = add(*rules, "diff", "Show how two versions differ, file by file", session, o.diff, code, rules_diff);
  sub->add_option("from", o.diff.from, "First digits of a version, or live, or disk")->required();
  sub->add_option("to", o.diff.to, "The same")->capture_default_str();
  add_pair(sub, o.diff.pair);
  sub = add(*rules, "rollback", "Publish a version again, once its own tests pass; the files on disk stay",
            session, o.rollback, code, rules_rollback);
  sub->add_option("version", o.rollback.version, "Its first digits")->required();
  add_pair(sub, o.rollback.pair);
  add_timeout(sub, o.rollback.timeout);
}

}  // namespace

int run_command_line(Session& session, const std::vector<std::string>& arguments) {
  CLI::App app{about, "crosswalk"};
  app.require_subcommand(1);
  app.set_version_flag("--version", "crosswalk " CROSSWALK_VERSION);
  app.add_option("--workspace", session.workspace, "The directory with crosswalk.yaml")
      ->capture_default_str();
  app.add_flag("--json", session.json, "Print JSON for machines");
  AllOptions options;
  BookOptions books;
  int exit_code = exit_ok;
  add_engine_commands(app, session, options, exit_code);
  add_connect(app, session, options, exit_code);
  add_push(app, session, options, exit_code);
  add_record_commands(app, session, options, exit_code);
  add_book_commands(app, session, books, exit_code);
  add_rule_commands(app, session, options, exit_code);
  try {
    app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
  } catch (const CLI::ParseError& error) {
    const bool help = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    if (help) {
      app.exit(error, session.out, session.err);
      return exit_ok;
    }
    session.err << "crosswalk: " << error.what() << "; see crosswalk --help\n";
    return exit_usage;
  }
  return exit_code;
}

}  // namespace crosswalk::app
