// Corrections through the whole engine: after a rule was mended the books are those that had the right rule
// from the beginning, also where a period is locked and where calls fail; a run can be taken back.
#include <doctest/doctest.h>

#include "flow/rig.h"
#include "flow/rule_folder.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};
constexpr const char* right = R"(class = "product", use = "200")";
constexpr const char* wrong = R"(class = "product", use = "215")";

// Orders and returns of five days, booked by rules of which one may be wrong.
struct Books {
  explicit Books(bool mistaken) : rig(world(), with(mistaken)) { settle(); }
  RigSettings with(bool mistaken) {
    RigSettings settings;
    settings.rules = rules.path();
    settings.clearing_account = "090";
    if (mistaken) rules.edit("account.lua", right, wrong);
    return settings;
  }
  static simulator::World world() {
    simulator::WorldSettings settings;
    settings.seed = 5;
    settings.orders = 12;
    settings.over = Millis(3 * 24 * hour);
    settings.from = RigSettings{}.start - Millis(24 * hour);
    return simulator::make_world(settings);
  }
  void settle() {
    for (int half_day = 0; half_day < 14; ++half_day) {
      rig.pass();
      rig.advance(12 * hour);
    }
  }
  void mend() {
    rules.edit("account.lua", wrong, right);
    rig.restart();
  }
  std::vector<store::RecordRow> records() {
    store::RecordFilter filter;
    filter.pair = "us";
    filter.states = {RecordState::booked, RecordState::held};
    auto rows = rig.store().records(filter).value();
    std::erase_if(rows, [](const store::RecordRow& row) {
      return row.key.kind != RecordKind::order && row.key.kind != RecordKind::return_order;
    });
    return rows;
  }
  void correct(const std::string& run) {
    for (const auto& row : records())
      REQUIRE(rig.store().correct(row.id, {run, ""}, "ann", rig.clock().now()));
  }
  void roll_back(const std::string& run) {
    const auto ids = rig.store().corrected_records("us", run).value();
    for (const auto id : ids)
      REQUIRE(rig.store().correct(id, {"back-" + run, run}, "ann", rig.clock().now()));
  }
  void pass(int times = 3) {
    for (int i = 0; i < times; ++i) {
      rig.pass();
      rig.advance(hour);
    }
  }
  std::map<std::string, std::string> balance() {
    std::map<std::string, std::string> sums;
    for (const auto& [account, sum] : rig.xero().trial_balance())
      if (!sum.is_zero()) sums[account] = sum.text(2);
    return sums;
  }
  // All that the records wait for; "" when nothing does.
  std::string held() {
    std::string reasons;
    for (const auto& row : records())
      if (row.state == RecordState::held) reasons += row.key.id + ": " + row.reason + "\n";
    return reasons;
  }
  void check_sound() {
    std::map<std::string, int> standing;
    for (const auto& invoice : rig.xero().invoices())
      if (invoice.status != "VOIDED" && invoice.status != "DELETED") ++standing[invoice.number];
    for (const auto& one : standing) CHECK_MESSAGE(one.second == 1, one.first << " stands " << one.second);
    const auto counts = rig.store().counts("us").value();
    for (const auto& count : counts.documents)
      CHECK_MESSAGE((count.name == "posted" || count.name == "withdrawn" || count.name == "voided"),
                    count.count << " documents are " << count.name);
  }

  RuleFolder rules;
  Rig rig;
};

enum class Trouble { none, lock, faults };

void corrected_and_taken_back(Trouble trouble) {
  Books books(true);
  const auto mistaken = books.balance();
  const auto truth = Books(false).balance();
  REQUIRE(mistaken != truth);
  const std::string before = books.held();
  if (trouble == Trouble::lock) books.rig.xero().lock(Date::parse("2026-02-11").value());
  if (trouble == Trouble::faults) books.rig.xero().set_random_faults(3, 0.2);
  books.rig.advance(hour);
  books.mend();
  books.correct("r1");
  books.pass(trouble == Trouble::faults ? 12 : 3);
  books.rig.xero().set_random_faults(3, 0);
  books.pass();
  CHECK(books.held() == before);
  CHECK(books.balance() == truth);
  CHECK(books.rig.xero().journals().empty() == (trouble != Trouble::lock));
  books.check_sound();

  // Nothing is left to correct, and sending all round once more books nothing.
  const int writes = books.rig.writes();
  books.correct("r2");
  books.pass();
  CHECK(books.rig.writes() == writes);
  CHECK(books.rig.store().corrected_records("us", "r1")->size() > 3);

  books.roll_back("r1");
  books.pass();
  CHECK(books.held() == before);
  CHECK(books.balance() == mistaken);
  books.check_sound();
}

}  // namespace

TEST_CASE("a corrected period has the books of one that had the right rule from the beginning") {
  corrected_and_taken_back(Trouble::none);
}

TEST_CASE("what falls into a locked period is corrected in the open one, account by account") {
  corrected_and_taken_back(Trouble::lock);
}

TEST_CASE("a correction doubles nothing where calls fail before and after they took effect") {
  corrected_and_taken_back(Trouble::faults);
}

TEST_CASE("without a person's permission what is approved stays, and the hold names the command") {
  Books books(true);
  books.mend();
  const auto balance = books.balance();
  const auto row = books.records().front();
  REQUIRE(row.key.kind == RecordKind::order);
  books.rig.replay(row.key.id);
  books.pass();
  CHECK(books.balance() == balance);
  CHECK(books.rig.record(row.key.id).reason.find("crosswalk correct --record " + row.key.id) !=
        std::string::npos);
  REQUIRE(books.rig.store().correct(row.id, {"r1", ""}, "ann", books.rig.clock().now()));
  books.pass();
  CHECK(books.rig.state(row.key.id) == "booked");
  // The permission has ended with that mapping.
  CHECK(books.rig.store().note("correcting:" + std::to_string(row.id)).value().empty());
  bool told = false;
  const auto trail = books.rig.store().audit_of("record", row.id).value();
  for (const auto& line : trail) told = told || line.note == "correction r1";
  CHECK(told);
}

TEST_CASE("what a mended rule leaves out is taken back, and a roll-back books it again") {
  RuleFolder rules;
  RigSettings settings;
  settings.rules = rules.path();
  settings.clearing_account = "090";
  Rig rig(simulator::World{}, settings);
  const std::string po = "108800000000071";
  REQUIRE(rig.walmart().add_order(
      plain_order(po, "MUG-BLU", 1, "24.99", "1.87", rig.clock().now() - Millis(2 * 3'600'000))));
  REQUIRE(rig.walmart().ship(po, "1", 1, rig.clock().now() - hour));
  rig.pass();
  REQUIRE(rig.state(po) == "booked");
  const auto booked = rig.xero().trial_balance();
  const std::int64_t id = rig.store().records({.pair = "us", .states = {}, .id = po}).value().at(0).id;
  const auto tied = [&] {
    return rig.store()
        .order_standings("us", std::vector{po}, {"us", RecordKind::settlement, "x"})
        .value()
        .at(0)
        .bookings.size();
  };
  const auto bookings = tied();
  REQUIRE(bookings > 0);

  rules.edit("hold.lua", "hold = decide {",
             "hold = decide {\n    row { [\"record.kind\"] = \"order\", use = skip \"no sale of ours\" },");
  rig.restart();
  REQUIRE(rig.store().correct(id, {"r1", ""}, "ann", rig.clock().now()));
  rig.pass();
  rig.advance(hour);
  rig.pass();
  CHECK(rig.state(po) == "skipped");
  CHECK(rig.record(po).reason == "no sale of ours");
  for (const auto& each : rig.xero().trial_balance())
    CHECK_MESSAGE(each.second.is_zero(), each.first << " " << each.second.text(2));
  REQUIRE(rig.xero().invoices().size() == 1);
  CHECK(rig.xero().invoices()[0].number == "WM-" + po + "~V1");
  CHECK(tied() == 0);

  REQUIRE(rig.store().correct(id, {"b1", "r1"}, "ann", rig.clock().now()));
  rig.pass();
  rig.advance(hour);
  rig.pass();
  CHECK(rig.state(po) == "booked");
  CHECK(rig.xero().trial_balance() == booked);
  CHECK(rig.xero().invoices().size() == 2);
  CHECK(tied() == bookings);
}

TEST_CASE("a run is not taken back under a later one") {
  Books books(true);
  books.mend();
  books.correct("r1");
  books.pass();
  const auto corrected = books.rig.store().corrected_records("us", "r1").value();
  REQUIRE_FALSE(corrected.empty());
  books.rules.edit("account.lua", right, R"(class = "product", use = "220")");
  books.rig.restart();
  books.correct("r2");
  books.pass();
  const auto balance = books.balance();
  REQUIRE(balance.contains("220"));
  books.roll_back("r1");
  books.pass();
  CHECK(books.balance() == balance);
  CHECK(books.held().find("run r2 has changed it since; roll that back first") != std::string::npos);
  books.roll_back("r2");
  books.pass();
  CHECK_FALSE(books.balance().contains("220"));
}

TEST_CASE("what somebody has changed in the ledger is left out of a correction, and the rest is corrected") {
  Books books(true);
  const auto invoices = books.rig.xero().invoices();
  const auto touched = std::find_if(invoices.begin(), invoices.end(), [](const auto& invoice) {
    return invoice.status == "PAID" && invoice.number.starts_with("WM-");
  });
  REQUIRE(touched != invoices.end());
  std::string paid;
  for (const auto& payment : books.rig.xero().payments())
    if (payment.reference == touched->number) paid = payment.id;
  REQUIRE(
      books.rig.xero().by_person("POST", "Payments/" + paid, R"({"Payments":[{"Status":"DELETED"}]})").ok());
  books.rig.advance(hour);
  books.pass();
  books.mend();
  books.correct("r1");
  books.pass();
  int corrected = 0;
  for (const auto& invoice : books.rig.xero().invoices()) {
    if (invoice.status == "VOIDED") ++corrected;
    if (invoice.id == touched->id) CHECK(invoice.number == touched->number);
  }
  CHECK(corrected > 0);
  CHECK(books.held().find(touched->number + " is other in Xero than it was sent") != std::string::npos);
}
