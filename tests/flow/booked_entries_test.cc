// What stands in the books, as the ledger of the pair says it.
#include "flow/booked_entries.h"

#include <doctest/doctest.h>

#include "flow/clearing_proof.h"
#include "flow/entry_export.h"
#include "flow/fakes.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// Knows no drafts: it has an order as soon as it is created, on the order's day.
class AtOrder final : public StockLedger {
 public:
  std::optional<InBooks> in_books(const Entries& entries, const Entry& entry) const override {
    if (entry.taken_back) return InBooks{entries.order_date, entry.date};
    if (entry.state == UnitState::cancelled) return std::nullopt;
    return InBooks{entry.refund.empty() ? entries.order_date : entry.date, {}};
  }
};

// "-49.98 on 2026-01-28; " of account 200 until a day.
std::string booked(SettleDesk& desk, std::string_view until, const Ledger* ledger) {
  std::string text;
  const auto walked = flow::each_booked(
      *desk.store, "us", {Date(), day(until)},
      [&](const store::RecordRow&, const Entries& entries) -> Result<void> {
        for (const Entry& entry : entries.entries)
          if (entry.answers.account.value == "200")
            text += entry.amount.amount.text(2) + " on " + entry.date.text() + "; ";
        return {};
      },
      ledger);
  REQUIRE_MESSAGE(walked.ok(), (walked ? "" : walked.error().text()));
  return text;
}

}  // namespace

TEST_CASE("a ledger without drafts has what is created on the order's day, and so have export and proof") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.book = BookMode::created; });
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2);
  SettleDesk::sale(order, LineClass::product, "79.99", sku_lamp, 1, "2026-01-28").state = UnitState::open;
  desk.receive_all();
  desk.book();
  const AtOrder ledger;
  CHECK(booked(desk, "2026-01-29", nullptr).empty());
  CHECK(booked(desk, "2026-01-30", nullptr) == "-49.98 on 2026-01-30; ");
  CHECK(booked(desk, "2026-01-27", &ledger).empty());
  CHECK(booked(desk, "2026-01-28", &ledger) == "-49.98 on 2026-01-28; -79.99 on 2026-01-28; ");

  std::string csv;
  const std::vector<flow::ExportedPair> pairs = {{"us", "090", {}, &ledger}};
  REQUIRE(flow::export_entries(*desk.store, pairs, {}, flow::ExportFormat::csv,
                               [&](std::string_view piece) -> Result<void> {
                                 csv += piece;
                                 return {};
                               })
              .ok());
  CHECK(csv.find("-79.99") != std::string::npos);
  CHECK(csv.find("2026-01-30") == std::string::npos);

  const auto proof = flow::prove_clearing(*desk.store, desk.source, "us", Currency::parse("USD").value(),
                                          day("2026-01-28"), {}, &ledger);
  REQUIRE_MESSAGE(proof.ok(), (proof ? "" : proof.error().text()));
  CHECK(proof->books == usd("129.97"));
  CHECK(proof->holds());
}

TEST_CASE("what is cancelled after it was booked is in such books until that day") {
  SettleDesk desk({}, true, [](flow::PairSettings& settings) { settings.book = BookMode::created; });
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2);
  SettleDesk::sale(order, LineClass::product, "79.99", sku_lamp, 1, "2026-01-28").state = UnitState::open;
  desk.receive_all();
  desk.book();
  auto& later = desk.record(order_kind, po, "2");
  SettleDesk::sale(later, LineClass::product, "49.98", sku_mug, 2);
  SettleDesk::sale(later, LineClass::product, "79.99", sku_lamp, 1, "2026-02-02").state =
      UnitState::cancelled;
  desk.receive(order_kind, po, "2");
  desk.book();
  const AtOrder ledger;
  CHECK(booked(desk, "2026-02-01", &ledger) == "-49.98 on 2026-01-28; -79.99 on 2026-01-28; ");
  CHECK(booked(desk, "2026-02-02", &ledger) ==
        "-49.98 on 2026-01-28; -79.99 on 2026-01-28; 79.99 on 2026-02-02; ");
}
