// Each check of files, tried on a made-up tree: it finds what is wrong, names file and line, and lets the
// rest be.
#include "file_checks.h"

#include <doctest/doctest.h>

using namespace crosswalk::house;

namespace {

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "x\n";
  return text;
}

}  // namespace

TEST_CASE("a file that grew past the limit is told to look for its second concept") {
  CHECK(check_sizes({{"core/base/a.cc", lines(most_lines)}, {"samples/orders.json", lines(5'000)}}).empty());
  const auto findings =
      check_sizes({{"core/base/a.cc", lines(most_lines + 1)}, {"scripts/lookup.lua", lines(900)}});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].find(
            "core/base/a.cc:401: the file has 401 lines, more than 400; look for the second concept") == 0);
  CHECK(findings[1].find("scripts/lookup.lua:401: ") == 0);
}

TEST_CASE("a header without its comment or its guard is found") {
  CHECK(check_heads({{"core/base/a.h", "// A.\n#pragma once\n"},
                     {"core/base/a.cc", "#include \"base/a.h\"\n"},
                     {"core/base/names.cc", "// Names.\n"},
                     {"tests/base/a_test.cc", "#include <doctest/doctest.h>\n"}})
            .empty());
  const auto findings = check_heads({{"core/base/a.h", "#pragma once\n"},
                                     {"core/base/b.h", "// B.\n"},
                                     {"core/base/c.h", "// C.\n#pragma once\n#pragma once\n"},
                                     {"core/base/names.cc", "#include <array>\n"}});
  REQUIRE(findings.size() == 4);
  CHECK(findings[0].find("core/base/a.h:1: the header does not begin with a comment") == 0);
  CHECK(findings[1].find("core/base/b.h:1: the header needs one #pragma once") == 0);
  CHECK(findings[2].find("core/base/c.h:1: the header needs one #pragma once") == 0);
  CHECK(findings[3].find("core/base/names.cc:1: the file has no header of its own name") == 0);
}

TEST_CASE("names that say nothing are found") {
  CHECK(check_names({{"core/base/utility_bill.h", ""}, {"core/README.md", ""}, {"core/CMakeLists.txt", ""}})
            .empty());
  for (const char* path :
       {"core/base/util.h", "core/common/a.h", "core/base/order_manager.cc", "tests/base/helpers.h",
        "scripts/Misc.lua", "core/base/Money.h", "core/base/money.cpp", "core/base/notes.txt"}) {
    CAPTURE(path);
    CHECK(check_names({{path, ""}}).size() == 1);
  }
}

TEST_CASE("unfinished words are found wherever they stand") {
  const std::string word = std::string("TO") + "DO";
  const auto findings = check_finished({{"core/base/a.cc", "int a;\n// " + word + ": later\n"},
                                        {"samples/data.json", word},
                                        {"rules/tax.lua", std::string("-- Place") + "holder\n"}});
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].find("core/base/a.cc:2: ") == 0);
  CHECK(findings[1].find("rules/tax.lua:1: ") == 0);
}

TEST_CASE("time that goes past the Clock is found") {
  CHECK(check_clock({{"core/base/clock.cc", "std::chrono::system_clock::now()\n"},
                     {"core/rules/host.cc", "std::chrono::steady_clock::now()\n"},
                     {"tests/wire/a_test.cc", "std::this_thread::sleep_for(x)\n"}})
            .empty());
  CHECK(check_clock({{"core/flow/a.cc", "\nstd::chrono::system_clock::now();\n"}})
            .at(0)
            .find("core/flow/a.cc:2: ") == 0);
  CHECK(check_clock({{"core/wire/a.cc", "std::this_thread::sleep_for(x);\n"}}).size() == 1);
}

TEST_CASE("a stranger at the top level is found") {
  CHECK(check_top_level({".git", ".ci", "CMakeLists.txt", "core", "scripts", "rules", "tests", "samples",
                         "README.md", "build", "build-clang"})
            .empty());
  CHECK(check_top_level({"docs", "LICENSE.txt"}).size() == 2);
}
