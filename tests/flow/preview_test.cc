// Preview says exactly what an edit changes: held against what the engine books afterwards in the simulator.
#include "flow/preview.h"

#include <doctest/doctest.h>

#include <map>

#include "checkout.h"
#include "flow/kept_books.h"
#include "flow/rig.h"
#include "flow/rule_folder.h"
#include "simulator/world_generator.h"

using namespace crosswalk;
using namespace crosswalk::tests;

namespace {

constexpr Millis hour{3'600'000};

struct Desk {
  explicit Desk(int orders, Millis before = hour) : rig(world(orders, before), settings()) {}

  RigSettings settings() const {
    RigSettings settings;
    settings.book = BookMode::created;
    settings.rules = folder.path();
    return settings;
  }
  static simulator::World world(int orders, Millis before) {
    simulator::WorldSettings settings;
    settings.orders = orders;
    settings.from = RigSettings().start - before;
    settings.over = Millis(before.count() / 2);
    settings.quirks = simulator::QuirkShares::none();
    return simulator::make_world(settings);
  }

  std::unique_ptr<rules::Mapper> mapper() const {
    auto rules = rules::load_rules(folder.path(), "rules/", checkout("/scripts"));
    REQUIRE_MESSAGE(rules.ok(), (rules ? "" : rules.error().text()));
    rules::RuleBudget budget;
    budget.time = Millis(5000);
    auto made = rules::make_mapper(*rules, budget);
    REQUIRE(made.ok());
    return std::move(*made);
  }
  // What the rules in the folder would change. `live`: the rules that run.
  flow::Preview preview(rules::Mapper* live = nullptr, const Reference* reference = nullptr,
                        std::optional<flow::LockReading> lock = std::nullopt) {
    const auto edited = mapper();
    const flow::TranslateSettings how{.book = BookMode::created};
    flow::Translator translator(rig.source(), *edited, how);
    std::optional<flow::Translator> running;
    if (live != nullptr) running.emplace(rig.source(), *live, how);
    flow::KeptBooks books(rig.store(), "us", std::nullopt);
    flow::Rehearsal settlements(rig.source(), *edited, books, {BookMode::created, false, {}}, &rig.store());
    flow::Previewer previewer({translator, [&] { return running ? &*running : nullptr; }, settlements,
                               rig.ledger(), rig.store(), reference},
                              lock);
    const auto done = rig.store().each_received(
        "us", Instant(), [&](const store::RecordRow& row, const Record& record, const std::string& entries) {
          return previewer.add(&row, record, entries);
        });
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
    return previewer.finish("v1", edited->rule_set().version()).value();
  }
  // The edited rules go live and every record is sent round again.
  void replay_all() {
    rig.settings().rules = folder.path();
    rig.restart();
    store::RecordFilter filter;
    filter.pair = "us";
    const auto rows = rig.store().records(filter);
    REQUIRE(rows.ok());
    for (const auto& row : *rows) REQUIRE(rig.store().replay(row.id, "a person", rig.clock().now()).ok());
    rig.pass(false);
  }
  // What stands in Xero on each account.
  std::map<std::string, Decimal> ledger() {
    std::map<std::string, Decimal> sums;
    for (const auto& invoice : rig.xero().invoices())
      if (invoice.status != "VOIDED" && invoice.status != "DELETED")
        for (const auto& line : invoice.lines)
          sums[line.account] = add(sums[line.account], line.line_amount).value();
    return sums;
  }

  RuleFolder folder;
  Rig rig;
};

const flow::MoneyTable& table(const std::vector<flow::MoneyTable>& tables, flow::Dimension dimension) {
  for (const auto& each : tables)
    if (each.dimension == dimension) return each;
  FAIL("there is no such table");
  return tables.front();
}

const flow::MoneyRow& row(const flow::MoneyTable& table, const std::string& place) {
  for (const auto& each : table.rows)
    if (each.place == place) return each;
  FAIL("there is no row " << place);
  return table.rows.front();
}

std::int64_t count_of(const flow::Preview& preview, flow::Turn turn) {
  std::int64_t count = 0;
  for (const auto& group : preview.turns)
    if (group.turn == turn) count += group.records;
  return count;
}

}  // namespace

TEST_CASE("the rules that booked it change nothing, nor does a line that only moved in its file") {
  Desk desk(20);
  desk.rig.pass();
  desk.folder.edit("account.lua", "return {", "-- one line more\nreturn {");
  const auto preview = desk.preview();
  CHECK(preview.records == 20);
  CHECK(preview.changed == 0);
  CHECK(preview.documents.empty());
  for (const auto& each : preview.tables) CHECK(each.rows.empty());
  CHECK(flow::headline(preview, "in all") == "20 orders in all: nothing differs");
}

TEST_CASE("what preview says of an edited account is what a replay does in the ledger") {
  Desk desk(30);
  desk.rig.pass();
  const auto before = desk.ledger();
  desk.folder.edit("account.lua", "class = \"shipping\", use = \"210\"",
                   "class = \"shipping\", amount = over(6), use = \"215\" },\n"
                   "    row { class = \"shipping\", use = \"210\"");
  const auto preview = desk.preview();
  const auto& accounts = table(preview.tables, flow::Dimension::account);
  REQUIRE(accounts.rows.size() == 2);
  CHECK(accounts.total.difference.is_zero());
  CHECK_FALSE(row(accounts, "215").difference.is_zero());
  CHECK(table(preview.tables, flow::Dimension::tax).rows.empty());
  CHECK(table(preview.tables, flow::Dimension::month).rows.empty());
  CHECK(preview.largest_move(accounts.currency) == accounts.moved);
  REQUIRE(preview.changes.size() == 1);
  CHECK(preview.changes.front().change ==
        flow::Change{"account", "210", "215", "rules/account.lua:8", "rules/account.lua:8"});

  desk.replay_all();
  const auto after = desk.ledger();
  for (const auto& balance : after) {
    const std::string& account = balance.first;
    const auto was = before.find(account);
    const Decimal difference =
        subtract(balance.second, was == before.end() ? Decimal() : was->second).value();
    Decimal said;
    for (const auto& each : accounts.rows)
      if (each.place == account) said = each.difference;
    CHECK_MESSAGE(said == difference, "account " << account);
  }
  // Every document that was said to differ is in Xero, with the new account, and no other has it.
  std::set<std::string> said;
  for (const auto& document : preview.documents) said.insert(document.number);
  std::set<std::string> seen;
  for (const auto& invoice : desk.rig.xero().invoices())
    for (const auto& line : invoice.lines)
      if (line.account == "215" && line.line_amount > Decimal::whole(0)) seen.insert(invoice.number);
  CHECK(said == seen);
  CHECK(desk.preview().changed == 0);
}

TEST_CASE("tracking that goes to none is seen where it goes") {
  Desk desk(10);
  desk.rig.pass();
  desk.folder.edit("tracking.lua", "Channel = \"Walmart US\", Fulfilment = shipper",
                   "Channel = \"Walmart US\"");
  const auto preview = desk.preview();
  CHECK(preview.changes.front().change.what == "tracking");
  CHECK(preview.changes.front().change.from == "Channel: Walmart US, Fulfilment: Seller");
  CHECK(preview.changes.front().change.to == "Channel: Walmart US");
  std::map<std::string, std::size_t> rows;
  for (const auto& each : preview.tables)
    if (each.dimension == flow::Dimension::tracking) rows[each.category] = each.rows.size();
  CHECK(rows == std::map<std::string, std::size_t>{{"Channel", 0}, {"Fulfilment", 2}});
  for (const auto& each : preview.tables)
    if (each.category == "Fulfilment") {
      CHECK(row(each, "Seller").after.is_zero());
      CHECK(row(each, "none").difference == row(each, "Seller").before);
      CHECK(each.total.difference.is_zero());
    }
}

TEST_CASE("orders that would be held leave the books, and come back when the edit is undone") {
  Desk desk(20);
  desk.rig.pass();
  desk.folder.edit("hold.lua", "hold = decide {",
                   "hold = decide {\n    row { total = over(60), use = hold \"dear\" },");
  const auto preview = desk.preview();
  const auto held = count_of(preview, flow::Turn::held);
  REQUIRE(held > 0);
  CHECK(held < 20);
  CHECK(preview.documents.empty());
  REQUIRE(preview.turns.size() == 1);
  const auto& group = preview.turns.front();
  CHECK(group.reason == "dear");
  CHECK(group.origin == "rules/hold.lua:7");
  CHECK(group.booked == held);
  REQUIRE(group.money.size() == 1);
  const auto& accounts = table(preview.tables, flow::Dimension::account);
  CHECK(accounts.total.difference == group.money.front().amount.negated());

  desk.replay_all();
  CHECK(desk.preview().still_held == held);
  desk.folder.edit("hold.lua", "over(60)", "over(5000)");
  const auto back = desk.preview();
  CHECK(count_of(back, flow::Turn::released) == held);
  CHECK(back.turns.front().reason == "dear");
}

TEST_CASE("what the ledger does not have would be held") {
  Desk desk(5);
  desk.rig.pass();
  const auto reference = flow::kept_reference(desk.rig.store(), "us", nullptr).value();
  REQUIRE(reference.has_value());
  desk.folder.edit("account.lua", "\"200\"", "\"299\"");
  const auto preview = desk.preview(nullptr, &*reference);
  CHECK(count_of(preview, flow::Turn::held) == 5);
  CHECK(preview.turns.front().reason.find("no account 299") != std::string::npos);
  CHECK(preview.turns.front().origin == "rules/account.lua:7");
}

TEST_CASE("what touches the locked period is told apart") {
  Desk desk(10, Millis(20LL * 24 * 3'600'000));
  desk.rig.pass();
  desk.folder.edit("account.lua", "\"200\"", "\"205\"");
  const Date last = Date::parse("2026-01-27").value();
  const auto preview = desk.preview(nullptr, nullptr, flow::LockReading{last, desk.rig.clock().now()});
  REQUIRE(preview.locked_records > 0);
  CHECK(preview.locked_records < preview.changed);
  CHECK(preview.documents.front().locked);
  CHECK_FALSE(preview.documents.back().locked);
  for (const auto& document : preview.documents) CHECK(document.locked == (document.date <= last));
  const auto& all = row(table(preview.tables, flow::Dimension::account), "205");
  const auto& locked = row(table(preview.locked_tables, flow::Dimension::account), "205");
  CHECK(locked.difference > Decimal());
  CHECK(locked.difference < all.difference);
}

TEST_CASE("a record that was not mapped yet is compared with the live rules, or was not booked before") {
  Desk desk(8);
  const auto live = desk.mapper();
  REQUIRE(desk.rig.engine().once(true, Millis(0), {}, {}).ok());
  store::RecordFilter filter;
  filter.pair = "us";
  auto rows = desk.rig.store().records(filter).value();
  std::erase_if(rows, [](const store::RecordRow& row) { return row.key.kind != RecordKind::order; });
  REQUIRE(rows.size() == 8);
  // As if they came from a file and were never stored.
  std::vector<RawRecord> raw;
  for (const auto& each : rows)
    raw.push_back({RecordKind::order, each.key.id, desk.rig.store().record(each.id)->body});
  desk.folder.edit("account.lua", "\"200\"", "\"205\"");
  const auto edited = desk.mapper();
  const auto look = [&](flow::Translator* running) {
    flow::Translator translator(desk.rig.source(), *edited, {BookMode::created, {}});
    flow::KeptBooks books(desk.rig.store(), "us", std::nullopt);
    flow::Rehearsal settlements(desk.rig.source(), *edited, books, {BookMode::created, false, {}});
    flow::Previewer previewer({translator, [running] { return running; }, settlements, desk.rig.ledger(),
                               desk.rig.store(), nullptr},
                              std::nullopt);
    for (const auto& each : raw) {
      Record record;
      record.key = {"us", each.kind, each.id};
      record.body = each.body;
      REQUIRE(previewer.add(nullptr, record, "").ok());
    }
    return previewer.finish("", "v2").value();
  };
  const auto fresh = look(nullptr);
  CHECK(count_of(fresh, flow::Turn::entering) == 8);
  CHECK(table(fresh.tables, flow::Dimension::account).total.before.is_zero());
  flow::Translator running(desk.rig.source(), *live, {BookMode::created, {}});
  const auto compared = look(&running);
  CHECK(compared.turns.empty());
  CHECK(compared.changed == 8);
  const auto& accounts = table(compared.tables, flow::Dimension::account);
  CHECK(accounts.total.difference.is_zero());
  CHECK(row(accounts, "205").difference == row(accounts, "200").difference.negated());
  // Its documents are named as they will be.
  CHECK(compared.documents.front().number.starts_with("WM-"));
  CHECK(compared.documents.front().status.empty());
}
