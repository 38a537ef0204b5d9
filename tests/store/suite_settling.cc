#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

constexpr std::string_view po = "108";

Booking booking(BookingSide side, std::string charge, std::string_view amount, int quantity = 1) {
  return {std::string(po),         "mug-blu", side, std::move(charge), TaxClass::none, usd(amount),
          Decimal::whole(quantity)};
}

ClaimedRecord claim(Store& store, RecordKind kind, const std::string& id, Instant now = start) {
  const std::vector<RawRecord> page = {{kind, id, "body"}};
  REQUIRE(store.receive("us", page, "", "", now).ok());
  auto claimed = got(store.claim_records("us", "w1", 50, lease, now));
  REQUIRE(claimed.size() == 1);
  REQUIRE(claimed.front().record.key.id == id);
  return claimed.front();
}

void finish(Store& store, const ClaimedRecord& claimed, RecordState state,
            const std::function<void(MappedRecord&)>& more = {}, std::string_view worker = "w1",
            Instant now = start) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.state = state;
  if (more) more(mapped);
  REQUIRE(store.finish_records(std::vector{mapped}, worker, now).ok());
}

OrderStanding standing(Store& store, const RecordKey& without = {}) {
  const std::vector<std::string> asked = {std::string(po)};
  auto found = got(store.order_standings("us", asked, without));
  REQUIRE(found.size() == 1);
  return found.front();
}

SettlementRow row(std::uint32_t number, RowState state, std::string_view amount) {
  SettlementRow made;
  made.row = number;
  made.state = state;
  made.purchase_order = po;
  made.sku = "mug-blu";
  made.charge = "product";
  made.amount = usd(amount);
  made.quantity = Decimal::whole(1);
  made.posted = Date::parse("2026-02-02").value();
  made.words = 1;
  if (state == RowState::tied) {
    made.side = BookingSide::sale;
    made.tied = made.amount.amount;
  }
  return made;
}

const std::vector<RowWords> words = {{"Sale", "Product Price", "Purchase", "why", "", "", ""}};

void add(Store& store, const ClaimedRecord& claimed, const std::vector<SettlementRow>& rows) {
  REQUIRE(store.open_visit(claimed.id, "w1").ok());
  REQUIRE(store.add_rows(claimed.id, "w1", rows, words, 1, lease, start).ok());
}

void bookings_are_replaced(Store& store) {
  const auto order = claim(store, RecordKind::order, std::string(po));
  CHECK(standing(store).state == RecordState::received);
  CHECK(standing(store).bookings.empty());
  finish(store, order, RecordState::booked,
         [](MappedRecord& mapped) { mapped.bookings = {booking(BookingSide::sale, "product", "49.98", 2)}; });
  CHECK(standing(store).state == RecordState::booked);
  REQUIRE(standing(store).bookings.size() == 1);
  CHECK(standing(store).bookings.front() == booking(BookingSide::sale, "product", "49.98", 2));
  // Whoever asks is not told what it said itself.
  CHECK(standing(store, order.record.key).bookings.empty());
  CHECK(store.replay(order.id, "ann", after(1)).ok());
  auto again = got(store.claim_records("us", "w1", 9, lease, after(1)));
  finish(store, again.front(), RecordState::held);  // says nothing: what stood stands
  CHECK(standing(store).bookings.size() == 1);
  CHECK(store.replay(order.id, "ann", after(2)).ok());
  again = got(store.claim_records("us", "w1", 9, lease, after(2)));
  finish(store, again.front(), RecordState::booked,
         [](MappedRecord& mapped) { mapped.bookings = {booking(BookingSide::sale, "shipping", "5.99")}; });
  REQUIRE(standing(store).bookings.size() == 1);
  CHECK(standing(store).bookings.front().charge == "shipping");
  const std::vector<std::string> asked = {std::string(po), "109"};
  CHECK(got(store.order_standings("ca", asked, {})).front().bookings.empty());
  CHECK_FALSE(got(store.order_standings("us", asked, {})).back().state.has_value());
}

void a_return_waits_for_its_order(Store& store) {
  const auto back = claim(store, RecordKind::return_order, "R1");
  const auto waits = [](MappedRecord& mapped) {
    mapped.awaits = {std::string(po)};
    mapped.bookings.emplace();
  };
  finish(store, back, RecordState::waiting, waits);
  const auto order = claim(store, RecordKind::order, std::string(po));
  finish(store, order, RecordState::held);
  CHECK(Scene(store).record_state(back.id) == RecordState::waiting);
  CHECK(store.replay(order.id, "ann", start).ok());
  finish(store, got(store.claim_records("us", "w1", 9, lease, start)).front(), RecordState::booked);
  CHECK(Scene(store).record_state(back.id) == RecordState::received);
  CHECK(Scene(store).trail("record", back.id).ends_with("waiting>received awaited"));
  // What comes while it is looked at has not met it waiting.
  finish(store, got(store.claim_records("us", "w1", 9, lease, start)).front(), RecordState::waiting, waits);
  CHECK(Scene(store).record_state(back.id) == RecordState::received);
}

void what_a_refund_was_decided_by_must_hold(Store& store) {
  const auto back = claim(store, RecordKind::return_order, "R1");
  const RefundMark nothing = standing(store, back.record.key).mark;
  const auto other = claim(store, RecordKind::return_order, "R2");
  finish(store, other, RecordState::booked,
         [](MappedRecord& mapped) { mapped.bookings = {booking(BookingSide::refund, "product", "-24.99")}; });
  const auto refund = [&](MappedRecord& mapped) {
    mapped.decided_by = {nothing};
    mapped.bookings = {booking(BookingSide::refund, "product", "-24.99")};
  };
  finish(store, back, RecordState::booked, refund);
  CHECK(Scene(store).record_state(back.id) == RecordState::received);
  CHECK(standing(store).bookings.size() == 1);
  // It comes again soon, to whoever asks.
  CHECK(got(store.claim_records("us", "w2", 9, lease, after(0))).empty());
  const auto again = got(store.claim_records("us", "w2", 9, lease, after(1)));
  REQUIRE(again.size() == 1);
  const RefundMark seen = standing(store, back.record.key).mark;
  finish(
      store, again.front(), RecordState::booked, [&](MappedRecord& mapped) { mapped.decided_by = {seen}; },
      "w2", after(1));
  CHECK(Scene(store).record_state(back.id) == RecordState::booked);
}

void settlements_are_one_workers(Store& store) {
  const std::vector<RawRecord> reports = {{RecordKind::settlement, "2026-02-06", "a"},
                                          {RecordKind::settlement, "2026-02-20", "b"}};
  CHECK(store.receive("us", reports, "", "", start).ok());
  CHECK(got(store.claim_records("us", "w1", 1, lease, start)).size() == 1);
  const std::vector<RawRecord> page = {{RecordKind::return_order, "R1", "c"}};
  CHECK(store.receive("us", page, "", "", start).ok());
  const auto theirs = got(store.claim_records("us", "w2", 9, lease, start));
  REQUIRE(theirs.size() == 1);
  CHECK(theirs.front().record.key.id == "R1");
  // Nor is a refund booked meanwhile, because the settlement may be booking the same.
  finish(
      store, theirs.front(), RecordState::booked,
      [&](MappedRecord& mapped) { mapped.decided_by = {standing(store).mark}; }, "w2");
  CHECK(Scene(store).record_state(theirs.front().id) == RecordState::received);
  const auto all = got(store.claim_records("us", "w2", 9, lease, after(60)));
  REQUIRE(all.size() == 3);
  CHECK(all.front().record.key.id == "R1");  // what settles goes last
}

void rows_count_when_their_visit_is_done(Store& store) {
  const auto order = claim(store, RecordKind::order, std::string(po));
  finish(store, order, RecordState::booked,
         [](MappedRecord& mapped) { mapped.bookings = {booking(BookingSide::sale, "product", "24.99")}; });
  const auto report = claim(store, RecordKind::settlement, "2026-02-06");
  add(store, report, {row(1, RowState::tied, "24.99"), row(2, RowState::waiting, "-3.75")});
  CHECK(got(store.settlement_counts(report.id)).empty());
  CHECK(got(store.settlement_counts(report.id, true)).size() == 2);
  // A worker that died leaves rows behind; the next begins anew.
  add(store, report,
      {row(1, RowState::tied, "24.99"), row(2, RowState::waiting, "-3.75"), row(3, RowState::held, "-1.00")});
  CHECK(got(store.settlement_differences(report.id, "us")).empty());
  finish(store, report, RecordState::held, [](MappedRecord& mapped) {
    mapped.visit = SettlementVisit{1, 1, 1};
  });
  CHECK(got(store.settlement_visit(report.id)).done == 1);
  CHECK(Scene(store).record_state(report.id) == RecordState::received);  // its order is booked: nothing waits
  const auto again = got(store.claim_records("us", "w1", 9, lease, start));
  REQUIRE(again.size() == 1);
  const std::vector<RowState> final = {RowState::tied, RowState::booked};
  CHECK(got(store.rows_in(report.id, final, 1, 9)) == std::vector<std::uint32_t>{1});
  add(store, report, {row(2, RowState::booked, "-3.75"), row(3, RowState::held, "-1.00")});
  CHECK(got(store.settlement_counts(report.id, true)).size() == 3);
  finish(store, again.front(), RecordState::held, [](MappedRecord& mapped) {
    mapped.visit = SettlementVisit{2, 1, 1};
  });
  const auto counts = got(store.settlement_counts(report.id));
  REQUIRE(counts.size() == 3);
  std::int64_t rows = 0;
  for (const auto& count : counts) rows += count.count;
  CHECK(rows == 3);
  CHECK(Scene(store).record_state(report.id) == RecordState::held);
  // The lease of a lost record ends its visit.
  CHECK(store.add_rows(report.id, "w1", {}, {}, 1, lease, start).error().kind == ErrorKind::limit);
}

void differences_are_of_all_settlements(Store& store) {
  const auto order = claim(store, RecordKind::order, std::string(po));
  finish(store, order, RecordState::booked, [](MappedRecord& mapped) {
    mapped.bookings = {booking(BookingSide::sale, "product", "49.98", 2),
                       booking(BookingSide::opening, "discount", "-1.00")};
  });
  const auto first = claim(store, RecordKind::settlement, "2026-02-06");
  add(store, first, {row(1, RowState::tied, "24.49")});
  auto found = got(store.settlement_differences(first.id, "us"));
  REQUIRE(found.size() == 1);
  CHECK(found.front().goods == usd("-24.49"));
  CHECK_FALSE(found.front().complete);
  finish(store, first, RecordState::booked, [](MappedRecord& mapped) {
    mapped.visit = SettlementVisit{1, 1, 1};
  });
  const auto second = claim(store, RecordKind::settlement, "2026-02-20");
  add(store, second, {row(1, RowState::tied, "24.48")});
  found = got(store.settlement_differences(second.id, "us"));
  REQUIRE(found.size() == 1);
  CHECK(found.front().goods == usd("-0.01"));
  CHECK(found.front().complete);
  CHECK(found.front().posted == Date::parse("2026-02-02").value());
  // Once it is booked there is none.
  auto difference = row(2, RowState::booked, "-0.01");
  difference.difference = true;
  difference.side = BookingSide::sale;
  difference.charge = "goods";
  difference.tied = usd("0.01").amount;
  REQUIRE(store.add_rows(second.id, "w1", std::vector{difference}, {}, 2, lease, start).ok());
  CHECK(got(store.settlement_differences(second.id, "us")).empty());
}

void accruals_add_up_and_go_round(Store& store) {
  const auto accrual = claim(store, RecordKind::accrual, "2026-01");
  // Nobody settles while it is looked at.
  const std::vector<RawRecord> report = {{RecordKind::settlement, "2026-02-06", "body"}};
  REQUIRE(store.receive("us", report, "", "", start).ok());
  CHECK(got(store.claim_records("us", "w2", 9, lease, start)).empty());
  finish(store, accrual, RecordState::booked, [](MappedRecord& mapped) {
    mapped.accrued = {{std::string(po), "one"}, {"109", "other"}};
  });
  const auto settlement = got(store.claim_records("us", "w1", 9, lease, start));
  REQUIRE(settlement.size() == 1);
  finish(store, settlement.front(), RecordState::booked, [](MappedRecord& mapped) {
    mapped.accrued = {{std::string(po), "two"}};
  });
  CHECK(standing(store).accrued == std::vector<std::string>{"one", "two"});
  std::vector<std::string> told;
  REQUIRE(store
              .each_accrual("us", po,
                            [&](const RecordKey& record, const AccruedPart& part) -> Result<void> {
                              told.push_back(record.id + " " + part.entries);
                              return {};
                            })
              .ok());
  CHECK(told == std::vector<std::string>{"2026-01 one", "2026-02-06 two"});
  // An order of its month, or of an earlier one, sends it round again, also from under a worker; one of a
  // later month does not.
  const auto tell = [&](const std::string& id, const std::string& month) {
    const auto order = claim(store, RecordKind::order, id);
    finish(store, order, RecordState::booked, [&](MappedRecord& mapped) { mapped.accrual_months = {month}; });
  };
  tell("201", "2026-02");
  CHECK(got(store.claim_records("us", "w1", 9, lease, start)).empty());
  tell("202", "2025-12");
  const auto again = got(store.claim_records("us", "w1", 9, lease, start));
  REQUIRE(again.size() == 1);
  CHECK(again.front().record.key.id == "2026-01");
  CHECK(again.front().record.revision == 2);
  tell("203", "2026-01");
  finish(store, again.front(), RecordState::booked, [](MappedRecord& mapped) {
    mapped.accrued = {{std::string(po), "stale"}};
  });
  CHECK(standing(store).accrued.size() == 2);
  CHECK(got(store.claim_records("us", "w1", 9, lease, start)).front().record.revision == 3);
}

}  // namespace

std::vector<Check> settling_checks() {
  return {{"bookings are replaced", bookings_are_replaced},
          {"a return waits for its order", a_return_waits_for_its_order},
          {"what a refund was decided by must hold", what_a_refund_was_decided_by_must_hold},
          {"settlements are one worker's", settlements_are_one_workers},
          {"rows count when their visit is done", rows_count_when_their_visit_is_done},
          {"accruals add up and go round", accruals_add_up_and_go_round},
          {"differences are of all settlements", differences_are_of_all_settlements}};
}

}  // namespace crosswalk::store::suite
