#include "flow/unknown_codes.h"

#include <doctest/doctest.h>

using namespace crosswalk;
using Kind = rules::NamedCode::Kind;

TEST_CASE("codes that the ledger does not have, or has put away, are named at their rule") {
  Reference reference;
  reference.accounts = {{"1", "200", "Sales", "REVENUE", true, true},
                        {"2", "400", "Old sales", "REVENUE", false, true}};
  reference.tax_types = {{"NONE", "Exempt", true, true, Decimal{}}, {"OLD", "Old", false, true, Decimal{}}};
  reference.tracking = {{"Channel", "US", true}, {"Channel", "Old", false}};
  reference.items = {{"MUG", "Mug"}};
  const std::vector<rules::NamedCode> known = {{Kind::account, "200", "a:1"},
                                               {Kind::tax, "NONE", "a:2"},
                                               {Kind::item, "MUG", "a:3"},
                                               {Kind::tracking, "Channel/US", "a:4"},
                                               {Kind::contact, "Whoever", "a:5"}};
  CHECK(flow::unknown_codes(known, reference).empty());
  const auto unknown = flow::unknown_codes({{Kind::account, "400", "rules/account.lua:7"},
                                            {Kind::account, "MUG", "b:2"},
                                            {Kind::tax, "OLD", "b:3"},
                                            {Kind::item, "200", "b:4"},
                                            {Kind::tracking, "Channel/Old", "b:5"}},
                                           reference);
  REQUIRE(unknown.size() == 5);
  CHECK(unknown[0].text() == "rules/account.lua:7: account 400 is archived in the ledger");
  CHECK(unknown[3].where == "b:4");
  // Where catalogue.lua lets it be made, only what is put away speaks against it.
  const auto made = flow::unknown_codes({{Kind::item, "LAMP", "c:1", true},
                                         {Kind::tracking, "Channel/New", "c:2", true},
                                         {Kind::tracking, "Channel/Old", "c:3", true}},
                                        reference);
  REQUIRE(made.size() == 1);
  CHECK(made[0].where == "c:3");
  // Unless nothing is ever made in this ledger.
  reference.makes_codes = false;
  CHECK(flow::unknown_codes({{Kind::item, "LAMP", "c:1", true}}, reference).size() == 1);
}
