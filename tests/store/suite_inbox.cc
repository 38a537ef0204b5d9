// What the inbox of a store must do.
#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

const std::vector<std::string> all_kinds = {"hint/order", "shipment"};

InboxItem hint(std::string key, std::string body = "{}") {
  return {"us", "hint/order", std::move(key), std::move(body), {}, true};
}
InboxItem shipment(std::string key, std::string body = "{}") {
  return {"us", "shipment", std::move(key), std::move(body), {}, false};
}

Accepted accept(Store& store, InboxRequest request, Instant now = start) {
  const std::vector<InboxRequest> requests = {std::move(request)};
  const auto all = got(store.accept(requests, now));
  REQUIRE(all.size() == 1);
  return all.front();
}

std::vector<ClaimedItem> claim(Store& store, Instant now = start, const std::string& worker = "w1") {
  return got(store.claim_inbox("us", all_kinds, worker, 10, lease, now));
}

void finish(Store& store, const ClaimedItem& claimed, HandledItem::Kind kind, std::string reason = {},
            Instant due = {}, const std::string& worker = "w1", Instant now = start) {
  const std::vector<HandledItem> handled = {{claimed.id, kind, std::move(reason), due}};
  REQUIRE(store.finish_inbox(handled, worker, now).ok());
}

std::string counted(Store& store) {
  std::string text;
  for (const auto& count : got(store.inbox_counts("us")))
    text += (text.empty() ? "" : ", ") + std::to_string(count.count) + " " + count.kind + " " + count.state;
  return text;
}

void kept_once(Store& store) {
  CHECK(accept(store, {hint("a", "one"), hint("b")}).fresh == 2);
  const auto again = accept(store, {hint("a", "one"), hint("c"), hint("c")}, after(5));
  CHECK(again.fresh == 1);
  CHECK(again.known == 2);
  auto other_pair = hint("a", "two");
  other_pair.pair = "ca";
  CHECK(accept(store, {other_pair, shipment("a", "three")}).fresh == 2);
  CHECK(counted(store) == "3 hint/order waiting, 1 shipment waiting");
  CHECK(got(store.inbox_counts("us"))[0].oldest == start);
}

void conflicts_keep_nothing(Store& store) {
  CHECK(accept(store, {shipment("a", "one")}).fresh == 1);
  const std::vector<InboxRequest> requests = {
      {shipment("b"), shipment("a", "two")}, {shipment("c")}, {shipment("d", "one"), shipment("d", "two")}};
  const auto all = got(store.accept(requests, start));
  REQUIRE(all.size() == 3);
  CHECK(all[0].conflict == 1);
  CHECK(all[0].fresh == 0);
  CHECK_FALSE(all[1].conflict);
  CHECK(all[2].conflict == 1);
  CHECK(counted(store) == "2 shipment waiting");
  // The fingerprint, where there is one, is what is compared.
  auto marked = shipment("e", "one");
  marked.fingerprint = "whole request";
  CHECK(accept(store, {marked}).fresh == 1);
  marked.body = "two";
  CHECK(accept(store, {marked}).known == 1);
  marked.fingerprint = "another request";
  CHECK(accept(store, {marked}).conflict == 0);
}

void urgent_first_and_by_lease(Store& store) {
  accept(store, {shipment("a", "{\"n\":1}"), hint("b")});
  const auto first = claim(store);
  REQUIRE(first.size() == 2);
  CHECK(first[0].item.key == "b");
  CHECK(first[0].item.urgent);
  CHECK(first[1].item.body == "{\"n\":1}");
  CHECK(first[1].received == start);
  CHECK(claim(store, after(1), "w2").empty());
  CHECK(got(store.inbox_due("us", all_kinds)) == start + lease);
  const auto second = claim(store, start + lease, "w2");
  REQUIRE(second.size() == 2);
  // The first worker comes back too late: the item is the second one's.
  finish(store, first[0], HandledItem::Kind::refused, "late", {}, "w1", start + lease);
  finish(store, second[0], HandledItem::Kind::done, {}, {}, "w2", start + lease);
  CHECK(counted(store) == "1 hint/order done, 1 shipment waiting");
}

void only_asked_kinds(Store& store) {
  accept(store, {shipment("a"), hint("b")});
  const std::vector<std::string> hints = {"hint/order"};
  REQUIRE(got(store.claim_inbox("us", hints, "w1", 10, lease, start)).size() == 1);
  CHECK(got(store.claim_inbox("us", {}, "w1", 10, lease, start)).empty());
  CHECK(got(store.claim_inbox("ca", all_kinds, "w1", 10, lease, start)).empty());
  const std::vector<std::string> prices = {"price"};
  CHECK_FALSE(got(store.inbox_due("us", prices)));
}

void retried_and_refused(Store& store) {
  accept(store, {hint("a"), shipment("b")});
  auto claimed = claim(store);
  REQUIRE(claimed.size() == 2);
  finish(store, claimed[0], HandledItem::Kind::retry, "not yet", after(30));
  finish(store, claimed[1], HandledItem::Kind::refused, "no such order");
  CHECK(claim(store, after(29)).empty());
  CHECK(got(store.inbox_due("us", all_kinds)) == after(30));
  claimed = claim(store, after(30));
  REQUIRE(claimed.size() == 1);
  CHECK(claimed[0].tries == 1);
  const auto refused = got(store.inbox_refused("us", 10));
  REQUIRE(refused.size() == 1);
  CHECK(refused[0].key == "b");
  CHECK(refused[0].reason == "no such order");
  // Sent once more, it stays refused.
  CHECK(accept(store, {shipment("b")}).known == 1);
  CHECK(got(store.inbox_refused("us", 10)).size() == 1);
}

void old_ones_are_forgotten(Store& store) {
  accept(store, {hint("a"), shipment("b"), shipment("c")});
  const auto claimed = claim(store);
  REQUIRE(claimed.size() == 3);
  finish(store, claimed[0], HandledItem::Kind::done);
  finish(store, claimed[1], HandledItem::Kind::refused, "why");
  CHECK(got(store.prune_inbox(start + limits::inbox_keep_done)) == 0);
  CHECK(got(store.prune_inbox(start + limits::inbox_keep_done + Millis(1))) == 1);
  CHECK(got(store.prune_inbox(start + limits::inbox_keep_refused + Millis(1))) == 1);
  CHECK(counted(store) == "1 shipment waiting");
}

}  // namespace

std::vector<Check> inbox_checks() {
  return {{"what is pushed twice is kept once", kept_once},
          {"the same key with other content keeps nothing of its request", conflicts_keep_nothing},
          {"urgent items are claimed first, each by one worker", urgent_first_and_by_lease},
          {"only the kinds that are asked for are claimed", only_asked_kinds},
          {"an item is retried when it is due, or refused with a reason", retried_and_refused},
          {"items that are done are forgotten after a while, those that wait never", old_ones_are_forgotten}};
}

}  // namespace crosswalk::store::suite
