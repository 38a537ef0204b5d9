// The repository itself, held against every check.
#include <doctest/doctest.h>

#include "checkout.h"
#include "file_checks.h"
#include "include_checks.h"
#include "rooms.h"

using namespace crosswalk::house;

namespace {

const std::filesystem::path root = crosswalk::checkout();

const Tree& tree() {
  static const Tree read = read_tree(root, {"core", "tests", "scripts", "rules", "samples"});
  return read;
}

}  // namespace

TEST_CASE("the tree was read") {
  const auto has = [](const std::string& path) {
    return std::any_of(tree().begin(), tree().end(),
                       [&](const SourceFile& file) { return file.path == path; });
  };
  CHECK(has("core/base/money.h"));
  CHECK(has("core/CMakeLists.txt"));
  CHECK(has("tests/house/repository_test.cc"));
}

TEST_CASE("includes keep to the floors") {
  CHECK(text_of(check_floors(tree())) == "");
}
TEST_CASE("includes keep to the parts of a room") {
  CHECK(text_of(check_parts(tree())) == "");
}
TEST_CASE("no includes in a circle") {
  CHECK(text_of(check_circles(tree())) == "");
}
TEST_CASE("packages stay with their owners") {
  CHECK(text_of(check_packages(tree())) == "");
}
TEST_CASE("CMake links what the floors say") {
  CHECK(text_of(check_links(tree())) == "");
}
TEST_CASE("files stay small") {
  CHECK(text_of(check_sizes(tree())) == "");
}
TEST_CASE("files say what they are") {
  CHECK(text_of(check_heads(tree())) == "");
}
TEST_CASE("names say something") {
  CHECK(text_of(check_names(tree())) == "");
}
TEST_CASE("nothing is left unfinished") {
  CHECK(text_of(check_finished(tree())) == "");
}
TEST_CASE("time comes from the Clock") {
  CHECK(text_of(check_clock(tree())) == "");
}

TEST_CASE("the top level is fixed") {
  std::vector<std::string> entries;
  for (const auto& entry : std::filesystem::directory_iterator(root))
    entries.push_back(entry.path().filename().string());
  CHECK(text_of(check_top_level(entries)) == "");
}

TEST_CASE("the table has no sideways row, and two owners only of what one writes and the other reads") {
  for (const auto& room : rooms()) {
    for (const auto other : room.may_include) {
      CAPTURE(room.name);
      CAPTURE(other);
      REQUIRE(room_named(other) != nullptr);
      CHECK(room_named(other)->floor < room.floor);
    }
    for (const auto& second : rooms())
      for (const auto package : room.packages)
        if (&second != &room && package != "archive") CHECK_FALSE(holds(second.packages, package));
  }
}

TEST_CASE("core/README.md names every room") {
  const auto readme = std::find_if(tree().begin(), tree().end(),
                                   [](const SourceFile& file) { return file.path == "core/README.md"; });
  REQUIRE(readme != tree().end());
  for (const auto& room : rooms()) {
    CAPTURE(room.name);
    CHECK(readme->text.find("`core/" + std::string(room.name) + "`") != std::string::npos);
  }
}
