// What Walmart is told passes the conformance suite of Target, kind by kind, against its simulator: with
// faults before and after it took effect.
#include <doctest/doctest.h>

#include <map>

#include "link/target_suite.h"
#include "link/way_back_shop.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

TargetSubject subject_of(Shop& shop, std::function<Document(int)> document,
                         std::function<int(const Document&)> count, std::string call) {
  return {shop.channel, std::move(document), {}, std::move(count), shop.service.faults(), std::move(call)};
}

// The same document each time it is asked for, though the order has changed meanwhile.
std::function<Document(int)> once_each(std::map<int, Document>& made, std::function<Document(int)> make) {
  return [&made, make = std::move(make)](int n) {
    const auto known = made.find(n);
    return known != made.end() ? known->second : made.emplace(n, make(n)).first->second;
  };
}

}  // namespace

TEST_CASE("Walmart's shipments conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.shipment(n); }),
        [&](const Document& document) { return shop.shipments(document); }, "POST /v3/orders/");
    test(subject);
  });
}

TEST_CASE("Walmart's changes of tracking conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.retracking(n); }),
        [&](const Document& document) {
          return shop.service.writes("shipping", document.record->id).effects;
        },
        "POST /v3/orders/");
    test(subject);
  });
}

TEST_CASE("Walmart's cancellations conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.cancellation(n); }),
        [&](const Document& document) {
          return shop.service.standing(document.record->id).lines.at(0).cancelled();
        },
        "POST /v3/orders/");
    test(subject);
  });
}

TEST_CASE("Walmart's refunds of order lines conform to Target, whether an order shows comments or not") {
  for (const bool comments : {false, true}) {
    SUBCASE(comments ? "with comments" : "without comments")
    run_target_suite([&](const auto& test) {
      Shop shop;
      shop.apply([&](auto& switches) { switches.refund_comments = comments; });
      std::map<int, Document> made;
      auto subject = subject_of(
          shop, once_each(made, [&](int n) { return shop.refund(n); }),
          [&](const Document& document) {
            return static_cast<int>(shop.service.standing(document.record->id).lines.at(0).refunds.size());
          },
          "POST /v3/orders/");
      subject.marked = comments;
      test(subject);
    });
  }
}

TEST_CASE("a third party's order is acknowledged, or asked about each hour until it has moved on") {
  for (const bool ours : {true, false}) {
    CAPTURE(ours);
    Shop shop;
    shop.apply([&](auto& switches) { switches.third_party_acknowledged = ours; });
    const std::string po = shop.po(1, simulator::NodeType::third_party);
    const auto told = [&] { return shop.service.acknowledgements(po); };
    Attempt attempt;
    attempt.id = "5d0c0b1e-0000-4000-8000-000000000001";
    attempt.members = {shop.channel.acknowledgement({"us", RecordKind::order, po})};
    attempt.request = shop.channel.freeze(attempt.id, attempt.members, Receipts()).value();
    const auto send = [&] { return shop.channel.send(attempt, {}).at(0); };
    Outcome outcome = send();
    if (!ours) {
      constexpr int days = 3;
      for (int hour = 0; hour < days * 24; ++hour) {
        REQUIRE(outcome.kind == Outcome::Kind::retry);
        REQUIRE_FALSE(outcome.forbidden);  // others' acknowledgements go on
        REQUIRE(outcome.at == shop.clock.now() + minute * 60);
        shop.clock.advance(minute * 60);
        outcome = send();
      }
      CHECK(told().effects == 0);
      REQUIRE(shop.service.ship(po, "1", 3, shop.clock.now()));
      shop.clock.advance(minute * 60);
      outcome = send();
    }
    CHECK(outcome.kind == Outcome::Kind::posted);
    CHECK(told().effects == (ours ? 1 : 0));
  }
}

TEST_CASE("two equal refunds of one line are both given once, though the order shows no comments") {
  for (const auto when : {simulator::Fault::When::before_commit, simulator::Fault::When::after_commit}) {
    CAPTURE(static_cast<int>(when));
    Shop shop;
    shop.apply([](auto& switches) { switches.refund_comments = false; });
    const Document first = shop.refund(1);
    const Document second =
        shop.refund(1, "once more", {&first, 1});  // the order does not show the first yet
    CHECK(second.depends_on == std::vector{Dependency{DocumentKind::order_refund, first.key}});
    const auto given = [&] { return shop.service.standing(first.record->id).lines.at(0).refunds.size(); };
    for (const Document* document : {&first, &second}) {
      simulator::Fault lost;
      lost.when = when;
      lost.reply.status = 502;
      shop.service.faults().add("POST /v3/orders/", lost);
      Attempt attempt;
      attempt.id = "5d0c0b1e-0000-4000-8000-000000000001";
      attempt.members = {*document};
      attempt.request = shop.channel.freeze(attempt.id, attempt.members, Receipts()).value();
      const auto before = given();
      CHECK(shop.channel.send(attempt, {}).at(0).kind == Outcome::Kind::unknown);
      const bool took_effect = when == simulator::Fault::When::after_commit;
      CHECK(given() == before + (took_effect ? 1 : 0));
      CHECK(shop.channel.check(attempt, {}).at(0).kind ==
            (took_effect ? Outcome::Kind::posted : Outcome::Kind::absent));
      if (!took_effect) CHECK(shop.channel.send(attempt, {}).at(0).kind == Outcome::Kind::posted);
      CHECK(given() == before + 1);
    }
  }
}

TEST_CASE("an equal refund that somebody else gave before ours was sent is not taken for ours") {
  for (const bool comments : {false, true}) {
    CAPTURE(comments);
    Shop shop;
    shop.apply([&](auto& switches) { switches.refund_comments = comments; });
    const Document ours = shop.refund(1);
    const Document theirs = shop.refund(1, "somebody else's");
    const auto send = [&](const Document& document) {
      Attempt attempt;
      attempt.id = "5d0c0b1e-0000-4000-8000-000000000001";
      attempt.members = {document};
      attempt.request = shop.channel.freeze(attempt.id, attempt.members, Receipts()).value();
      return shop.channel.send(attempt, {}).at(0);
    };
    REQUIRE(send(theirs).kind == Outcome::Kind::posted);
    const Outcome outcome = send(ours);
    CHECK(outcome.kind == Outcome::Kind::rejected);
    CHECK(outcome.reason.find("look at the order in Seller Center") != std::string::npos);
    CHECK(shop.service.standing(ours.record->id).lines.at(0).refunds.size() == 1);
  }
}

TEST_CASE("Walmart's refunds of returns conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    std::map<int, Document> made;
    auto subject = subject_of(
        shop, once_each(made, [&](int n) { return shop.return_refund(n); }),
        [&](const Document& document) { return shop.service.return_refunds(document.record->id).units; },
        "POST /v3/returns/");
    test(subject);
  });
}

TEST_CASE("Walmart's stock conforms to Target, one item at a time and one ship node at a time") {
  for (const bool by_node : {false, true}) {
    SUBCASE(by_node ? "ship nodes" : "items")
    run_target_suite([&](const auto& test) {
      Shop shop;
      shop.add_items(60);
      const std::string node = shop.service.ship_nodes().front();
      auto subject = subject_of(
          shop,
          [&](int n) {
            return shop.channel.stock("us", {sku_for(n), by_node ? node : "", n + 1});
          },
          [&](const Document& document) {
            const std::string sku = document.key.substr(0, document.key.find('@'));
            return shop.service.writes("stock", sku + "@" + node).effects;
          },
          by_node ? "PUT /v3/inventories/" : "PUT /v3/inventory?");
      test(subject);
    });
  }
}

TEST_CASE("Walmart's stock of several ship nodes of an item conforms to Target in one call") {
  run_target_suite([](const auto& test) {
    Shop shop;
    shop.add_items(60);
    shop.service.add_ship_node("88002");
    shop.service.add_ship_node("88003");
    auto subject = subject_of(
        shop,
        [&](int n) {
          return shop.channel.stock("us", {sku_for(n / 2), n % 2 == 0 ? "88002" : "88003", n + 1});
        },
        [&](const Document& document) { return shop.service.writes("stock", document.key).effects; },
        "PUT /v3/inventories/");
    subject.together = 2;
    test(subject);
  });
}

TEST_CASE("Walmart's prices conform to Target") {
  run_target_suite([](const auto& test) {
    Shop shop;
    shop.add_items(60);
    auto subject = subject_of(
        shop,
        [&](int n) {
          return shop.channel.price("us",
                                    {sku_for(n), {Decimal::whole(n + 10), Currency::parse("USD").value()}});
        },
        [&](const Document& document) { return shop.service.writes("price", document.key).effects; },
        "PUT /v3/price");
    test(subject);
  });
}

TEST_CASE("Walmart's feeds conform to Target, whether the list of feeds shows file names or not") {
  struct Kind {
    const char* what;
    int together;
    std::function<Document(Shop&, int)> document;
    std::function<int(Shop&, const Document&)> count;
  };
  const auto stock_of = [](Shop& shop, const Document& document) {
    const std::string sku = document.key.substr(0, document.key.find('@'));
    return shop.service.writes("stock", sku + "@" + shop.service.ship_nodes().front()).effects;
  };
  const Kind kinds[] = {
      {"stock", 50,
       [](Shop& shop, int n) {
         return shop.channel.stock("us", {sku_for(n), "", n % 90 + 1});
       },
       stock_of},
      {"stock by ship node", 50,
       [](Shop& shop, int n) {
         return shop.channel.stock("us", {sku_for(n), shop.service.ship_nodes().front(), n % 90 + 1});
       },
       stock_of},
      {"prices", 10,
       [](Shop& shop, int n) {
         return shop.channel.price("us",
                                   {sku_for(n), {Decimal::whole(n + 10), Currency::parse("USD").value()}});
       },
       [](Shop& shop, const Document& document) {
         return shop.service.writes("price", document.key).effects;
       }},
  };
  for (const Kind& kind : kinds)
    for (const bool names : {true, false}) {
      const std::string variant = std::string(kind.what) + (names ? " with names" : " without names");
      SUBCASE(variant.c_str())
      run_target_suite([&](const auto& test) {
        Shop shop;
        shop.add_items(41 * kind.together);
        shop.apply([&](auto& switches) { switches.offers.feeds.no_file_names = !names; });
        auto subject = subject_of(
            shop, [&](int n) { return kind.document(shop, n); },
            [&](const Document& document) { return kind.count(shop, document); }, "POST /v3/feeds");
        subject.together = kind.together;
        subject.now = [&] { return shop.clock.now(); };
        subject.work = [&] { shop.clock.advance(minute * 3); };
        subject.has_ids = false;  // a feed's line, or the item itself
        test(subject);
      });
    }
}
