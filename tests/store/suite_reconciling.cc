#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

ClaimedRecord claim(Store& store, RecordKind kind, const std::string& id) {
  const std::vector<RawRecord> page = {{kind, id, "body"}};
  REQUIRE(store.receive("us", page, "", "", start).ok());
  auto claimed = got(store.claim_records("us", "w1", 50, lease, start));
  REQUIRE(claimed.size() == 1);
  return claimed.front();
}

void finish(Store& store, const ClaimedRecord& claimed, const std::function<void(MappedRecord&)>& more) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.state = RecordState::booked;
  more(mapped);
  REQUIRE(store.finish_records(std::vector{mapped}, "w1", start).ok());
}

SettlementRow row(std::uint32_t number, RowState state, std::string_view order, std::string_view amount,
                  std::string_view posted) {
  SettlementRow made;
  made.row = number;
  made.state = state;
  made.purchase_order = order;
  made.sku = "mug-blu";
  made.charge = "product";
  made.amount = usd(amount);
  made.quantity = Decimal::whole(1);
  made.posted = Date::parse(posted).value();
  made.words = 1;
  if (state == RowState::tied) {
    made.side = BookingSide::sale;
    made.tied = made.amount.amount;
  }
  return made;
}

SettlementRow difference(std::uint32_t number, RowState state, std::string_view order,
                         std::string_view amount) {
  SettlementRow made = row(number, state, order, amount, "2026-02-02");
  made.difference = true;
  made.side = BookingSide::sale;
  made.charge = "goods";
  return made;
}

const std::vector<RowWords> words = {{"Sale", "Product Price", "Purchase", "why", "rules/a.lua:1", "", ""}};

void settle(Store& store, const ClaimedRecord& report, const std::vector<SettlementRow>& rows, bool done) {
  REQUIRE(store.open_visit(report.id, "w1").ok());
  REQUIRE(store.add_rows(report.id, "w1", rows, words, 1, lease, start).ok());
  if (done) finish(store, report, [](MappedRecord& mapped) { mapped.visit = SettlementVisit{1, 1, 1}; });
}

void orders_come_with_what_is_tied_to_them(Store& store) {
  for (const char* id : {"20", "3"}) {
    const auto order = claim(store, RecordKind::order, id);
    finish(store, order, [&](MappedRecord& mapped) {
      mapped.bookings = {
          {id, "mug-blu", BookingSide::sale, "product", TaxClass::none, usd("9.99"), Decimal::whole(1)}};
    });
  }
  const auto report = claim(store, RecordKind::settlement, "2026-02-06");
  settle(
      store, report,
      {row(1, RowState::tied, "3", "9.99", "2026-02-01"), row(2, RowState::tied, "1", "5.00", "2026-02-02"),
       row(3, RowState::booked, "3", "-1.50", "2026-02-02"), difference(4, RowState::held, "3", "0.50")},
      true);
  const auto open = claim(store, RecordKind::settlement, "2026-02-20");
  settle(store, open, {row(1, RowState::tied, "20", "9.99", "2026-02-15")}, false);
  std::string seen;
  REQUIRE(store
              .each_tied_order("us",
                               [&](const TiedOrder& order) -> Result<void> {
                                 seen += order.purchase_order + ":" + std::to_string(order.booked.size()) +
                                         "/" + std::to_string(order.settled.size()) + " ";
                                 if (order.purchase_order != "3") return {};
                                 CHECK(order.booked.front().kind == RecordKind::order);
                                 CHECK(order.booked.front().booking.amount == usd("9.99"));
                                 CHECK(order.settled.front().record == report.id);
                                 CHECK(order.settled.front().posted == Date::parse("2026-02-01").value());
                                 CHECK(order.settled.front().state == RowState::tied);
                                 CHECK(order.settled.back().difference);
                                 CHECK(order.settled.back().state == RowState::held);
                                 return {};
                               })
              .ok());
  CHECK(seen == "1:0/1 20:1/0 3:1/2 ");
  const auto ended = store.each_tied_order(
      "us", [](const TiedOrder&) -> Result<void> { return fail(ErrorKind::stopped, "enough"); });
  CHECK(ended.error().kind == ErrorKind::stopped);
  CHECK(store
            .each_tied_order(
                "ca",
                [](const TiedOrder&) -> Result<void> { return fail(ErrorKind::internal, "another pair's"); })
            .ok());
}

void rows_are_summed_as_they_stand(Store& store) {
  const auto report = claim(store, RecordKind::settlement, "2026-02-06");
  settle(
      store, report,
      {row(1, RowState::tied, "3", "9.99", "2026-02-01"), row(2, RowState::held, "", "-3.33", "2026-02-03"),
       row(3, RowState::held, "", "-1.00", "2026-02-02"),
       row(4, RowState::waiting, "7", "5.00", "2026-02-05")},
      true);
  const auto day = Date::parse("2026-02-03").value();
  const auto sums = got(store.row_sums("us", day));
  REQUIRE(sums.size() == 2);
  CHECK(sums[0].tied_to_order);
  CHECK(sums[1].state == RowState::held);
  CHECK(sums[1].amount == usd("-4.33"));
  CHECK(sums[1].count == 2);
  CHECK(sums[1].last == day);
  CHECK(got(store.row_sums("us", day.plus_days(9))).size() == 3);
  const auto open = got(store.open_rows("us"));
  REQUIRE(open.size() == 2);
  CHECK(open[0].purchase_order == "7");
  CHECK(open[0].settlement == "2026-02-06");
  CHECK(open[1].amount == usd("-4.33"));
  CHECK(open[1].words.origin == "rules/a.lua:1");
}

void booked_rows_are_summed_by_their_days(Store& store) {
  const auto report = claim(store, RecordKind::settlement, "2026-02-06");
  SettlementRow late = row(3, RowState::booked, "", "-2.00", "2026-02-01");
  late.day = Date::parse("2026-02-04").value();
  SettlementRow paid = row(4, RowState::booked, "", "-9.00", "2026-02-01");
  paid.charge = "deposit";
  settle(store, report,
         {row(1, RowState::booked, "", "-1.50", "2026-02-01"),
          row(2, RowState::booked, "", "-0.50", "2026-02-01"), late, paid,
          row(5, RowState::tied, "3", "9.99", "2026-02-01")},
         true);
  const auto open = claim(store, RecordKind::settlement, "2026-02-20");
  settle(store, open, {row(1, RowState::booked, "", "-7.00", "2026-02-15")}, false);
  std::string seen;
  for (const BookedDay& day : got(store.booked_days("us"))) {
    CHECK(day.record == report.id);
    CHECK(day.visit == 1);
    seen += std::to_string(day.count) + (day.deposit ? " paid out " : " ") + day.amount.text() + " of " +
            day.posted.text() + " on " + day.day.text() + "; ";
  }
  CHECK(seen ==
        "2 -2.00 USD of 2026-02-01 on 2026-02-01; 1 paid out -9.00 USD of 2026-02-01 on 2026-02-01; "
        "1 -2.00 USD of 2026-02-01 on 2026-02-04; ");
  CHECK(got(store.booked_days("ca")).empty());
}

void deposits_are_kept_once(Store& store) {
  const Date day = Date::parse("2026-02-10").value();
  const std::vector<Deposit> file = {{day, usd("68.35"), "PAYONEER"},
                                     {day, usd("68.35"), "PAYONEER"},
                                     {day.plus_days(1), usd("-5.00"), "fee"}};
  CHECK(got(store.add_deposits("us", file, start)) == 3);
  CHECK(got(store.add_deposits("us", file, after(1))) == 0);
  CHECK(got(store.add_deposits("ca", std::vector{file[0]}, start)) == 1);
  CHECK(got(store.deposits("us", day, day)) == std::vector{file[0], file[1]});
  CHECK(got(store.deposits("us", Date(), day.plus_days(1))).size() == 3);
}

}  // namespace

std::vector<Check> reconciling_checks() {
  return {{"orders come with what is tied to them", orders_come_with_what_is_tied_to_them},
          {"rows are summed as they stand", rows_are_summed_as_they_stand},
          {"booked rows are summed by their days", booked_rows_are_summed_by_their_days},
          {"deposits are kept once", deposits_are_kept_once}};
}

}  // namespace crosswalk::store::suite
