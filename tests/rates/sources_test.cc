// Where rates come from: a file of the workspace, and a feed that is kept on disk.
#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "base/log.h"
#include "base/virtual_clock.h"
#include "rates/ecb_feed.h"
#include "rates/ecb_rates.h"
#include "rates/file_rates.h"

using namespace crosswalk;
using namespace crosswalk::rates;
namespace fs = std::filesystem;

namespace {

constexpr Millis hour{3'600'000};

const Currency usd = Currency::parse("USD").value();
const Currency cad = Currency::parse("CAD").value();

// As eurofxref-hist-90d.xml is written.
std::string feed(const std::string& days) {
  return R"(<?xml version="1.0" encoding="UTF-8"?><gesmes:Envelope )"
         R"(xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" )"
         R"(xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><gesmes:subject>Reference rates)"
         R"(</gesmes:subject><gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>)"
         "<Cube>" +
         days + "</Cube></gesmes:Envelope>";
}
std::string of_day(const std::string& day, const std::string& in_usd, const std::string& in_cad) {
  return "<Cube time=\"" + day + "\"><Cube currency=\"USD\" rate=\"" + in_usd +
         "\"/><Cube currency='CAD' rate='" + in_cad + "'/></Cube>";
}

class Feed final : public wire::Transport {
 public:
  wire::CallResult call(const wire::HttpRequest& request, const Stop& /*stop*/) override {
    ++calls;
    CHECK(request.url == "https://ecb.test/90d.xml");
    wire::CallResult result;
    if (status == 0)
      result.failure = {wire::Reach::not_sent, fail(ErrorKind::outside, "no network")};
    else
      result.reply = wire::HttpReply{status, {}, body};
    return result;
  }
  int status = 200;
  std::string body;
  int calls = 0;
};

struct Desk {
  Desk() : directory(fs::temp_directory_path() / ("crosswalk-rates-" + std::to_string(getpid()))) {
    log::set_level(log::Level::off);
    fs::remove_all(directory);
    fs::create_directories(directory);
  }
  ~Desk() { fs::remove_all(directory); }
  EcbSettings settings() const { return {"https://ecb.test/90d.xml", directory / "rates-ca.csv"}; }
  void write(const std::string& text) const {
    std::ofstream(directory / "rates.csv", std::ios::binary | std::ios::trunc) << text;
  }

  fs::path directory;
  VirtualClock clock{Instant::parse("2026-02-02T12:00:00Z").value()};
  Feed feed;
};

std::string asked(Rates& rates, const char* day) {
  const auto rate = rates.rate(usd, cad, Date::parse(day).value(), {});
  return rate ? rate->text() : rate.error().text();
}

}  // namespace

TEST_CASE("the European Central Bank's feed is read, and nothing else") {
  const auto table = read_ecb_feed(feed(of_day("2026-01-30", "1.0835", "1.4642")));
  REQUIRE(table.ok());
  CHECK(table->text() == "date,pair,rate\n2026-01-30,EUR/CAD,1.4642\n2026-01-30,EUR/USD,1.0835\n");
  for (const auto& wrong :
       {feed(""), std::string("no xml"), feed(of_day("2026-01-30", "1.0835", "N/A")),
        feed("<Cube currency='USD' rate='1'/>"), feed(of_day("30.1.2026", "1", "1")),
        feed(of_day("2026-01-30", "1.0835", "1.4642")).substr(0, 400),
        "<!DOCTYPE a [<!ENTITY b 'c'>]>" + feed(of_day("2026-01-30", "1", "1")).substr(38)}) {
    const auto read = read_ecb_feed(wrong);
    REQUIRE_FALSE(read.ok());
    CHECK(read.error().message.starts_with("the feed of rates cannot be used: "));
  }
}

TEST_CASE("a feed is read once a day, and what was read goes on without it") {
  Desk desk;
  desk.feed.body = feed(of_day("2026-01-30", "1.0835", "1.4642"));
  {
    EcbRates rates(desk.settings(), desk.feed, desk.clock);
    CHECK(asked(rates, "2026-01-30") == "1.351361");
    CHECK(asked(rates, "2026-02-01") == "1.351361");
    CHECK(desk.feed.calls == 1);
    desk.clock.advance(24 * hour);
    desk.feed.body = feed(of_day("2026-02-02", "1.0835", "1.0835"));  // the older days have left it
    CHECK(asked(rates, "2026-02-02") == "1");
    CHECK(asked(rates, "2026-01-30") == "1.351361");
    CHECK(desk.feed.calls == 2);
  }
  desk.feed.status = 0;
  EcbRates offline(desk.settings(), desk.feed, desk.clock);
  CHECK(asked(offline, "2026-01-30") == "1.351361");
  CHECK(asked(offline, "2026-02-02") == "1");
  CHECK(desk.feed.calls == 3);  // tried, and left alone for a while
  CHECK_FALSE(fs::is_empty(desk.directory));
}

TEST_CASE("a rate that is not there is asked for again, but not all the time") {
  Desk desk;
  desk.feed.body = feed(of_day("2026-01-20", "1.0835", "1.4642"));
  EcbRates rates(desk.settings(), desk.feed, desk.clock);
  for (int i = 0; i < 3; ++i)
    CHECK(
        asked(rates, "2026-01-30") ==
        "the feed of rates has no rate between CAD and USD for 2026-01-30 or the 7 days before it; replay it "
        "when the feed has one, or name a file of rates");
  CHECK(desk.feed.calls == 1);
  desk.clock.advance(hour);
  desk.feed.status = 503;
  CHECK(asked(rates, "2026-01-30").starts_with("the feed of rates has no rate"));
  CHECK(desk.feed.calls == 2);
  desk.clock.advance(hour);
  desk.feed.status = 200;
  desk.feed.body = feed(of_day("2026-01-30", "1.0835", "1.4642"));
  CHECK(asked(rates, "2026-01-30") == "1.351361");
}

TEST_CASE("a file of rates is read anew when it has changed, and a broken one is told") {
  Desk desk;
  FileRates rates(desk.directory / "rates.csv", "rates.csv");
  CHECK(asked(rates, "2026-01-30").starts_with("rates.csv: the rates cannot be read"));
  desk.write("date,pair,rate\n2026-01-30,CAD/USD,0.74\n");
  CHECK(asked(rates, "2026-01-30") == "1.351351");
  CHECK(asked(rates, "2026-03-30") ==
        "rates.csv has no rate between CAD and USD for 2026-03-30 or the 7 days before it; add it, then "
        "replay");
  desk.write("date,pair,rate\n2026-01-30,CAD/USD,0.7400\n2026-03-30,USD/CAD,1.4\n");
  CHECK(asked(rates, "2026-03-30") == "1.4");
  desk.write("date,pair,rate\nbroken\n");
  CHECK(asked(rates, "2026-03-30").starts_with("rates.csv:2: "));
}
