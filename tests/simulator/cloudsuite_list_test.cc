#include "cloudsuite_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

constexpr const char* accounts = "classes/GeneralLedgerChartAccount/lists/";

std::string account_names(const Json& answer) {
  std::string out;
  for (const Json& element : answer)
    if (element.contains("_fields"))
      out += (out.empty() ? "" : " ") + text_in(element["_fields"], "GeneralLedgerChartAccount");
  return out;
}

std::string href(const Json& answer, std::string_view rel) {
  for (const Json& link : answer[0]["_links"])
    if (text_in(link, "rel") == rel) return text_in(link, "href");
  return {};
}

// "../lists/_generic?…" beside the list it came from.
std::string resolved(const std::string& link) {
  REQUIRE(link.starts_with("../lists/"));
  return accounts + link.substr(9);
}

}  // namespace

TEST_CASE("a list wants its fields, shows five rows, and keys as the caller spelled them") {
  CloudSuiteClient client;
  CHECK(client.reply("GET", std::string(accounts) + "_generic").status == 400);
  const Json answer = client.json("GET", std::string(accounts) +
                                             "_generic?_fields=GeneralLedgerChartAccount,%20Active,"
                                             "GeneralLedgerChartAccount.Description,Nonsense&_unknown=1");
  REQUIRE(answer.size() == 6);
  CHECK(answer[0]["_count"] == -1);
  CHECK_FALSE(answer[0].contains("_fields"));
  const Json& row = answer[1]["_fields"];
  CHECK(text_in(row, " Active") == "true");
  CHECK(text_in(row, "GeneralLedgerChartAccount.Description") == "Total");
  CHECK_FALSE(row.contains("Nonsense"));
}

TEST_CASE("pages follow one another by their links, which are there beyond the end as well") {
  CloudSuiteClient client;
  const std::string first = std::string(accounts) +
                            "_generic?_fields=GeneralLedgerChartAccount&_limit=3"
                            "&_lplFilter=FinanceEnterpriseGroup%3D%221%22%20and%20GeneralLedgerChartAccount"
                            "%20like%20%222*%22";
  Json page = client.json("GET", first);
  CHECK(account_names(page) == "200 210 215");
  page = client.json("GET", resolved(href(page, "next")));
  CHECK(account_names(page) == "220 230 235");
  const std::string back = href(page, "prev");
  page = client.json("GET", resolved(href(page, "next")));
  CHECK(account_names(page).empty());
  CHECK_FALSE(href(page, "next").empty());
  page = client.json("GET", resolved(href(page, "next")));
  CHECK(account_names(page).empty());
  CHECK(account_names(client.json("GET", resolved(back))) == "200 210 215");
}

TEST_CASE("a page may be smaller than it was asked to be") {
  CloudSuiteClient client;
  CloudSuiteSwitches switches;
  switches.largest_page = 2;
  client.cloudsuite.set_switches(switches);
  CHECK(client.list("GeneralLedgerChartAccount", "Description").size() == 2);
}

TEST_CASE("the header element may be missing, count on request, or be all there is") {
  CloudSuiteClient client;
  const std::string path = std::string(accounts) + "_generic?_fields=Active&_limit=1";
  CHECK(client.json("GET", path + "&_pageNav=false").size() == 1);
  CHECK(client.json("GET", path + "&_recordCountOnly=true")[0]["_count"] == 26);
  CHECK(client.json("GET", path + "&_omitCountValue=false")[0]["_count"] == -1);
  CloudSuiteSwitches switches;
  switches.count_on_request = true;
  client.cloudsuite.set_switches(switches);
  CHECK(client.json("GET", path + "&_omitCountValue=false")[0]["_count"] == 26);
  switches.header_element = false;
  client.cloudsuite.set_switches(switches);
  CHECK(client.json("GET", path).size() == 1);
}

TEST_CASE("filters: name::value, and a part of LPL; what they do not understand is refused") {
  CloudSuiteClient client;
  const std::string path = std::string(accounts) + "_generic?_fields=GeneralLedgerChartAccount&_limit=50&";
  CHECK(account_names(client.json("GET", path + "_filter=Active::false|FinanceEnterpriseGroup::1")) == "400");
  CHECK(client.list("GeneralLedgerChartAccount", "Active", "Active = \"false\"").size() == 1);
  const auto refusal = [&](std::string_view lpl) {
    const auto reply = client.reply("GET", path + "_lplFilter=" + client.encoded(lpl));
    CHECK(reply.status == 400);
    return text_in(parse_json(reply.body, "refusal").value(), "message");
  };
  CHECK(refusal("Active=\"true\" or Active=\"false\"") ==
        "ConditionNode tree failed: Expected a logical operator");
  CHECK(refusal("Active=true") == "ConditionNode tree failed: Expected a quoted value");
  CHECK(refusal("Active>\"a\"") == "ConditionNode tree failed: Expected a relational operator");
  CHECK(refusal("Nonsense=\"1\"") ==
        "ConditionNode tree failed: Field Nonsense is not defined on GeneralLedgerChartAccount");
  CHECK(client.reply("GET", path + "_filter=Active").status == 400);

  CloudSuiteSwitches switches;
  switches.list_failures_in_200 = true;
  client.cloudsuite.set_switches(switches);
  const Json failed = client.json("GET", path + "_filter=Active");
  CHECK(exception_of(failed) == "ConditionNode tree failed: Expected name::value");
}

TEST_CASE("ErrorMessage cannot be filtered unless the tenant can") {
  CloudSuiteClient client;
  const std::string path =
      "classes/GLTransactionInterface/lists/_generic?_fields=ErrorMessage&_filter=ErrorMessage::x";
  CHECK(client.reply("GET", path).status == 400);
  CloudSuiteSwitches switches;
  switches.error_message_filters = true;
  client.cloudsuite.set_switches(switches);
  CHECK(client.reply("GET", path).status == 200);
}

TEST_CASE("a named list has its own condition and needs no fields") {
  CloudSuiteClient client;
  const Json answer = client.json("GET", std::string(accounts) + "ChartAccountActivePostingSelect?_limit=50");
  CHECK(answer.size() == 25);
  CHECK(account_names(answer).find("400") == std::string::npos);
  CHECK(account_names(answer).find("000") == std::string::npos);
}

TEST_CASE("sequence numbers are listed by their value") {
  CloudSuiteClient client;
  std::vector<Json> rows;
  for (const int number : {10, 9, 2, 1}) rows.push_back(client.row("RUN1", number, "090", "1"));
  client.stage(rows);
  std::string order;
  for (const Json& row : client.list("GLTransactionInterface", "SequenceNumber", "RunGroup=\"RUN1\""))
    order += text_in(row, "SequenceNumber") + " ";
  CHECK(order == "1 2 9 10 ");
}

TEST_CASE("blank fields are left out or listed, and the ledger keeps the run group or not") {
  CloudSuiteClient client;
  client.stage_sale("RUN1", "1");
  client.interface("RUN1");
  client.settle();
  const auto detail = [&] { return client.list("GLTransactionDetail", "RunGroup,Description").front(); };
  CHECK(detail() == Json::object());
  CHECK(client.list("GeneralLedgerJournalControl", "RunGroup").front() == Json::object());
  CHECK(client
            .reply("GET",
                   "classes/GLTransactionDetail/lists/_generic?_fields=Reference&_filter=RunGroup::"
                   "RUN1")
            .status == 400);
  CloudSuiteSwitches switches;
  switches.blank_fields_listed = true;
  switches.run_group_on_detail = true;
  client.cloudsuite.set_switches(switches);
  CHECK(detail() == Json{{"RunGroup", "RUN1"}, {"Description", ""}});
  switches.unknown_list_fields_refused = true;
  client.cloudsuite.set_switches(switches);
  CHECK(client.reply("GET", "classes/GLTransactionDetail/lists/_generic?_fields=Nonsense").status == 400);
}
