#include <doctest/doctest.h>

#include "base/crypto.h"
#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

void page_and_cursor(Store& store) {
  CHECK(store.position("us", "orders").value().empty());
  const std::vector<RawRecord> page = {order("1", "{\"a\":1}"), order("2", "{\"a\":2}"),
                                       order("1", "{\"a\":1}")};
  const auto done = store.receive("us", page, "orders", "next?x=1", start).value();
  CHECK(done.fresh == 2);
  CHECK(done.known == 1);
  CHECK(done.revised == 0);
  CHECK(store.position("us", "orders").value() == "next?x=1");
  CHECK(store.position("ca", "orders").value().empty());
  CHECK(store.receive("us", {}, "orders", "end", after(1)).ok());
  CHECK(store.position("us", "orders").value() == "end");
  const auto again = store.receive("ca", page, "", "ignored", start).value();
  CHECK(again.fresh == 2);
  CHECK(store.position("ca", "").value().empty());
}

void bytes_are_kept(Store& store) {
  const std::string body("{\"n\":\"\xff\xfe\0 end\"}\r\n", 17);
  const std::vector<RawRecord> page = {order("1", body)};
  CHECK(store.receive("us", page, "", "", start).ok());
  const auto record = store.record(store.records({}).value().front().id).value();
  CHECK(record.body == body);
  CHECK(record.hash == sha256(body));
  CHECK(record.revision == 1);
  CHECK(record.received == start);
  CHECK(record.key == RecordKey{"us", RecordKind::order, "1"});
}

void nothing_of_a_bad_page(Store& store) {
  const std::vector<RawRecord> page = {order("1", "{}"), order("", "{}")};
  CHECK(store.receive("us", page, "orders", "p", start).error().kind == ErrorKind::invalid);
  CHECK(store.records({}).value().empty());
  CHECK(store.position("us", "orders").value().empty());
}

void revisions_come_round_again(Store& store) {
  Scene scene(store);
  const auto first = scene.claim("1", "one");
  scene.book(first, {});
  CHECK(scene.record_state(first.id) == RecordState::booked);
  const std::vector<RawRecord> same = {order("1", "one")};
  CHECK(store.receive("us", same, "", "", after(1)).value().known == 1);
  CHECK(scene.record_state(first.id) == RecordState::booked);
  const std::vector<RawRecord> newer = {order("1", "two")};
  CHECK(store.receive("us", newer, "", "", after(2)).value().revised == 1);
  CHECK(scene.record_state(first.id) == RecordState::received);
  CHECK(store.receive("us", same, "", "", after(3)).value().revised == 1);  // back to the first is news too
  const auto all = store.revisions(first.id).value();
  REQUIRE(all.size() == 3);
  CHECK(all[1].body == "two");
  CHECK(all[2].revision == 3);
  CHECK(store.record(first.id).value().body == "one");
  CHECK(scene.trail("record", first.id) ==
        ">received revision, received>booked mapped, booked>received revision, received>received revision");
  const auto claimed = store.claim_records("us", "w1", 1, lease, after(4)).value();
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0].record.revision == 3);
  CHECK(claimed[0].entries == "entries 1");
  CHECK_FALSE(claimed[0].replayed);
}

}  // namespace

std::vector<Check> intake_checks() {
  return {{"a page and its cursor are stored together", page_and_cursor},
          {"a record's bytes are kept as they came", bytes_are_kept},
          {"a page with a bad record stores nothing", nothing_of_a_bad_page},
          {"a revision comes round again", revisions_come_round_again}};
}

}  // namespace crosswalk::store::suite
