#include "app/book_arguments.h"

#include <CLI/CLI.hpp>

namespace crosswalk::app {
namespace {

void add_export(CLI::App& app, Session& session, ExportOptions& o, int& code) {
  auto* sub = app.add_subcommand(
      "export",
      "Write the booked entries for other programs: a journal for hledger, which checks independently that\n"
      "everything balances (crosswalk export | hledger -f - balance), or CSV or JSON with an entry a row.\n"
      "Debit is positive. Drafts of what has not shipped are not in the books and left out");
  sub->callback([&session, &o, &code] { code = export_entries(session, o); });
  sub->fallthrough();
  sub->add_option("--format", o.format, "hledger, csv or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"hledger", "csv", "json"}));
  sub->add_option("--pair", o.pairs, "Only these pairs");
  sub->add_option("--since", o.since, "From this accounting date on: 2026-01-01");
  sub->add_option("--until", o.until, "Until this accounting date, included");
  sub->add_option("--out", o.out, "Into this file instead of standard output");
}

void add_report(CLI::App& app, Session& session, ReportProfitOptions& o, int& code) {
  auto* report = app.add_subcommand("report", "Reports from the books");
  report->require_subcommand(1);
  report->fallthrough();
  auto* sub = report->add_subcommand(
      "profit",
      "Revenue, refunds, fees, unit cost where a rule gives it, and the margin, from the booked entries by\n"
      "accounting date. Fees that are nobody's stand in a row of their own, so that the sum is the books'");
  sub->callback([&session, &o, &code] { code = report_profit(session, o); });
  sub->fallthrough();
  sub->add_option("--by", o.by, "sku, category, channel, fulfilment or state")
      ->capture_default_str()
      ->check(CLI::IsMember({"sku", "category", "channel", "fulfilment", "state"}));
  sub->add_option("--month", o.month, "A month: 2026-01");
  sub->add_option("--since", o.since, "From this accounting date on: 2026-01-01");
  sub->add_option("--until", o.until, "Until this accounting date, included");
  sub->add_option("--format", o.format, "text, csv, json or html (a page with a chart, to print)")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "csv", "json", "html"}));
  sub->add_option("--out", o.out, "Into this file instead of standard output");
  sub->add_option("--pair", o.pair, "The pair that is meant (default: the only one)");
}

void add_reconcile(CLI::App& app, Session& session, ReconcileOptions& o, int& code) {
  auto* sub = app.add_subcommand(
      "reconcile",
      "Hold everything against everything: order, settlement row, ledger document and deposit, of one\n"
      "settlement or of a time; or prove the clearing balance of a day (--at). Makes no calls. Exit code 1\n"
      "when something does not tie out. A deposit's evidence comes from `crosswalk import deposits FILE`");
  sub->callback([&session, &o, &code] { code = reconcile(session, o); });
  sub->fallthrough();
  sub->add_option("settlement", o.settlement, "The settlement's report date: 2026-02-06");
  sub->add_option("--since", o.since, "From this day on: 2026-01-01");
  sub->add_option("--until", o.until, "Until this day, included");
  sub->add_option("--at", o.at,
                  "Prove the clearing balance at the end of this day, against Walmart's rows and "
                  "its statement, with each cause of a difference")
      ->excludes("--since")
      ->excludes("--until")
      ->excludes("settlement");
  sub->add_option("--format", o.format, "text, csv, json or html (a page to print)")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "csv", "json", "html"}));
  sub->add_option("--out", o.out, "Into this file instead of standard output");
  sub->add_option(
      "--rate", o.rates,
      "The contract's commission in per cent, of all categories or of one: 15, "
      "\"Home=12.5\" (default: reconcile.contract_rates of crosswalk.yaml, else each row's own rate)");
  sub->add_option("--settle-days", o.settle_days,
                  "How long rows may take to settle what shipped (default: 30)")
      ->check(CLI::Range(1, 365));
  sub->add_option("--deposit-days", o.deposit_days,
                  "How long a deposit may take after its period (default: 14)")
      ->check(CLI::Range(1, 365));
  sub->add_flag("--all", o.all, "Text: every exception, not only the largest");
  sub->add_option("--pair", o.pair, "The pair that is meant (default: the only one)");
}

}  // namespace

void add_book_commands(CLI::App& app, Session& session, BookOptions& options, int& exit_code) {
  add_export(app, session, options.out, exit_code);
  add_report(app, session, options.profit, exit_code);
  add_reconcile(app, session, options.reconcile, exit_code);
}

}  // namespace crosswalk::app
