#include "walmart/unpack.h"

#include <doctest/doctest.h>

#include "walmart/order_text.h"
#include "walmart/report_text.h"
#include "walmart/return_text.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

struct Unpacked {
  Result<void> done;
  std::vector<std::string> ids;
  std::vector<std::string> bodies;
  bool inside = true;  // every body points into the text
};

Unpacked unpacked(std::string_view text) {
  Unpacked out;
  out.done = unpack_records(text, "orders.json", [&](const RecordView& view) -> Result<void> {
    out.ids.emplace_back(view.id);
    out.bodies.emplace_back(view.body);
    out.inside = out.inside && view.body.data() >= text.data() &&
                 view.body.data() + view.body.size() <= text.data() + text.size();
    return {};
  });
  return out;
}

std::string numbered(const char* id) {
  OrderBuilder order;
  order.id = id;
  return order.text();
}

}  // namespace

TEST_CASE("a file holds one order, a list, an array, or any of them a line") {
  const std::string a = numbered("1");
  const std::string b = numbered("2");
  const struct {
    const char* what;
    std::string text;
    std::vector<std::string> ids;
  } rows[] = {
      {"bare", a, {"1"}},
      {"envelope", "{\n  \"order\": " + a + "\n}\n", {"1"}},
      {"list", list_text({a, b}, 2), {"1", "2"}},
      {"array", "[" + a + ",\n" + b + "]", {"1", "2"}},
      {"array of envelopes", "[{\"order\":" + a + "},{\"order\":" + b + "}]", {"1", "2"}},
      {"a record a line", a + "\n\n" + b + "\r\n", {"1", "2"}},
      {"anything a line",
       "\xEF\xBB\xBF" + list_text({a}, 1) + "\n{\"order\":" + b + "}\n" + a,
       {"1", "2", "1"}},
      {"empty array", "[]", {}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    const auto found = unpacked(row.text);
    INFO((found.done ? std::string() : found.done.error().text()));
    REQUIRE(found.done);
    CHECK(found.ids == row.ids);
    CHECK(found.inside);
    for (std::size_t i = 0; i < row.ids.size(); ++i) CHECK(found.bodies[i] == (row.ids[i] == "1" ? a : b));
  }
}

TEST_CASE("returns are taken from a list reply, one by one, and among orders") {
  const std::string back = ReturnBuilder{}.text();
  for (const std::string& text :
       {back, returns_text({back}, 1), "[" + back + "]", numbered("1") + "\n" + back + "\n"}) {
    CAPTURE(text);
    std::vector<std::string> found;
    REQUIRE(unpack_records(text, "returns.json", [&](const RecordView& view) -> Result<void> {
      if (view.kind != RecordKind::return_order) return {};
      CHECK(view.body == back);
      found.emplace_back(view.id);
      return {};
    }));
    CHECK(found == std::vector<std::string>{"103738000000000017"});
  }
}

TEST_CASE("errors say file and line, and what came before is handed over") {
  const std::string a = numbered("1");
  const auto stranger = unpacked(a + "\n\n{\"hello\":1}\n" + a);
  REQUIRE_FALSE(stranger.done);
  CHECK(stranger.done.error().kind == ErrorKind::invalid);
  CHECK(stranger.done.error().text() ==
        "orders.json:3: this is neither an order (purchaseOrderId), a return (returnOrderId), nor a list of "
        "them");
  CHECK(stranger.ids.size() == 1);
  CHECK(unpacked("").done.error().text() == "orders.json:1: the file is empty");
  CHECK(unpacked(a + "\n" + a.substr(0, 200)).done.error().where == "orders.json:2");
  CHECK(unpacked("[" + a + ",\n17]").done.error().where == "orders.json:2");
  CHECK(unpacked("purchaseOrderId,sku\n1,2").done.error().where == "orders.json:1");
  CHECK(unpacked("\n\n{\"purchaseOrderId\":\"1\" \"x\":}").done.error().where == "orders.json:3");
}

TEST_CASE("an error of the taker ends the walk and comes back as it is") {
  const auto done = unpack_records(numbered("1"), "f", [](const RecordView& /*view*/) -> Result<void> {
    return fail(ErrorKind::io, "the disk is full");
  });
  REQUIRE_FALSE(done);
  CHECK(done.error().message == "the disk is full");
}

namespace {

struct Report {
  Result<void> done;
  std::vector<RecordKind> kinds;
  std::vector<std::string> ids;
  bool whole = true;  // the body is the file, byte for byte
};

Report report_in(const std::string& text, std::string_view name) {
  Report out;
  out.done = unpack_records(text, name, [&](const RecordView& view) -> Result<void> {
    out.kinds.push_back(view.kind);
    out.ids.emplace_back(view.id);
    out.whole = out.whole && view.body == text;
    return {};
  });
  return out;
}

}  // namespace

TEST_CASE("a settlement file is one record, as ZIP, CSV or JSON, under the day in its name") {
  const ReportBuilder report;
  ReportBuilder may;
  may.columns = may_columns();
  for (const std::string& text : {report.zip(), report.csv(), may.csv(), report.json().front()}) {
    for (const char* name :
         {"settlement-2026-02-06.zip", "in/2025-01-01/02062026.csv", "x_02062026_1.json"}) {
      CAPTURE(name);
      const Report got = report_in(text, name);
      REQUIRE_MESSAGE(got.done.ok(), (got.done ? "" : got.done.error().text()));
      CHECK(got.kinds == std::vector{RecordKind::settlement});
      CHECK(got.ids == std::vector<std::string>{"2026-02-06"});
      CHECK(got.whole);
    }
  }
}

TEST_CASE("a settlement file whose name says no day is refused, with a name that would do") {
  const std::string text = ReportBuilder().csv();
  // The second is Walmart's own name of a download: when it was made is no report's day.
  for (const char* name : {"report.csv", "10000000354_2026-02-15T23:09:54.438+0000.zip", "13452026.csv",
                           "020620261.csv", "settlement-2026-02-31.csv"}) {
    CAPTURE(name);
    const Report got = report_in(text, name);
    REQUIRE_FALSE(got.done.ok());
    CHECK(got.done.error().kind == ErrorKind::invalid);
    CHECK(got.done.error().where == name);
    CHECK(got.done.error().message.find("settlement-2026-02-06.zip") != std::string::npos);
    CHECK(got.ids.empty());
  }
}

TEST_CASE("a settlement file of the old kind is refused, because it does not add up to what is paid") {
  const Report got = report_in(
      "Walmart.com Order #,Walmart.com Order Line #,Walmart.com PO #,Walmart.com P.O. Line #,Partner Order #,"
      "Transaction Type,Transaction Date Time,Shipped Qty\n1,1,108900000000001,1,,SALE,01/30/2026 "
      "10:00:00,1\n",
      "settlement-2026-02-06.csv");
  REQUIRE_FALSE(got.done.ok());
  CHECK(got.done.error().kind == ErrorKind::invalid);
  CHECK(got.done.error().message.find("reportVersion=v1") != std::string::npos);
}
