// Everything that Walmart is told, carried through random faults as the flow does it.
#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "link/way_back_shop.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

// What the flow does with one document: sends it, looks for it while nobody knows, and sends it again only
// after two look-ups did not find it.
Outcome carry_through(Shop& shop, const Document& document) {
  Outcome outcome;
  for (int tries = 0; tries < 100; ++tries) {
    Attempt attempt;
    attempt.id = "attempt-" + std::to_string(tries);
    attempt.members = {document};
    attempt.created = shop.clock.now();
    attempt.request = shop.channel.freeze(attempt.id, attempt.members, {}).value();
    outcome = shop.channel.send(attempt, {}).at(0);
    for (int absences = 0; outcome.kind == Outcome::Kind::unknown && absences < 2;) {
      shop.clock.advance(Millis(5'000));
      const Outcome seen = shop.channel.check(attempt, {}).at(0);
      absences += seen.kind == Outcome::Kind::absent ? 1 : 0;
      if (seen.kind == Outcome::Kind::posted || seen.kind == Outcome::Kind::rejected) outcome = seen;
    }
    if (outcome.kind == Outcome::Kind::posted || outcome.kind == Outcome::Kind::rejected) return outcome;
    shop.clock.advance(std::max(Millis(5'000), outcome.at - shop.clock.now()));
  }
  return outcome;
}

}  // namespace

TEST_CASE("under random faults all that Walmart is told takes effect exactly once") {
  Shop shop;
  shop.add_items(10);
  std::vector<Document> documents;
  for (int n = 0; n < 10; ++n) {
    documents.push_back(shop.shipment(n));
    documents.push_back(shop.retracking(10 + n));
    documents.push_back(shop.cancellation(20 + n));
    documents.push_back(shop.refund(30 + n));
    documents.push_back(shop.return_refund(40 + n));
    documents.push_back(shop.channel.stock("us", {sku_for(n), "", n + 1}));
    documents.push_back(
        shop.channel.price("us", {sku_for(n), {Decimal::whole(n + 10), Currency::parse("USD").value()}}));
  }
  shop.service.set_random_faults(17, 0.3);
  for (const Document& document : documents) {
    const Outcome outcome = carry_through(shop, document);
    CAPTURE(document.key);
    CAPTURE(outcome.reason);
    CHECK(outcome.kind == Outcome::Kind::posted);
  }
  shop.service.set_random_faults(17, 0);
  const std::string node = shop.service.ship_nodes().front();
  for (int n = 0; n < 10; ++n) {
    CAPTURE(n);
    CHECK(shop.service.standing(shop.po(n)).lines.at(0).shipped() == 1);
    CHECK(shop.service.writes("shipping", shop.po(10 + n)).effects == 1);
    CHECK(shop.service.standing(shop.po(20 + n)).lines.at(0).cancelled() == 1);
    CHECK(shop.service.standing(shop.po(30 + n)).lines.at(0).refunds.size() == 1);
    CHECK(shop.service.return_refunds("1040" + shop.po(40 + n).substr(1)).units == 1);
    CHECK(shop.service.stock(sku_for(n), node).input == n + 1);
    CHECK(shop.service.price(sku_for(n)) == Decimal::whole(n + 10));
  }
}
