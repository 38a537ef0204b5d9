// When a pair asks for what, as people write it.
#include "config/schedule_section.h"

#include <doctest/doctest.h>

#include "config/folder.h"
#include "config/workspace.h"

using namespace crosswalk;
using namespace crosswalk::config;

namespace {

constexpr Millis minute{60'000};
constexpr Millis hour{3'600'000};

std::string problem(std::string_view text) {
  const auto read = parse_cadence(text);
  REQUIRE_MESSAGE(!read.ok(), std::string(text));
  return read.error().message;
}

}  // namespace

TEST_CASE("a cadence is an interval or times of the day, on all weekdays or some") {
  CHECK(parse_cadence("5m").value().every == 5 * minute);
  CHECK(parse_cadence("5m").value().weekdays == every_weekday);
  const auto daily = parse_cadence("daily 18:30,06:00").value();
  CHECK(daily.every == Millis(0));
  CHECK(daily.at == std::vector<Millis>{6 * hour, 18 * hour + 30 * minute});
  CHECK(parse_cadence("daily 02:00 weekdays mon-fri").value().weekdays == 0x1F);
  CHECK(parse_cadence("1h weekdays sat-mon,wed").value().weekdays == 0x65);
}

TEST_CASE("documents leave for the ledger at once, by a cadence, or when a period has ended") {
  CHECK_FALSE(parse_posting("continuous").value().has_value());
  CHECK(parse_posting("daily 18:00").value()->at == std::vector<Millis>{18 * hour});
  const auto monthly = parse_posting("period_end").value().value();
  CHECK(monthly.day_of_month == 1);
  CHECK(monthly.at == std::vector<Millis>{6 * hour});
  CHECK(parse_posting("period_end 07:30").value()->at == std::vector<Millis>{7 * hour + 30 * minute});
  CHECK_FALSE(parse_posting("period_end 7").ok());
  CHECK_FALSE(parse_posting("sometimes").ok());
}

TEST_CASE("what is no cadence is refused with what to write") {
  for (const auto* text :
       {"daily 6:00", "daily 24:00", "daily 06:60", "daily ", "daily 06:00,", "daily 06.00"})
    CHECK(problem(text) == "write a time of the day as 06:00, from 00:00 to 23:59");
  for (const auto* text :
       {"5m weekdays monday", "5m weekdays mon-", "5m weekdays ", "daily 06:00 weekdays x"})
    CHECK(problem(text) == "write weekdays as mon-fri or mon,wed,sat-sun");
  CHECK(problem("hourly").find("is not a duration") != std::string::npos);
  CHECK(problem("25h").find("is out of range") != std::string::npos);
}

TEST_CASE("a workspace says when what is read, and the rest stays as usual") {
  const Folder folder;
  const auto workspace = folder.load(smallest +
                                     "    poll:\n"
                                     "      orders: 2m\n"
                                     "      prices: daily 02:00 weekdays mon-fri\n"
                                     "      overlap: off\n"
                                     "      post: period_end 07:00\n"
                                     "      blackout: [\"22:00-06:00\", \"12:00-12:30\"]\n");
  REQUIRE_MESSAGE(workspace.ok(), (workspace.ok() ? "" : workspace.error().text()));
  const Schedule& schedule = workspace->pairs[0].schedule;
  CHECK(schedule.zone.name() == "America/Chicago");
  CHECK(schedule.post->day_of_month == 1);
  CHECK(schedule.kinds.at("orders").every == 2 * minute);
  CHECK(schedule.kinds.at("prices").weekdays == 0x1F);
  CHECK(schedule.kinds.at("returns").every == hour);
  CHECK(schedule.kinds.at("settlements").at == std::vector<Millis>{6 * hour});
  CHECK_FALSE(schedule.overlap);
  REQUIRE(schedule.blackouts.size() == 2);
  CHECK(schedule.blackouts[0].from == 22 * hour);
  CHECK(schedule.blackouts[0].to == 6 * hour);
}

TEST_CASE("a wrong schedule names its line") {
  const Folder folder;
  const auto poll = [&](const std::string& line) {
    return folder.error_of(smallest + "    poll: {" + line + "}\n");
  };
  CHECK(poll("blackout: 22-6") ==
        "crosswalk.yaml:12: `pairs.shop.poll.blackout`: write from when to when nothing is read, such as "
        "22:00-06:00");
  CHECK(poll("overlap: 1h") ==
        "crosswalk.yaml:12: `pairs.shop.poll.overlap`: write a time of the day, such as daily 03:30, or off");
  CHECK(poll("oders: 1h").find("`pairs.shop.poll.oders` is not a key that is known here") !=
        std::string::npos);
}
