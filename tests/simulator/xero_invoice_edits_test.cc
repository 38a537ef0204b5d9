#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Decimal d(std::string_view text) {
  return Decimal::parse(text).value();
}

std::string post(XeroClient& client, const std::string& path, const std::string& body) {
  const Json answer = client.json("POST", path, body);
  return answer.contains("Elements") ? messages(answer["Elements"][0]) : "accepted";
}

constexpr std::string_view not_modifiable = "Invoice not of valid status for modification";

}  // namespace

TEST_CASE("POST with a number that exists edits that invoice, without a word; PUT refuses") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("WM-1", line("10")));
  CHECK(post(client, "Invoices", invoice("WM-1", line("99"))) == "accepted");
  CHECK(client.xero.invoices().size() == 1);
  CHECK(client.xero.invoices()[0].total == d("99"));
  CHECK(client.xero.invoices()[0].revision == 2);
  CHECK(client.xero.invoices_created().at("WM-1") == 1);
  CHECK(client.reply("PUT", "Invoices", invoice("WM-1", line("10"))).status == 400);
  // PUT takes no notice of an id: it makes another invoice.
  const std::string id = client.xero.invoices()[0].id;
  CHECK(client.reply("PUT", "Invoices", invoice("WM-2", line("1"), "\"InvoiceID\":\"" + id + "\",")).status ==
        200);
  CHECK(client.xero.invoices().size() == 2);
  CHECK(client
            .reply("POST", "Invoices",
                   invoice("", line("1"), "\"InvoiceID\":\"11111111-2222-3333-4444-555555555555\","))
            .status == 404);
  CHECK(client.reply("POST", "Invoices/NO-SUCH", "{}").status == 404);
}

TEST_CASE("status changes") {
  struct Row {
    const char* from;
    const char* to;
    bool allowed;
  };
  int number = 0;
  XeroClient client;
  client.xero.set_limits({5, 10'000, 10'000, 10'000});
  for (const Row& row : std::vector<Row>{{"DRAFT", "DRAFT", true},
                                         {"DRAFT", "SUBMITTED", true},
                                         {"DRAFT", "AUTHORISED", true},
                                         {"DRAFT", "DELETED", true},
                                         {"DRAFT", "VOIDED", false},
                                         {"DRAFT", "PAID", false},
                                         {"SUBMITTED", "DRAFT", true},
                                         {"SUBMITTED", "SUBMITTED", true},
                                         {"SUBMITTED", "AUTHORISED", true},
                                         {"SUBMITTED", "DELETED", true},
                                         {"SUBMITTED", "VOIDED", false},
                                         {"AUTHORISED", "AUTHORISED", true},
                                         {"AUTHORISED", "VOIDED", true},
                                         {"AUTHORISED", "DELETED", false},
                                         {"AUTHORISED", "DRAFT", false},
                                         {"AUTHORISED", "SUBMITTED", false},
                                         {"AUTHORISED", "PAID", false}}) {
    CAPTURE(row.from);
    CAPTURE(row.to);
    const std::string name = "S-" + std::to_string(++number);
    const std::string from = "\"Status\":\"" + std::string(row.from) + "\",";
    REQUIRE(client.reply("PUT", "Invoices", invoice(name, line("5"), from)).status == 200);
    const std::string id = client.xero.invoice(name)->id;
    const std::string answer = post(client, "Invoices/" + id, "{\"Status\":\"" + std::string(row.to) + "\"}");
    CHECK(answer == (row.allowed ? "accepted" : not_modifiable));
    CHECK(client.xero.invoice(name)->status == (row.allowed ? row.to : row.from));
    CHECK(client.xero.invoice(name)->total == d("5"));
    const std::string now = client.xero.invoice(name)->status;
    if (now == "VOIDED" || now == "DELETED") {
      CHECK(client.xero.invoice(name)->due() == Decimal{});
      for (const char* again : {"DRAFT", "AUTHORISED", "VOIDED", "DELETED"})
        CHECK(post(client, "Invoices/" + id, "{\"Status\":\"" + std::string(again) + "\"}") ==
              not_modifiable);
      CHECK(post(client, "Invoices/" + id, "{\"Reference\":\"r\"}") == not_modifiable);
    }
  }
}

TEST_CASE("the number of a voided invoice stays taken, or is free: both are possible") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("WM-1", line("10")));
  CHECK(post(client, "Invoices/WM-1", R"({"Status":"VOIDED"})") == "accepted");
  CHECK(client.reply("PUT", "Invoices", invoice("WM-1", line("10"))).status == 400);
  CHECK(post(client, "Invoices", invoice("WM-1", line("10"))) == not_modifiable);
  XeroSwitches switches;
  switches.voided_number_reusable = true;
  client.xero.set_switches(switches);
  CHECK(client.reply("PUT", "Invoices", invoice("WM-1", line("12"))).status == 200);
  CHECK(client.xero.invoice("WM-1")->total == d("12"));
  CHECK(client.xero.invoices_created().at("WM-1") == 2);
  client.settle();
  CHECK(client.json("GET", "Invoices?InvoiceNumbers=WM-1")["Invoices"].size() == 2);
  CHECK(client.json("GET", "Invoices/WM-1")["Invoices"][0]["Status"] == "AUTHORISED");
}

TEST_CASE("lines with their id are changed, without it made, and those left out are deleted") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("WM-1", line("10") + "," + line("20") + "," + line("30")));
  const auto before = client.xero.invoice("WM-1")->lines;
  const std::string keep = "{\"LineItemID\":\"" + before[1].id + "\",\"UnitAmount\":25}";
  CHECK(post(client, "Invoices/WM-1", "{\"LineItems\":[" + keep + "," + line("7") + "]}") == "accepted");
  const auto after = client.xero.invoice("WM-1")->lines;
  REQUIRE(after.size() == 2);
  CHECK(after[0].id == before[1].id);
  CHECK(after[0].line_amount == d("25"));
  CHECK(after[0].account == "200");
  CHECK(after[1].line_amount == d("7"));
  CHECK(client.xero.invoice("WM-1")->total == d("32"));
  CHECK(post(client, "Invoices/WM-1", R"({"Reference":"only this"})") == "accepted");
  CHECK(client.xero.invoice("WM-1")->lines.size() == 2);
  CHECK(post(client, "Invoices/WM-1", R"({"LineAmountTypes":"NoTax"})") == "accepted");
  CHECK(post(client, "Invoices/WM-1", "{\"LineItems\":[{\"LineItemID\":\"" + before[0].id + "\"}]}") ==
        "The line item with LineItemID " + before[0].id + " could not be found.");
  CHECK(post(client, "Invoices/WM-1", R"({"LineItems":[]})") == "One or more line items must be specified");
  CHECK(post(client, "Invoices/WM-1", R"({"InvoiceNumber":"WM-9"})") == "accepted");
  CHECK(client.xero.invoice("WM-9").has_value());
  CHECK_FALSE(client.xero.invoice("WM-1").has_value());
}

TEST_CASE("money applied: no voiding, no change of amounts; words may change") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("WM-1", line("10")));
  CHECK_FALSE(client.xero.pay("WM-1", d("10.01")).ok());
  CHECK_FALSE(client.xero.pay("NO-SUCH", d("1")).ok());
  REQUIRE(client.xero.pay("WM-1", d("4")).ok());
  const std::string edited =
      "This document cannot be edited as it has a payment or credit note allocated to it.";
  const std::string voided =
      "The status VOIDED cannot be applied to the invoice because it has payments or credit notes allocated "
      "to it.";
  for (int round = 0; round < 2; ++round) {
    CHECK(post(client, "Invoices/WM-1", R"({"Status":"VOIDED"})") == voided);
    CHECK(post(client, "Invoices/WM-1", R"({"Date":"2026-11-18"})") == edited);
    CHECK(post(client, "Invoices/WM-1", "{\"LineItems\":[" + line("10") + "]}") == edited);
    CHECK(post(client, "Invoices/WM-1", R"({"Reference":"r","DueDate":"2026-12-24"})") == "accepted");
    const std::string id = client.xero.invoice("WM-1")->lines[0].id;
    CHECK(post(client, "Invoices/WM-1",
               "{\"LineItems\":[{\"LineItemID\":\"" + id +
                   "\",\"Description\":\"new\",\"AccountCode\":\"210\"}]}") == "accepted");
    if (round == 0) REQUIRE(client.xero.pay("WM-1", d("6")).ok());
  }
  client.settle();
  const auto reply = client.reply("GET", "Invoices/WM-1");
  for (const char* part : {"\"Status\":\"PAID\"", "\"AmountPaid\":10.00", "\"AmountDue\":0.00",
                           "\"FullyPaidOnDate\"", "\"Amount\":6.00"})
    CHECK(reply.body.find(part) != std::string::npos);
  CHECK(client.xero.trial_balance() ==
        std::map<std::string, Decimal>{{"090", d("10")}, {"210", d("-10")}, {"610", {}}});
  REQUIRE(client.xero.unpay("WM-1").ok());
  CHECK(post(client, "Invoices/WM-1", R"({"Status":"VOIDED"})") == "accepted");
  CHECK(client.xero.trial_balance().empty());
}

TEST_CASE("the settings change under the client: archived accounts, removed options, limits of the plan") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("D-1", line("10"), "\"Status\":\"DRAFT\","));
  REQUIRE(client.xero.archive_account("200").ok());
  CHECK(post(client, "Invoices/D-1", R"({"Status":"AUTHORISED"})") ==
        "Account code '200' has been archived, or has been deleted. Each line item must reference a valid "
        "account.");
  client.xero.add_account({"201", "Sales two", "REVENUE", "REVENUE", "NONE"});
  const auto on_201 = [](std::string more = {}) {
    return R"({"Description":"x","UnitAmount":1,"AccountCode":"201")" + more + "}";
  };
  CHECK(post(client, "Invoices", invoice("N-1", on_201())) == "accepted");
  REQUIRE(client.xero.remove_tracking_option("Channel", "Walmart US").ok());
  CHECK_FALSE(client.xero.remove_tracking_option("Channel", "Walmart US").ok());
  const std::string tracked = on_201(R"(,"Tracking":[{"Name":"Channel","Option":"Walmart US"}])");
  CHECK(post(client, "Invoices", invoice("N-2", tracked)) ==
        "The tracking option 'Walmart US' does not exist or is archived in the tracking category 'Channel'.");
  XeroSwitches switches;
  switches.unknown_tracking_refused = false;
  switches.approvals_a_month = 2;
  switches.item_supplies_account = true;
  client.xero.set_switches(switches);
  CHECK(post(client, "Invoices", invoice("N-2", tracked)) == "accepted");
  CHECK(client.xero.invoice("N-2")->lines[0].tracking.empty());
  CHECK(post(client, "Invoices", invoice("N-3", on_201())) ==
        "You have reached the limit of invoices you can approve");
  client.xero.subscribe("CAD");
  switches.approvals_a_month = 0;
  client.xero.set_switches(switches);
  CHECK(post(client, "Invoices",
             invoice("N-4", on_201(), "\"CurrencyCode\":\"CAD\",\"CurrencyRate\":1.35,")) == "accepted");
  CHECK(client.xero.trial_balance("CAD").at("610") == d("1"));
  CHECK(client.json("GET", "Organisation/Actions")["Actions"].back()["Status"] == "ALLOWED");
}
