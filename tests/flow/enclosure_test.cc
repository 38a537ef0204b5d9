// A settlement's own file goes to the ledger with what is booked, where the ledger keeps it.
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

TEST_CASE("a settlement's bytes are drafted with it, an order's are not, and without a taker none") {
  for (const std::size_t largest : {std::size_t{0}, std::size_t{100}}) {
    SettleDesk desk;
    desk.ledger.largest = largest;
    worked_order(desk);
    worked_report(desk);
    desk.receive_all();
    desk.book();
    int enclosed = 0;
    for (const Entries& entries : desk.ledger.drafted) {
      if (entries.enclosure.name.empty()) continue;
      ++enclosed;
      CHECK(entries.record.kind == report_kind);
      CHECK(entries.enclosure.name == "settlement-2026-02-06.csv");
      CHECK(entries.enclosure.media_type == "text/csv");
    }
    CHECK((enclosed > 0) == (largest > 0));
  }
}
