#include "base/line_diff.h"

#include <doctest/doctest.h>

#include <sstream>
#include <vector>

using namespace crosswalk;

namespace {

std::string numbers(int from, int to) {
  std::string text;
  for (int i = from; i <= to; ++i) text += std::to_string(i) + "\n";
  return text;
}

// What `patch` would make of `before`: the lines that the hunks keep or bring.
std::string patched(const std::string& before, const std::string& diff) {
  std::vector<std::string> lines;
  std::istringstream in(before);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  std::string out;
  std::size_t at = 0;
  std::istringstream hunks(diff);
  for (std::string line; std::getline(hunks, line);) {
    if (line.starts_with("---") || line.starts_with("+++")) continue;
    if (line.starts_with("@@")) {
      const auto first = static_cast<std::size_t>(std::stoul(line.substr(4)));
      const bool none = line.substr(4, line.find(' ', 4) - 4).ends_with(",0");
      while (at + 1 < first + (none ? 1 : 0)) out += lines[at++] + "\n";
    } else if (line[0] == ' ') {
      CHECK(lines.at(at) == line.substr(1));
      out += lines[at++] + "\n";
    } else if (line[0] == '-') {
      CHECK(lines.at(at++) == line.substr(1));
    } else {
      out += line.substr(1) + "\n";
    }
  }
  while (at < lines.size()) out += lines[at++] + "\n";
  return out;
}

}  // namespace

TEST_CASE("a changed line stands between its surroundings") {
  CHECK(unified_diff("a\nb\n", "a\nb\n", "one", "two").empty());
  CHECK(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "a (one)", "a (two)") ==
        "--- a (one)\n+++ a (two)\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("near changes share a hunk, far ones do not") {
  const std::string text = numbers(1, 30);
  std::string near = text;
  near.replace(near.find("10\n"), 3, "ten\n");
  near.replace(near.find("16\n"), 3, "");
  const std::string one = unified_diff(text, near, "a", "b");
  CHECK(one.find("@@ -7,13 +7,12 @@") != std::string::npos);
  std::string far = near;
  far.replace(far.find("28\n"), 3, "new\n28\n");
  const std::string two = unified_diff(text, far, "a", "b");
  CHECK(two.find("@@ -25,6 +24,7 @@") != std::string::npos);
  CHECK(patched(text, two) == far);
}

TEST_CASE("nothing, everything and a missing line end") {
  CHECK(unified_diff("", "a\n", "x", "y") == "--- x\n+++ y\n@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("a\n", "", "x", "y") == "--- x\n+++ y\n@@ -1 +0,0 @@\n-a\n");
  CHECK(unified_diff("a\nb", "a\nb\n", "x", "y") ==
        "--- x\n+++ y\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n");
}

TEST_CASE("whatever differs, the hunks lead from one text to the other") {
  std::uint32_t dice = 1;
  const auto roll = [&dice](std::uint32_t sides) {
    dice = dice * 1664525U + 1013904223U;
    return (dice >> 16) % sides;
  };
  for (int round = 0; round < 300; ++round) {
    std::string before;
    std::string after;
    for (std::uint32_t i = roll(40); i > 0; --i)
      before += std::string(1, static_cast<char>('a' + roll(4))) + "\n";
    for (std::uint32_t i = roll(40); i > 0; --i)
      after += std::string(1, static_cast<char>('a' + roll(4))) + "\n";
    CAPTURE(before);
    CAPTURE(after);
    CHECK(patched(before, unified_diff(before, after, "a", "b")) == after);
  }
}

TEST_CASE("large texts that have nothing in common are exchanged as a whole") {
  const std::string before = numbers(1, 20'000);
  const std::string after = numbers(20'001, 40'000);
  CHECK(patched(before, unified_diff(before, after, "a", "b")) == after);
}
