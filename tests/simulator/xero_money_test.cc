// Payments, batch payments, credit notes and allocations of Xero's stand-in.
#include <doctest/doctest.h>

#include "simulator/xero_applied.h"
#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

Decimal d(std::string_view text) {
  return Decimal::parse(text).value();
}

// A client that may do everything, with an invoice over 10 and a credit note over 4.
struct Books : XeroClient {
  Books() {
    sign_in(
        "accounting.contacts accounting.invoices accounting.settings accounting.payments "
        "accounting.banktransactions accounting.manualjournals");
    json("PUT", "Invoices", simulator::invoice("WM-1", line("10")));
    json("PUT", "CreditNotes", credit_note("WM-1-R1", "4"));
  }
  static std::string credit_note(const std::string& number, const std::string& amount) {
    return R"({"Type":"ACCRECCREDIT","Status":"AUTHORISED","Contact":{"Name":"Walmart"},"Date":"2026-11-19",)"
           R"("CreditNoteNumber":")" +
           number + R"(","LineItems":[)" + line(amount) + "]}";
  }
  static std::string payment(const std::string& target, const std::string& amount,
                             const std::string& more = R"("Account":{"Code":"090"})") {
    return "{" + target + ",\"Amount\":" + amount + ",\"Date\":\"2026-11-20\",\"Reference\":\"m-" + amount +
           "\"," + more + "}";
  }
  std::string on_invoice(const std::string& number = "WM-1") const {
    return R"("Invoice":{"InvoiceID":")" + xero.invoice(number)->id + "\"}";
  }
  std::string on_credit_note(const std::string& number = "WM-1-R1") const {
    return R"("CreditNote":{"CreditNoteID":")" + xero.credit_note(number)->id + "\"}";
  }
  // What one element answers: its errors, or "" when it was taken.
  std::string pay(const std::string& body) {
    return messages(json("PUT", "Payments?summarizeErrors=false", body)["Payments"][0]);
  }
  std::string post(const std::string& path, const std::string& body) {
    const auto answer = reply("POST", path, body);
    if (answer.status == 404) return "not found";
    const Json parsed = parse_json(answer.body, "answer").value();
    return answer.status == 200 ? "" : messages(parsed["Elements"][0]);
  }
};

}  // namespace

TEST_CASE("a payment lessens what is due, the last one makes the invoice PAID, its deletion undoes it") {
  Books books;
  CHECK(books.pay(Books::payment(books.on_invoice(), "6")).empty());
  CHECK(books.xero.invoice("WM-1")->due() == d("4"));
  CHECK(books.xero.invoice("WM-1")->status == "AUTHORISED");
  CHECK(books.pay(Books::payment(books.on_invoice(), "4.01")) ==
        "Payment amount exceeds the amount outstanding on this document");
  const Json last = books.json("PUT", "Payments", Books::payment(books.on_invoice(), "4"))["Payments"][0];
  CHECK(last["PaymentType"] == "ACCRECPAYMENT");
  CHECK(last["Invoice"]["AmountDue"] == "0.00");
  CHECK(last["Account"]["Code"] == "090");
  CHECK(books.xero.invoice("WM-1")->status == "PAID");
  CHECK(books.xero.trial_balance() ==
        std::map<std::string, Decimal>{{"090", d("10")}, {"200", d("-6")}, {"610", d("-4")}});

  books.settle();
  const Json shown = books.json("GET", "Invoices/WM-1")["Invoices"][0];
  CHECK(shown["Payments"].size() == 2);
  CHECK(shown["Payments"][0]["Reference"] == "m-6");
  CHECK(shown.contains("FullyPaidOnDate"));
  const std::string id = last["PaymentID"];
  CHECK(books.post("Payments/" + id, R"({"Reference":"other"})") ==
        "Payments cannot be edited, only created and deleted.");
  CHECK(books.post("Payments/" + id, R"({"Payments":[{"Status":"DELETED"}]})").empty());
  CHECK(books.xero.invoice("WM-1")->status == "AUTHORISED");
  CHECK(books.xero.invoice("WM-1")->due() == d("4"));
  CHECK(books.post("Payments/" + id, R"({"Status":"DELETED"})") ==
        "Payment not of valid status for modification");
  CHECK(books.post("Payments/00000000-0000-0000-0000-000000000001", R"({"Status":"DELETED"})") ==
        "not found");
}

TEST_CASE("what a payment needs: one approved target, an account that takes it, an open day") {
  Books books;
  const std::string due = books.on_invoice();
  CHECK(books.pay(Books::payment(due, "1", R"("Account":{"Code":"999"})")) == "Account could not be found.");
  CHECK(books.pay(Books::payment(due, "1", R"("Account":{"Code":"200"})")) ==
        "Account '200' is not a bank account and payments to it are not enabled.");
  books.xero.add_account({"130", "Walmart owes", "CURRENT", "ASSET", "NONE", "ACTIVE", "", true});
  CHECK(books.pay(Books::payment(due, "1", R"("Account":{"Code":"130"})")).empty());
  CHECK(books.pay(Books::payment(due + "," + books.on_credit_note(), "1")) ==
        "A payment must be for exactly one Invoice, CreditNote, Prepayment or Overpayment");
  CHECK(books.pay(Books::payment(due, "-1")) == "The payment Amount must be greater than zero.");
  CHECK(books.pay(Books::payment(R"("Invoice":{"InvoiceNumber":"NO-SUCH"})", "1")) ==
        "The invoice with the specified details could not be found");
  books.json("PUT", "Invoices", simulator::invoice("D-1", line("5"), "\"Status\":\"DRAFT\","));
  CHECK(books.pay(Books::payment(books.on_invoice("D-1"), "1")) ==
        "Payments can only be made against Authorised documents");
  books.xero.lock(Date::parse("2026-11-20").value());
  CHECK(books.pay(Books::payment(due, "1")) ==
        "The document date cannot be before the period lock date, currently set at 20 November 2026");
  CHECK(books.xero.payments().size() == 1);
}

TEST_CASE("in a batch of payments the valid ones stand although the answer is a 400") {
  Books books;
  const std::string body = "{\"Payments\":[" + Books::payment(books.on_invoice(), "7") + "," +
                           Books::payment(books.on_invoice(), "7") + "]}";
  const auto answer = books.reply("PUT", "Payments", body);
  CHECK(answer.status == 400);
  CHECK(books.xero.created("Payments") == std::map<std::string, int>{{"m-7", 1}});
  XeroSwitches switches;
  switches.valid_elements_persist = false;
  books.xero.set_switches(switches);
  CHECK(books
            .reply("PUT", "Payments",
                   "{\"Payments\":[" + Books::payment(books.on_invoice(), "1") + "," +
                       Books::payment(books.on_invoice(), "9") + "]}")
            .status == 400);
  CHECK(books.xero.invoice("WM-1")->due() == d("3"));
}

TEST_CASE("payments are found by the invoice they are on, and by what they say") {
  Books books;
  books.pay(Books::payment(books.on_invoice(), "6"));
  books.pay(Books::payment(books.on_credit_note(), "1"));
  CHECK(books.json("GET", "Payments")["Payments"].empty());  // not listed yet
  books.settle();
  const auto found = [&](const std::string& where) {
    return books.json("GET", "Payments?where=" + where)["Payments"].size();
  };
  CHECK(found("Invoice.InvoiceID==guid(%22" + books.xero.invoice("WM-1")->id + "%22)") == 1);
  CHECK(found("Reference==%22m-1%22") == 1);
  CHECK(found("PaymentType==%22ARCREDITPAYMENT%22&&Status==%22AUTHORISED%22") == 1);
  CHECK(found("Amount%3E5") == 1);
  CHECK(books.reply("GET", "Payments?where=Nonsense==1").status == 400);
  const Json page = books.json("GET", "Payments?page=2&pageSize=1");
  CHECK(page["pagination"]["itemCount"] == 2);
  CHECK(page["Payments"].size() == 1);
}

TEST_CASE("the refund of a credit note shows under Invoice") {
  Books books;
  const Json refund =
      books.json("PUT", "Payments", Books::payment(books.on_credit_note(), "4"))["Payments"][0];
  CHECK(refund["PaymentType"] == "ARCREDITPAYMENT");
  CHECK(refund["Invoice"]["Type"] == "ACCRECCREDIT");
  CHECK(refund["Invoice"]["InvoiceID"] == books.xero.credit_note("WM-1-R1")->id);
  CHECK(refund["Invoice"]["InvoiceNumber"] == "WM-1-R1");
  CHECK_FALSE(refund.contains("CreditNote"));
  CHECK(books.xero.credit_note("WM-1-R1")->status == "PAID");
  CHECK(books.xero.trial_balance() ==
        std::map<std::string, Decimal>{{"090", d("-4")}, {"200", d("-6")}, {"610", d("10")}});
  CHECK(books.post("CreditNotes/WM-1-R1", R"({"Status":"VOIDED"})") ==
        "The status VOIDED cannot be applied to the credit note because it has payments or credit notes "
        "allocated to it.");
}

TEST_CASE("a credit note is created, allocated, and freed again") {
  Books books;
  const std::string path = "CreditNotes/" + books.xero.credit_note("WM-1-R1")->id + "/Allocations";
  const auto put = [&](const std::string& amount) {
    const auto answer = books.reply(
        "PUT", path,
        R"({"Allocations":[{"Amount":)" + amount + R"(,"Date":"2026-11-20",)" + books.on_invoice() + "}]}");
    const Json body = parse_json(answer.body, "answer").value();
    return answer.status == 200 ? body["Allocations"][0]["AllocationID"].get<std::string>()
                                : messages(body["Elements"][0]);
  };
  CHECK(put("4.01") == "The amount to allocate exceeds the remaining credit.");
  const std::string id = put("3");
  CHECK(books.xero.invoice("WM-1")->due() == d("7"));
  CHECK(books.xero.credit_note("WM-1-R1")->due() == d("1"));
  books.settle();
  const Json note = books.json("GET", "CreditNotes/WM-1-R1")["CreditNotes"][0];
  CHECK(note["RemainingCredit"] == "1.00");
  CHECK(note["Allocations"][0]["Invoice"]["InvoiceNumber"] == "WM-1");
  const Json invoice = books.json("GET", "Invoices/WM-1")["Invoices"][0];
  CHECK(invoice["AmountCredited"] == "3.00");
  CHECK(invoice["CreditNotes"][0]["CreditNoteNumber"] == "WM-1-R1");
  CHECK(books.post("Invoices/WM-1", R"({"Status":"VOIDED"})") != "");
  CHECK(books.json("DELETE", path + "/" + id)["IsDeleted"] == true);
  CHECK(books.reply("DELETE", path + "/" + id).status == 404);
  CHECK(books.xero.invoice("WM-1")->due() == d("10"));
  CHECK(books.post("CreditNotes/WM-1-R1", R"({"Status":"VOIDED"})").empty());
  CHECK(books.xero.trial_balance().at("610") == d("10"));
  CHECK(books.reply("PUT", "CreditNotes/" + books.xero.invoice("WM-1")->id + "/Allocations", "{}").status ==
        404);
}

TEST_CASE("credit notes: their number is unique only where Xero says so, and nothing allocates on creation") {
  Books books;
  CHECK(books.reply("PUT", "CreditNotes", Books::credit_note("WM-1-R1", "1")).status == 200);
  CHECK(books.xero.created("CreditNotes").at("WM-1-R1") == 2);
  XeroSwitches switches;
  switches.credit_note_number_unique = true;
  books.xero.set_switches(switches);
  const auto refused = books.reply("PUT", "CreditNotes", Books::credit_note("WM-1-R1", "1"));
  CHECK(refused.status == 400);
  CHECK(refused.body.find("Credit Note # must be unique.") != std::string::npos);
  const std::string discounted = R"({"Type":"ACCRECCREDIT","Contact":{"Name":"Walmart"},"LineItems":[)" +
                                 line("4", ",\"DiscountRate\":5") + "]}";
  CHECK(books.reply("PUT", "CreditNotes", discounted).status == 400);
  CHECK(books.reply("PUT", "CreditNotes", simulator::invoice("X", line("1"))).status ==
        400);  // of type ACCREC
}

TEST_CASE("a batch payment pays several invoices and is deleted as a whole") {
  Books books;
  books.json("PUT", "Invoices", simulator::invoice("WM-2", line("5")));
  const std::string body =
      R"({"Account":{"Code":"090"},"Reference":"settled","Date":"2026-11-20","Payments":[{)" +
      books.on_invoice() + R"(,"Amount":10},{)" + books.on_invoice("WM-2") + R"(,"Amount":2}]})";
  const Json batch = books.json("PUT", "BatchPayments", body)["BatchPayments"][0];
  CHECK(batch["Type"] == "RECBATCH");
  CHECK(batch["TotalAmount"] == "12.00");
  CHECK(books.xero.invoice("WM-1")->status == "PAID");
  CHECK(books.post("Payments/" + batch["Payments"][0]["PaymentID"].get<std::string>(),
                   R"({"Status":"DELETED"})") ==
        "This payment is part of a batch payment and cannot be deleted by itself.");
  books.settle();
  CHECK(books.json("GET", "BatchPayments?where=Reference==%22settled%22")["BatchPayments"].size() == 1);
  CHECK(books
            .post("BatchPayments", R"({"BatchPaymentID":")" + batch["BatchPaymentID"].get<std::string>() +
                                       R"(","Status":"DELETED"})")
            .empty());
  CHECK(books.xero.invoice("WM-1")->due() == d("10"));
  CHECK(books.xero.invoice("WM-2")->due() == d("5"));
}

TEST_CASE("with summarizeErrors=false a refused batch payment says nothing but a zero id") {
  Books books;
  const std::string body = R"({"BatchPayments":[{"Account":{"Code":"090"},"Payments":[{)" +
                           books.on_invoice() + R"(,"Amount":99}]}]})";
  const Json batch = books.json("PUT", "BatchPayments?summarizeErrors=false", body)["BatchPayments"][0];
  CHECK(batch["BatchPaymentID"] == "00000000-0000-0000-0000-000000000000");
  CHECK(batch["HasValidationErrors"] == false);
  CHECK_FALSE(batch.contains("ValidationErrors"));
  CHECK(books.xero.invoice("WM-1")->due() == d("10"));
  CHECK(books.reply("PUT", "BatchPayments", body).status == 400);
  XeroSwitches switches;
  switches.batch_payments_fail_silently = false;
  books.xero.set_switches(switches);
  CHECK(messages(books.json("PUT", "BatchPayments?summarizeErrors=false", body)["BatchPayments"][0]) ==
        "Payment amount exceeds the amount outstanding on this document");
}

TEST_CASE("what is reconciled stays, and a person's hand goes past sign-in and faults") {
  Books books;
  books.pay(Books::payment(books.on_invoice(), "6"));
  const std::string id = books.xero.payments()[0].id;
  REQUIRE(books.xero.reconcile(id).ok());
  CHECK(books.post("Payments/" + id, R"({"Status":"DELETED"})") ==
        "This payment cannot be deleted as it has been reconciled with a bank statement.");
  CHECK_FALSE(books.xero.reconcile("no-such").ok());
  books.xero.faults().add("POST ", {Fault::When::before_commit, Delivery::dropped, {}, 9});
  CHECK_FALSE(books.xero.by_person("POST", "Invoices/WM-1", R"({"Status":"VOIDED"})").ok());
  REQUIRE(books.xero.by_person("POST", "CreditNotes/WM-1-R1", R"({"Status":"VOIDED"})").ok());
  CHECK(books.xero.credit_note("WM-1-R1")->status == "VOIDED");
}

TEST_CASE("payments need their own scope") {
  Books books;
  books.sign_in("accounting.invoices accounting.contacts accounting.payments.read");
  CHECK(books.reply("PUT", "Payments", "{}").status == 401);
  CHECK(books.reply("GET", "Payments").status == 200);
  CHECK(books.reply("PUT", "BankTransactions", "{}").status == 401);
  CHECK(books.reply("PUT", "ManualJournals", "{}").status == 401);
  CHECK(books.reply("GET", "Invoices/" + books.xero.invoice("WM-1")->id + "/Attachments").status == 401);
}
