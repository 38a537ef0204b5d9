// Killed with SIGKILL while a run of corrections is sent and booked, while it is rolled back, and while that
// is taken back in turn: in the end the ledger shows what it shows after a life without deaths, each step of
// each document once.
//
// CROSSWALK_KILLS=1 dies at every n-th point, here every one.
#include <doctest/doctest.h>

#include <algorithm>

#include "flow/correction_books.h"
#include "flow/kill_parent.h"
#include "flow/settled_world.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

using Picture = std::vector<std::string>;

struct Run {
  const char* name;
  const char* back;
};

constexpr Run runs[] = {{"r1", ""}, {"back", "r1"}, {"again", "back"}};

// All that is delivered comes back.
simulator::World three_orders() {
  auto settings = settled_settings(RigSettings{}.start, 7, 3);
  settings.after_sale->returns.returned = 1;
  return simulator::make_world(settings);
}

void kill_correcting(bool in_cloudsuite, bool whole, int stride) {
  stride = kill_stride(stride);
  const EditedRules mended;
  if (in_cloudsuite) use_cloud_codes(mended);
  const EditedRules mistaken;
  if (in_cloudsuite) use_cloud_codes(mistaken);
  mistake(mistaken);
  std::vector<Picture> expected;
  for (int die_at = 0;; die_at += die_at == 0 ? (stride + 1) / 2 : stride) {
    CAPTURE(die_at);
    KillParent parent(three_orders());
    parent.orders.pays = true;
    parent.orders.whole = whole;
    if (in_cloudsuite) parent.orders.cloudsuite_port = parent.cloudsuite.listen(0).value();
    const auto picture = [&] {
      return in_cloudsuite ? picture_of(parent.cloudsuite_service) : picture_of(parent.outside.xero);
    };
    parent.orders.rules = mistaken.directory().string();
    parent.orders.passes = 3;
    REQUIRE(parent.run_child(0));
    if (!in_cloudsuite && !whole)
      REQUIRE_FALSE(parent.outside.xero.documents(simulator::SimList::credit_notes).empty());
    parent.orders.rules = mended.directory().string();
    bool ended = true;
    for (std::size_t step = 0; step < std::size(runs); ++step) {
      CAPTURE(runs[step].name);
      parent.orders.run = runs[step].name;
      parent.orders.back = runs[step].back;
      parent.orders.passes = 1;
      if (!parent.run_child(die_at)) ended = false;
      // A dead process's right to interface lapses; nobody takes it from it.
      parent.orders.passes = 4;
      REQUIRE(parent.run_child(0));
      if (die_at == 0)
        expected.push_back(picture());
      else
        CHECK(difference(picture(), expected[step]) == "");
      for (const auto& used : parent.cloudsuite_service.run_groups_interfaced())
        CHECK_MESSAGE(used.second == 1, used.first);
    }
    if (die_at == 0) {
      REQUIRE(expected[0] != expected[1]);
      REQUIRE(expected[1] != expected[2]);
      continue;
    }
    if (!ended) continue;
    MESSAGE("kill points: less than " << die_at);
    CHECK(die_at > 3 * stride);
    return;
  }
}

}  // namespace

TEST_CASE("killed anywhere in corrections of orders, returns and settlements in Xero, each stands once") {
  kill_correcting(false, false, 61);
}

TEST_CASE("killed anywhere in corrections of documents of a month in Xero, each stands once") {
  kill_correcting(false, true, 41);
}

TEST_CASE("killed anywhere in corrections in CloudSuite, order by order, each row stands once") {
  kill_correcting(true, false, 151);
}

TEST_CASE("killed anywhere in corrections in CloudSuite, settlement by settlement, each row stands once") {
  kill_correcting(true, true, 41);
}
