// Each check of includes, tried on a made-up tree: it finds what is wrong, names file and line, and lets the
// rest be.
#include "include_checks.h"

#include <doctest/doctest.h>

using namespace crosswalk::house;

TEST_CASE("a room that reaches up or sideways is found") {
  const Tree tree = {
      {"core/base/money.h", "// Money.\n#include <string>\n#include \"model/line.h\"\n"},
      {"core/model/line.h", "#include \"base/money.h\"\n"},
      {"core/store/store.h", "#include \"model/line.h\"\n#  include \"wire/caller.h\"\n"},
      {"core/wire/caller.h", "#include \"wire/caller.h\"\n"},
      {"core/walmart/source.cc", "#include \"xero/ledger.h\"\n"},
      {"core/xero/ledger.h", ""},
      {"tests/base/money_test.cc", "#include \"xero/ledger.h\"\n"},
  };
  const auto findings = check_floors(tree);
  REQUIRE(findings.size() == 3);
  CHECK(findings[0] ==
        "core/base/money.h:3: base must not include model (it may: nothing); pass what it needs as an "
        "argument, through "
        "a face in core/link, or move the code to the room that may");
  CHECK(findings[1].find("core/store/store.h:2: store must not include wire (it may: model, base)") == 0);
  CHECK(findings[2].find("core/walmart/source.cc:1: walmart must not include xero") == 0);
}

TEST_CASE("an unknown room and an include that does not exist are found") {
  const auto findings = check_floors({
      {"core/misplaced/a.cc", "#include \"base/money.h\"\n"},
      {"core/base/a.cc", "\n#include \"money.h\"\n"},
      {"core/base/money.h", ""},
  });
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].find("core/misplaced/a.cc:1: core/misplaced is no room of the house") == 0);
  CHECK(findings[1].find("core/base/a.cc:2: there is no core/money.h") == 0);
}

TEST_CASE("a part of a room keeps to its row, and an unknown one is found") {
  const auto findings = check_parts({
      {"core/rules/language/program.h",
       "#include \"rules/language/place.h\"\n#include \"rules/lua/host.h\"\n"},
      {"core/rules/lua/host.h", "#include \"rules/language/place.h\"\n#include \"rules/mapper.h\"\n"},
      {"core/rules/testing/runner.cc", "#include \"rules/mapper.h\"\n#include \"rules/lua/host.h\"\n"},
      {"core/rules/extra/a.h", ""},
      {"core/flow/book.cc", "#include \"rules/lua/host.h\"\n"},
  });
  REQUIRE(findings.size() == 3);
  CHECK(findings[0].find(
            "core/rules/language/program.h:2: rules/language must not include rules/lua/host.h") == 0);
  CHECK(findings[1].find(
            "core/rules/lua/host.h:2: rules/lua must not include rules/mapper.h (it may: language)") == 0);
  CHECK(findings[2].find("core/rules/extra/a.h:1: core/rules/extra is no part of its room") == 0);
}

TEST_CASE("a circle of includes is found once, with its whole way") {
  const auto findings = check_circles({
      {"core/base/a.h", "#include \"base/b.h\"\n"},
      {"core/base/b.h", "#include \"base/c.h\"\n#include \"base/d.h\"\n"},
      {"core/base/c.h", "#include \"base/a.h\"\n"},
      {"core/base/d.h", "#include <vector>\n"},
      {"core/base/e.cc", "#include \"base/d.h\"\n#include \"base/b.h\"\n"},
  });
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].find("core/base/a.h -> core/base/b.h -> core/base/c.h -> core/base/a.h") !=
        std::string::npos);
  CHECK(check_circles({{"core/base/a.h", "#include \"base/a.h\"\n"}}).size() == 1);
  CHECK(check_circles({{"core/base/a.cc", "#include \"base/a.h\"\n"}, {"core/base/a.h", ""}}).empty());
}

TEST_CASE("a package in a room that does not own it is found") {
  const struct {
    const char* path;
    const char* include;
    bool allowed;
  } cases[] = {
      {"core/wire/a.cc", "<curl/curl.h>", true},
      {"core/walmart/a.cc", "<curl/curl.h>", false},
      {"core/wire/a.cc", "<httplib.h>", true},
      {"core/simulator/a.cc", "<httplib.h>", false},
      {"core/store/a.cc", "<sqlite3.h>", true},
      {"core/flow/a.cc", "<sqlite3.h>", false},
      {"core/flow/a.cc", "<libpq-fe.h>", false},
      {"core/rules/a.cc", "<lua.hpp>", true},
      {"core/flow/a.cc", "<lua.hpp>", false},
      {"core/flow/a.cc", "\"lauxlib.h\"", false},
      {"core/config/a.cc", "<yaml-cpp/yaml.h>", true},
      {"core/app/a.cc", "<yaml-cpp/yaml.h>", false},
      {"core/app/a.cc", "<CLI/CLI.hpp>", true},
      {"core/walmart/a.cc", "<archive.h>", true},
      {"core/simulator/a.cc", "<archive_entry.h>", true},
      {"core/flow/a.cc", "<archive.h>", false},
      {"core/config/a.cc", "<CLI/CLI.hpp>", false},
      {"core/base/a.cc", "<sodium.h>", true},
      {"core/auth/a.cc", "<sodium.h>", false},
      {"core/wire/a.cc", "<spdlog/spdlog.h>", false},
      {"core/wire/a.cc", "<date/date.h>", false},
      {"core/wire/a.cc", "<simdjson.h>", false},
      {"core/base/a.h", "<nlohmann/json_fwd.hpp>", true},
      {"core/xero/a.cc", "<nlohmann/json.hpp>", false},
      {"core/xero/a.cc", "\"base/json_tree.h\"", true},
      {"core/xero/a.h", "\"base/json_tree.h\"", false},
      {"core/walmart/a.cc", "\"base/json_scan.h\"", true},
      {"core/model/a.h", "\"base/json_scan.h\"", false},
      {"core/walmart/json_walk.h", "\"base/json_scan.h\"", true},
      {"core/walmart/a.h", "\"walmart/json_walk.h\"", false},
      {"core/model/a.h", "\"base/json.h\"", true},
      {"core/base/a.cc", "<doctest/doctest.h>", false},
      {"core/app/a.cc", "<benchmark/benchmark.h>", false},
      {"tests/wire/a_test.cc", "<httplib.h>", true},
      {"core/base/a.cc", "<string>", true},
  };
  for (const auto& it : cases) {
    CAPTURE(it.path);
    CAPTURE(it.include);
    const auto findings = check_packages({{it.path, std::string("\n#include ") + it.include + "\n"}});
    CHECK(findings.empty() == it.allowed);
    if (!findings.empty()) CHECK(findings[0].find(std::string(it.path) + ":2: ") == 0);
  }
}

TEST_CASE("links that say more or less than the floors are found") {
  const auto findings = check_links({
      {"core/CMakeLists.txt",
       "crosswalk_library(base PkgConfig::sodium)\n"
       "crosswalk_library(model base)\n"
       "crosswalk_library(wire model base CURL::libcurl)\n"
       "crosswalk_library(store base)\n"
       "crosswalk_library(attic base)\n"
       "crosswalk_library(flow store rules model base)\n"},
      {"core/wire/caller.cc", ""},
      {"core/config/a.cc", ""},
      {"core/config/b.cc", ""},
      {"core/link/source.h", ""},
  });
  REQUIRE(findings.size() == 4);
  CHECK(findings[0] == "core/CMakeLists.txt:3: wire must not link model; remove it");
  CHECK(findings[1].find("core/CMakeLists.txt:4: store may include model but does not link it") == 0);
  CHECK(findings[2].find("core/CMakeLists.txt:5: attic has no row") == 0);
  CHECK(findings[3].find("core/config/a.cc:1: core/config is not built") == 0);
}
