#include "walmart/sweep.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

constexpr const char* nothing_found =
    R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND.GMP_ORDER_API","description":"none","severity":"INFO"}]}})";

std::string tiny(int number) {
  return R"({"purchaseOrderId":")" + std::to_string(number) + R"("})";
}

std::vector<std::string> tiny_orders(int from, int to) {
  std::vector<std::string> orders;
  for (int i = from; i < to; ++i) orders.push_back(tiny(i));
  return orders;
}

struct SweepBench : Bench {
  explicit SweepBench(Settings settings = test_settings()) : Bench(std::move(settings)) {}
  Result<Page> read(const std::string& position) {
    return sweep.read({"orders/SellerFulfilled", position}, {});
  }

  Sweep sweep{connection, order_listing("SellerFulfilled")};
};

}  // namespace

TEST_CASE("the first read asks for all that Walmart keeps, in whole seconds") {
  SweepBench bench;
  bench.clock.advance(Millis(123));
  bench.transport.then(200, list_text({tiny(1)}, 1));
  const auto page = bench.read("");
  REQUIRE(page);
  CHECK(bench.transport.path_of(0) ==
        "/v3/orders?createdStartDate=2025-12-18T12:00:00Z&lastModifiedStartDate=2025-12-18T12:00:00Z"
        "&lastModifiedEndDate=2026-06-15T12:00:00Z&limit=200&shipNodeType=SellerFulfilled&replacementInfo="
        "true");
  REQUIRE(page->records.size() == 1);
  CHECK(page->records[0].id == "1");
  CHECK(page->records[0].body == tiny(1));
  CHECK(page->caught_up);
  CHECK(page->next.stream == "orders/SellerFulfilled");
  CHECK(page->next.position == R"({"from":"2026-06-15T11:45:00Z"})");
}

TEST_CASE("a later read begins where the last one ended, less the overlap, but reaches orders of any age") {
  SweepBench bench;
  bench.clock.advance(Millis(300'000));
  bench.transport.then(404, nothing_found);
  const auto page = bench.read(R"({"from":"2026-06-15T11:45:00Z"})");
  REQUIRE(page);
  CHECK(bench.transport.path_of(0) ==
        "/v3/orders?createdStartDate=2025-12-18T12:05:00Z&lastModifiedStartDate=2026-06-15T11:45:00Z"
        "&lastModifiedEndDate=2026-06-15T12:05:00Z&limit=200&shipNodeType=SellerFulfilled&replacementInfo="
        "true");
  CHECK(page->records.empty());
  CHECK(page->caught_up);
  CHECK(page->next.position == R"({"from":"2026-06-15T11:50:00Z"})");
}

TEST_CASE("a sweep over what was read already begins further back, but not in the middle of a window") {
  SweepBench bench;
  bench.clock.advance(Millis(300'000));
  bench.transport.then(404, nothing_found);
  const Millis day(86'400'000);
  const auto page =
      bench.sweep.read({"orders/SellerFulfilled", R"({"from":"2026-06-15T11:45:00Z"})", day}, {});
  REQUIRE(page);
  CHECK(bench.transport.path_of(0).find("&lastModifiedStartDate=2026-06-14T11:45:00Z") != std::string::npos);
  CHECK(page->next.position == R"({"from":"2026-06-15T11:50:00Z"})");
  bench.transport.then(404, nothing_found);
  REQUIRE(
      bench.sweep.read({"orders/SellerFulfilled",
                        R"({"from":"2026-06-15T11:00:00Z","part":true,"to":"2026-06-15T11:45:00Z"})", day},
                       {}));
  CHECK(bench.transport.path_of(1).find("&lastModifiedStartDate=2026-06-15T11:00:00Z") != std::string::npos);
}

TEST_CASE("the first read may reach back less far") {
  Settings settings = test_settings();
  settings.days_back = 30;
  SweepBench bench(settings);
  bench.transport.then(404, nothing_found);
  REQUIRE(bench.read(""));
  CHECK(bench.transport.path_of(0).find("lastModifiedStartDate=2026-05-16T12:00:00Z") != std::string::npos);
  CHECK(bench.transport.path_of(0).find("createdStartDate=2025-12-18T12:00:00Z") != std::string::npos);
}

TEST_CASE("the next cursor is used byte for byte") {
  SweepBench bench;
  const std::string cursor =
      "?limit=200&hasMoreElements=true&soIndex=201&poIndex=200&partnerId=10&createdStartDate=2025-12-18T06:"
      "00:00-06:00"
      "&createdEndDate=2026-06-15T12:00:00.703Z&x=%2B+a";
  bench.transport.then(200, list_text(tiny_orders(0, 200), 201, cursor));
  bench.transport.then(200, list_text({tiny(200)}, 201));
  const auto first = bench.read("");
  REQUIRE(first);
  CHECK_FALSE(first->caught_up);
  CHECK(first->records.size() == 200);
  const auto second = bench.read(first->next.position);
  REQUIRE(second);
  CHECK(bench.transport.path_of(1) == "/v3/orders" + cursor);
  CHECK(second->caught_up);
  CHECK(second->next.position == R"({"from":"2026-06-15T11:45:00Z"})");
}

TEST_CASE("an escaped ampersand is unescaped once, for the call only") {
  CHECK(*next_query("?a=1&amp;b=2&amp;amp;c") == "?a=1&b=2&amp;c");
  CHECK(*next_query("?a=1&b=%26amp;") == "?a=1&b=%26amp;");
  CHECK_FALSE(next_query("a=1"));
  CHECK_FALSE(next_query("?a=1 b"));
  CHECK_FALSE(next_query("?a=1\r\nHost: evil"));
  SweepBench bench;
  bench.transport.then(200, list_text(tiny_orders(0, 2), 3, "?hasMoreElements=true&amp;poIndex=2"));
  bench.transport.then(200, list_text({tiny(2)}, 3));
  const auto first = bench.read("");
  REQUIRE(first);
  CHECK(first->next.position.find("true&amp;poIndex") != std::string::npos);
  REQUIRE(bench.read(first->next.position));
  CHECK(bench.transport.path_of(1) == "/v3/orders?hasMoreElements=true&poIndex=2");
}

TEST_CASE("a window goes on after a restart of the process") {
  Bench bench;
  bench.transport.then(200, list_text(tiny_orders(0, 200), 400, "?hasMoreElements=true&poIndex=200"));
  bench.transport.then(200, list_text(tiny_orders(200, 400), 400, "?limit=200&hasMoreElements=false"));
  Sweep before(bench.connection, order_listing("WFSFulfilled"));
  const auto first = before.read({"orders/WFSFulfilled", ""}, {});
  REQUIRE(first);
  Sweep after(bench.connection, order_listing("WFSFulfilled"));
  const auto second = after.read(first->next, {});
  REQUIRE(second);
  CHECK(bench.transport.path_of(0).find("shipNodeType=WFSFulfilled") != std::string::npos);
  CHECK(bench.transport.path_of(1) == "/v3/orders?hasMoreElements=true&poIndex=200");
  CHECK(second->caught_up);
}

TEST_CASE("the end of a list has several forms") {
  for (const char* next : {"", "?limit=200&poIndex=1", "?hasMoreElements=false"}) {
    CAPTURE(next);
    SweepBench bench;
    bench.transport.then(200, list_text({tiny(1)}, 1, next));
    CHECK(bench.read("")->caught_up);
  }
  SweepBench bench;  // no orders, whatever the cursor says
  bench.transport.then(200, list_text({}, 0, "?hasMoreElements=true"));
  CHECK(bench.read("")->caught_up);
}

TEST_CASE("the same cursor twice is an error that names it, and the window begins again") {
  SweepBench bench;
  const std::string cursor = "?hasMoreElements=true&poIndex=200";
  bench.transport.then(200, list_text(tiny_orders(0, 200), 900, cursor));
  bench.transport.then(200, list_text(tiny_orders(200, 400), 900, cursor));
  const auto first = bench.read("");
  REQUIRE(first);
  const auto second = bench.read(first->next.position);
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::outside);
  CHECK(second.error().message.find(cursor) != std::string::npos);
  bench.transport.then(200, list_text({tiny(1)}, 1));
  const auto again = bench.read(first->next.position);
  REQUIRE(again);
  CHECK(bench.transport.path_of(2).find("lastModifiedStartDate=2025-12-18T12:00:00Z") != std::string::npos);
}

TEST_CASE("a circle over several pages is noticed, a page read twice is none") {
  SweepBench bench;
  const std::string a = "?hasMoreElements=true&poIndex=a";
  const std::string b = "?hasMoreElements=true&poIndex=b";
  bench.transport.then(200, list_text(tiny_orders(0, 2), 9, a));
  bench.transport.then(200, list_text(tiny_orders(2, 4), 9, b));
  bench.transport.then(200, list_text(tiny_orders(2, 4), 9, b));
  bench.transport.then(200, list_text(tiny_orders(4, 6), 9, a));
  const auto first = bench.read("");
  const auto second = bench.read(first->next.position);
  const auto second_again = bench.read(first->next.position);  // the store could not keep it
  REQUIRE(second_again);
  CHECK(second_again->next.position == second->next.position);
  CHECK_FALSE(bench.read(second->next.position));
}

TEST_CASE("a cursor that Walmart refuses is given up, and the window begins again") {
  SweepBench bench;
  bench.transport.then(400, R"({"errors":[{"code":"INVALID_REQUEST_PARAM","message":"poIndex"}]})");
  bench.transport.then(200, list_text({tiny(1)}, 1));
  const std::string position =
      R"({"from":"2026-06-15T10:00:00Z","next":"?hasMoreElements=true&x","to":"2026-06-15T11:00:00Z"})";
  CHECK_FALSE(bench.read(position));
  const auto page = bench.read(position);
  REQUIRE(page);
  CHECK(bench.transport.path_of(1).find(
            "lastModifiedStartDate=2026-06-15T10:00:00Z&lastModifiedEndDate=2026-06-15T12:00:00Z") !=
        std::string::npos);
}

TEST_CASE("an order pushed across a page border is not lost: an incomplete window is read again in halves") {
  SweepBench bench;
  bench.transport.then(200, list_text(tiny_orders(0, 200), 300, "?hasMoreElements=true&poIndex=200"));
  bench.transport.then(200, list_text(tiny_orders(201, 300), 299));  // order 200 slipped through
  const auto first = bench.read(R"({"from":"2026-06-15T10:00:00Z"})");
  const auto second = bench.read(first->next.position);
  REQUIRE(second);
  CHECK(second->records.size() == 99);
  CHECK_FALSE(second->caught_up);
  CHECK(second->next.position ==
        R"({"from":"2026-06-15T10:00:00Z","part":true,"to":"2026-06-15T11:00:00Z"})");
  bench.transport.then(200, list_text(tiny_orders(0, 150), 150));
  const auto half = bench.read(second->next.position);
  REQUIRE(half);
  CHECK(bench.transport.path_of(2).find(
            "lastModifiedStartDate=2026-06-15T10:00:00Z&lastModifiedEndDate=2026-06-15T11:00:00Z") !=
        std::string::npos);
  CHECK_FALSE(half->caught_up);
  CHECK(half->next.position == R"({"from":"2026-06-15T10:45:00Z"})");
}

TEST_CASE("an order that comes twice does not hide one that is missing") {
  SweepBench bench;
  bench.transport.then(200, list_text(tiny_orders(0, 200), 300, "?hasMoreElements=true&poIndex=200"));
  auto orders = tiny_orders(199, 299);  // 199 again, 299 never
  bench.transport.then(200, list_text(orders, 300));
  const auto first = bench.read("");
  const auto second = bench.read(first->next.position);
  REQUIRE(second);
  CHECK_FALSE(second->caught_up);
  CHECK(second->next.position.find("\"part\":true") != std::string::npos);
}

TEST_CASE("a full page without a cursor is not believed, one with room is") {
  SweepBench bench;
  bench.transport.then(200, list_text(tiny_orders(0, 200), 431));
  const auto full = bench.read("");
  REQUIRE(full);
  CHECK_FALSE(full->caught_up);
  CHECK(full->next.position.find("\"part\":true") != std::string::npos);
  SweepBench roomy;
  roomy.transport.then(200, list_text(tiny_orders(0, 20), 431));
  CHECK(roomy.read("")->caught_up);
}

TEST_CASE("a window of ten thousand orders is cut in half until it is smaller") {
  SweepBench bench;
  bench.transport.then(200, list_text(tiny_orders(0, 200), 40'000, "?hasMoreElements=true"));
  bench.transport.then(200, list_text(tiny_orders(0, 200), 10'000, "?hasMoreElements=true"));
  bench.transport.then(200, list_text(tiny_orders(0, 3), 3));
  const auto page = bench.read(R"({"from":"2026-06-11T12:00:00Z"})");
  REQUIRE(page);
  CHECK(bench.transport.path_of(1).find("lastModifiedEndDate=2026-06-13T12:00:00Z") != std::string::npos);
  CHECK(bench.transport.path_of(2).find("lastModifiedEndDate=2026-06-12T12:00:00Z") != std::string::npos);
  CHECK(page->records.size() == 3);
  CHECK_FALSE(page->caught_up);
  CHECK(page->next.position == R"({"from":"2026-06-12T11:45:00Z"})");
}

TEST_CASE("a long window that Walmart refuses is cut as well, a short one is an error") {
  SweepBench bench;
  const char* refused = R"({"errors":[{"code":"INVALID_REQUEST_PARAM","message":"too many"}]})";
  bench.transport.then(400, refused);
  bench.transport.then(200, list_text({tiny(1)}, 1));
  const auto page = bench.read(R"({"from":"2026-06-11T12:00:00Z"})");
  REQUIRE(page);
  CHECK(bench.transport.path_of(1).find("lastModifiedEndDate=2026-06-13T12:00:00Z") != std::string::npos);
  bench.transport.then(400, refused);
  CHECK_FALSE(bench.read(R"({"from":"2026-06-15T11:00:00Z"})"));
}

TEST_CASE("parts shorter than the overlap still move forward") {
  SweepBench bench;
  std::string position = R"({"from":"2026-06-15T11:59:00Z"})";
  Instant last = at("2026-06-15T11:59:00Z");
  for (int i = 0; i < 8; ++i) {
    bench.transport.then(200, list_text({}, 10'000));
    bench.transport.then(200, list_text({tiny(i)}, 1));
    const auto page = bench.read(position);
    REQUIRE(page);
    const auto window = window_in(page->next.position);
    REQUIRE(window);
    CHECK(window->from > last);
    last = window->from;
    position = page->next.position;
  }
}

TEST_CASE("a failed page moves nothing and can be read again") {
  const struct {
    int status;
    const char* body;
  } rows[] = {{200, "<html>maintenance</html>"},
              {200, R"({"list":{"elements":{"order":[{"purchaseOrderId":"1"})"},
              {200, R"({"list":{"elements":{"order":[]},"errors":[{"code":"A.B","severity":"ERROR"}]}})"},
              {404, "<html>not found</html>"},
              {403, ""},
              {400, R"({"errors":[{"code":"INVALID_REQUEST_PARAM","message":"bad"}]})"}};
  for (const auto& row : rows) {
    CAPTURE(row.body);
    SweepBench bench;
    bench.transport.then(row.status, row.body);
    CHECK_FALSE(bench.read(R"({"from":"2026-06-15T11:30:00Z"})"));
    bench.transport.then(200, list_text({tiny(1)}, 1));
    const auto page = bench.read(R"({"from":"2026-06-15T11:30:00Z"})");
    REQUIRE(page);
    CHECK(page->records.size() == 1);
    CHECK(bench.transport.path_of(1).find("lastModifiedStartDate=2026-06-15T11:30:00Z") != std::string::npos);
  }
}

TEST_CASE("an outage in disguise is an outside error, not a refusal, and cuts nothing") {
  SweepBench bench;
  for (int i = 0; i < 5; ++i)
    bench.transport.then(
        400,
        R"({"errors":{"error":[{"code":"INVALID_REQUEST.GMP_ORDER_API","field":"data","description":"Invalid Request"}]}})");
  const auto page = bench.read("");
  REQUIRE_FALSE(page);
  CHECK(page.error().kind == ErrorKind::outside);
  CHECK(bench.transport.calls.size() == 5);
}

TEST_CASE("a sweep that was away too long begins with what Walmart still keeps") {
  SweepBench bench;
  bench.transport.then(404, nothing_found);
  REQUIRE(bench.read(R"({"from":"2025-06-15T12:00:00Z"})"));
  CHECK(bench.transport.path_of(0).find("lastModifiedStartDate=2025-12-18T12:00:00Z") != std::string::npos);
}

TEST_CASE("a window that was begun long ago ends and does not count as caught up") {
  SweepBench bench;
  bench.transport.then(200, list_text({tiny(9)}, 201));
  const auto page = bench.read(
      R"({"from":"2026-06-10T00:00:00Z","next":"?hasMoreElements=true&x","seen":200,"to":"2026-06-14T00:00:00Z","total":201})");
  REQUIRE(page);
  CHECK_FALSE(page->caught_up);
  CHECK(page->next.position == R"({"from":"2026-06-13T23:45:00Z"})");
}

TEST_CASE("a stored cursor that is not ours is refused") {
  SweepBench bench;
  for (const char* position :
       {"x", "{}", "[]", R"({"from":"yesterday"})", R"({"from":"2026-06-15T11:00:00Z","next":"?a"})"}) {
    CAPTURE(position);
    const auto page = bench.read(position);
    REQUIRE_FALSE(page);
    CHECK(page.error().kind == ErrorKind::internal);
  }
  CHECK(bench.transport.calls.empty());
}

TEST_CASE("the cursor's text is read back as it was written") {
  Window window;
  window.from = at("2026-06-15T11:00:00Z");
  window.to = at("2026-06-15T12:00:00Z");
  window.part = true;
  window.next = "?a=\"1\"&amp;b=\\";
  window.total = 431;
  window.seen = 200;
  const auto back = window_in(text_of(window));
  REQUIRE(back);
  CHECK(back->from == window.from);
  CHECK(back->to == window.to);
  CHECK(back->part);
  CHECK(back->next == window.next);
  CHECK(back->total == 431);
  CHECK(back->seen == 200);
}
