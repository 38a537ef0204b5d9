// The settlement's own file goes with the first document that books it, once, as the bytes that came.
#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "support.h"

using namespace crosswalk;
using namespace crosswalk::test;

namespace {

constexpr std::string_view file = "PK\x03\x04 \0 bytes";

Entries settlement() {
  Entries entries = order();
  Entry fee = sale("", UnitState::shipped, "2026-02-03", "-7.50");
  entries.record = {"us", RecordKind::settlement, "2026-02-06"};
  entries.entries = {fee};
  entries.enclosure = {"settlement 2026-02-06.zip", "application/zip", file};
  return entries;
}

Desk desk_that_attaches() {
  xero::Settings settings = Desk::settings();
  settings.clearing_account = "090";
  settings.attach_settlements = true;
  return Desk(settings);
}

int attachments(const Drafting& drafting) {
  int count = 0;
  for (const Document& document : drafting.documents) count += document.kind == DocumentKind::attachment;
  return count;
}

}  // namespace

TEST_CASE("a settlement's file is attached to the document that books it, as it came") {
  const Desk desk = desk_that_attaches();
  CHECK(desk.ledger.largest_enclosure(RecordKind::settlement) == 3'500'000);
  CHECK(desk.ledger.largest_enclosure(RecordKind::order) == 0);
  CHECK(Desk().ledger.largest_enclosure(RecordKind::settlement) == 0);
  const Drafting drafting = desk.ledger.draft(settlement(), {}).value();
  REQUIRE_MESSAGE(drafting.hold.empty(), drafting.hold);
  const Document attached = drafting.documents.back();
  REQUIRE(attached.kind == DocumentKind::attachment);
  REQUIRE(attached.depends_on.size() == 1);
  CHECK(attached.depends_on[0].kind == DocumentKind::bank_transaction);
  Receipts receipts;
  receipts.add(DocumentKind::bank_transaction, attached.depends_on[0].key, {"bt-1", "AUTHORISED", {}, {}});
  const auto request = desk.ledger.freeze("a1", std::vector{attached}, receipts).value();
  CHECK(request.method == "PUT");
  CHECK(request.path == "/api.xro/2.0/BankTransactions/bt-1/Attachments/settlement%202026-02-06.zip");
  CHECK(request.body == file);
  CHECK(request.headers.front() == std::pair<std::string, std::string>("Content-Type", "application/zip"));
}

TEST_CASE("one file a settlement: rows that are booked later bring no second one") {
  const Desk desk = desk_that_attaches();
  Shelf shelf;
  shelf.take(desk.ledger.draft(settlement(), {}).value());
  shelf.post_all();
  Entries later = settlement();
  later.entries[0].date = day("2026-02-20");
  const Drafting more = desk.ledger.draft(later, shelf.posted()).value();
  CHECK_FALSE(more.documents.empty());
  CHECK(attachments(more) == 0);
  Entries bare = settlement();
  bare.enclosure = {};
  CHECK(attachments(desk.ledger.draft(bare, {}).value()) == 0);
}

TEST_CASE("a document of a month that is made anew gets the file again, and one that stays does not") {
  const Desk desk = desk_that_attaches();
  Entries entries = settlement();
  entries.posting = Posting::settlement;
  Entry january = entries.entries[0];
  january.date = day("2026-01-31");
  entries.entries.insert(entries.entries.begin(), january);
  Shelf shelf;
  shelf.take(desk.ledger.draft(entries, {}).value());
  shelf.post_all();
  Correction correction;
  correction.run = "r1";
  correction.base = Currency::parse("USD").value();
  const auto corrected = [&](std::size_t month) {
    Entries mended = entries;
    mended.entries[month].answers.account.value = "410";
    return desk.ledger.correct(mended, shelf.posted(), correction).value();
  };
  CHECK(attachments(corrected(1)) == 0);  // the file is on the document of January
  const Drafting anew = corrected(0);
  REQUIRE_MESSAGE(anew.hold.empty(), anew.hold);
  REQUIRE(attachments(anew) == 1);
  const auto file_of = [](const Drafting& drafting) {
    for (const Document& document : drafting.documents)
      if (document.kind == DocumentKind::attachment) return document;
    return Document{};
  };
  const Document again = file_of(anew);
  CHECK(again.key == "WMS-2026-02-06-202601");
  CHECK(again.step == 2);
  shelf.take(anew);
  // The new document was refused before the file was sent.
  for (Standing& each : shelf.standing) {
    Document& document = each.document;
    if (document.state != DocumentState::drafted || document.kind == DocumentKind::attachment) continue;
    const bool made = document.operation == Operation::create && document.kind != DocumentKind::payment;
    document.state = made ? DocumentState::rejected : DocumentState::posted;
  }
  const Drafting later = corrected(0);
  CHECK(attachments(later) == 1);
  CHECK(file_of(later).step == 2);
}
