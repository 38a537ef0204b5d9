// What Xero shows of a document against what was sent of it (receipt.h).
#include "xero/receipt.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"

using namespace crosswalk;
using namespace crosswalk::xero;

namespace {

std::string doubt(const char* sent, const char* found) {
  return rate_differs(parse_json(sent, "sent").value(), parse_json(found, "found").value());
}

bool says(const std::string& text, std::string_view words) {
  return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a rate that stands as it was sent, or was never sent, is nothing to doubt") {
  CHECK(doubt(R"({"CurrencyRate":0.7400})", R"({"CurrencyRate":0.74})").empty());
  CHECK(doubt(R"({"CurrencyRate":0.7400})", R"({"Total":1.00})").empty());
  CHECK(doubt(R"({"Total":1.00})", R"({"CurrencyRate":1.35})").empty());
  CHECK(doubt(R"({"CurrencyRate":0.74})",
              R"({"CurrencyRate":0.74,"Warnings":[{"Message":"The contact has no address."}]})")
            .empty());
}

TEST_CASE("another rate is told with both, and as the same one turned round where it is that") {
  const std::string other = doubt(R"({"CurrencyRate":0.74})", R"({"CurrencyRate":0.75})");
  CHECK(says(other, "Xero keeps the rate 0.75 where 0.74 was sent"));
  CHECK_FALSE(says(other, "the other way round"));
  CHECK(says(doubt(R"({"CurrencyRate":0.74})", R"({"CurrencyRate":1.351351})"),
             "the same the other way round"));
}

TEST_CASE("a warning about the rate is a doubt, in whichever words") {
  for (const char* warning : {"The CurrencyRate looks wrong.", "Currency rate is far from the day rate.",
                              "Check the exchange rate."}) {
    CAPTURE(warning);
    const std::string found =
        R"({"CurrencyRate":0.74,"Warnings":[{"Message":")" + std::string(warning) + R"("}]})";
    CHECK(doubt(R"({"CurrencyRate":0.74})", found.c_str()) ==
          "Xero doubts the rate 0.74 that was sent: " + std::string(warning));
  }
}
