// What people change in the ledger: noticed by polling and by hints, shown, never written over, and ended by
// whoever puts it back or lets it stand. The whole engine against the simulators.
#include "flow/changes.h"

#include <doctest/doctest.h>

#include "base/json_tree.h"
#include "flow/rig.h"
#include "model/push.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

const std::string po = "108800000000017";
const std::string number = "WM-" + po;
constexpr Millis hour{3'600'000};

RigSettings paying() {
  RigSettings settings;
  settings.clearing_account = "090";
  return settings;
}

// One shipped and invoiced order.
class FixedRates final : public Rates {
 public:
  Result<Decimal> rate(Currency /*base*/, Currency /*currency*/, Date /*on*/, const Stop& /*stop*/) override {
    return Decimal::parse("0.74");
  }
};

struct Booked {
  explicit Booked(const RigSettings& settings = {}) : rig(simulator::World{}, settings) {
    REQUIRE(rig.walmart().add_order(
        plain_order(po, "MUG-BLU", 3, "74.97", "5.62", rig.clock().now() - Millis(3'600'000))));
    REQUIRE(rig.walmart().ship(po, "1", 2, rig.clock().now()));
    rig.pass();
    rig.advance(Millis(60'000));
    invoice = rig.xero().invoice(number)->id;
    goods = rig.xero().invoice(number)->lines.front();
  }
  void by_person(const std::string& path, const std::string& body) {
    const auto done = rig.xero().by_person("POST", path, body);
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  }
  // One line in the place of all, where the first of goods was, or with another tracking option.
  void reprice(const std::string& price, const std::string& account = "200",
               const std::string& fulfilment = {}) {
    std::string tracking;
    for (const auto& pair : goods.tracking)
      tracking += (tracking.empty() ? "" : ",") + std::string(R"({"Name":")") + pair.category +
                  R"(","Option":")" +
                  (pair.category == "Fulfilment" && !fulfilment.empty() ? fulfilment : pair.option) + R"("})";
    by_person("Invoices/" + invoice,
              R"({"Invoices":[{"LineItems":[{"Description":"by hand","Quantity":1,"UnitAmount":)" + price +
                  R"(,"AccountCode":")" + account + R"(","TaxType":"NONE","Tracking":[)" + tracking +
                  "]}]}]}");
  }
  void void_it() { by_person("Invoices/" + invoice, R"({"Invoices":[{"Status":"VOIDED"}]})"); }
  void next_hour() {
    rig.advance(hour);
    rig.pass();
  }
  // "disputed: changed in Xero by somebody: …" of the newest step.
  std::string standing(DocumentKind kind = DocumentKind::invoice) {
    const auto row = rig.store().newest_document("us", kind, number).value();
    REQUIRE(row);
    const Document& document = row->document;
    return std::string(name_of(document.state)) + (document.reason.empty() ? "" : ": " + document.reason);
  }
  void hint(const std::string& id, Instant at) {
    const std::vector<store::InboxRequest> requests = {
        {{"us",
          std::string(push::hint_ledger),
          "t/" + id + "/" + at.text(),
          to_text({{"id", id}, {"what", "INVOICE"}, {"at", at.text()}}),
          {},
          false}}};
    REQUIRE(rig.store().accept(requests, rig.clock().now()).ok());
  }
  int reads() {
    int count = 0;
    for (const auto& [call, times] : rig.network().calls())
      if (call.starts_with("GET") &&
          (call.find("Invoices") != std::string::npos || call.find("Payments") != std::string::npos ||
           call.find("CreditNotes") != std::string::npos ||
           call.find("BankTransactions") != std::string::npos))
        count += times;
    return count;
  }
  Rig rig;
  std::string invoice;
  simulator::SimLine goods;
};

}  // namespace

TEST_CASE("an edited invoice is disputed with both amounts, and no longer when it is put back") {
  Booked booked;
  booked.reprice("15.00");
  booked.next_hour();
  CHECK(booked.standing() == "disputed: changed in Xero by somebody: total 49.98 → 15.00");
  booked.reprice("49.98");
  booked.next_hour();
  CHECK(booked.standing() == "posted");
}

TEST_CASE("money moved to another account or tracking option is disputed, though the total is the same") {
  Booked booked;
  const int before = booked.reads();
  booked.reprice("49.98", "210");
  booked.next_hour();
  CHECK(booked.standing() ==
        "disputed: changed in Xero by somebody: account 200 49.98 → 0.00, account 210 0.00 → 49.98");
  CHECK(booked.reads() == before + 1);  // the list that is read anyway
  booked.reprice("49.98");
  booked.next_hour();
  CHECK(booked.standing() == "posted");
  booked.reprice("49.98", "200", "3PL");
  booked.next_hour();
  CHECK(booked.standing().find("Fulfilment 3PL) 0.00 → 49.98") != std::string::npos);
  REQUIRE(booked.rig.store().accept_differences("us", number, "ann", booked.rig.clock().now()).ok());
  booked.next_hour();
  CHECK(booked.standing() == "posted");
}

TEST_CASE("a rate that Xero takes the other way round stays disputed until a person says that it stands") {
  FixedRates rates;
  RigSettings settings;
  settings.rates = &rates;
  Rig rig(simulator::World{}, settings);
  auto switches = rig.xero().switches();
  switches.rate_is_base_per_foreign = true;
  rig.xero().set_switches(switches);
  rig.xero().set_base_currency("CAD");
  rig.xero().set_day_rate("USD", Date::parse("2026-01-01").value(), Decimal::parse("0.74").value());
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 2, "49.98", "3.75", rig.clock().now() - Millis(3'600'000))));
  REQUIRE(rig.walmart().ship(po, "1", 2, rig.clock().now()));
  const auto reason = [&] {
    const auto row = rig.store().newest_document("us", DocumentKind::invoice, number).value();
    REQUIRE(row);
    return row->document.reason;
  };
  rig.pass();
  CHECK(reason().find("the same the other way round") != std::string::npos);
  for (int i = 0; i < 2; ++i) {
    rig.advance(hour);
    rig.pass();
  }
  CHECK(reason().find("the same the other way round") != std::string::npos);
  REQUIRE(rig.store().accept_differences("us", number, "ann", rig.clock().now()).value().size() == 1);
  rig.advance(hour);
  rig.pass();
  CHECK(reason().empty());
}

TEST_CASE("a rate that a person changes is disputed until it is put back or let stand") {
  FixedRates rates;
  RigSettings settings;
  settings.rates = &rates;
  Rig rig(simulator::World{}, settings);
  rig.xero().set_base_currency("CAD");
  rig.xero().set_day_rate("USD", Date::parse("2026-01-01").value(), Decimal::parse("0.74").value());
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 2, "49.98", "3.75", rig.clock().now() - Millis(3'600'000))));
  REQUIRE(rig.walmart().ship(po, "1", 2, rig.clock().now()));
  rig.pass();
  const auto document = [&] {
    return rig.store().newest_document("us", DocumentKind::invoice, number).value()->document;
  };
  const auto next_hour = [&] {
    rig.advance(hour);
    rig.pass();
  };
  const auto rate = [&](const char* now) {
    const std::string body = std::string(R"({"Invoices":[{"CurrencyRate":)") + now + "}]}";
    REQUIRE(rig.xero().by_person("POST", "Invoices/" + rig.xero().invoice(number)->id, body).ok());
    next_hour();
  };
  next_hour();
  CHECK(document().state == DocumentState::posted);
  rate("0.8");
  CHECK(document().state == DocumentState::disputed);
  CHECK(document().reason == "changed in Xero by somebody: rate 0.74 → 0.8");
  next_hour();
  CHECK(document().state == DocumentState::disputed);
  rate("0.74");
  CHECK(document().state == DocumentState::posted);
  rate("0.81");
  REQUIRE(rig.store().accept_differences("us", number, "ann", rig.clock().now()).value().size() == 1);
  next_hour();
  CHECK(document().state == DocumentState::posted);
  rate("0.82");
  CHECK(document().reason == "changed in Xero by somebody: rate 0.74 → 0.82");
}

TEST_CASE("our own writing, money that comes in and a mark of the bank are no change") {
  Booked booked(paying());
  REQUIRE(booked.rig.walmart().ship(po, "1", 1, booked.rig.clock().now()));
  booked.next_hour();
  REQUIRE(booked.rig.xero().reconcile(booked.rig.xero().payments().front().id));
  booked.next_hour();
  CHECK(booked.rig.xero().invoice(number)->status == "PAID");
  CHECK(booked.standing() == "posted");
  CHECK(booked.rig.store().troubled("us").value().empty());
}

TEST_CASE("the lists are asked for at their times, and only those that can show something of ours") {
  Booked booked;
  const int before = booked.reads();
  booked.rig.pass();
  booked.rig.pass();
  CHECK(booked.reads() == before);
  booked.next_hour();
  CHECK(booked.reads() == before + 1);  // invoices; nothing else was ever posted
}

TEST_CASE("a voided invoice is not made again, neither by a revision nor once its loss is accepted") {
  Booked booked;
  booked.void_it();
  booked.next_hour();
  CHECK(booked.standing() == "disputed: changed in Xero by somebody: VOIDED, total 49.98 → 0.00");
  SUBCASE("while it is disputed") {
    booked.rig.advance(24 * hour);
    REQUIRE(booked.rig.walmart().ship(po, "1", 1, booked.rig.clock().now()));
    booked.rig.pass();
    CHECK(booked.rig.state(po) == "held");
    CHECK(booked.rig.record(po).reason.find("is other in Xero than it was sent") != std::string::npos);
    CHECK(booked.rig.xero().invoices().size() == 1);
  }
  SUBCASE("after it was accepted, but for a person's replay") {
    REQUIRE(booked.rig.store().accept_differences("us", number, "ann", booked.rig.clock().now()).ok());
    CHECK(booked.standing() == "voided");
    booked.rig.advance(24 * hour);
    REQUIRE(booked.rig.walmart().ship(po, "1", 1, booked.rig.clock().now()));
    booked.rig.pass();
    CHECK(booked.rig.state(po) == "held");
    CHECK(booked.rig.record(po).reason.find("`crosswalk replay " + po + "` books it anew") !=
          std::string::npos);
    CHECK(booked.rig.xero().invoices().size() == 1);
    booked.rig.replay(po);
    booked.rig.pass();
    CHECK(booked.rig.state(po) == "booked");
    CHECK(booked.rig.xero().invoices().size() == 3);
    // From here on it is a record like any other.
    booked.rig.advance(24 * hour);
    simulator::MarketRefund lost;
    lost.reason = "Lost";
    lost.charge.amount = Decimal::parse("-5.00").value();
    lost.charge.tax_form = simulator::TaxForm::null;
    REQUIRE(booked.rig.walmart().refund(po, "1", {lost}));
    booked.rig.pass();
    CHECK(booked.rig.state(po) == "booked");
  }
}

TEST_CASE("what a person lets stand is not disputed again until it changes again") {
  Booked booked;
  booked.reprice("15.00");
  booked.next_hour();
  REQUIRE(booked.rig.store().accept_differences("us", number, "ann", booked.rig.clock().now()).ok());
  booked.rig.advance(24 * hour);  // the daily overlap reads it once more
  booked.rig.pass();
  CHECK(booked.standing() == "posted");
  booked.reprice("16.00");
  booked.next_hour();
  CHECK(booked.standing() == "disputed: changed in Xero by somebody: total 49.98 → 16.00");
}

TEST_CASE("a payment that a person deletes is disputed, and so is another date of an invoice") {
  Booked booked(paying());
  REQUIRE(booked.standing(DocumentKind::payment) == "posted");
  booked.by_person("Payments/" + booked.rig.xero().payments().front().id,
                   R"({"Payments":[{"Status":"DELETED"}]})");
  booked.by_person("Invoices/" + booked.invoice,
                   R"({"Invoices":[{"Date":"2026-02-12","DueDate":"2026-02-12"}]})");
  booked.next_hour();
  CHECK(booked.standing(DocumentKind::payment) ==
        "disputed: changed in Xero by somebody: DELETED, total 49.98 → 0.00");
  CHECK(booked.standing() == "disputed: changed in Xero by somebody: date 2026-02-10 → 2026-02-12");
}

TEST_CASE("a hint about a document of ours costs one call, at once, and one about our own writing none") {
  Booked booked;
  const int before = booked.reads();
  booked.hint(booked.invoice, booked.rig.clock().now() - Millis(60'000));
  booked.hint("5f0fee36-0000-4000-8000-00000000abcd", booked.rig.clock().now());
  booked.rig.pass(false);
  CHECK(booked.reads() == before);
  booked.reprice("15.00");
  booked.hint(booked.invoice, booked.rig.clock().now());
  booked.hint(booked.invoice, booked.rig.clock().now() + Millis(1'000));
  booked.rig.pass(false);
  CHECK(booked.reads() == before + 1);
  CHECK(booked.standing() == "disputed: changed in Xero by somebody: total 49.98 → 15.00");
}

TEST_CASE("while the ledger cannot be asked, hints and lists wait and nothing is lost") {
  Booked booked;
  booked.reprice("15.00");
  booked.hint(booked.invoice, booked.rig.clock().now());
  booked.rig.xero().disconnect();
  const auto report = booked.rig.pass(false);
  CHECK(booked.standing() == "posted");
  CHECK(booked.rig.store().inbox_counts("us").value().front().state == "waiting");
}

TEST_CASE(
    "a draft that a person has just edited is looked at before it is written over, and stays as it is") {
  RigSettings settings;
  settings.book = BookMode::created;
  Rig rig(simulator::World{}, settings);
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 2, "49.98", "3.75", rig.clock().now() - Millis(3'600'000))));
  rig.pass();
  REQUIRE(rig.xero().invoice(number)->status == "DRAFT");
  rig.advance(Millis(600'000));
  const auto edited = rig.xero().by_person(
      "POST", "Invoices/" + rig.xero().invoice(number)->id,
      R"({"Invoices":[{"LineItems":[{"Description":"by hand","Quantity":1,"UnitAmount":15,"AccountCode":"200",)"
      R"("TaxType":"NONE"}]}]})");
  REQUIRE(edited.ok());
  REQUIRE(rig.walmart().ship(po, "1", 2, rig.clock().now()));
  SUBCASE("while Xero can be asked") {
    rig.pass();
    CHECK(rig.xero().invoice(number)->total == Decimal::whole(15));
    CHECK(rig.xero().invoice(number)->status == "DRAFT");
    const auto troubled = rig.store().troubled("us").value();
    REQUIRE_FALSE(troubled.empty());
    CHECK(troubled.front().document.reason.find("changed in Xero by somebody: total") != std::string::npos);
    // A person says that the engine's is right: it goes out.
    REQUIRE(rig.store().accept_differences("us", number, "ann", rig.clock().now()).ok());
    rig.pass();
    CHECK(rig.xero().invoice(number)->status == "AUTHORISED");
    CHECK(rig.xero().invoice(number)->total == Decimal::parse("49.98").value());
  }
  SUBCASE("while it cannot, nothing goes out") {
    simulator::Fault down;
    down.reply.status = 503;
    down.times = 1'000;
    rig.xero().faults().add("GET /api.xro/2.0/Invoices", down);
    CHECK_FALSE(rig.pass().trouble.empty());
    CHECK(rig.xero().invoice(number)->total == Decimal::whole(15));
  }
}
