// Bank transactions, transfers, manual journals and bills of Xero's stand-in, and its trial balance.
#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Decimal d(std::string_view text) {
  return Decimal::parse(text).value();
}

struct Bank : XeroClient {
  Bank() {
    sign_in(
        "accounting.contacts accounting.invoices accounting.settings accounting.payments "
        "accounting.banktransactions accounting.manualjournals");
  }
  // "" when it was taken, else what is wrong with the first element.
  std::string send_one(const std::string& method, const std::string& path, const std::string& body) {
    const auto answer = reply(method, path, body);
    if (answer.status == 404) return "not found";
    const Json parsed = parse_json(answer.body, "answer").value();
    return answer.status == 200 ? "" : messages(parsed["Elements"][0]);
  }
};

std::string on(const std::string& account, const std::string& amount) {
  return R"({"Description":"Fee","Quantity":1,"UnitAmount":)" + amount + R"(,"AccountCode":")" + account +
         R"(","TaxType":"NONE"})";
}

std::string spend(const std::string& lines, const std::string& more = {}) {
  return R"({"Type":"SPEND","Contact":{"Name":"Walmart"},"BankAccount":{"Code":"090"},"Date":"2026-11-20",)"
         R"("Reference":"WMS-1",)" +
         more + "\"LineItems\":[" + lines + "]}";
}

std::string journal(const std::string& lines, const std::string& more = {}) {
  return R"({"Narration":"Carried forward","Date":"2026-11-20","Status":"POSTED",)" + more +
         "\"JournalLines\":[" + lines + "]}";
}

std::string side(const std::string& account, const std::string& amount) {
  return R"({"AccountCode":")" + account + R"(","LineAmount":)" + amount + R"(,"Description":"x"})";
}

}  // namespace

TEST_CASE("money spent and received moves the bank account, and can be deleted until it is reconciled") {
  Bank bank;
  const Json spent =
      bank.json("PUT", "BankTransactions?unitdp=4", spend(on("405", "20.40")))["BankTransactions"][0];
  CHECK(spent["Status"] == "AUTHORISED");
  CHECK(spent["Total"] == "20.40");
  CHECK(spent["BankAccount"]["Code"] == "090");
  CHECK(bank.xero.trial_balance() == std::map<std::string, Decimal>{{"090", d("-20.4")}, {"405", d("20.4")}});
  CHECK(bank.send_one("PUT", "BankTransactions",
                      R"({"Type":"RECEIVE","Contact":{"Name":"Walmart"},"BankAccount":{"Code":"090"},)"
                      R"("LineItems":[)" +
                          on("405", "3.75") + "]}")
            .empty());
  CHECK(bank.xero.trial_balance().at("090") == d("-16.65"));

  bank.settle();
  CHECK(bank.json("GET", "BankTransactions?where=Reference==%22WMS-1%22&page=1")["BankTransactions"].size() ==
        1);
  const std::string id = spent["BankTransactionID"];
  REQUIRE(bank.xero.reconcile(id).ok());
  CHECK(bank.send_one("POST", "BankTransactions/" + id, R"({"Status":"DELETED"})") ==
        "This Bank Transaction cannot be edited as it has been reconciled with a Bank Statement.");
  const std::string other = bank.xero.documents(SimList::bank_transactions)[1].id;
  CHECK(bank.send_one("POST", "BankTransactions/" + other, R"({"Status":"DELETED"})").empty());
  CHECK(bank.xero.trial_balance().at("090") == d("-20.4"));
}

TEST_CASE("a bank transaction needs a bank account, a contact and ordinary accounts on its lines") {
  Bank bank;
  CHECK(bank.send_one("PUT", "BankTransactions", spend(on("090", "1"))) ==
        "Account code '090' is not a valid code for this document.");
  CHECK(bank.send_one("PUT", "BankTransactions",
                      R"({"Type":"SPEND","Contact":{"Name":"W"},"BankAccount":{"Code":"200"},"LineItems":[)" +
                          on("405", "1") + "]}") ==
        "The bank account could not be found, is archived, or is no bank account.");
  CHECK(bank.send_one("PUT", "BankTransactions",
                      R"({"Type":"SPEND","BankAccount":{"Code":"090"},"LineItems":[)" + on("405", "1") +
                          "]}") == "A Contact must be specified for this type of transaction");
  // Nothing is unique about a reference: sent twice it stands twice.
  CHECK(bank.send_one("PUT", "BankTransactions", spend(on("405", "1"))).empty());
  CHECK(bank.send_one("PUT", "BankTransactions", spend(on("405", "1"))).empty());
  CHECK(bank.xero.created("BankTransactions").at("WMS-1") == 2);
}

TEST_CASE("a transfer moves money between bank accounts") {
  Bank bank;
  const std::string body =
      R"({"BankTransfers":[{"FromBankAccount":{"Code":"090"},"ToBankAccount":{"Code":"091"},"Amount":"68.35",)"
      R"("Date":"2026-11-20","Reference":"deposit"}]})";
  CHECK(bank.reply("PUT", "BankTransfers", body).status == 400);  // a number, not a text
  std::string number = body;
  number.replace(number.find("\"68.35\""), 7, "68.35");
  const Json made = bank.json("PUT", "BankTransfers", number)["BankTransfers"][0];
  CHECK(made["Amount"] == "68.35");
  CHECK(bank.xero.trial_balance() ==
        std::map<std::string, Decimal>{{"090", d("-68.35")}, {"091", d("68.35")}});
  CHECK(bank.send_one("PUT", "BankTransfers",
                      R"({"FromBankAccount":{"Code":"090"},"ToBankAccount":{"Code":"120"},"Amount":1})") ==
        "The ToBankAccount is not an active bank account.");
  bank.settle();
  CHECK(bank.json("GET", "BankTransfers?where=Reference==%22deposit%22")["BankTransfers"].size() == 1);
  CHECK(bank.send_one("POST", "BankTransfers/" + made["BankTransferID"].get<std::string>(),
                      R"({"Status":"DELETED"})")
            .empty());
  CHECK(bank.xero.trial_balance().empty());
}

TEST_CASE("a manual journal balances, keeps off Xero's own accounts, and is voided") {
  Bank bank;
  CHECK(bank.send_one("PUT", "ManualJournals", journal(side("120", "10") + "," + side("125", "-9.99"))) ==
        "The total debits (10.00) must equal total credits (-9.99)");
  for (const char* account : {"610", "800", "090", "630"})
    CHECK(bank.send_one("PUT", "ManualJournals", journal(side(account, "1") + "," + side("125", "-1"))) ==
          "Account code '" + std::string(account) + "' cannot be used in a manual journal.");
  CHECK(bank.send_one("PUT", "ManualJournals", journal(side("120", "0"))) ==
        "A manual journal must have at least two lines.");
  const Json made = bank.json("PUT", "ManualJournals",
                              journal(side("120", "10") + "," + side("125", "-10")))["ManualJournals"][0];
  CHECK(made["Status"] == "POSTED");
  CHECK(bank.xero.trial_balance() == std::map<std::string, Decimal>{{"120", d("10")}, {"125", d("-10")}});
  const std::string id = made["ManualJournalID"];
  CHECK(bank.send_one("POST", "ManualJournals/" + id, R"({"Status":"DELETED"})") ==
        "Manual Journal not of valid status for modification");
  CHECK(bank.send_one("POST", "ManualJournals/" + id, R"({"Status":"VOIDED"})").empty());
  CHECK(bank.xero.trial_balance().empty());
}

TEST_CASE("a journal line on an unknown account falls away with a warning") {
  Bank bank;
  const std::string lines = side("120", "10") + "," + side("125", "-10") + "," + side("476", "5");
  const Json made =
      bank.json("PUT", "ManualJournals?summarizeErrors=false", journal(lines))["ManualJournals"][0];
  CHECK(made["StatusAttributeString"] == "WARNING");
  CHECK(messages(made, "Warnings") ==
        "Account code '476' has been removed as it does not match a recognised account.");
  CHECK(bank.xero.journals()[0].lines.size() == 2);
  bank.settle();
  CHECK(bank.json("GET", "ManualJournals?where=Narration==%22Carried%20forward%22&page=1")["ManualJournals"]
                                                                                          [0]["JournalLines"]
                                                                                              .size() == 2);
}

TEST_CASE("bills share numbers, carry no reference, and are owed") {
  Bank bank;
  const auto bill = [&] {
    return bank.send_one(
        "PUT", "Invoices",
        R"({"Type":"ACCPAY","Status":"AUTHORISED","Contact":{"Name":"Walmart"},)"
        R"("InvoiceNumber":"WMS-9","Reference":"gone","Date":"2026-11-20","DueDate":"2026-11-20",)"
        R"("LineItems":[)" +
            on("405", "12") + "]}");
  };
  CHECK(bill().empty());
  CHECK(bill().empty());
  CHECK(bank.xero.created("Invoices").at("WMS-9") == 2);
  CHECK(bank.xero.invoices()[0].reference.empty());
  CHECK(bank.xero.trial_balance() == std::map<std::string, Decimal>{{"405", d("24")}, {"800", d("-24")}});
  const std::string payment = R"({"Invoice":{"InvoiceID":")" + bank.xero.invoices()[0].id +
                              R"("},"Account":{"Code":"090"},"Amount":12,"Date":"2026-11-20"})";
  CHECK(bank.json("PUT", "Payments", payment)["Payments"][0]["PaymentType"] == "ACCPAYPAYMENT");
  CHECK(bank.xero.trial_balance() ==
        std::map<std::string, Decimal>{{"090", d("-12")}, {"405", d("24")}, {"800", d("-12")}});
}

TEST_CASE("faults on every kind of document, before and after it took effect") {
  struct Row {
    const char* path;
    std::string body;
    const char* key;
  };
  const std::vector<Row> rows = {
      {"BankTransactions", spend(on("405", "1")), "WMS-1"},
      {"BankTransfers",
       R"({"FromBankAccount":{"Code":"090"},"ToBankAccount":{"Code":"091"},"Amount":1,"Reference":"t"})",
       "t"},
      {"ManualJournals", journal(side("120", "1") + "," + side("125", "-1")), "Carried forward"},
  };
  for (const Row& row : rows)
    for (const auto when : {Fault::When::before_commit, Fault::When::after_commit}) {
      CAPTURE(row.path);
      Bank bank;
      bank.xero.faults().add("PUT /api.xro/2.0/" + std::string(row.path),
                             {when, Delivery::dropped, {0, {}, ""}, 1});
      CHECK(bank.send("PUT", "/api.xro/2.0/" + std::string(row.path), row.body).delivery ==
            Delivery::dropped);
      CHECK(bank.xero.created(row.path)[row.key] == (when == Fault::When::after_commit ? 1 : 0));
    }
}
