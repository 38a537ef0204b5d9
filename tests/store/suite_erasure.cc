#include <doctest/doctest.h>

#include "store/suite.h"

namespace crosswalk::store::suite {
namespace {

std::vector<KeptBody> found(Store& store, Instant before) {
  return store.to_erase("us", before, 10).value();
}

void settled_records_only(Store& store) {
  Scene scene(store);
  const auto first = scene.claim("1", "with a name");
  scene.book(first, {contact("Ann"), [&] {
                       auto invoice = drafted(DocumentKind::invoice, "WM-1", first.record.key);
                       invoice.depends_on = {{DocumentKind::contact, "Ann"}};
                       return invoice;
                     }()});
  CHECK(found(store, after(10)).empty());  // its invoice is not there yet
  scene.post(got(store.documents("us", DocumentKind::contact)).front().document.id, "c");
  scene.post(store.documents_of(first.id).value().front().document.id, "i");
  const auto waiting = scene.claim("2", "with another");
  const auto kept = found(store, after(10));
  REQUIRE(kept.size() == 1);
  CHECK(kept[0].id == first.id);
  CHECK(kept[0].record.body == "with a name");
  CHECK(found(store, start).empty());  // too young
  CHECK(waiting.id != first.id);
}

void contacts_go_too(Store& store) {
  Scene scene(store);
  const auto first = scene.claim("1", "with a name");
  auto named = contact("buyer:1");
  named.content = "Ann";
  auto invoice = drafted(DocumentKind::invoice, "WM-1", first.record.key);
  invoice.depends_on = {{DocumentKind::contact, "buyer:1"}};
  scene.book(first, {named, invoice});
  const auto id = got(store.documents("us", DocumentKind::contact)).front().document.id;
  scene.post(id, "c");
  scene.post(store.documents_of(first.id).value().front().document.id, "i");
  CHECK(store.document(id).value().content == "Ann");
  const auto kept = found(store, after(10));
  REQUIRE(kept.size() == 1);
  CHECK(store.erase(kept, after(10)).ok());
  CHECK(store.document(id).value().content == "{}");
}

void the_hash_stays(Store& store) {
  Scene scene(store);
  const auto claimed = scene.claim("1", "with a name");
  scene.book(claimed, {});
  auto kept = found(store, after(10));
  REQUIRE(kept.size() == 1);
  kept[0].record.body = "without";
  CHECK(store.erase(kept, after(10)).ok());
  CHECK(store.record(claimed.id).value().body == "without");
  CHECK(store.entries_of(claimed.id).value() == "entries 1");
  CHECK(found(store, after(10)).empty());  // once is enough
  // The same bytes again are known still; other ones are a revision, and are erased in their turn.
  const std::vector<RawRecord> same = {order("1", "with a name")};
  CHECK(store.receive("us", same, "", "", after(20)).value().known == 1);
  const auto revised = scene.claim("1", "with a new name", after(30));
  scene.book(revised, {});
  CHECK(found(store, after(100)).size() == 2);  // both revisions, the old one scrubbed already
}

void what_changed_meanwhile_stays(Store& store) {
  Scene scene(store);
  scene.book(scene.claim("1", "with a name"), {});
  auto kept = found(store, after(10));
  REQUIRE(kept.size() == 1);
  const auto again = scene.claim("1", "newer", after(5));
  kept[0].record.body = "without";
  CHECK(store.erase(kept, after(10)).ok());
  CHECK(store.revisions(again.id).value().front().body == "with a name");
}

}  // namespace

std::vector<Check> erasure_checks() {
  return {{"only settled records are to be erased", settled_records_only},
          {"what made a contact is erased with it", contacts_go_too},
          {"what is erased is known by its hash still", the_hash_stays},
          {"a record that changed meanwhile keeps everything", what_changed_meanwhile_stays}};
}

}  // namespace crosswalk::store::suite
