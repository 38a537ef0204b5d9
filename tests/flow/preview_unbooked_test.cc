// Preview of what was received and is not booked yet: in sum it says what the engine then books.
#include <doctest/doctest.h>

#include <optional>

#include "flow/preview.h"
#include "flow/worked_example.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr std::array both = {Posting::order, Posting::settlement};

struct Shop : SettleDesk {
  explicit Shop(Posting posting, bool pays_settled = false)
      : SettleDesk({}, true, [=](flow::PairSettings& pair) {
          pair.posting = posting;
          pair.pays_settled = pays_settled;
          pair.accounts.carried_forward = "850";
        }) {
    mapper->accounts["other"] = "490";
  }

  flow::Preview preview(bool has_live) {
    ClassMapper edited;
    ClassMapper running;
    edited.accounts = running.accounts = mapper->accounts;
    const auto how = flow::translate_settings(settings);
    flow::PreviewedBooks books(*store, "us", std::nullopt);
    flow::PreviewedBooks live_books(*store, "us", std::nullopt);
    flow::Translator translator(source, edited, how, &books);
    flow::Translator live(source, running, how, &live_books);
    flow::Rehearsal rehearsal(source, edited, books, flow::rehearsal_settings(settings), store.get());
    flow::Previewer previewer({.edited = translator,
                               .live = [&] { return has_live ? &live : nullptr; },
                               .settlements = rehearsal,
                               .ledger = ledger,
                               .store = *store,
                               .books = &books,
                               .live_books = [&] { return &live_books; }},
                              std::nullopt);
    for (const RecordKind kind : {order_kind, return_kind, report_kind}) {
      const auto done = store->each_received(
          "us", Instant(),
          [&](const store::RecordRow& row, const Record& record, const std::string& entries) -> Result<void> {
            return row.key.kind == kind ? previewer.add(&row, record, entries) : Result<void>{};
          });
      REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
    }
    return previewer.finish("v1", "v2").value();
  }
  // What the preview tells to change is what is booked then, account by account.
  void holds(bool has_live) {
    const std::vector<std::string> accounts = {"200", "205", "210", "240", "400", "401",
                                               "410", "411", "490", "820", "840"};
    std::map<std::string, std::int64_t> expected;
    for (const auto& account : accounts) expected[account] = Decimal::parse(balance(account))->units();
    const auto told = preview(has_live);
    book();
    for (const auto& account : accounts) expected[account] -= Decimal::parse(balance(account))->units();
    // Live rules would book orders and returns as well.
    if (has_live && settings.posting == Posting::order) {
      expected.clear();
      for (const Entry& entry : entries(report_kind, report_id).entries)
        if (!entry.counter()) expected[entry.answers.account.value] -= entry.amount.amount.units();
    }
    std::map<std::string, std::int64_t> differences;
    for (const auto& table : told.tables)
      if (table.dimension == flow::Dimension::account)
        for (const auto& row : table.rows) differences[row.place] = row.difference.units();
    for (const auto& account : accounts) {
      CAPTURE(account);
      CHECK(differences[account] == expected[account]);
    }
    REQUIRE(told.settlements.size() == 1);
    CHECK(told.settlements.front().after == at(report_kind, report_id).state);
    CHECK(told.settlements.front().reason == at(report_kind, report_id).reason);
  }
};

}  // namespace

TEST_CASE("a return and the settlement that pays it are both received: the refund is told once") {
  for (const Posting posting : both)
    for (const bool has_live : {false, true}) {
      CAPTURE(static_cast<int>(posting));
      CAPTURE(has_live);
      Shop shop(posting);
      worked_order(shop);
      shop.receive(order_kind, po);
      shop.book();
      worked_return(shop);
      worked_report(shop);
      shop.receive(return_kind, "R1");
      shop.receive(report_kind, report_id);
      shop.holds(has_live);
      worked_balances(shop);
    }
}

TEST_CASE("an order, its return and its settlement are received, and none is booked yet") {
  for (const Posting posting : both)
    for (const bool has_live : {false, true})
      for (const bool pays_settled : {false, true}) {
        if (pays_settled && posting == Posting::settlement) continue;
        CAPTURE(static_cast<int>(posting));
        CAPTURE(has_live);
        CAPTURE(pays_settled);
        Shop shop(posting, pays_settled);
        worked_order(shop);
        worked_return(shop);
        worked_report(shop);
        shop.receive_all();
        shop.holds(has_live);
        worked_balances(shop);
      }
}

TEST_CASE("a return that was booked refunds another unit, and the settlement pays both or more") {
  for (const auto& [posting, paid] :
       {std::pair{Posting::order, 2}, std::pair{Posting::order, 3}, std::pair{Posting::settlement, 2}}) {
    Shop shop(posting);
    worked_order(shop);
    worked_return(shop);
    shop.receive_all();
    shop.book();
    auto& later = shop.record(return_kind, "R1", "2");
    for (const std::uint32_t unit : {0U, 1U}) {
      SettleDesk::refund(later, po, LineClass::refund, "-24.99", sku_mug, unit);
      SettleDesk::refund(later, po, LineClass::tax, "-2.06", sku_mug, unit);
      SettleDesk::refund(later, po, LineClass::fee, "2.50", sku_mug, unit);
    }
    auto& report = worked_report(shop);
    for (int more = 1; more < paid; ++more) refund_rows(report);
    shop.clock.advance(Millis(3'600'000));
    shop.receive(return_kind, "R1", "2");
    shop.receive(report_kind, report_id);
    shop.holds(false);
  }
}

TEST_CASE("an informing order counts with its own money where no settlement of it is looked at") {
  Shop shop(Posting::settlement);
  worked_order(shop);
  shop.receive_all();
  const auto told = shop.preview(false);
  bool found = false;
  for (const auto& table : told.tables)
    if (table.dimension == flow::Dimension::account)
      for (const auto& row : table.rows)
        found = found || (row.place == "200" && row.after.text(2) == "129.97");
  CHECK(found);
}
