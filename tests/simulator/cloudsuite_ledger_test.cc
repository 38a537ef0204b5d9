#include "cloudsuite_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

std::string text_of(const std::vector<Json>& rows, const char* field) {
  std::string out;
  for (const Json& row : rows) out += (out.empty() ? "" : " | ") + text_in(row, field);
  return out;
}

std::string amount(const std::map<std::string, Decimal>& balance, const std::string& account) {
  const auto found = balance.find(account);
  return found != balance.end() ? found->second.text(2) : "none";
}

}  // namespace

TEST_CASE("staged rows are interfaced, journalised and posted, a stage at a time") {
  CloudSuiteClient client;
  client.stage_sale("RUN1", "25.00");
  CHECK(client.cloudsuite.staged("RUN1").size() == 2);
  client.interface("RUN1");
  CHECK(text_in(client.result("RUN1"), "Status") == "0");
  CHECK(client.cloudsuite.staged("RUN1").size() == 2);

  client.wait(5);
  const Json result = client.result("RUN1");
  CHECK(text_in(result, "Status") == "1");
  CHECK(text_in(result, "PassedCount") == "2");
  CHECK(text_in(result, "FailedCount") == "0");
  CHECK(client.cloudsuite.staged("RUN1").empty());
  CHECK(client.list("GeneralLedgerTransaction", "Status").empty());

  client.wait(30);
  CHECK(text_of(client.list("GeneralLedgerTransaction", "Status"), "Status") == "0 | 0");
  CHECK(client.list("GLTransactionDetail", "Reference").empty());

  client.wait(30);
  CHECK(text_of(client.list("GLTransactionDetail", "Reference", "System=\"WM\" and PostingDate=\"20261119\""),
                "Reference") == "108812345678901/1 | 108812345678901/2");
  const auto balance = client.cloudsuite.trial_balance();
  CHECK(amount(balance, "090") == "25.00");
  CHECK(amount(balance, "200") == "-25.00");
}

TEST_CASE("a run group becomes a journal a posting date, whose control says how far it has come") {
  CloudSuiteClient client;
  CloudSuiteSwitches switches;
  switches.releases_by_itself = false;
  switches.detail_before_posting = true;
  client.cloudsuite.set_switches(switches);
  std::vector<Json> rows = {client.row("RUN1", 1, "090", "10"), client.row("RUN1", 2, "200", "-10"),
                            client.row("RUN1", 3, "090", "5"), client.row("RUN1", 4, "200", "-5")};
  rows[2]["PostingDate"] = rows[3]["PostingDate"] = "20261118";
  client.stage(rows);
  client.interface("RUN1");
  client.settle();
  CHECK(text_of(client.list("GeneralLedgerJournalControl", "Status"), "Status") == "0 | 0");
  CHECK(client.list("GLTransactionDetail", "Reference").size() == 4);
  CHECK(client.cloudsuite.ledger().empty());
  CHECK(client.cloudsuite.post_journals() == 2);
  CHECK(text_of(client.list("GeneralLedgerJournalControl", "Status"), "Status") == "6 | 6");
  CHECK(client.cloudsuite.ledger().size() == 4);
}

TEST_CASE("journals wait for a person where the tenant posts by hand") {
  CloudSuiteClient client;
  CloudSuiteSwitches switches;
  switches.posts_by_itself = false;
  client.cloudsuite.set_switches(switches);
  client.stage_sale("RUN1", "25.00");
  client.interface("RUN1");
  client.settle();
  CHECK(client.cloudsuite.ledger().empty());
  CHECK(client.cloudsuite.post_journals() == 1);
  CHECK(client.cloudsuite.ledger().size() == 2);
  CHECK(client.cloudsuite.post_journals() == 0);
}

TEST_CASE("one row with an error keeps the whole run group out, with the row's own words") {
  CloudSuiteClient client;
  client.stage({client.row("RUN1", 1, "090", "10"), client.row("RUN1", 2, "200", "-10"),
                client.row("RUN1", 3, "999", "5"), client.row("RUN1", 4, "400", "-5"),
                client.row("RUN1", 5, "000", "1"),
                client.row("RUN1", 6, "090", "1", {{"PostingDate", "20350825"}}),
                client.row("RUN1", 7, "090", "1", {{"FinanceDimension1", "NONE"}}),
                client.row("RUN1", 8, "090", "1", {{"AccountingEntity", "300"}}),
                client.row("RUN1", 9, "090", "1", {{"CurrencyCode", "EUR"}}),
                client.row("RUN1", 10, "090", "1", {{"System", "ZZ"}})});
  client.interface("RUN1");
  client.settle();
  const Json result = client.result("RUN1");
  CHECK(text_in(result, "Status") == "2");
  CHECK(text_in(result, "PassedCount") == "0");
  CHECK(text_in(result, "FailedCount") == "8");
  CHECK(client.cloudsuite.ledger().empty());
  const auto rows = client.list("GLTransactionInterface", "SequenceNumber,ErrorMessage", "RunGroup=\"RUN1\"");
  REQUIRE(rows.size() == 10);
  CHECK_FALSE(rows[0].contains("ErrorMessage"));
  CHECK(text_in(rows[2], "ErrorMessage") == "AccountCode 999 does not exist");
  CHECK(text_in(rows[3], "ErrorMessage") == "AccountCode 400 is not active");
  CHECK(text_in(rows[4], "ErrorMessage") == "AccountCode 000 is not a posting account");
  CHECK(text_in(rows[5], "ErrorMessage") == "No period found for Posting Date August 25, 2035");
  CHECK(text_in(rows[6], "ErrorMessage") == "FinanceDimension1 NONE does not exist");
  CHECK(text_in(rows[7], "ErrorMessage") == "AccountingEntity 300 does not exist");
  CHECK(text_in(rows[8], "ErrorMessage") == "CurrencyCode EUR does not exist");
  CHECK(text_in(rows[9], "ErrorMessage") == "System ZZ does not exist");
}

TEST_CASE("a closed period is an error of the row until somebody opens it") {
  CloudSuiteClient client;
  client.cloudsuite.open_periods_from(Date::of(2026, 12, 1).value());
  const auto entity = client.list("AccountingEntity", "CurrentPeriod", "AccountingEntity=\"100\"");
  CHECK(text_of(entity, "CurrentPeriod") == "202612");
  client.stage_sale("RUN1", "25.00");
  client.interface("RUN1");
  client.settle();
  CHECK(value_in(client.cloudsuite.staged("RUN1").front(), "ErrorMessage") ==
        "Period is closed for Posting Date November 19, 2026");
  client.cloudsuite.open_periods_from(Date::of(2026, 11, 1).value());
  client.interface("RUN1");
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 2);
}

TEST_CASE("each accounting entity closes its own periods") {
  CloudSuiteClient client;
  client.cloudsuite.open_periods_from(Date::of(2026, 12, 1).value(), "200");
  const auto entities = client.list("AccountingEntity", "CurrentPeriod", "FinanceEnterpriseGroup=\"1\"");
  CHECK(text_of(entities, "CurrentPeriod") == "202401 | 202612");
  client.stage(
      {client.row("RUN1", 1, "090", "1"), client.row("RUN1", 2, "090", "1", {{"AccountingEntity", "200"}})});
  client.interface("RUN1");
  client.settle();
  const auto rows = client.cloudsuite.staged("RUN1");
  CHECK(value_in(rows.at(0), "ErrorMessage").empty());
  CHECK(value_in(rows.at(1), "ErrorMessage") == "Period is closed for Posting Date November 19, 2026");
  // What is asked for one entity leaves the other alone.
  client.reply("GET", client.interface_path("RUN1", "&PrmAccountingEntity=100"));
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 1);
}

TEST_CASE(
    "an edit alone passes rows that never reach the ledger, and so do parameters without their prefix") {
  CloudSuiteClient client;
  client.stage_sale("RUN1", "25.00");
  const std::string form =
      "ldrest/GLTransactionInterface/InterfaceTransactions_InterfaceTransactionsForm_FormOperation?"
      "PrmEnterpriseGroup=1&PrmRunGroup=RUN1&_cmAll=true";
  client.reply("GET", form + "&PrmEditOnly=true&PrmByPassAccountCode=true");
  client.settle();
  CHECK(text_in(client.result("RUN1"), "Status") == "1");
  CHECK(text_in(client.result("RUN1"), "PassedCount") == "2");
  client.reply("GET", form + "&EditAndInterface=true&PrmByPassAccountCode=true");
  client.settle();
  CHECK(text_in(client.result("RUN1"), "Status") == "1");
  CHECK(client.cloudsuite.staged("RUN1").size() == 2);
  CHECK(client.cloudsuite.run_groups_interfaced().empty());
  // Without the bypass the account would have to be translated.
  client.reply("GET", form + "&PrmEditAndInterface=true&ByPassAccountCode=true");
  client.settle();
  CHECK(value_in(client.cloudsuite.staged("RUN1").front(), "ErrorMessage") ==
        "AccountCode 090 has no translation");
}

TEST_CASE("a partial update takes the clean rows, and can move the others to a run group of their own") {
  CloudSuiteClient client;
  client.stage({client.row("RUN1", 1, "090", "10"), client.row("RUN1", 2, "999", "-10")});
  client.reply("GET",
               "ldrest/GLTransactionInterface/"
               "InterfaceTransactions_InterfaceTransactionsForm_FormOperation?PrmEnterpriseGroup=1"
               "&PrmRunGroup=RUN1&PrmPartialUpdate=true&PrmMoveErrorsToNewRunGroup=true"
               "&PrmErrorRunGroupPrefix=BAD&PrmByPassAccountCode=true&_cmAll=true");
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 1);
  CHECK(client.cloudsuite.staged("RUN1").empty());
  CHECK(client.cloudsuite.staged("BAD1").size() == 1);
  CHECK(text_in(client.result("RUN1"), "Status") == "2");
}

TEST_CASE("errors hold up the run group, or only their entity where the tenant works so") {
  CloudSuiteClient client;
  CloudSuiteSwitches switches;
  switches.errors_by_entity = true;
  client.cloudsuite.set_switches(switches);
  client.stage({client.row("RUN1", 1, "090", "10"), client.row("RUN1", 2, "999", "-10"),
                client.row("RUN1", 3, "090", "7", {{"AccountingEntity", "200"}, {"CurrencyCode", "CAD"}}),
                client.row("RUN1", 4, "200", "-7", {{"AccountingEntity", "200"}, {"CurrencyCode", "CAD"}})});
  client.interface("RUN1");
  client.settle();
  CHECK(client.cloudsuite.staged("RUN1").size() == 2);
  CHECK(client.cloudsuite.trial_balance().empty());
  CHECK(amount(client.cloudsuite.trial_balance("CAD", "200"), "090") == "7.00");
  CHECK(text_in(client.result("RUN1"), "PassedCount") == "2");
}

TEST_CASE("an unbalanced run group is taken, unless the tenant checks it") {
  CloudSuiteClient client;
  client.stage({client.row("RUN1", 1, "090", "10")});
  client.interface("RUN1");
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 1);
  CloudSuiteSwitches switches;
  switches.unbalanced_refused = true;
  client.cloudsuite.set_switches(switches);
  client.stage({client.row("RUN2", 1, "090", "10")});
  client.interface("RUN2");
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 1);
  CHECK(value_in(client.cloudsuite.staged("RUN2").front(), "ErrorMessage") ==
        "Transactions are out of balance for Accounting Entity 100");
}

TEST_CASE("a run group that is sent again posts twice, unless the tenant refuses it") {
  CloudSuiteClient client;
  for (int time = 0; time < 2; ++time) {
    client.stage_sale("RUN1", "25.00");
    client.interface("RUN1");
    client.settle();
  }
  CHECK(client.cloudsuite.run_groups_interfaced().at("RUN1") == 2);
  CHECK(amount(client.cloudsuite.trial_balance(), "090") == "50.00");
  CloudSuiteSwitches switches;
  switches.used_run_group_refused = true;
  client.cloudsuite.set_switches(switches);
  CHECK(exception_of(client.stage_sale("RUN1", "25.00")[0]) == "Run Group RUN1 has already been interfaced");
}

TEST_CASE("a person deletes a journal that is not posted, and reverses one that is") {
  CloudSuiteClient client;
  auto switches = client.cloudsuite.switches();
  switches.releases_by_itself = false;
  client.cloudsuite.set_switches(switches);
  const auto journalised = [&](const char* run_group) {
    client.stage_sale(run_group, "25.00");
    client.interface(run_group);
    client.wait(60);
    CHECK(client.cloudsuite.rows("GeneralLedgerTransaction").size() == 2);
  };
  journalised("RUN1");
  CHECK(client.cloudsuite.reverse_journals() == 0);
  CHECK(client.cloudsuite.delete_journals() == 1);
  CHECK(client.cloudsuite.rows("GeneralLedgerTransaction").empty());
  CHECK(client.cloudsuite.rows("GeneralLedgerJournalControl").empty());
  CHECK(client.cloudsuite.post_journals() == 0);

  journalised("RUN2");
  CHECK(client.cloudsuite.post_journals() == 1);
  CHECK(client.cloudsuite.delete_journals() == 0);
  CHECK(client.cloudsuite.reverse_journals() == 1);
  CHECK(client.cloudsuite.ledger().size() == 4);
  for (const auto& balance : client.cloudsuite.trial_balance()) CHECK(balance.second.is_zero());
}

TEST_CASE("staging is cleared later, and not while its run group is being journalised") {
  CloudSuiteClient client;
  const std::string clear =
      "ldrest/GLTransactionInterface/DeleteAllTransactionsForRunGroup_AnyForm_FormOperation"
      "?PrmRunGroup=RUN1&_cmAll=true";
  client.stage_sale("RUN1", "25.00");
  CHECK(text_in(client.json("GET", clear)[0], "message") ==
        "Delete All Transactions For Run Group Submitted");
  CHECK(client.cloudsuite.staged("RUN1").size() == 2);
  client.wait(5);
  CHECK(client.cloudsuite.staged("RUN1").empty());

  client.stage_sale("RUN1", "25.00");
  client.interface("RUN1");
  client.wait(6);
  const auto refused = client.reply("GET", clear);
  CHECK(refused.status == 400);
  CHECK(refused.body.find("Cannot delete, journalize not complete for this run group") != std::string::npos);
  client.settle();
  CHECK(client.reply("GET", clear).status == 200);
}

TEST_CASE("set actions are GET, want their confirmation, and errors can be reset") {
  CloudSuiteClient client;
  client.stage({client.row("RUN1", 1, "999", "10")});
  CHECK(client.reply("POST", client.interface_path("RUN1")).status == 405);
  std::string asks = client.interface_path("RUN1");
  asks.replace(asks.find("&_cmAll=true"), 12, "");
  CHECK(text_in(client.json("GET", asks)[0], "message") == "Confirmation required");
  client.settle();
  CHECK(client.result("RUN1").is_null());
  client.interface("RUN1");
  client.settle();
  CHECK_FALSE(value_in(client.cloudsuite.staged("RUN1").front(), "ErrorMessage").empty());
  client.reply("GET",
               "ldrest/GLTransactionInterface/ResetAllErrors_Form_FormOperation?PrmRunGroup=RUN1"
               "&_cmAll=true");
  CHECK(value_in(client.cloudsuite.staged("RUN1").front(), "ErrorMessage").empty());
}

TEST_CASE("a run that something on the way repeats posts once and leaves a result over nothing") {
  CloudSuiteClient client;
  client.stage_sale("RUN1", "25.00");
  client.cloudsuite.repeat_next("GET /ACME_TST/FSM/fsm/soap/ldrest/GLTransactionInterface/Interface");
  client.interface("RUN1");
  client.settle();
  CHECK(text_of(client.list("GLTransactionInterfaceResult", "RecordCount,Status", "RunGroup=\"RUN1\""),
                "RecordCount") == "2 | 0");
  CHECK(client.cloudsuite.ledger().size() == 2);
}

TEST_CASE("a result may appear only at its end, and a set action answers in one of several forms") {
  CloudSuiteClient client;
  CloudSuiteSwitches switches;
  switches.result_row_while_running = false;
  switches.confirmations_required = false;
  switches.business_error_status = 200;
  client.cloudsuite.set_switches(switches);
  const std::string path = client.interface_path("RUN1");
  const auto form = [&](cloudsuite_sim::SetActionForm one) {
    switches.set_action_form = one;
    client.cloudsuite.set_switches(switches);
    return client.reply("GET", path.substr(0, path.find("&_cmAll"))).body;
  };
  client.stage_sale("RUN1", "1");
  CHECK(form(cloudsuite_sim::SetActionForm::text) == "Interface Transactions Submitted");
  CHECK(client.result("RUN1").is_null());
  CHECK(form(cloudsuite_sim::SetActionForm::object).starts_with("{"));
  CHECK(form(cloudsuite_sim::SetActionForm::array).starts_with("["));
  client.wait(5);
  CHECK_FALSE(client.result("RUN1").is_null());
  const Json refused = client.json("GET",
                                   "ldrest/GLTransactionInterface/DeleteAllTransactionsForRunGroup_F_"
                                   "FormOperation?PrmRunGroup=RUN1");
  CHECK(exception_of(refused).find("journalize not complete") != std::string::npos);
}
