#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Decimal d(std::string_view text) {
  return Decimal::parse(text).value();
}

std::string refusal(XeroClient& client, const std::string& body, std::string method = "PUT",
                    std::string path = "Invoices") {
  const Json answer = client.json(std::move(method), std::move(path), body);
  if (!answer.contains("Elements")) return "accepted";
  CHECK(answer["ErrorNumber"] == 10);
  CHECK(answer["Elements"][0]["StatusAttributeString"] == "ERROR");
  return messages(answer["Elements"][0]);
}

}  // namespace

TEST_CASE("an invoice comes back with its numbers as Xero writes them") {
  XeroClient client;
  const std::string lines = line("19.9912",
                                 ",\"ItemCode\":\"CHAIR-1\",\"Tracking\":[{\"Name\":\"Channel\",\"Option\":"
                                 "\"Walmart US\"},{\"Name\":\"Fulfilment\",\"Option\":\"WFS\"}]");
  const auto reply =
      client.reply("PUT", "Invoices?unitdp=4", invoice("WM-1", lines, "\"Reference\":\"PO 1\","));
  CHECK(reply.status == 200);
  for (const char* part :
       {"\"Quantity\":1.0000", "\"UnitAmount\":19.9912", "\"LineAmount\":19.99", "\"TaxAmount\":0.00",
        "\"Total\":19.99", "\"AmountDue\":19.99", "\"CurrencyRate\":1.0000000000",
        "\"DateString\":\"2026-11-19T00:00:00\"", "\"Date\":\"/Date(1795046400000+0000)/\"",
        "\"UpdatedDateUTCString\":\"2026-11-20T15:00:00Z\"", "\"Option\":\"WFS\"", "\"HasErrors\":false",
        "\"Status\":\"OK\""}) {
    CAPTURE(part);
    CHECK(reply.body.find(part) != std::string::npos);
  }
  client.settle();
  CHECK(client.reply("GET", "Invoices/WM-1").body.find("\"UnitAmount\":19.99,") != std::string::npos);
  CHECK(client.reply("GET", "Invoices/WM-1?unitdp=4").body.find("\"UnitAmount\":19.9912,") !=
        std::string::npos);
  client.reply("PUT", "Invoices", invoice("WM-2", line("19.9951")));
  CHECK(client.xero.invoice("WM-2")->lines[0].unit_amount == d("20"));
}

TEST_CASE("the default date is today in the organisation's zone") {
  XeroClient client;
  client.clock.advance(Millis{12 * 3'600'000});  // 03:00 UTC of the 21st, still the 20th in New York
  client.sign_in();
  client.reply("PUT", "Invoices",
               R"({"Type":"ACCREC","Contact":{"Name":"A"},"LineItems":[)" + line("1") + "]}");
  REQUIRE(client.xero.invoices().size() == 1);
  CHECK(client.xero.invoices()[0].date.text() == "2026-11-20");
  CHECK(client.xero.invoices()[0].status == "DRAFT");
  CHECK(client.xero.invoices()[0].number == "INV-0001");
}

TEST_CASE("what a new invoice is refused for") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("TAKEN", line("1")));
  client.reply("PUT", "Contacts", R"({"Name":"Gone"})");
  REQUIRE(client.xero.archive_contact("Gone").ok());
  const auto tracked = [](std::string_view pairs) {
    return line("1", ",\"Tracking\":[" + std::string(pairs) + "]");
  };
  const auto account = [](std::string_view code, std::string_view tax = "NONE") {
    return "{\"Description\":\"x\",\"Quantity\":1,\"UnitAmount\":1,\"AccountCode\":\"" + std::string(code) +
           "\",\"TaxType\":\"" + std::string(tax) + "\"}";
  };
  const std::string not_valid = "' is not a valid code for this document.";
  const std::string archived_contact =
      "The contact with the specified contact details has been archived. The contact must be un-archived "
      "before creating "
      "new invoices or credit notes";
  struct Row {
    std::string body, error;
  };
  for (const Row& row : std::vector<Row>{
           {invoice("TAKEN", line("1")), "Invoice # must be unique."},
           {invoice("taken", line("1")), "Invoice # must be unique."},
           {invoice("A", line("1"), "\"Status\":\"PAID\","), "Invoice not of valid status for creation"},
           {invoice("A", line("1"), "\"Status\":\"VOIDED\","), "Invoice not of valid status for creation"},
           {invoice("A", ""), "One or more line items must be specified"},
           {invoice("A", line("1"), "\"DueDate\":null,"),
            "The DueDate must be specified for submitted and authorised invoices."},
           {R"({"Type":"ACCREC","LineItems":[)" + line("1") + "]}",
            "A Contact must be specified for this type of transaction"},
           {invoice("A", line("1"), "\"Contact\":{},"),
            "A Contact must be specified for this type of transaction"},
           {invoice("A", line("1"), "\"Contact\":{\"Name\":\"Gone\"},"), archived_contact},
           {invoice("A", account("999")), "Account code '999" + not_valid},
           {invoice("A", account("")), "Account code '" + not_valid},
           {invoice("A", account("090")), "Account code '090" + not_valid},
           {invoice("A", account("610")), "Account code '610" + not_valid},
           {invoice("A", account("400")),
            "Account code '400' has been archived, or has been deleted. Each line item must reference a "
            "valid account."},
           {invoice("A", account("200", "OUTPUT9")),
            "The TaxType code 'OUTPUT9' does not exist or cannot be used for this type of transaction"},
           {invoice("A", account("200", "INPUT")),
            "The TaxType code 'INPUT' cannot be used with account code '200'."},
           {invoice("A", account("820", "OUTPUT")),
            "The TaxType code 'OUTPUT' cannot be used with account code '820'."},
           {invoice("A", tracked(R"({"Name":"Channel","Option":"Amazon"})")),
            "The tracking option 'Amazon' does not exist or is archived in the tracking category 'Channel'."},
           {invoice("A", tracked(R"({"Name":"Channel","Option":"Old"})")),
            "The tracking option 'Old' does not exist or is archived in the tracking category 'Channel'."},
           {invoice("A", tracked(R"({"Name":"Colour","Option":"Red"})")),
            "The tracking option 'Red' does not exist or is archived in the tracking category 'Colour'."},
           {invoice(
                "A",
                tracked(
                    R"({"Name":"Channel","Option":"Walmart US"},{"Name":"Channel","Option":"Walmart US"})")),
            "The tracking category 'Channel' is used twice on one line item."},
           {invoice(
                "A",
                tracked(R"({"Name":"Channel","Option":"Walmart US"},{"Name":"Fulfilment","Option":"WFS"},)"
                        R"({"Name":"Fulfilment","Option":"3PL"})")),
            "A line item can have at most 2 tracking categories. | The tracking category 'Fulfilment' is "
            "used twice on one "
            "line item."},
           {invoice("A", line("1", ",\"ItemCode\":\"NONE-1\"")), "Item code 'NONE-1' is not valid."},
           {invoice("A", line("1"), "\"CurrencyCode\":\"CAD\","),
            "Organisation is not subscribed to currency CAD"},
           {invoice("A", line("1", ",\"LineAmount\":2")),
            "The line total 2.00 does not match the expected line total 1.00"},
           {invoice("A", line("0.000029104")), "Account must be valid. | Tax rate must be valid."},
           {invoice("A", line("1e-2")), "Account must be valid. | Tax rate must be valid."},
           {invoice("A", line("-1")), "The document total cannot be negative."},
           {invoice("A", line("1", ",\"TaxAmount\":1.01")),
            "TaxAmount specified cannot be greater than the UnitAmount"},
           {invoice("A", line("1"), "\"Url\":\"https://go.xero.com/x\","), "Url must not contain 'xero'."},
           {invoice("A", line("1"), "\"SentToContact\":true,\"Status\":\"DRAFT\","),
            "SentToContact can only be set on approved invoices."},
           {invoice("A", line("1"), "\"Reference\":\"" + std::string(256, 'r') + "\","),
            "The field Reference must be 255 characters or less."},
           {invoice("A", R"({"UnitAmount":1,"AccountCode":"200"})"),
            "The line item description must be specified."},
           {invoice(std::string(256, 'n'), line("1")),
            "The field InvoiceNumber must be 255 characters or less."}}) {
    CAPTURE(row.body);
    CHECK(refusal(client, row.body) == row.error);
  }
  CHECK(client.xero.invoices().size() == 1);
  CHECK(client.xero.contacts().size() == 2);
}

TEST_CASE("a draft needs neither account nor due date; approving it does") {
  XeroClient client;
  const std::string draft =
      R"({"Type":"ACCREC","InvoiceNumber":"D-1","Contact":{"Name":"A"},"LineItems":[{"Description":"x","UnitAmount":3}]})";
  const std::string id = client.json("PUT", "Invoices", draft)["Invoices"][0]["InvoiceID"];
  CHECK(refusal(client, R"({"Status":"AUTHORISED"})", "POST", "Invoices/" + id) ==
        "The DueDate must be specified for submitted and authorised invoices. | Account code '' is not a "
        "valid code for this "
        "document.");
  CHECK(
      refusal(
          client,
          R"({"Status":"AUTHORISED","DueDate":"2026-12-01","LineItems":[{"Description":"x","UnitAmount":3,"AccountCode":"200"}]})",
          "POST", "Invoices/" + id) == "accepted");
  const auto stored = client.xero.invoice("D-1");
  CHECK(stored->status == "AUTHORISED");
  CHECK(stored->lines[0].tax_type == "OUTPUT");  // the account's own tax type
  CHECK(stored->total == d("3.25"));
}

TEST_CASE("malformed requests: ErrorNumber 14, nothing is done") {
  XeroClient client;
  struct Row {
    std::string body, says;
  };
  for (const Row& row : std::vector<Row>{
           {invoice("A", line("\"1.00\"")),
            "Error converting value \"1.00\" to type 'System.Decimal'. Path "
            "'Invoices[0].LineItems[0].UnitAmount'."},
           {invoice("A", line("1"), "\"LineAmountTypes\":\"NO_TAX\","),
            "Error converting value \"NO_TAX\" to type 'LineAmountTypes'. Path "
            "'Invoices[0].LineAmountTypes'."},
           {invoice("A", line("1"), "\"Status\":\"DONE\","),
            "Error converting value \"DONE\" to type 'Status'. Path 'Invoices[0].Status'."},
           {invoice("A", line("1"), "\"Date\":\"20261119\","),
            "The string '20261119' is not a valid AllXsd value."},
           {invoice("A", line("1"), "\"Date\":\"2026-02-30\","),
            "The string '2026-02-30' is not a valid AllXsd value."},
           {invoice("A", line("1"), "\"Contact\":{\"ContactID\":\"x\"},"),
            "Error converting value \"x\" to type 'System.Guid'. Path 'Invoices[0].Contact.ContactID'."},
           {invoice("A", line("1"), "\"SentToContact\":\"yes\","),
            "Error converting value \"yes\" to type 'System.Boolean'. Path 'Invoices[0].SentToContact'."}}) {
    CAPTURE(row.body);
    const std::string good = invoice("GOOD", line("1"));
    const Json answer = client.json("PUT", "Invoices?summarizeErrors=false", row.body);
    CHECK(answer["ErrorNumber"] == 14);
    CHECK(answer["Message"] == row.says);
    CHECK(client.json("PUT", "Invoices", batch({good, row.body}))["ErrorNumber"] == 14);
  }
  CHECK(client.xero.invoices().empty());
  CHECK(client.reply("PUT", "Invoices", std::string(3'500'001, ' ')).status == 413);
}

TEST_CASE("a date with an offset falls on its UTC day") {
  XeroClient client;
  const auto date_of = [&](std::string number, std::string_view date) {
    client.reply("PUT", "Invoices",
                 invoice(number, line("1"), "\"Status\":\"DRAFT\",\"Date\":\"" + std::string(date) + "\","));
    return client.xero.invoice(number)->date.text();
  };
  CHECK(date_of("1", "2026-11-19") == "2026-11-19");
  CHECK(date_of("2", "2026-11-19T23:00:00") == "2026-11-19");
  CHECK(date_of("3", "2026-11-19T00:30:00+09:00") == "2026-11-18");
  CHECK(date_of("4", "/Date(1795046400000+0000)/") == "2026-11-19");
}

TEST_CASE("lock dates") {
  XeroClient client;
  client.reply("PUT", "Invoices", invoice("OLD", line("1")));
  client.xero.lock(Date::of(2026, 11, 19).value());
  CHECK(refusal(client, invoice("NEW", line("1"))) ==
        "The document date cannot be before the period lock date, currently set at 19 November 2026");
  CHECK(refusal(client, R"({"InvoiceNumber":"OLD","Status":"VOIDED"})", "POST") ==
        "The document date cannot be before the period lock date, currently set at 19 November 2026");
  CHECK(client.json("GET", "Organisation")["Organisations"][0]["PeriodLockDate"] ==
        "/Date(1795046400000+0000)/");
  client.xero.lock_year(Date::of(2026, 12, 31).value());
  CHECK(refusal(client, invoice("NEW", line("1"))) ==
        "The document date cannot be before the end of year lock date, currently set at 31 December 2026");
  client.xero.lock_year(std::nullopt);
  CHECK(refusal(client, invoice("NEW", line("1"), "\"Date\":\"2026-11-20\",")) == "accepted");
  XeroSwitches switches;
  switches.lock_refuses_drafts = false;
  client.xero.set_switches(switches);
  CHECK(refusal(client, invoice("DRAFT", line("1"), "\"Status\":\"DRAFT\",")) == "accepted");
}

TEST_CASE("a contact in an invoice: found, edited, or made by its name") {
  XeroClient client;
  const std::string id =
      client.json("PUT", "Contacts",
                  R"({"Name":"Walmart","ContactPersons":[{"FirstName":"P"}]})")["Contacts"][0]["ContactID"];
  const auto with = [&](std::string number, const std::string& contact) {
    CHECK(refusal(client, invoice(number, line("1"), "\"Contact\":{" + contact + "},")) == "accepted");
  };
  with("1", "\"ContactID\":\"" + id + "\"");
  CHECK(client.xero.contacts()[0].persons.size() == 1);
  CHECK(client.xero.contacts()[0].customer);
  with("2", "\"ContactID\":\"" + id + "\",\"Name\":\"Walmart Inc\"");
  CHECK(client.xero.contacts()[0].name == "Walmart Inc");
  CHECK(client.xero.contacts()[0].persons.empty());  // left out, therefore gone
  with("3", "\"Name\":\"Walmart\"");
  CHECK(client.xero.contacts().size() == 2);
  CHECK(client.xero.invoice("3")->contact == "Walmart");
  CHECK(refusal(client, invoice("4", line("1"),
                                "\"Contact\":{\"ContactID\":\"11111111-2222-3333-4444-555555555555\"},")) ==
        "The contact with the specified ContactID could not be found.");
}

TEST_CASE("warnings: the element is saved all the same") {
  XeroClient client;
  const Json answer =
      client.json("PUT", "Invoices?summarizeErrors=false", invoice("W", line("1"), "\"CurrencyRate\":1.5,"));
  CHECK(answer["Invoices"][0]["StatusAttributeString"] == "WARNING");
  CHECK(messages(answer["Invoices"][0], "Warnings").starts_with("The CurrencyRate"));
  CHECK(client.xero.invoice("W").has_value());
}

TEST_CASE("totals: inclusive, no tax, discounts, stated tax, rounding") {
  XeroClient client;
  const auto taxed = [](std::string_view amount, std::string_view more = {}) {
    return "{\"Description\":\"x\",\"Quantity\":1,\"UnitAmount\":" + std::string(amount) +
           ",\"AccountCode\":\"200\",\"TaxType\":\"OUTPUT\"" + std::string(more) + "}";
  };
  const auto totals = [&](const std::string& number, const std::string& lines, std::string_view more = {}) {
    CHECK(refusal(client, invoice(number, lines, more)) == "accepted");
    const auto stored = client.xero.invoice(number);
    return stored ? stored->sub_total.text(2) + " " + stored->total_tax.text(2) + " " + stored->total.text(2)
                  : "";
  };
  CHECK(totals("1", taxed("100")) == "100.00 8.25 108.25");
  CHECK(totals("2", taxed("108.25"), "\"LineAmountTypes\":\"Inclusive\",") == "100.00 8.25 108.25");
  CHECK(totals("3", taxed("100"), "\"LineAmountTypes\":\"NoTax\",") == "100.00 0.00 100.00");
  CHECK(client.xero.invoice("3")->lines[0].tax_type == "NONE");
  CHECK(totals("4", taxed("100", ",\"DiscountRate\":50")) == "50.00 4.13 54.13");
  CHECK(totals("5", taxed("100", ",\"TaxAmount\":9")) == "100.00 9.00 109.00");
  CHECK(
      totals("6", line("10.00"), "\"SubTotal\":10,\"TotalTax\":0,\"RoundingAmount\":0.05,\"Total\":10.05,") ==
      "10.00 0.00 10.05");
  CHECK(totals("7", line("10"), "\"Total\":99,") == "10.00 0.00 10.00");
  CHECK(refusal(client, invoice("8", line("10"),
                                "\"SubTotal\":10,\"TotalTax\":0,\"RoundingAmount\":0.5,\"Total\":10.5,")) ==
        "The RoundingAmount must be between -0.10 and 0.10 and agree with SubTotal, TotalTax and Total.");
  CHECK(totals("9", line("10") + "," + line("-10")) == "0.00 0.00 0.00");
  CHECK(client.xero.invoice("9")->status == "PAID");
  std::int64_t sum = 0;
  for (const auto& [account, amount] : client.xero.trial_balance()) sum += amount.units();
  CHECK(sum == 0);
}
