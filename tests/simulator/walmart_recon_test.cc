// Settlement reports as a caller gets them: the list, the ZIP, the JSON pages, the payment summaries.
#include <archive.h>
#include <archive_entry.h>
#include <doctest/doctest.h>

#include <cstdlib>

#include "after_sale_fixture.h"
#include "base/csv.h"
#include "walmart_fixture.h"

using namespace crosswalk;
using namespace crosswalk::simulator;

namespace {

const Instant begun = at_time("2026-01-05T00:00:00Z");

struct Stage {
  VirtualClock clock{begun + a_day * 100};
  WalmartService service;
  WalmartCaller caller{service};

  explicit Stage(int orders = 200) : service(clock, world(orders)) {}
  static World world(int orders) {
    WorldSettings settings;
    settings.seed = 5;
    settings.orders = orders;
    settings.from = begun;
    settings.over = a_day * 90;
    settings.after_sale = AfterSale();
    return make_world(settings);
  }
  wire::HttpReply file(const std::string& date, const char* accept = "application/octet-stream") {
    auto request =
        caller.request("GET", "/v3/report/reconreport/reconFile?reportDate=" + date + "&reportVersion=v1");
    drop_header(request, "Accept");
    set_header(request, "Accept", accept);
    return service.handle(request).reply;
  }
  wire::HttpReply page(const std::string& date, const std::string& offset, int records) {
    return caller.get("/v3/report/reconreport/reconFileJson?reportDate=" + date + "&offset=" + offset +
                      "&noOfRecords=" + std::to_string(records));
  }
  std::vector<std::string> dates() {
    return json_of(caller.get("/v3/report/reconreport/availableReconFiles?reportVersion=v1"))
        .at("availableApReportDates")
        .get<std::vector<std::string>>();
  }
  // The third settlement, which has many rows.
  Settlement third() const { return service.settlements().at(2); }
  template <class Change>
  void turn(Change&& change) {
    WalmartSwitches switches = service.switches();
    change(switches.recon);
    service.set_switches(switches);
  }
};

std::string name_of_date(Date date) {
  const std::string text = date.text();
  return text.substr(5, 2) + text.substr(8, 2) + text.substr(0, 4);
}

// The one file of a ZIP; "" when it cannot be read whole.
std::string unzip(const std::string& bytes) {
  const std::unique_ptr<archive, int (*)(archive*)> zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(zip.get());
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
      archive_read_next_header(zip.get(), &entry) != ARCHIVE_OK)
    return {};
  std::string text;
  char buffer[8192];
  la_ssize_t got = 0;
  while ((got = archive_read_data(zip.get(), buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(got));
  return got == 0 ? text : std::string();
}

std::vector<std::vector<std::string>> csv_rows(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  const auto read = read_csv(text, "report", [&](const CsvRow& row) -> Result<void> {
    rows.push_back(row.fields);
    return {};
  });
  REQUIRE(read.ok());
  return rows;
}

std::size_t column(const std::vector<std::string>& header, const char* name) {
  const auto found = std::find(header.begin(), header.end(), name);
  REQUIRE(found != header.end());
  return static_cast<std::size_t>(found - header.begin());
}

Decimal in(const Json& holder, const char* name) {
  return decimal_in(holder, name).value();
}

Decimal sum_of(const Json& holder, std::initializer_list<const char*> names) {
  Decimal sum;
  for (const char* name : names) sum = add(sum, in(holder, name)).value();
  return sum;
}

}  // namespace

TEST_CASE("reports are listed by month first, from the day of the report on") {
  Stage stage;
  const auto dates = stage.dates();
  CHECK(dates.size() == stage.service.settlements().size());
  CHECK(std::is_sorted(dates.begin(), dates.end()));
  CHECK(stage.caller.get("/v3/report/reconreport/availableReconFiles?reportVersion=v2").status == 404);

  VirtualClock early(begun + a_day * 3);
  WalmartService service(early, Stage::world(20));
  WalmartCaller caller(service);
  const auto list = [&] {
    caller.sign_in();
    return json_of(caller.get("/v3/report/reconreport/availableReconFiles?reportVersion=v1"))
        .at("availableApReportDates")
        .size();
  };
  CHECK(list() == 0);
  early.advance(at_time("2026-01-17T12:00:00Z") - early.now());
  CHECK(service.settlements().size() == 1);
  CHECK(list() == 0);
  early.advance(at_time("2026-01-20T12:00:00Z") - early.now());
  CHECK(list() == 1);
}

TEST_CASE("the file is a ZIP of one CSV that adds up, in either layout") {
  Stage stage;
  const Settlement settlement = stage.third();
  for (const int columns : {32, 37}) {
    stage.turn([&](ReconSwitches& recon) { recon.style.columns = columns; });
    const auto reply = stage.file(name_of_date(settlement.report_date));
    REQUIRE(reply.status == 200);
    CHECK(reply.body.starts_with("PK\x03\x04"));
    CHECK(wire::header(reply.headers, "Content-Disposition")->ends_with("+0000.zip"));
    const std::string text = unzip(reply.body);
    CHECK(text.starts_with("\xEF\xBB\xBFPeriod Start Date,Period End Date,Total Payable,"));
    const auto rows = csv_rows(text);
    REQUIRE(rows.size() == settlement.rows.size() + 3);
    const auto& header = rows[0];
    CHECK(header.size() == static_cast<std::size_t>(columns));
    for (const auto& row : rows) CHECK(row.size() == header.size());
    CHECK(rows[1][0] == "Number of Lines in file " + std::to_string(settlement.rows.size()));
    CHECK(rows[1][1].empty());
    CHECK(rows[2][column(header, "Transaction Type")] == "PaymentSummary");
    CHECK(rows[2][column(header, "Transaction Description")] == "Deposited in PINGPONG account");
    CHECK(rows[2][column(header, "Total Payable")] == settlement.payable.text());
    CHECK(rows[2][column(header, "Period Start Date")] == "1/31/2026");
    Decimal sum;
    for (std::size_t i = 3; i < rows.size(); ++i)
      sum = add(sum, Decimal::parse(rows[i][column(header, "Amount")]).value()).value();
    CHECK(sum == settlement.payable);
    CHECK(rows[3][column(header, "Period Start Date")].empty());
    CHECK((std::find(header.begin(), header.end(), "Base Commission Rate") != header.end()) ==
          (columns == 32));
    CHECK((std::find(header.begin(), header.end(), "Campaign Id") != header.end()) == (columns == 37));
    CHECK(text.find(", new\"") != std::string::npos);  // a quoted comma
  }
}

TEST_CASE("the same report is the same bytes, until it is changed under its date") {
  Stage stage;
  const Settlement settlement = stage.third();
  const std::string date = name_of_date(settlement.report_date);
  const std::string first = stage.file(date).body;
  CHECK(first == stage.file(date).body);
  CHECK(stage.service.revise_settlement(settlement.report_date, usd_text("-1.25")));
  CHECK_FALSE(stage.service.revise_settlement(settlement.start, usd_text("-1.25")));
  CHECK(first != stage.file(date).body);
  const Settlement revised = stage.third();
  CHECK(revised.rows.size() == settlement.rows.size() + 1);
  CHECK(add(revised.payable, usd_text("1.25")).value() == settlement.payable);
}

TEST_CASE("the ways in which a report is written") {
  Stage stage;
  const std::string date = name_of_date(stage.third().report_date);
  stage.turn([](ReconSwitches& recon) { recon.style = {32, false, true, true, true, true, true, ""}; });
  const auto rows = csv_rows(unzip(stage.file(date).body));
  const auto& header = rows[0];
  CHECK(header[0] == "Period Start Date");
  CHECK(rows[1][0] == "Number of Lines in file " + std::to_string(rows.size() - 2));
  CHECK(rows[2][column(header, "Transaction Description")] == "Deposited in  account");
  CHECK(rows[2][column(header, "Period Start Date")] == "01/31/2026");
  CHECK(rows[3][column(header, "Period Start Date")] == "\"\"");
  CHECK(rows[3][column(header, "Transaction Description")].ends_with("  "));
  const auto with_order = std::find_if(rows.begin() + 3, rows.end(), [&](const auto& row) {
    return !row[column(header, "Purchase Order #")].empty();
  });
  REQUIRE(with_order != rows.end());
  CHECK((*with_order)[column(header, "Purchase Order #")].ends_with("E+14"));
}

TEST_CASE("what a report is refused for, and what a spoiled one looks like") {
  Stage stage;
  const Settlement settlement = stage.third();
  const std::string date = name_of_date(settlement.report_date);
  CHECK(stage.file(date, "text/csv").status == 406);
  CHECK(stage.file(date, "*/*").status == 200);
  CHECK(stage.file("20260120").status == 400);
  CHECK(stage.file("01011999").status == 400);
  CHECK(stage.file("01011999").body.starts_with("<?xml"));
  CHECK(stage.caller.get("/v3/report/reconreport/reconFile?reportDate=" + date).status == 404);
  CHECK(stage.caller.get("/v3/report/reconreport/other").status == 404);
  CHECK(stage.caller.post("/v3/report/payment/statement").status == 405);

  stage.turn([](ReconSwitches& recon) { recon.error_body_200 = true; });
  CHECK(stage.file(date).status == 200);
  CHECK_FALSE(stage.file(date).body.starts_with("PK"));
  stage.turn([](ReconSwitches& recon) {
    recon.error_body_200 = false;
    recon.corrupt_zip = true;
  });
  CHECK(stage.file(date).body.starts_with("PK"));
  CHECK(unzip(stage.file(date).body).empty());
  stage.turn([&](ReconSwitches& recon) {
    recon.corrupt_zip = false;
    recon.missing = {settlement.report_date};
  });
  CHECK(stage.file(date).status == 400);
  const auto dates = stage.dates();
  CHECK(std::find(dates.begin(), dates.end(), date) == dates.end());
  WalmartSwitches switches = stage.service.switches();
  switches.reports_scope = "no_access";
  stage.service.set_switches(switches);
  CHECK(stage.file(date).status == 403);
}

TEST_CASE("JSON pages are walked by the offsets that were given out, in bytes") {
  Stage stage;
  const Settlement settlement = stage.third();
  const std::string date = name_of_date(settlement.report_date);
  std::string offset = "0";
  std::size_t details = 0;
  Decimal sum;
  std::string second;
  for (int page = 0; offset != "-1"; ++page) {
    const Json shown = json_of(stage.page(date, offset, 40));
    CHECK(shown.at("description") ==
          "Number of Lines in file " + std::to_string(settlement.rows.size()) + std::string(13, ' '));
    for (const Json& row : shown.at("reportData")) {
      if (row.at("Transaction Type") == "PaymentSummary") {
        CHECK(page == 0);
        CHECK(row.at("Total Payable") == settlement.payable.text());
        continue;
      }
      ++details;
      CHECK(row.at("Period Start Date") == "\"\"");
      sum = add(sum, Decimal::parse(row.at("Amount").get<std::string>()).value()).value();
      for (const auto& [name, value] : row.items()) CHECK_FALSE(value.get<std::string>().empty());
    }
    offset = shown.at("nextOffset").dump();
    if (page == 0) second = offset;
    REQUIRE(page < 100);
  }
  CHECK(details == settlement.rows.size());
  CHECK(sum == settlement.payable);
  CHECK(std::stol(second) > 1000);
  CHECK(stage.page(date, "1", 40).status == 400);
  CHECK(code_of(stage.page(date, "40", 40)) == "INVALID_OFFSET");
  CHECK(stage.page(date, "0", 1001).status == 400);
  CHECK(stage.page(date, "", 10).status == 400);
  CHECK(stage.page("01011999", "0", 10).status == 400);
  stage.turn([](ReconSwitches& recon) { recon.only_first_json_page = true; });
  CHECK(stage.page(date, "0", 40).status == 200);
  CHECK(code_of(stage.page(date, second, 40)) == "INVALID_OFFSET");
}

TEST_CASE("the payment statement keeps Walmart's identities on every day of a period") {
  Stage stage(400);
  for (int day = 0; day < 16; ++day) {
    stage.caller.sign_in();
    const Json payload = json_of(stage.caller.get("/v3/report/payment/statement")).at("payload");
    const Json& summary = payload.at("accountSummary");
    const Json& details = payload.at("transactionDetails");
    const Json& sale = details.at("saleAggregate");
    CHECK(in(sale, "netPayable") ==
          sum_of(sale, {"productPrice", "shipping", "netTaxCollected", "netTaxWithheld", "netComm",
                        "wfsShipping", "wfsShipppingTax"}));
    CHECK(in(sale, "netComm") == sum_of(sale, {"totalBaseCommission", "commissionSavings"}));
    CHECK(in(summary, "orderActivity") ==
          add(add(in(sale, "netPayable"), in(details.at("refundDetails"), "netPayable")).value(),
              in(details.at("adjustmentAggregate"), "netPayable"))
              .value());
    const Decimal before =
        sum_of(summary, {"openingBalance", "orderActivity", "walmartFulfillmentServices", "otherActivities"});
    const Decimal after = sum_of(summary, {"reserve", "paidToYou"});
    CHECK(in(summary, "closingBalance") == subtract(before, after).value());
    Decimal wfs;
    for (const auto& [name, value] : details.at("wfs").items())
      if (name != "netPayable") wfs = add(wfs, in(details.at("wfs"), name.c_str())).value();
    CHECK(in(summary, "walmartFulfillmentServices") == wfs);
    CHECK(in(details.at("wfs"), "netPayable") == wfs);
    CHECK(details.at("partnerTxns") == Json::array());
    stage.clock.advance(a_day);
  }
  stage.caller.sign_in();
  const Settlement last = stage.service.settlements().back();
  const Json summary =
      json_of(stage.caller.get("/v3/report/payment/statement")).at("payload").at("accountSummary");
  CHECK(in(summary, "openingBalance") == last.payable);
  stage.turn([](ReconSwitches& recon) { recon.statement.signs_of_rows = true; });
  const Json other =
      json_of(stage.caller.get("/v3/report/payment/statement")).at("payload").at("accountSummary");
  CHECK(in(other, "closingBalance") == in(summary, "closingBalance"));
  CHECK(in(other, "paidToYou") == in(summary, "paidToYou").negated());
}

TEST_CASE("the payment performance tells rates for five spans of days") {
  Stage stage;
  const Json payload = json_of(stage.caller.get("/v3/report/payment/performance")).at("payload");
  for (const char* span : {"7DAY", "14DAY", "30DAY", "60DAY", "90DAY"}) CHECK(payload.contains(span));
  CHECK(in(payload.at("90DAY"), "refundRateSellerFault").units() > 0);
}

TEST_CASE("a large report is made row by row and adds up") {
  const ReconReport report = large_report(3, 40'001, on_day("2026-01-03"), on_day("2026-01-16"));
  std::int64_t rows = 0;
  std::int64_t sum = 0;
  report.each([&](const SettlementRow& row) {
    ++rows;
    sum += row.amount.units();
  });
  CHECK(rows == 40'001);
  CHECK(sum == report.payable.units());
  // The ZIP comes in pieces while the rows are made.
  std::size_t bytes = 0;
  std::size_t largest = 0;
  int pieces = 0;
  const auto written = write_zip(
      "large.csv", [&](const TextSink& out) { write_recon_csv(report, {}, out); },
      [&](std::string_view part) {
        bytes += part.size();
        largest = std::max(largest, part.size());
        ++pieces;
      });
  CHECK(written.ok());
  CHECK(pieces > 10);
  CHECK(largest < 100'000);

  Stage stage(5);
  stage.service.add_large_report(on_day("2026-03-01"), 3, 1'003);
  const auto rows_served = csv_rows(unzip(stage.file("03012026").body));
  CHECK(rows_served.size() == 1'006);
}

TEST_CASE("random faults spoil reports in all the ways a caller must bear, and repeat") {
  const auto run = [](std::uint64_t seed) {
    Stage stage(60);
    const std::string date = name_of_date(stage.third().report_date);
    const std::string good = stage.file(date).body;
    stage.service.limit("GET /v3/report/reconreport/reconFile", 10'000, Millis(60'000));
    stage.service.set_random_faults(seed, 0.5);
    std::map<std::string, int> kinds;
    for (int i = 0; i < 300; ++i) {
      const auto request = stage.caller.request(
          "GET", "/v3/report/reconreport/reconFile?reportDate=" + date + "&reportVersion=v1");
      const Answer answer = stage.service.handle(request);
      if (answer.delivery != Delivery::whole)
        ++kinds["delivery " + std::to_string(static_cast<int>(answer.delivery))];
      else if (answer.reply.status != 200)
        ++kinds[std::to_string(answer.reply.status)];
      else if (answer.reply.body == good)
        ++kinds["good"];
      else
        ++kinds[answer.reply.body.starts_with("PK") ? "half a ZIP" : "an error that says 200"];
    }
    return kinds;
  };
  const auto kinds = run(7);
  CHECK(kinds == run(7));
  for (const char* kind : {"good", "half a ZIP", "an error that says 200", "429", "500", "502", "503", "520",
                           "delivery 1", "delivery 2", "delivery 3"}) {
    CAPTURE(kind);
    CHECK(kinds.contains(kind));
  }
}
