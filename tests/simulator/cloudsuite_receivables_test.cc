#include "cloudsuite_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Json document(std::string_view number, std::string_view type, std::string_view amount,
              const Fields& more = {}) {
  Json fields = {{"FinanceEnterpriseGroup", "1"},
                 {"RunGroup", "AR1"},
                 {"Company", "1000"},
                 {"Customer", "WALMART"},
                 {"Invoice", number},
                 {"InvoiceType", type},
                 {"InvoiceDate", "20261118"},
                 {"PostingDate", "20261119"},
                 {"CurrencyCode", "USD"},
                 {"Amount", amount}};
  for (const auto& [name, value] : more) fields[name] = value;
  return fields;
}

Json part(std::string_view number, int line, std::string_view amount, std::string_view account = {}) {
  Json fields = {{"FinanceEnterpriseGroup", "1"},
                 {"RunGroup", "AR1"},
                 {"Company", "1000"},
                 {"Invoice", number},
                 {"Amount", amount},
                 {"LineNumber", std::to_string(line)}};
  if (account.empty()) return fields;
  fields["AccountingEntity"] = "100";
  fields["AccountCode"] = account;
  return fields;
}

void create(CloudSuiteClient& client, std::string_view class_name, const std::vector<Json>& rows) {
  const Json answer = client.json("POST", client.create_path(class_name, "Create"), client.batch_of(rows));
  for (const Json& element : answer) CHECK(exception_of(element).empty());
}

void interface(CloudSuiteClient& client, std::string_view operation) {
  REQUIRE(client
              .reply("GET",
                     "ldrest/" + std::string(operation) + "?PrmEnterpriseGroup=1&PrmRunGroup=AR1&_cmAll=true")
              .status == 200);
  client.settle();
}

constexpr const char* interface_invoices =
    "ReceivableInvoiceImport/InterfaceTransactions_InterfaceTransactionsForm_FormOperation";
constexpr const char* interface_customers =
    "CompanyCustomerImport/InterfaceCustomers_InterfaceCustomersForm_FormOperation";

}  // namespace

TEST_CASE("an invoice and its credit memo go from their import classes into the ledger") {
  CloudSuiteClient client;
  create(client, "ReceivableInvoiceImport", {document("WM-1", "I", "30"), document("WM-1-R1", "C", "10")});
  create(client, "ReceivableInvoiceDetailImport",
         {part("WM-1", 1, "20"), part("WM-1", 2, "10"), part("WM-1-R1", 1, "10")});
  create(client, "ReceivableInvoiceDistributionImport",
         {part("WM-1", 1, "20", "200"), part("WM-1", 2, "10", "210"), part("WM-1-R1", 1, "10", "230")});
  interface(client, interface_invoices);
  const auto balance = client.cloudsuite.trial_balance();
  CHECK(balance.at("610").text(2) == "20.00");
  CHECK(balance.at("200").text(2) == "-20.00");
  CHECK(balance.at("210").text(2) == "-10.00");
  CHECK(balance.at("230").text(2) == "10.00");
  CHECK(client.cloudsuite.rows("ReceivableInvoice").size() == 2);
  CHECK(client.cloudsuite.rows("ReceivableInvoiceDistributionImport").empty());
  const auto results = client.list("ReceivableInterfaceResult", "Status,PassedCount");
  REQUIRE(results.size() == 1);
  CHECK(text_in(results[0], "Status") == "1");
}

TEST_CASE("a document with an error stays, the others go") {
  CloudSuiteClient client;
  auto switches = client.cloudsuite.switches();
  switches.receivable_numbers_unique = true;
  client.cloudsuite.set_switches(switches);
  create(
      client, "ReceivableInvoiceImport",
      {document("A", "I", "30"), document("B", "I", "30"), document("C", "I", "30", {{"Customer", "NOBODY"}}),
       document("D", "X", "30"), document("E", "I", "30"), document("F", "I", "30")});
  std::vector<Json> details;
  std::vector<Json> distributions;
  for (const char* number : {"A", "B", "C", "D", "E", "F"}) {
    details.push_back(part(number, 1, number[0] == 'B' ? "29" : "30"));
    const char* account = number[0] == 'F' ? "999" : "200";
    distributions.push_back(part(number, 1, number[0] == 'E' ? "31" : "30", account));
  }
  create(client, "ReceivableInvoiceDetailImport", details);
  create(client, "ReceivableInvoiceDistributionImport", distributions);
  interface(client, interface_invoices);
  std::string errors;
  for (const Fields& row : client.cloudsuite.rows("ReceivableInvoiceImport"))
    errors += value_in(row, "Invoice") + ": " + value_in(row, "ErrorMessage") + "\n";
  CHECK(errors ==
        "B: Details do not add up to the invoice amount\n"
        "C: Customer NOBODY does not exist\n"
        "D: InvoiceType X is not valid\n"
        "E: Distributions do not add up to the invoice amount\n"
        "F: AccountCode 999 does not exist\n");
  CHECK(client.cloudsuite.trial_balance().at("610").text(2) == "30.00");

  // The same number again is refused as well.
  client.reply("GET",
               "ldrest/ReceivableInvoiceImport/DeleteAllTransactionsForRunGroup_F_FormOperation"
               "?PrmRunGroup=AR1&_cmAll=true");
  client.settle();
  CHECK(client.cloudsuite.rows("ReceivableInvoiceDistributionImport").empty());
  create(client, "ReceivableInvoiceImport", {document("A", "I", "0")});
  interface(client, interface_invoices);
  CHECK(value_in(client.cloudsuite.rows("ReceivableInvoiceImport").front(), "ErrorMessage") ==
        "Invoice A already exists");
}

TEST_CASE("a number that is not looked up is booked twice, and signs are the tenant's") {
  CloudSuiteClient client;
  auto switches = client.cloudsuite.switches();
  switches.receivable_credits_negative = true;
  client.cloudsuite.set_switches(switches);
  for (int times = 1; times <= 2; ++times) {
    create(client, "ReceivableInvoiceImport", {document("A", "C", "-10"), document("B", "C", "10")});
    create(client, "ReceivableInvoiceDetailImport", {part("A", 1, "-10")});
    create(client, "ReceivableInvoiceDistributionImport", {part("A", 1, "-10", "230")});
    interface(client, interface_invoices);
    CHECK(client.cloudsuite.trial_balance().at("230") == Decimal::whole(10 * times));
    const auto left = client.cloudsuite.rows("ReceivableInvoiceImport");
    REQUIRE(left.size() == 1);
    CHECK(value_in(left.front(), "ErrorMessage") == "Amount has the wrong sign");
    client.reply("GET",
                 "ldrest/ReceivableInvoiceImport/DeleteAllTransactionsForRunGroup_F_FormOperation"
                 "?PrmRunGroup=AR1&_cmAll=true");
    client.settle();
  }
}

TEST_CASE("where documents go together, one with an error keeps the others back") {
  CloudSuiteClient client;
  auto switches = client.cloudsuite.switches();
  switches.receivables_one_by_one = false;
  client.cloudsuite.set_switches(switches);
  create(client, "ReceivableInvoiceImport", {document("A", "I", "30"), document("B", "X", "30")});
  create(client, "ReceivableInvoiceDetailImport", {part("A", 1, "30")});
  create(client, "ReceivableInvoiceDistributionImport", {part("A", 1, "30", "200")});
  interface(client, interface_invoices);
  CHECK(client.cloudsuite.ledger().empty());
  CHECK(client.cloudsuite.rows("ReceivableInvoiceImport").size() == 2);
}

TEST_CASE("customers come through their import class, and a dimension by its own create") {
  CloudSuiteClient client;
  const auto customer = [](std::string_view id) {
    return Json{{"FinanceEnterpriseGroup", "1"},
                {"RunGroup", "AR1"},
                {"Company", "1000"},
                {"Customer", id},
                {"CustomerName", "Walmart Canada"}};
  };
  create(client, "CompanyCustomerImport", {customer("WALMART"), customer("WALMART-CA")});
  CHECK(client.list("CompanyCustomer", "Customer").size() == 2);
  interface(client, interface_customers);
  CHECK(client.list("CompanyCustomer", "Customer").size() == 3);
  CHECK(value_in(client.cloudsuite.rows("CompanyCustomerImport").front(), "ErrorMessage") ==
        "Customer WALMART already exists");

  const Json dimension = {
      {"FinanceEnterpriseGroup", "1"}, {"FinanceDimension3", "NEW"}, {"Description", "New"}};
  const std::string path = "classes/FinanceDimension3/actions/Create";
  CHECK(client.reply("POST", path, to_text(dimension)).status == 200);
  CHECK(client.reply("POST", path, to_text(dimension)).status == 400);
  client.stage({client.row("RUN1", 1, "090", "1", {{"FinanceDimension3", "NEW"}})});
  client.interface("RUN1");
  client.settle();
  CHECK(client.cloudsuite.ledger().size() == 1);
}

TEST_CASE("the receivables path has the names that the tenant gives it") {
  VirtualClock clock{Instant::parse("2026-11-20T15:00:00Z").value()};
  ReceivableNames names;
  names.invoices = "OwnInvoiceImport";
  names.amount = "DocumentAmount";
  CloudSuiteService renamed(clock, names);
  renamed.put_row("OwnInvoiceImport", {{"FinanceEnterpriseGroup", "1"},
                                       {"RunGroup", "AR1"},
                                       {"Company", "1000"},
                                       {"Invoice", "1"},
                                       {"DocumentAmount", "5.000"}});
  CHECK(renamed.rows("OwnInvoiceImport").size() == 1);
  CHECK(renamed.rows("ReceivableInvoiceImport").empty());
}
