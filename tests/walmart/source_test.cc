#include "walmart/source.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

TEST_CASE("there is a stream for each kind of ship node and of return, each with its own cursor") {
  Bench bench;
  WalmartSource source(bench.connection);
  const std::vector<std::string> expected = {"orders/SellerFulfilled",
                                             "orders/WFSFulfilled",
                                             "orders/3PLFulfilled",
                                             "returns/seller",
                                             "returns/wfs",
                                             "settlements",
                                             "statement"};
  CHECK(source.streams() == expected);
  for (std::size_t i = 0; i < 3; ++i) {
    bench.transport.then(200, list_text({}, 0));
    const auto page = source.read({expected[i], ""}, {});
    REQUIRE(page);
    CHECK(page->next.stream == expected[i]);
    CHECK(bench.transport.path_of(i).find("shipNodeType=" + expected[i].substr(7)) != std::string::npos);
  }
  CHECK_FALSE(source.read({"returns", ""}, {}));
}

TEST_CASE("named orders are fetched without their envelope, and those that do not exist are left out") {
  Bench bench;
  WalmartSource source(bench.connection);
  const std::string order = OrderBuilder{}.text();
  bench.transport.then(
      404, R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_ORDER_API","severity":"INFO"}]}})");
  bench.transport.then(200, "{\"order\": " + order + "}");
  const std::vector<RecordKey> keys = {{"shop", RecordKind::order, "404"},
                                       {"shop", RecordKind::order, "108900000000001"}};
  const auto records = source.fetch(keys, {});
  REQUIRE(records);
  REQUIRE(records->size() == 1);
  CHECK((*records)[0].id == "108900000000001");
  CHECK((*records)[0].body == order);
  CHECK(bench.transport.path_of(1) == "/v3/orders/108900000000001?replacementInfo=true");
}

TEST_CASE("an answer about another order, or a failure, is an error") {
  Bench bench;
  WalmartSource source(bench.connection);
  const std::vector<RecordKey> keys = {{"shop", RecordKind::order, "1"}};
  bench.transport.then(200, R"({"order":{"purchaseOrderId":"2"}})");
  CHECK_FALSE(source.fetch(keys, {}));
  bench.transport.then(403, "");
  CHECK_FALSE(source.fetch(keys, {}));
}

TEST_CASE("a swept order goes through lines and tally, an unidentified one becomes a dead letter") {
  Bench bench;
  WalmartSource source(bench.connection);
  bench.transport.then(200, list_text({OrderBuilder{}.text(), R"({"orderDate":1})"}, 2));
  const auto page = source.read({"orders/SellerFulfilled", ""}, {});
  REQUIRE(page);
  REQUIRE(page->records.size() == 2);
  Record record;
  record.key = {"shop", RecordKind::order, page->records[0].id};
  record.body = page->records[0].body;
  Collector collector;
  REQUIRE(source.lines(record, collector));
  const auto tally = source.tally(record);
  REQUIRE(tally);
  CHECK(tally->charges.text() == "24.99 USD");
  CHECK(tally->taxes.text() == "2.06 USD");
  record.key.id = page->records[1].id;
  record.body = page->records[1].body;
  const auto done = source.lines(record, collector);
  REQUIRE_FALSE(done);
  CHECK(done.error().kind == ErrorKind::invalid);
}
