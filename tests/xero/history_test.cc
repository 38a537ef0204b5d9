// History notes: for what they are drafted, and when they are not.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

xero::Settings noting() {
  xero::Settings settings = Desk::settings();
  settings.notes = true;
  return settings;
}

std::vector<const Document*> notes_in(const Drafting& drafting) {
  std::vector<const Document*> notes;
  for (const Document& document : drafting.documents)
    if (document.kind == DocumentKind::note) notes.push_back(&document);
  return notes;
}

Entries shipped(const char* amount = "24.99") {
  Entries entries = order();
  entries.entries = {sale("1", UnitState::shipped, "2026-01-30", amount)};
  entries.entries[0].version = "3f2a9c1e55d0aabbccddeeff";
  return entries;
}

}  // namespace

TEST_CASE("what is created gets one note, behind everything else, and equal entries none") {
  Desk desk(noting());
  Shelf shelf;
  const Drafting drafting = desk.ledger.draft(shipped(), {}).value();
  const auto notes = notes_in(drafting);
  REQUIRE(notes.size() == 1);
  CHECK(notes[0]->key == "WM-4812345678901");
  CHECK(notes[0]->lane == Lane::history);
  CHECK(notes[0]->depends_on == std::vector<Dependency>{{DocumentKind::invoice, "WM-4812345678901"}});
  CHECK(notes[0]->content == R"({"Details":"Crosswalk booked this: Walmart order 4812345678901, revision 1, )"
                             R"(rules 3f2a9c1e55d0."})");
  Receipts receipts;
  receipts.add(DocumentKind::invoice, "WM-4812345678901", {"i1", "AUTHORISED", {}, {}});
  const auto request = desk.ledger.freeze("a1", std::vector{*notes[0]}, receipts).value();
  CHECK(request.method == "PUT");
  CHECK(request.path == "/api.xro/2.0/Invoices/i1/History");
  CHECK(request.body == "{\"HistoryRecords\":[" + notes[0]->content + "]}");
  shelf.take(drafting);
  CHECK(desk.ledger.draft(shipped(), shelf.posted())->documents.empty());
  shelf.post_all();
  CHECK(desk.ledger.draft(shipped(), shelf.posted())->documents.empty());
  Desk silent;
  CHECK(notes_in(silent.ledger.draft(shipped(), {}).value()).empty());
}

TEST_CASE("a note waits for its document, and goes with it") {
  Desk desk(noting());
  Shelf shelf;
  shelf.take(desk.ledger.draft(shipped(), {}).value());
  const Drafting anew = desk.ledger.draft(shipped("20.00"), shelf.posted()).value();
  CHECK(anew.withdraw.size() == 2);
  CHECK(notes_in(anew).size() == 1);
  Entries cancelled = shipped();
  cancelled.entries[0].state = UnitState::cancelled;
  const Drafting gone = desk.ledger.draft(cancelled, shelf.posted()).value();
  CHECK(gone.withdraw.size() == 2);
  CHECK(gone.documents.empty());
}
