// What differs from orders when returns are swept: the query, the cursor, the fetch by number.
#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/return_text.h"
#include "walmart/source.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

std::string tiny(int number) {
  return R"({"returnOrderId":")" + std::to_string(number) + R"("})";
}

constexpr const char* none =
    R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_RETURNS_API","severity":"INFO"}]}})";

}  // namespace

TEST_CASE("returns are asked for by paired dates in their own form, the plus sign escaped") {
  Bench bench;
  WalmartSource source(bench.connection);
  bench.transport.then(200, returns_text({ReturnBuilder{}.text()}, 1));
  bench.transport.then(404, none);
  const auto seller = source.read({"returns/seller", ""}, {});
  REQUIRE(seller);
  CHECK(bench.transport.path_of(0) ==
        "/v3/returns?returnLastModifiedStartDate=2025-12-18T12:00:00.000%2B0000"
        "&returnLastModifiedEndDate=2026-06-15T12:00:00.000%2B0000&limit=200");
  REQUIRE(seller->records.size() == 1);
  CHECK(seller->records[0].kind == RecordKind::return_order);
  CHECK(seller->records[0].id == "103738000000000017");
  CHECK(seller->records[0].body == ReturnBuilder{}.text());
  CHECK(seller->caught_up);
  const auto wfs = source.read({"returns/wfs", R"({"from":"2026-06-15T11:45:00Z"})"}, {});
  REQUIRE(wfs);
  CHECK(bench.transport.path_of(1) ==
        "/v3/returns?returnLastModifiedStartDate=2026-06-15T11:45:00.000%2B0000"
        "&returnLastModifiedEndDate=2026-06-15T12:00:00.000%2B0000&limit=200&isWFSEnabled=Y");
  CHECK(wfs->records.empty());
  CHECK(bench.budget.taken.back().find("GET /v3/returns") != std::string::npos);
}

TEST_CASE("the offset cursor is appended verbatim, and one that comes back is a circle") {
  Bench bench;
  WalmartSource source(bench.connection);
  const std::string cursor = "?sellerId=151&limit=2&offset=2";
  bench.transport.then(200, returns_text({tiny(1), tiny(2)}, 3, cursor));
  const auto first = source.read({"returns/seller", ""}, {});
  REQUIRE(first);
  CHECK_FALSE(first->caught_up);
  bench.transport.then(200, returns_text({tiny(1), tiny(2)}, 3, cursor));
  const auto circle = source.read(first->next, {});
  CHECK(bench.transport.path_of(1) == "/v3/returns" + cursor);
  REQUIRE_FALSE(circle);
  CHECK(circle.error().message.find("circle") != std::string::npos);
  // From the first page again, and then on to the end.
  bench.transport.then(200, returns_text({tiny(1), tiny(2)}, 3, cursor));
  bench.transport.then(200, returns_text({tiny(3)}, 3));
  const auto again = source.read(first->next, {});
  REQUIRE(again);
  const auto last = source.read(again->next, {});
  REQUIRE(last);
  CHECK(last->records.size() == 1);
  CHECK(last->caught_up);
}

TEST_CASE("a return pushed over a page border is found, because the window is read again in halves") {
  Bench bench;
  WalmartSource source(bench.connection);
  bench.transport.then(200, returns_text({tiny(1), tiny(2)}, 3, "?limit=2&offset=2"));
  bench.transport.then(200, returns_text({tiny(2)}, 3));
  const auto first = source.read({"returns/seller", ""}, {});
  REQUIRE(first);
  const auto second = source.read(first->next, {});
  REQUIRE(second);
  CHECK_FALSE(second->caught_up);
  CHECK(second->next.position.find("\"part\":true") != std::string::npos);
}

TEST_CASE("a named return is looked for in both lists") {
  Bench bench;
  WalmartSource source(bench.connection);
  const std::vector<RecordKey> keys = {{"shop", RecordKind::return_order, "103738000000000017"}};
  bench.transport.then(404, none);
  bench.transport.then(200, returns_text({ReturnBuilder{}.text()}, 1));
  const auto found = source.fetch(keys, {});
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK(found->front().body == ReturnBuilder{}.text());
  CHECK(bench.transport.path_of(0) == "/v3/returns?returnOrderId=103738000000000017");
  CHECK(bench.transport.path_of(1) == "/v3/returns?returnOrderId=103738000000000017&isWFSEnabled=Y");
  bench.transport.then(404, none);
  bench.transport.then(404, none);
  CHECK(source.fetch(keys, {})->empty());
  bench.transport.then(200, returns_text({tiny(5)}, 1));
  CHECK_FALSE(source.fetch(keys, {}));
}
