#include "walmart/recon_lines.h"

#include <doctest/doctest.h>
#include <malloc.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"
#include "walmart/recon_survey.h"
#include "walmart/recon_tally.h"
#include "walmart/report_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

const Currency usd = Currency::parse("USD").value();

// The report's lines, which its tally must agree with.
Collector read(const std::string& body) {
  Collector collector;
  const auto done = recon_lines(settlement(body), test_settings(), collector);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  MoneySum charges(usd);
  MoneySum taxes(usd);
  for (const auto& kept : collector.lines)
    (kept.line.line_class == LineClass::tax ? taxes : charges).add(kept.line.amount);
  const auto tally = tally_recon(body, usd);
  REQUIRE(tally);
  CHECK(tally->charges == charges.total().value());
  CHECK(tally->taxes == taxes.total().value());
  return collector;
}

Error refused(const std::string& body) {
  Collector collector;
  const auto done = recon_lines(settlement(body), test_settings(), collector);
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == ErrorKind::invalid);
  CHECK(collector.lines.empty());
  return done.error();
}

std::string shown(const Collector& collector) {
  std::string out;
  for (const auto& kept : collector.lines)
    out += kept.key + " " + std::string(name_of(kept.line.line_class)) + " " + kept.line.amount.text() + " " +
           kept.charge_type + "/" + kept.charge_name + "\n";
  return out;
}

}  // namespace

TEST_CASE("a report's rows are lines under their numbers, its facts are its summary") {
  const Collector collector = read(ReportBuilder{}.zip());
  CHECK(shown(collector) ==
        "row/1 product 24.99 USD Sale/Product Price\nrow/2 tax 2.06 USD Sale/Product tax\n"
        "row/3 tax_withheld -2.06 USD Sale/Product tax withheld\n"
        "row/4 commission -3.75 USD Sale/Commission on Product\n");
  const RecordFacts& facts = collector.kept.facts;
  CHECK(facts.kind == RecordKind::settlement);
  CHECK(facts.sums.from.text() == "2026-01-24");
  CHECK(facts.sums.to.text() == "2026-02-06");
  CHECK(facts.sums.settles.text() == "2026-02-10");
  CHECK(facts.sums.payer == "Deposited in  account");
  CHECK(facts.sums.payable.text() == "21.24 USD");
  CHECK(facts.sums.difference.text() == "0.00 USD");
  CHECK(facts.sums.rows == 4);
  CHECK(facts.sums.rows_said == 4);
  CHECK(facts.order_date.text() == "2026-02-06");
  const auto& sale = collector.lines[3];
  CHECK(sale.purchase_order == "108900000000001");
  CHECK(sale.sku == "MUG-BLU");
  CHECK(sale.fulfilment == "seller");
  CHECK(sale.line.date.text() == "2026-02-01");
  CHECK(sale.line.state == UnitState::shipped);
  CHECK(sale.line.quantity.text() == "1");
  CHECK(sale.line.commission_rate.text() == "15");
  CHECK(collector.lines[1].line.tax_class == TaxClass::facilitator);
}

TEST_CASE("ZIP, CSV and JSON say the same") {
  ReportBuilder report;
  report.rows.push_back(
      other_row("Service Fee", "WFS Fee/Reimbursement", "\"WFS Return Shipping fee \"", "-4.20"));
  const std::string zipped = shown(read(report.zip()));
  CHECK(shown(read(report.csv())) == zipped);
  std::string pages;
  for (const auto& page : report.json(2)) pages += page + "\n";
  CHECK(shown(read(pages)) == zipped);
  report.columns = may_columns();
  CHECK(shown(read(report.zip())) == zipped);
  const auto digest = survey_recon(report.zip(), usd)->digest;
  CHECK(survey_recon(pages, usd)->digest == digest);
  report.rows.back() = other_row("Service Fee", "WFS Fee/Reimbursement", "WFS Charge", "-4.20");
  CHECK(survey_recon(report.csv(), usd)->digest != digest);
}

TEST_CASE("every row of the vocabulary has its class, and an unknown one is carried as other") {
  struct Known {
    Cells row;
    const char* line_class;
  };
  std::vector<Known> known = {
      {order_row("Sale", "Shipping", "5.99"), "shipping"},
      {order_row("Sale", "Shipping tax", "0.49"), "tax"},
      {order_row("Sale", "Shipping tax withheld", "-0.49"), "tax_withheld"},
      {order_row("Sale", "Commission on Shipping", "-0.90"), "commission"},
      {order_row("Sale", "Promo Code", "-1.00"), "discount"},
      {order_row("Sale", "Extra Savings", "-1.00"), "discount"},
      {order_row("Sale", "Total Walmart Funded Savings", "1.00"), "discount"},
      {order_row("Sale", "Other tax (Fees)", "0.05"), "tax"},
      {order_row("Refund", "Product Price", "-24.99"), "refund"},
      {order_row("Refund", "Shipping", "-5.99"), "refund"},
      {order_row("Refund", "Promo Code", "1.00"), "refund"},
      {order_row("Refund", "Excess Refund Adjustment", "-0.50"), "refund"},
      {order_row("Refund", "Product tax", "-2.06"), "tax"},
      {order_row("Refund", "Product tax withheld", "2.06"), "tax_withheld"},
      {order_row("Refund", "Commission on Product", "3.75"), "commission"},
      {order_row("Sale", "Gift Wrap", "2.00"), "other"},
      {other_row("Adjustment", "Fee/Reimbursement", "Walmart Shipping Label Service Charge", "-8.23"), "fee"},
      {other_row("Adjustment", "Fee/Reimbursement", "A charge nobody knows", "-1.00"), "other"},
      {other_row("Service Fee", "WFS Fee/Reimbursement", "WFS Fulfillment fee", "-3.95"), "fee"},
      {other_row("Service Fee", "WFS Fee/Reimbursement", "  wfs  return shipping FEE ", "-3.95"), "fee"},
      {other_row("Service Fee", "Fee/Reimbursement", "Walmart Product Advertising", "-6.25"), "fee"},
      {other_row("Service Fee", "Review Accelerator Fee", "Review Accelerator", "-6.25"), "fee"},
      {other_row("Campaigns", "SEM Marketing Fee", "SEM Marketing", "-9.00"), "fee"},
      {other_row("", "WFS Inventory Fee/Reimbursement", "WFS RC_InventoryDisposalFee", "-0.30"), "fee"},
      {other_row("Reserve", "Net Payable", "Funds withheld to cover future refunds", "-10.00"), "reserve"},
      {other_row("Release Reserve", "Net Payable", "Reserve credited back", "10.00"), "reserve"},
      {other_row("Walmart Instant Transfer", "Net Payable", "Funds Paid Out Upon Request", "-50.00"),
       "deposit"},
      {other_row("Mystery", "Net Payable", "", "7.00"), "other"},
      {other_row("Reserve", "Fee/Reimbursement", "x", "7.00"), "other"},
  };
  ReportBuilder report;
  report.rows.clear();
  for (const auto& one : known) report.rows.push_back(one.row);
  const Collector collector = read(report.zip());
  REQUIRE(collector.lines.size() == known.size());
  for (std::size_t i = 0; i < known.size(); ++i)
    CHECK_MESSAGE(name_of(collector.lines[i].line.line_class) == known[i].line_class, shown(collector));
  CHECK(collector.lines[7].line.tax_class == TaxClass::seller);  // passed on, whatever the state
  CHECK(collector.lines[8].refund == "2026_01_31_17");
  CHECK(collector.lines[0].refund.empty());
  CHECK(collector.lines[18].charge_name == "WFS Fulfillment fee");
}

TEST_CASE("columns are found by name: extra ones are passed over, optional ones may be missing") {
  ReportBuilder report;
  report.columns = {"Amount Type",      "Amount",
                    "Novelty",          "Partner Item Id",
                    "Purchase Order #", "Transaction Description",
                    "Transaction Type", "Transaction Posted Timestamp",
                    "Total Payable"};
  std::string text = report.csv();
  text.replace(text.find("Transaction Type"), 16, "TRANSACTION TYPE ");
  const auto sums = read(text).kept.facts.sums;
  CHECK(sums.from == Date());
  CHECK(sums.rows == 4);
  for (const char* name : {"Amount", "Partner Item Id", "Total Payable"}) {
    auto fewer = april_columns();
    std::erase(fewer, name);
    report.columns = fewer;
    const Error error = refused(report.zip());
    CHECK(error.message.find("\"" + std::string(name) + "\" is missing") != std::string::npos);
    CHECK(error.where == "line 1");
  }
  report.columns = april_columns();
  report.columns.emplace_back("Amount");
  CHECK(refused(report.csv()).message.find("stands twice") != std::string::npos);
}

TEST_CASE("a cell that cannot be read is refused with its row and column, before any line is handed over") {
  struct Wrong {
    const char* column;
    const char* value;
    const char* says;
  };
  for (const auto& wrong :
       {Wrong{"Amount", "1.2E+3", "scientific"}, Wrong{"Amount", "12,50", "12,50"},
        Wrong{"Amount", "0.0000001", ""}, Wrong{"Purchase Order #", "1.19111E+14", "scientific"},
        Wrong{"Customer Order #", "2.00475E+14", "scientific"}, Wrong{"Ship Qty", "x", ""},
        Wrong{"Transaction Posted Timestamp", "13/31/2026", "4/29/2026"},
        Wrong{"Transaction Posted Timestamp", "2/30/2026", "4/29/2026"}, Wrong{"Currency", "CAD", "mixed"}}) {
    CAPTURE(wrong.column);
    CAPTURE(wrong.value);
    ReportBuilder report;
    auto& row = report.rows.back();
    std::erase_if(row, [&](const auto& cell) { return cell.first == wrong.column; });
    row.emplace_back(wrong.column, wrong.value);
    const Error error = refused(report.zip());
    // Three names stand in two lines each.
    CHECK(error.where == "line 10, column \"" + std::string(wrong.column) + "\"");
    CHECK(error.message.find(wrong.says) != std::string::npos);
    CHECK(error.message.starts_with("settlement 2026-02-06: "));
  }
  // A SKU may look like it.
  ReportBuilder report;
  report.rows = {other_row("Sale", "Product Price", "Purchase", "1.00")};
  report.rows[0].emplace_back("Partner Item Id", "12E4");
  CHECK(read(report.zip()).lines[0].sku == "12E4");
}

TEST_CASE("a total that the rows do not come to is a fact, not an error") {
  ReportBuilder report;
  report.payable = "-30.00";
  const auto sums = read(report.zip()).kept.facts.sums;
  CHECK(sums.payable.text() == "-30.00 USD");
  CHECK(sums.difference.text() == "-51.24 USD");
}

TEST_CASE("a report that is cut is refused; one whose own count goes otherwise is not") {
  ReportBuilder report;
  for (const char* count : {"4", "5", "6", "7", "812"}) {
    report.count = count;
    CHECK(read(report.csv()).kept.facts.sums.rows_said == std::stoul(count));
  }
  report.count = "5";
  const std::string whole = report.csv();
  const std::string last = whole.substr(whole.rfind("2026_01_31_17"));
  report.count = "9";
  report.payable = "21.24";
  report.rows.pop_back();
  CHECK(refused(report.csv()).message.find("is cut: it says that it has 9 lines and holds 3") !=
        std::string::npos);
  CHECK(read(report.zip()).kept.facts.sums.rows_said == 9);  // a ZIP has a checksum
}

TEST_CASE("what is no report is refused") {
  CHECK(refused("").message.find("empty") != std::string::npos);
  CHECK(refused("<html>").message.find("missing") != std::string::npos);
  CHECK(refused(R"({"errors":{"error":[]}})").message.find("no reportData") != std::string::npos);
  const ReportBuilder report;
  std::string pages = report.json(2)[0];
  CHECK(refused(pages).message.find("last JSON page is missing") != std::string::npos);
  CHECK(refused(pages.substr(0, pages.size() / 2)).message.find("does not end") != std::string::npos);
  const std::string csv = report.csv();
  CHECK(refused(zip_of({{"a.csv", csv}, {"b.csv", csv}})).message.find("more than the one") !=
        std::string::npos);
  std::string heads = csv.substr(0, csv.find('\n') + 1);
  CHECK(refused(heads).message.find("no summary") != std::string::npos);
  CHECK(refused(csv + "\"open").message.find("never closed") != std::string::npos);
  CHECK(refused(csv + std::string(40, ',') + "x\n").message.find("more fields") != std::string::npos);
  CHECK(read(csv + std::string(31, ',') + "\n\n").lines.size() == 4);
  CHECK_FALSE(tally_recon(csv + "\"open", usd));
}

TEST_CASE("a spoiled ZIP is refused wherever it is spoiled") {
  ReportBuilder report;
  for (int i = 0; i < 300; ++i)
    report.rows.push_back(order_row("Sale", "Product Price", std::to_string(i) + ".17"));
  const std::string zip = report.zip();
  for (const std::size_t at : {zip.size() / 4, zip.size() / 2, zip.size() * 2 / 3}) {
    std::string spoiled = zip;
    for (std::size_t i = at; i < at + 8; ++i) spoiled[i] = static_cast<char>(spoiled[i] ^ 0x5A);
    Collector collector;
    CHECK_FALSE(recon_lines(settlement(spoiled), test_settings(), collector));
    CHECK(collector.lines.empty());
    CHECK_FALSE(tally_recon(spoiled, usd));
    CHECK_FALSE(survey_recon(zip.substr(0, at), usd));
  }
}

TEST_CASE("rows stream: a hundred thousand of them need no more memory than a few") {
  // Real rows' width, and enough of them that holding them would be seen.
  class Counting final : public LineSink {
   public:
    Result<void> facts(const RecordFacts& facts) override {
      said = facts.sums.rows;
      return {};
    }
    Result<void> line(const Line& line) override {
      if (++lines % 1000 == 0) most = std::max(most, mallinfo2().uordblks);
      CHECK(line.row == lines);
      return {};
    }
    std::uint32_t said = 0;
    std::uint32_t lines = 0;
    std::size_t most = 0;
  };
  constexpr std::uint32_t rows = 100'000;
  ReportBuilder report;
  report.count = std::to_string(rows);
  std::string csv = report.csv();
  const std::string row = csv.substr(csv.rfind(",,,,2026"));
  csv.reserve(csv.size() + row.size() * rows);
  for (std::uint32_t i = 4; i < rows; ++i) csv += row;
  const Record record = settlement(std::move(csv));
  Counting sink;
  const std::size_t before = mallinfo2().uordblks;
  const auto done = recon_lines(record, test_settings(), sink);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  CHECK(sink.lines == rows);
  CHECK(sink.said == rows);
  CHECK(sink.most < before + (std::size_t{4} << 20));
}
