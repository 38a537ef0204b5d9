#include "walmart/statement.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"
#include "walmart/source.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

struct StatementText {
  std::string scheduled = "2026-02-10";
  std::string opening = "12.00";
  std::string orders = "95.56";
  std::string wfs = "-4.37";
  std::string other = "-6.25";
  std::string reserve = "10";
  std::string paid = "12.00";
  std::string closing = "74.94";
  std::string sale_payable = "115.56";
  std::string commission = "-20.40";

  std::string text() const {
    return R"({"statusCode":200,"status":"OK","error":"","payload":{"accountSummary":{"openingBalance":)" +
           opening + R"(,"orderActivity":)" + orders + R"(,"walmartFulfillmentServices":)" + wfs +
           R"(,"otherActivities":)" + other + R"(,"reserve":)" + reserve + R"(,"paidToYou":)" + paid +
           R"(,"closingBalance":)" + closing + R"(,"scheduledSettlementDate":")" + scheduled +
           R"(","paymentProcessor":"Payoneer","lastUpdatedDate":"2026-02-04","holdDates":" "},"transactionDetails":)"
           R"({"saleAggregate":{"productPrice":129.97,"shipping":5.99,"netTaxCollected":11.21,"netTaxWithheld":-11.21,)"
           R"("netComm":)" +
           commission + R"(,"netPayable":)" + sale_payable +
           R"(,"totalBaseCommission":-21.40,"commissionSavings":1.00},)"
           R"("refundDetails":{"productPrice":-24.99,"netTaxCollected":-2.06,"netTaxWithheld":2.06,"netComm":3.75,)"
           R"("netPayable":-21.24,"totalBaseCommission":0},"adjustmentAggregate":{"netPayable":1.24},)"
           R"("wfs":{"netPayable":-4.37,"wfsStorageFee":-4.37},"partnerTxns":[]}}})";
  }
};

Sums sums_of(const StatementText& text) {
  Bench bench;
  const WalmartSource source(bench.connection);
  Record record;
  record.key = {"shop", RecordKind::statement, text.scheduled};
  record.body = text.text();
  Collector collector;
  const auto done = source.lines(record, collector);
  INFO((done ? std::string() : done.error().text()));
  REQUIRE(done);
  CHECK(collector.facts_calls == 1);
  CHECK(collector.lines.empty());
  CHECK(source.tally(record)->amounts == 0);
  return collector.kept.facts.sums;
}

}  // namespace

TEST_CASE("the statement gives its balances and no lines") {
  const Sums sums = sums_of({});
  CHECK(sums.opening.text() == "12.00 USD");
  CHECK(sums.paid.text() == "12.00 USD");
  CHECK(sums.reserve.text() == "10.00 USD");
  CHECK(sums.closing.text() == "74.94 USD");
  CHECK(sums.difference.text() == "0.00 USD");
  CHECK(sums.settles.text() == "2026-02-10");
  CHECK(sums.to.text() == "2026-02-04");
  CHECK(sums.payer == "Payoneer");
  CHECK(sums.doubt.empty());
}

TEST_CASE("what is deducted is above zero, whichever sign Walmart writes") {
  StatementText text;
  text.reserve = "-10";
  text.paid = "-12.00";
  const Sums sums = sums_of(text);
  CHECK(sums.paid.text() == "12.00 USD");
  CHECK(sums.reserve.text() == "10.00 USD");
  CHECK(sums.difference.text() == "0.00 USD");
}

TEST_CASE("sums that do not hold are told, not swallowed") {
  StatementText text;
  text.closing = "75.94";
  CHECK(sums_of(text).difference.text() == "1.00 USD");
  text = {};
  text.sale_payable = "115.57";
  CHECK(sums_of(text).doubt == "saleAggregate.netPayable");
  text = {};
  text.commission = "-20.41";
  text.sale_payable = "115.55";
  CHECK(sums_of(text).doubt == "saleAggregate.netComm");
  text = {};
  text.orders = "95.57";
  text.closing = "74.95";
  CHECK(sums_of(text).doubt == "accountSummary.orderActivity");
  CHECK(sums_of(text).difference.text() == "0.00 USD");
  text = {};
  text.wfs = "-4.38";
  CHECK(sums_of(text).doubt == "accountSummary.walmartFulfillmentServices");
}

TEST_CASE("a statement is named after the day on which the period settles, or after its own") {
  StatementText text;
  CHECK(*statement_id(text.text()) == "2026-02-10");
  text.scheduled = " ";
  CHECK(*statement_id(text.text()) == "2026-02-04");
  CHECK_FALSE(statement_id("{}"));
  CHECK_FALSE(statement_id("Bad Request"));
}

TEST_CASE("the stream reads it as it is now, and none is no error") {
  Bench bench;
  WalmartSource source(bench.connection);
  bench.transport.then(200, StatementText{}.text());
  const auto page = source.read({"statement", ""}, {});
  REQUIRE(page);
  CHECK(bench.transport.path_of(0) == "/v3/report/payment/statement");
  CHECK(page->caught_up);
  REQUIRE(page->records.size() == 1);
  CHECK(page->records[0].kind == RecordKind::statement);
  CHECK(page->records[0].body == StatementText{}.text());
  bench.transport.then(404, R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND","severity":"INFO"}]}})");
  const auto none = source.read(page->next, {});
  REQUIRE(none);
  CHECK(none->records.empty());
  CHECK(none->next.position == page->next.position);
  bench.transport.then(200, StatementText{}.text());
  bench.transport.then(200, StatementText{}.text());
  const std::vector<RecordKey> keys = {{"shop", RecordKind::statement, "2026-02-10"},
                                       {"shop", RecordKind::statement, "2026-02-24"}};
  CHECK(source.fetch(keys, {})->size() == 1);
}

TEST_CASE("a statement without a closing balance is a dead letter") {
  Bench bench;
  const WalmartSource source(bench.connection);
  Record record;
  record.key = {"shop", RecordKind::statement, "2026-02-10"};
  for (const char* body : {"{}", "[", R"({"payload":{"accountSummary":{"closingBalance":"x"}}})"}) {
    record.body = body;
    Collector collector;
    const auto done = source.lines(record, collector);
    REQUIRE_FALSE(done);
    CHECK(done.error().kind == ErrorKind::invalid);
  }
}
