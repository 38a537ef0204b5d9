#include "walmart/settlement_stream.h"

#include <doctest/doctest.h>

#include "walmart/fakes.h"
#include "walmart/order_text.h"
#include "walmart/report_text.h"
#include "walmart/source.h"

using namespace crosswalk;
using namespace crosswalk::walmart;

namespace {

std::string listed(const std::vector<std::string>& dates) {
  std::string out;
  for (const auto& date : dates) out += (out.empty() ? "\"" : ",\"") + date + "\"";
  return R"({"availableApReportDates":[)" + out + "]}";
}

std::string zipped(const char* amount) {
  ReportBuilder report;
  report.rows = {order_row("Sale", "Product Price", amount)};
  return report.zip();
}

struct StreamBench : Bench {
  Result<Page> read() {
    auto page = source.read({"settlements", position}, {});
    if (page) position = page->next.position;
    return page;
  }
  // The ids of the page's records, "…" when there is more to come.
  std::string ids() {
    const auto page = read();
    if (!page) return "error: " + page.error().message;
    std::string out;
    for (const auto& record : page->records) out += record.id + " ";
    return out + (page->caught_up ? "" : "…");
  }
  void next_day() { clock.advance(Millis(86'400'000)); }

  WalmartSource source{connection};
  std::string position;
};

constexpr const char* not_found =
    R"({"errors":{"error":[{"code":"INVALID_REPORT_DATE","description":"no","severity":"ERROR"}]}})";

}  // namespace

TEST_CASE("reports are read one by one, oldest first, though Walmart sorts their dates as texts") {
  StreamBench bench;
  bench.transport.then(200, listed({"01092026", "02062026", "12262025"}));
  for (const char* amount : {"1.00", "2.00", "3.00"}) bench.transport.then(200, zipped(amount));
  CHECK(bench.ids() == "2025-12-26 …");
  CHECK(bench.ids() == "2026-01-09 …");
  CHECK(bench.ids() == "2026-02-06 ");
  CHECK(bench.transport.path_of(0) == "/v3/report/reconreport/availableReconFiles?reportVersion=v1");
  CHECK(bench.transport.path_of(1) ==
        "/v3/report/reconreport/reconFile?reportDate=12262025&reportVersion=v1");
  CHECK(bench.transport.header_of(0, "Accept") == "application/json");
  CHECK(bench.transport.header_of(1, "Accept") == "application/octet-stream");
  CHECK(bench.budget.taken.back().find("GET /v3/report/reconreport/reconFile") != std::string::npos);
  // The same day: the list only. A day later: the newest two again, which say the same.
  bench.transport.then(200, listed({"01092026", "02062026", "12262025"}));
  CHECK(bench.ids().empty());
  bench.next_day();
  bench.transport.then(200, listed({"01092026", "02062026", "12262025"}));
  bench.transport.then(200, zipped("2.00"));
  bench.transport.then(200, zipped("3.00"));
  CHECK(bench.ids().empty());
  CHECK(bench.transport.done());
}

TEST_CASE("the archive's bytes are the record") {
  StreamBench bench;
  bench.transport.then(200, listed({"02062026"}));
  const std::string zip = zipped("1.00");
  bench.transport.then(200, zip);
  const auto page = bench.read();
  REQUIRE(page);
  CHECK(page->records.at(0).kind == RecordKind::settlement);
  CHECK(page->records.at(0).body == zip);
}

TEST_CASE("changed content under a known date comes as the record once more") {
  StreamBench bench;
  bench.transport.then(200, listed({"02062026"}));
  bench.transport.then(200, zipped("1.00"));
  CHECK(bench.ids() == "2026-02-06 ");
  bench.next_day();
  bench.transport.then(200, listed({"02062026", "02202026"}));
  bench.transport.then(200, zipped("5.00"));
  bench.transport.then(200, zipped("1.01"));
  CHECK(bench.ids() == "2026-02-20 …");
  CHECK(bench.ids() == "2026-02-06 ");
}

TEST_CASE("where no sound ZIP can be had, the JSON pages are read by their offsets") {
  ReportBuilder report;
  std::string spoiled = report.zip();
  for (std::size_t i = 60; i < 90; ++i) spoiled[i] = static_cast<char>(spoiled[i] ^ 0x5A);
  struct Bad {
    int status;
    std::string body;
  };
  for (const Bad& bad :
       {Bad{200, R"({"errors":{"error":[{"code":"SYSTEM_ERROR","severity":"ERROR"}]}})"}, Bad{200, spoiled},
        Bad{406, R"({"errors":{"error":[{"code":"INVALID_ACCEPT_TYPE"}]}})"}}) {
    StreamBench bench;
    bench.transport.then(200, listed({"02062026"}));
    bench.transport.then(bad.status, bad.body);
    const auto pages = report.json(3);
    REQUIRE(pages.size() == 2);
    for (const auto& page : pages) bench.transport.then(200, page);
    const auto read = bench.read();
    INFO((read ? std::string() : read.error().text()));
    REQUIRE(read);
    CHECK(bench.transport.path_of(2) ==
          "/v3/report/reconreport/reconFileJson?reportDate=02062026&offset=0&noOfRecords=1000");
    CHECK(bench.transport.path_of(3) ==
          "/v3/report/reconreport/reconFileJson?reportDate=02062026&offset=291&noOfRecords=1000");
    CHECK(read->records.at(0).body == pages[0] + "\n" + pages[1] + "\n");
    // The ZIP is the same report, when it can be had the next day.
    bench.next_day();
    bench.transport.then(200, listed({"02062026"}));
    bench.transport.then(200, report.zip());
    CHECK(bench.ids().empty());
  }
}

TEST_CASE("a report that cannot be had is tried after the others, and again after a new list") {
  StreamBench bench;
  const auto nothing = [&] {
    bench.transport.then(200, "<html>");
    bench.transport.then(400, R"({"errors":{"error":[{"code":"INVALID_OFFSET","severity":"ERROR"}]}})");
  };
  bench.transport.then(200, listed({"01092026", "01232026"}));
  nothing();
  bench.transport.then(200, zipped("2.00"));
  CHECK(bench.ids() == "2026-01-23 …");
  nothing();
  const std::string before = bench.position;
  CHECK(bench.ids().starts_with("error: settlement 2026-01-09 cannot be read"));
  CHECK(bench.position == before);
  bench.transport.then(200, listed({"01092026", "01232026", "02062026"}));
  bench.transport.then(200, zipped("3.00"));
  CHECK(bench.ids() == "2026-02-06 …");
  bench.transport.then(200, zipped("1.00"));
  CHECK(bench.ids() == "2026-01-09 ");
  CHECK(bench.transport.done());
}

TEST_CASE("trouble on the way is no reason to read the other form") {
  StreamBench bench;
  bench.transport.then(200, listed({"02062026"}));
  for (int i = 0; i < limits::read_tries; ++i) bench.transport.then(503, "");
  CHECK(bench.ids().starts_with("error: Walmart answered GET /v3/report/reconreport/reconFile with 503"));
  CHECK(bench.transport.done());
}

TEST_CASE("pages that go in a circle are noticed") {
  StreamBench bench;
  ReportBuilder report;
  bench.transport.then(200, listed({"02062026"}));
  bench.transport.then(200, "Bad Request");
  bench.transport.then(200, report.json(2)[0]);
  bench.transport.then(200, report.json(2)[0]);
  CHECK(bench.ids().find("circle") != std::string::npos);
}

TEST_CASE("no report yet, a listed one that is not there, and a name that is no date are no errors") {
  StreamBench bench;
  bench.transport.then(404, R"({"errors":{"error":[{"code":"CONTENT_NOT_FOUND","severity":"INFO"}]}})");
  CHECK(bench.ids().empty());
  bench.transport.then(200, R"({"availableApReportDates":["nonsense",7,"02312026"]})");
  CHECK(bench.ids().empty());
  bench.transport.then(200, listed({"02062026"}));
  bench.transport.then(400, not_found);
  CHECK(bench.ids().empty());
  bench.transport.then(200, R"({"errors":{"error":[{"code":"SYSTEM_ERROR","severity":"ERROR"}]}})");
  CHECK(bench.ids().starts_with("error: Walmart's list of settlement reports"));
}

TEST_CASE("rows that cannot be read do not keep the archive from being received") {
  StreamBench bench;
  ReportBuilder report;
  report.rows = {order_row("Sale", "Product Price", "1.2E+3")};
  bench.transport.then(200, listed({"02062026"}));
  bench.transport.then(200, report.zip());
  const auto page = bench.read();
  REQUIRE(page);
  CHECK(page->records.at(0).body == report.zip());
}

TEST_CASE("a named settlement is fetched, an unknown one left out") {
  StreamBench bench;
  const std::vector<RecordKey> keys = {{"shop", RecordKind::settlement, "2026-02-06"},
                                       {"shop", RecordKind::settlement, "2026-02-20"},
                                       {"shop", RecordKind::settlement, "no date"}};
  bench.transport.then(200, zipped("1.00"));
  bench.transport.then(400, not_found);
  const auto found = bench.source.fetch(keys, {});
  REQUIRE(found);
  REQUIRE(found->size() == 1);
  CHECK(found->front().id == "2026-02-06");
}

TEST_CASE("the cursor survives as text, and a foreign one is refused") {
  SettlementPosition position;
  position.known = {{Date::parse("2026-01-23").value(), "0123456789abcdef"}};
  position.unread = {Date::parse("2026-02-06").value()};
  position.again = Date::parse("2026-02-10").value();
  const std::string text = text_of(position);
  CHECK(text ==
        R"({"again":"2026-02-10","known":{"2026-01-23":"0123456789abcdef"},"unread":["2026-02-06"]})");
  CHECK(text_of(settlement_position_in(text).value()) == text);
  for (const char* foreign : {"x", "[]", "{}", R"({"again":"x","known":{},"unread":[]})",
                              R"({"again":"2026-02-10","known":{"x":""},"unread":[]})",
                              R"({"again":"2026-02-10","known":{},"unread":[1]})"})
    CHECK_FALSE(settlement_position_in(foreign));
}
