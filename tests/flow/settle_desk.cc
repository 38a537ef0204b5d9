#include "flow/settle_desk.h"

#include "base/log.h"

namespace crosswalk::tests {
namespace {

std::string key_for(const Record& record) {
  return record.key.id + "/" + record.body;
}

}  // namespace

Result<void> RecordsSource::lines(const Record& record, LineSink& sink) const {
  const Kept& kept = records.at(key_for(record));
  if (auto told = sink.facts(kept.facts); !told) return told;
  for (const auto& line : kept.lines)
    if (auto told = sink.line(line.line()); !told) return told;
  return {};
}

Result<Tally> RecordsSource::tally(const Record& record) const {
  const Kept& kept = records.at(key_for(record));
  MoneySum charges(kept.facts.currency);
  MoneySum taxes(kept.facts.currency);
  for (const auto& line : kept.lines)
    (line.line().line_class == LineClass::tax ? taxes : charges).add(line.line().amount);
  if (lie) charges.add(usd("0.01"));
  return Tally{charges.total().value(), taxes.total().value(), static_cast<int>(kept.lines.size())};
}

NotingLedger::NotingLedger() {
  lists.currencies = {Currency::parse("USD").value()};
  for (const char* code : {"090", "091", "200", "205", "210", "240", "400", "401", "410", "411", "490", "820",
                           "840", "850", "860"})
    lists.accounts.push_back({code, code, std::string("Account ") + code, "CURRENT"});
  lists.tax_types = {{"NONE", "None", true, true, Decimal()}};
}

Result<Drafting> NotingLedger::draft(const Entries& entries, const Posted& posted) const {
  Drafting drafting;
  drafting.hold = hold;
  if (!hold.empty()) return drafting;
  drafted.push_back(entries);
  if (!entries.enclosure.name.empty()) enclosed = entries.enclosure.bytes;
  if (entries.entries.empty()) return drafting;
  Document document;
  document.kind =
      entries.record.kind == RecordKind::settlement ? DocumentKind::bank_transaction : DocumentKind::invoice;
  document.key =
      std::string(name_of(entries.record.kind)) + entries.record.id + "-" + std::to_string(posted.size() + 1);
  document.record = entries.record;
  document.date = Date::parse("2026-02-09").value();
  document.content = "{}";
  drafting.documents.push_back(std::move(document));
  return drafting;
}

ClassMapper::ClassMapper() {
  accounts = {{"product", "200"},      {"shipping", "210"},        {"tax", "820"},
              {"tax_withheld", "820"}, {"refund", "205"},          {"commission", "400"},
              {"reserve", "840"},      {"deposit", "091"},         {"fee RestockingFee", "240"},
              {"fee Label", "410"},    {"fee Advertising", "411"}, {"fee Storage", "401"}};
}

const Mapping& ClassMapper::map(const RecordFacts& facts, std::span<const Line> lines) {
  asked += static_cast<int>(lines.size());
  answer = {};
  answer.version = "v1";
  answer.contact = {contact.empty() ? std::string(facts.channel) : contact, {"built in", 0}};
  for (const Line& line : lines) {
    const std::string name(name_of(line.line_class));
    auto found = accounts.find(name + " " + std::string(line.charge_name));
    if (found == accounts.end()) found = accounts.find(name);
    if (found == accounts.end() || found->second.empty()) {
      answer.verdict = found == accounts.end() ? Verdict::hold : Verdict::skip;
      answer.reason = "no row for " + name;
      answer.origin = {"rules/account.lua", 9};
      return answer;
    }
    LineAnswers& said = answer.lines.emplace_back();
    said.account = {found->second, {"rules/account.lua", 3}};
    said.tax = {tax, {"rules/tax.lua", 2}};
    said.tracking = tracking;
    if (cost && line.line_class == LineClass::product) said.cost = {cost(line), {"rules/cost.lua", 2}};
  }
  return answer;
}

struct SettleDesk::Wired {
  Wired(SettleDesk& desk, walmart::Settings walmart, std::unique_ptr<rules::Mapper> mapper)
      : connection(std::move(walmart), transport, *desk.store, desk.clock, [] { return 0.5; }),
        channel(connection),
        pair{desk.settings, desk.source, desk.ledger, channel, *desk.store, desk.clock, nullptr},
        reference("us", desk.ledger, *desk.store, desk.clock),
        live(std::move(mapper)),
        booker(pair, reference, live) {}
  simulator::InProcess transport;  // nothing is mounted: nobody is called
  walmart::Connection connection;
  walmart::WalmartChannel channel;
  flow::Pair pair;
  flow::ReferenceKeeper reference;
  flow::LiveRules live;
  flow::Booker booker;
};

SettleDesk::SettleDesk(store::KillPoint kill, bool pays,
                       const std::function<void(flow::PairSettings&)>& adjust)
    : SettleDesk(std::move(kill), pays, adjust, "sqlite::memory:") {}

SettleDesk::SettleDesk(store::KillPoint kill, bool pays,
                       const std::function<void(flow::PairSettings&)>& adjust, const std::string& at) {
  log::set_level(log::Level::off);
  store = store::open_store(at, std::move(kill)).value();
  settings.name = "us";
  settings.worker = "w1";
  settings.books_start = day("2026-01-01");
  settings.pays = pays;
  if (adjust) adjust(settings);
  auto made = std::make_unique<ClassMapper>();
  mapper = made.get();
  walmart::Settings walmart;
  walmart.pair = "us";
  wired_ = std::make_shared<Wired>(*this, std::move(walmart), std::move(made));
}

RecordsSource::Kept& SettleDesk::record(RecordKind kind, const std::string& id, const std::string& body) {
  auto& kept = source.records[id + "/" + body];
  kept.facts.kind = kind;
  kept.facts.channel = "Walmart Marketplace US";
  kept.facts.order_type = "regular";
  kept.facts.currency = Currency::parse("USD").value();
  kept.facts.order_date = day("2026-01-28");
  kept.facts.sums.from = day("2026-01-24");
  kept.facts.sums.to = day("2026-02-06");
  kept.facts.sums.payable = usd("0");
  return kept;
}

Line& SettleDesk::sale(RecordsSource::Kept& order, LineClass line_class, std::string_view amount,
                       std::string_view sku, int quantity, std::string_view date) {
  Line line;
  const std::string number = std::to_string(order.lines.size() + 1);
  line.order_line = number;
  line.charge_type = line_class == LineClass::shipping ? "SHIPPING" : "PRODUCT";
  line.charge_name = line_class == LineClass::shipping ? "Shipping" : "ItemPrice";
  if (line_class == LineClass::tax) line.tax_class = TaxClass::facilitator;
  line.line_class = line_class;
  line.amount = usd(amount);
  line.state = UnitState::shipped;
  line.date = day(date);
  line.quantity = Decimal::whole(quantity);
  line.sku = sku;
  return order.lines.emplace_back(line).line();
}

Line& SettleDesk::refund(RecordsSource::Kept& back, std::string_view order, LineClass line_class,
                         std::string_view amount, std::string_view sku, std::uint32_t unit) {
  Line line;
  line.order_line = "1";
  line.unit_from = unit;
  line.unit_to = unit + 1;
  line.charge_type = line_class == LineClass::fee ? "FEE" : "PRODUCT";
  line.charge_name = line_class == LineClass::fee ? "RestockingFee" : "ItemPrice";
  line.line_class = line_class;
  line.amount = usd(amount);
  line.state = UnitState::shipped;
  line.date = day("2026-02-03");
  line.quantity = Decimal::whole(1);
  line.sku = sku;
  line.refund = "R1-1";
  line.purchase_order = order;
  return back.lines.emplace_back(line).line();
}

Line& SettleDesk::row(RecordsSource::Kept& report, LineClass line_class, std::string_view type,
                      std::string_view amount_type, std::string_view amount, std::string_view order,
                      std::string_view sku, std::string_view posted) {
  Line line;
  line.row = static_cast<std::uint32_t>(report.lines.size() + 1);
  line.line_class = line_class;
  line.transaction_type = type;
  line.charge_type = type;
  line.amount_type = amount_type;
  line.charge_name = amount_type;
  line.amount = usd(amount);
  line.state = UnitState::shipped;
  line.date = day(posted);
  line.quantity = Decimal::whole(1);
  line.sku = sku;
  line.purchase_order = order;
  const std::string event = "T-" + std::string(order) + "-" + std::string(type);
  line.transaction_key = event;
  const bool gives_back = line_class == LineClass::refund || line_class == LineClass::tax ||
                          line_class == LineClass::tax_withheld || line_class == LineClass::commission;
  if (type == "Refund" && gives_back) line.refund = event;
  auto& payable = report.facts.sums.payable;
  payable.amount = add(payable.amount, line.amount.amount).value();
  return report.lines.emplace_back(line).line();
}

void SettleDesk::receive(RecordKind kind, const std::string& id, const std::string& body) {
  const std::vector<RawRecord> page = {{kind, id, body}};
  const auto received = store->receive("us", page, "", "", clock.now());
  REQUIRE_MESSAGE(received.ok(), (received ? "" : received.error().text()));
}

void SettleDesk::receive_all() {
  for (const auto& [key, kept] : source.records) {
    const auto slash = key.find('/');
    receive(kept.facts.kind, key.substr(0, slash), key.substr(slash + 1));
  }
}

void SettleDesk::book() {
  for (int round = 0; round < 100; ++round) {
    const auto done = wired_->booker.step({});
    REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
    if (*done == 0) return;
  }
  FAIL("it never comes to an end");
}

store::RecordRow SettleDesk::at(RecordKind kind, const std::string& id) {
  const auto rows = store->records({.pair = "us", .states = {}, .id = id});
  REQUIRE(rows.ok());
  for (const auto& row : *rows)
    if (row.key.kind == kind) return row;
  FAIL("there is no such record: " << id);
  return {};
}

void SettleDesk::replay(RecordKind kind, const std::string& id) {
  const auto done = store->replay(at(kind, id).id, "ann", clock.now());
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  book();
}

Entries SettleDesk::entries(RecordKind kind, const std::string& id) {
  const auto text = store->entries_of(at(kind, id).id).value();
  return text.empty() ? Entries{} : read_entries(text).value();
}

std::string SettleDesk::balance(const std::string& account, std::string_view until) {
  MoneySum sum(Currency::parse("USD").value());
  const auto each = [&](const store::RecordRow&, const std::string& text) -> Result<void> {
    if (text.empty()) return {};
    const Entries read = read_entries(text).value();
    if (read.informs()) return {};
    for (const Entry& entry : read.entries) {
      const std::string name = entry.role == EntryRole::clearing     ? "clearing"
                               : entry.role == EntryRole::receivable ? "receivable"
                                                                     : entry.answers.account.value;
      if (name == account && entry.date <= day(until)) sum.add(entry.amount);
    }
    return {};
  };
  REQUIRE(store->each_record("us", each).ok());
  return sum.total().value().amount.text(2);
}

std::string SettleDesk::rows(const std::string& id) {
  std::map<store::RowState, std::int64_t> counts;
  const auto found = store->settlement_counts(at(RecordKind::settlement, id).id, false);
  REQUIRE(found.ok());
  for (const auto& count : *found)
    if (!count.difference) counts[count.state] += count.count;
  std::string text;
  for (const auto& [state, count] : counts)
    text += (text.empty() ? "" : ", ") + std::string(name_of(state)) + " " + std::to_string(count);
  return text;
}

void die_at_each_write(const std::function<void(SettleDesk&)>& fill,
                       const std::function<void(SettleDesk&)>& holds,
                       const std::function<void(flow::PairSettings&)>& adjust) {
  struct Dead {};
  for (int last = 1;; ++last) {
    CAPTURE(last);
    int writes = 0;
    bool armed = false;
    SettleDesk desk(
        [&](std::string_view) {
          if (armed && ++writes == last) throw Dead{};
        },
        true, adjust);
    fill(desk);
    bool died = false;
    armed = true;
    try {
      desk.book();
    } catch (const Dead&) {
      died = true;
    }
    armed = false;
    desk.clock.advance(Millis(120'000));  // the lease of the dead one ends
    desk.book();
    holds(desk);
    if (!died) break;
    REQUIRE(last < 200);
  }
}

}  // namespace crosswalk::tests
