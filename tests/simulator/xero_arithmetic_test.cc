#include "simulator/xero_arithmetic.h"

#include <doctest/doctest.h>

#include "xero_client.h"

using namespace crosswalk;
using namespace crosswalk::simulator;
using namespace crosswalk::simulator::xero_sim;

namespace {

Decimal d(std::string_view text) {
  return Decimal::parse(text).value();
}

}  // namespace

TEST_CASE("tax is rounded a line, half away from zero") {
  struct Row {
    const char* amount;
    const char* rate;
    LineAmountTypes types;
    const char* tax;
  };
  const LineAmountTypes ex = LineAmountTypes::exclusive;
  const LineAmountTypes in = LineAmountTypes::inclusive;
  for (const Row& row : std::vector<Row>{{"25.06", "15", ex, "3.76"},
                                         {"25.61", "15", ex, "3.84"},
                                         {"25.63", "15", ex, "3.84"},
                                         {"55.00", "10", in, "5"},
                                         {"47.85", "10", in, "4.35"},
                                         {"95.00", "10", in, "8.64"},
                                         {"176.26", "10", in, "16.02"},
                                         {"260.70", "10", in, "23.7"},
                                         {"242.00", "10", in, "22"},
                                         {"21.65", "10", ex, "2.17"},
                                         {"21.64", "10", ex, "2.16"},
                                         {"-21.65", "10", ex, "-2.17"},
                                         {"99.99", "8.25", ex, "8.25"},
                                         {"100", "8.25", LineAmountTypes::no_tax, "0"}}) {
    CAPTURE(row.amount);
    CHECK(line_tax(d(row.amount), d(row.rate), row.types).value().text() == row.tax);
  }
}

TEST_CASE("line amounts: the unit price is rounded first, what is missing is derived") {
  struct Row {
    std::optional<Decimal> quantity, unit, amount, rate, discount;
    int places;
    const char* wanted;  // "quantity unit amount", or the error
  };
  const std::optional<Decimal> none;
  for (const Row& row : std::vector<Row>{
           {d("3"), d("15.95"), none, none, none, 2, "3 15.95 47.85"},
           {d("7"), d("25.18"), none, none, none, 2, "7 25.18 176.26"},
           {d("3"), d("0.335"), none, none, none, 2, "3 0.34 1.02"},
           {d("3"), d("0.335"), none, none, none, 4, "3 0.335 1.01"},
           {d("1.5"), d("10.95"), none, none, none, 2, "1.5 10.95 16.43"},
           {none, d("4.2"), none, none, none, 2, "1 4.2 4.2"},
           {d("4"), none, d("10"), none, none, 2, "4 2.5 10"},
           {d("3"), none, d("10"), none, none, 2, "3 3.33 10"},
           {none, d("2.5"), d("10"), none, none, 2, "4 2.5 10"},
           {none, none, d("19.99"), none, none, 2, "1 19.99 19.99"},
           {d("2"), d("50"), d("100"), none, none, 2, "2 50 100"},
           {d("2"), d("50"), d("1"), none, none, 2,
            "The line total 1.00 does not match the expected line total 100.00"},
           {d("2"), d("50"), none, d("10"), none, 2, "2 50 90"},
           {d("2"), d("50"), none, none, d("15.5"), 2, "2 50 84.5"},
           {d("1"), d("20"), none, none, d("27.83"), 2,
            "The discount amount '27.83' is invalid. Discount must not be greater than the line total."},
           {d("1"), d("20"), none, d("127.83"), none, 2,
            "The discount rate '127.83' is invalid. Discount must not be greater than the line total."},
           {d("1000"), d("999999999"), none, none, none, 2,
            "The line amount 999999999000.00 is greater than 9,999,999,999.99"}}) {
    const auto worth = line_worth({row.quantity, row.unit, row.amount, row.rate, row.discount}, row.places);
    const std::string is =
        worth ? worth->quantity.text() + " " + worth->unit_amount.text() + " " + worth->line_amount.text()
              : worth.error().message;
    CHECK(is == row.wanted);
  }
}

TEST_CASE("Xero's own vector through the service") {
  XeroClient client;
  xero_sim::XeroOrganisation books = example_home_goods("aaaaaaaa-0000-0000-0000-000000000001", {});
  books.tax_rates.push_back({"TAX001", "Fifteen", Decimal::whole(15), "REVENUE"});
  client.xero.add_organisation(std::move(books));
  XeroApp app;
  app.client_id = "second";
  app.secret = Secret("second-secret");
  app.scopes = {"accounting.invoices"};
  app.tenants = {"aaaaaaaa-0000-0000-0000-000000000001"};
  client.xero.add_app(std::move(app));
  const auto answer = client.token_answer("grant_type=client_credentials&scope=accounting.invoices", "second",
                                          "second-secret");
  client.token = text_in(parse_json(answer.reply.body, "token").value(), "access_token");
  client.tenant.clear();
  const auto taxed = [](std::string_view amount) {
    return "{\"Description\":\"x\",\"Quantity\":1,\"UnitAmount\":" + std::string(amount) +
           ",\"AccountCode\":\"200\",\"TaxType\":\"TAX001\"}";
  };
  const auto reply = client.reply(
      "PUT", "Invoices", invoice("V-1", taxed("25.06") + "," + taxed("25.61") + "," + taxed("25.63")));
  CHECK(reply.status == 200);
  CHECK(reply.body.find("\"TotalTax\":11.44,\"Total\":87.74,") != std::string::npos);
  CHECK(client.xero.invoices().empty());  // the other organisation's books
  CHECK(client.xero.invoices("aaaaaaaa-0000-0000-0000-000000000001").size() == 1);
}
