#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

const std::string bad_line = R"({"Description":"x","UnitAmount":1,"AccountCode":"999","TaxType":"NONE"})";

std::string three(std::string_view bad_number = "B") {
  return batch({invoice("A", line("1")), invoice(bad_number, bad_line), invoice("C", line("3"))});
}

std::vector<std::string> standing(const XeroClient& client) {
  std::vector<std::string> numbers;
  for (const SimInvoice& one : client.xero.invoices()) numbers.push_back(one.number);
  return numbers;
}

}  // namespace

TEST_CASE("summarised: 400 with the failing elements only, while the valid ones stand in the books") {
  for (const char* path : {"Invoices", "Invoices?summarizeErrors=true"}) {
    XeroClient client;
    const Json answer = client.json("PUT", path, three());
    CHECK(answer["ErrorNumber"] == 10);
    CHECK(answer["Type"] == "ValidationException");
    CHECK(answer["Message"] == "A validation exception occurred");
    REQUIRE(answer["Elements"].size() == 1);
    const Json& element = answer["Elements"][0];
    CHECK(element["InvoiceNumber"] == "B");
    CHECK(element["InvoiceID"] == "00000000-0000-0000-0000-000000000000");
    CHECK(element["HasErrors"] == true);
    CHECK(messages(element) == "Account code '999' is not a valid code for this document.");
    CHECK(messages(element["LineItems"][0]) == messages(element));
    CHECK(standing(client) == std::vector<std::string>{"A", "C"});
  }
}

TEST_CASE("one by one: 200 with a status for each element, in another order than sent") {
  XeroClient client;
  const Json answer = client.json("PUT", "Invoices?summarizeErrors=false", three());
  REQUIRE(answer["Invoices"].size() == 3);
  CHECK(answer["Status"] == "OK");
  CHECK(numbered(answer, "A")["StatusAttributeString"] == "OK");
  CHECK(numbered(answer, "A")["HasErrors"] == false);
  CHECK(numbered(answer, "B")["StatusAttributeString"] == "ERROR");
  CHECK(numbered(answer, "B")["InvoiceID"] == "00000000-0000-0000-0000-000000000000");
  CHECK(numbered(answer, "C")["InvoiceID"] == client.xero.invoice("C")->id);
  CHECK(answer["Invoices"][0]["InvoiceNumber"] != "A");
  XeroSwitches switches;
  switches.shuffled_elements = false;
  client.xero.set_switches(switches);
  const Json ordered = client.json("POST", "Invoices?summarizeErrors=false", three());
  CHECK(ordered["Invoices"][0]["InvoiceNumber"] == "A");
  CHECK(ordered["Invoices"][2]["InvoiceNumber"] == "C");
}

TEST_CASE("the other answers that are possible") {
  XeroSwitches switches;
  switches.summarise_by_default = false;
  switches.errors_as_description = true;
  switches.nested_errors_only = true;
  switches.date_offset = "+1300";
  XeroClient client;
  client.xero.set_switches(switches);
  const Json answer = client.json("PUT", "Invoices", three());
  const Json bad = numbered(answer, "B");
  CHECK(bad["ValidationErrors"].empty());
  CHECK(bad["LineItems"][0]["ValidationErrors"][0]["Description"] ==
        "Account code '999' is not a valid code for this document.");
  CHECK(numbered(answer, "A")["Date"] == "/Date(1795046400000+1300)/");

  switches = {};
  switches.valid_elements_persist = false;
  XeroClient strict;
  strict.xero.set_switches(switches);
  CHECK(strict.reply("PUT", "Invoices", three()).status == 400);
  CHECK(standing(strict).empty());
}

TEST_CASE("two of one number in a request: the second is refused, or by POST edits the first") {
  XeroClient client;
  const std::string twice = batch({invoice("A", line("1")), invoice("A", line("2"))});
  CHECK(messages(client.json("PUT", "Invoices", twice)["Elements"][0]) == "Invoice # must be unique.");
  CHECK(client.xero.invoice("A")->total == Decimal::whole(1));
  client.reply("POST", "Invoices", twice);
  CHECK(client.xero.invoices().size() == 1);
  CHECK(client.xero.invoice("A")->total == Decimal::whole(2));
}

TEST_CASE("one object, an array, an envelope of any case") {
  XeroClient client;
  const std::string one = invoice("1", line("1"));
  CHECK(client.reply("PUT", "Invoices", one).status == 200);
  CHECK(client.reply("PUT", "Invoices", "[" + invoice("2", line("1")) + "]").status == 200);
  CHECK(client.reply("PUT", "Invoices", "{\"invoices\":[" + invoice("3", line("1")) + "]}").status == 200);
  CHECK(client.reply("PUT", "Invoices", R"({"Invoices":7})").status == 400);
  CHECK(standing(client).size() == 3);
}

TEST_CASE("reading invoices: filters, pages, lines only where paged") {
  XeroClient client;
  for (int i = 0; i < 5; ++i) {
    client.reply(
        "PUT", "Invoices",
        invoice("R-" + std::to_string(i), line("1"), "\"Reference\":\"PO " + std::to_string(i) + "\","));
    client.clock.advance(Millis{1'000});
  }
  client.reply("POST", "Invoices/R-4", R"({"Status":"VOIDED"})");
  client.settle();
  const auto numbers = [&](std::string query) {
    std::string out;
    const Json answer = client.json("GET", "Invoices" + query);
    for (const Json& one : answer["Invoices"]) out += one["InvoiceNumber"].get<std::string>() + ";";
    return out;
  };
  CHECK(numbers("") == "R-0;R-1;R-2;R-3;R-4;");
  CHECK(numbers("?order=InvoiceNumber%20DESC") == "R-4;R-3;R-2;R-1;R-0;");
  CHECK(numbers("?InvoiceNumbers=R-3,R-1,NONE") == "R-1;R-3;");
  CHECK(numbers("?InvoiceNumbers=%22R-3%22,%20%22R-1%22") == "R-1;R-3;");
  CHECK(numbers("?IDs=" + client.xero.invoice("R-2")->id) == "R-2;");
  CHECK(numbers("?Statuses=VOIDED,DRAFT") == "R-4;");
  CHECK(numbers("?where=Reference%3D%3D%22PO%202%22") == "R-2;");
  CHECK(numbers("?where=InvoiceNumber==%22R-2%22%20AND%20Status==%22VOIDED%22") == "");
  CHECK(
      numbers("?where=Date%3E=DateTime(2026,11,19)%26%26AmountDue%3E0.5%26%26Contact.Name==%22walmart%22") ==
      "R-0;R-1;R-2;R-3;");
  CHECK(numbers("?where=InvoiceID==guid(%22" + client.xero.invoice("R-1")->id + "%22)") == "R-1;");
  CHECK(numbers("?searchTerm=po%203") == "R-3;");
  CHECK(numbers("?page=2&pageSize=2") == "R-2;R-3;");
  CHECK(client.json("GET", "Invoices?order=Colour")["Type"] == "QueryParseException");
  CHECK(client.json("GET", "Invoices?InvoiceNumbers=R-1")["Invoices"][0]["LineItems"].empty());
  CHECK(client.json("GET", "Invoices?page=1")["Invoices"][0]["LineItems"].size() == 1);
  CHECK(client.json("GET", "Invoices?Statuses=VOIDED")["Invoices"][0]["LineItems"].size() == 1);
  CHECK(client.json("GET", "Invoices?Statuses=VOIDED")["pagination"]["itemCount"] == 1);
  CHECK(client.json("GET", "Invoices?page=1&summaryOnly=true")["Invoices"][0]["LineItems"].empty());
  CHECK(client.json("GET", "Invoices/" + client.xero.invoice("R-1")->id)["Invoices"][0]["LineItems"].size() ==
        1);
}

TEST_CASE("a new invoice is missing from lists for a moment, but never from the check of its number") {
  XeroClient client;
  const std::string id =
      client.json("PUT", "Invoices", invoice("NEW", line("1")))["Invoices"][0]["InvoiceID"];
  CHECK(client.reply("GET", "Invoices/" + id).status == 200);
  CHECK(client.reply("GET", "Invoices/NEW").status == 404);
  CHECK(client.json("GET", "Invoices?InvoiceNumbers=NEW")["Invoices"].empty());
  CHECK(client.reply("PUT", "Invoices", invoice("NEW", line("1"))).status == 400);
  client.clock.advance(Millis{2'000});
  CHECK(client.reply("GET", "Invoices/NEW").status == 200);
  CHECK(client.json("GET", "Invoices?InvoiceNumbers=NEW")["Invoices"].size() == 1);
}

TEST_CASE("settings of the example organisation") {
  XeroClient client;
  const Json organisation = client.json("GET", "Organisation")["Organisations"][0];
  CHECK(organisation["Name"] == "Example Home Goods LLC");
  CHECK(organisation["BaseCurrency"] == "USD");
  CHECK(organisation["Timezone"] == "EASTERNSTANDARDTIME");
  CHECK_FALSE(organisation.contains("PeriodLockDate"));
  CHECK(client.json("GET", "Accounts")["Accounts"].size() == 24);
  CHECK(client.json("GET", "Accounts/090")["Accounts"][0]["Type"] == "BANK");
  CHECK(client.reply("GET", "TaxRates/OUTPUT").body.find("\"EffectiveRate\":8.2500") != std::string::npos);
  CHECK(client.json("GET", "TrackingCategories")["TrackingCategories"][0]["Options"].size() == 1);
  CHECK(client.json("GET", "TrackingCategories?includeArchived=true")["TrackingCategories"][0]["Options"]
            .size() == 2);
  CHECK(client.json("GET", "Items")["Items"].size() == 2);
  CHECK(client.json("GET", "Items/LAMP-7")["Items"][0]["Name"] == "Desk lamp");
  CHECK(client.json("GET", "Currencies")["Currencies"].size() == 1);
  CHECK(client.json("GET", "Organisation/Actions")["Actions"].size() == 5);
}
