// Source, mapper, ledger and channel whose answers the test writes down, for what flow does on its own.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/money.h"
#include "link/source.h"
#include "link/target.h"
#include "rules/mapper.h"

namespace crosswalk::tests {

inline Money usd(std::string_view amount) {
  return {Decimal::parse(amount).value(), Currency::parse("USD").value()};
}
inline Date day(std::string_view text) {
  return Date::parse(text).value();
}

// Lines of one order, as the test sets them; the tally is their sum unless `lie` is set.
class FakeSource final : public Source {
 public:
  std::vector<Line> wanted;
  RecordFacts facts;
  Result<void> trouble;
  bool lie = false;

  FakeSource() {
    facts.id = "108800000000001";
    facts.order_type = "regular";
    facts.channel = "Walmart Marketplace US";
    facts.currency = Currency::parse("USD").value();
    facts.order_date = day("2026-01-28");
  }

  Line& add(LineClass line_class, std::string_view amount, UnitState state, std::string_view date) {
    Line line;
    line.order_line = "1";
    line.charge_type = line_class == LineClass::shipping ? "SHIPPING" : "PRODUCT";
    line.charge_name = line_class == LineClass::shipping ? "Shipping" : "ItemPrice";
    line.line_class = line_class;
    line.amount = usd(amount);
    line.state = state;
    line.date = day(date);
    line.quantity = Decimal::whole(1);
    line.sku = "MUG-BLU";
    wanted.push_back(line);
    return wanted.back();
  }

  std::vector<std::string> streams() const override { return {}; }
  Result<Page> read(const Cursor& /*from*/, const Stop& /*stop*/) override { return Page{}; }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return std::vector<RawRecord>{};
  }
  Result<void> lines(const Record& /*record*/, LineSink& sink) const override {
    if (auto told = sink.facts(facts); !told) return told;
    if (!trouble) return trouble;
    for (const auto& line : wanted)
      if (auto told = sink.line(line); !told) return told;
    return {};
  }
  Result<Tally> tally(const Record& /*record*/) const override {
    MoneySum charges(facts.currency);
    MoneySum taxes(facts.currency);
    for (const auto& line : wanted) (line.line_class == LineClass::tax ? taxes : charges).add(line.amount);
    if (lie) charges.add(usd("0.01"));
    return Tally{charges.total().value(), taxes.total().value(), static_cast<int>(wanted.size())};
  }
  std::string scrub(const Record& record) const override { return "scrubbed " + record.key.id; }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return {};
  }
};

class FakeRules final : public rules::RuleSet {
 public:
  const std::string& version() const override { return version_; }
  const std::vector<rules::RuleFile>& files() const override { return files_; }
  std::vector<rules::NamedCode> named_codes() const override { return {}; }

 private:
  std::string version_ = "v1";
  std::vector<rules::RuleFile> files_;
};

// Answers every line with one account; counts what it is asked.
class FakeMapper final : public rules::Mapper {
 public:
  std::string account = "200";
  std::string date;
  std::string description;
  Mapping answer;
  int asked = 0;

  const Mapping& map(const RecordFacts& facts, std::span<const Line> lines) override {
    asked += static_cast<int>(lines.size());
    answer.lines.assign(lines.size(), {});
    for (auto& line : answer.lines) {
      line.account = {account, {"rules/account.lua", 3}};
      line.tax = {"NONE", {"rules/tax.lua", 2}};
      if (!date.empty()) line.date = {date, {"rules/date.lua", 4}};
      if (!description.empty()) line.description = {description, {"rules/description.lua", 5}};
    }
    answer.contact = {std::string(facts.channel), {"built in", 0}};
    answer.version = version;
    return answer;
  }
  const Offering& offer(const ItemFacts& /*item*/) override { return offering_; }
  const rules::RuleSet& rule_set() const override { return rules_; }
  const std::vector<rules::Place>& places() const override { return places_; }
  void count_into(rules::Hits* /*hits*/) override {}
  void watch(rules::MapWatch* /*watch*/) override {}
  std::string version = "v1";

 private:
  FakeRules rules_;
  Offering offering_;
  std::vector<rules::Place> places_;
};

// Says what items there are; everything else of a ledger is not asked here.
class StockLedger : public Ledger {
 public:
  std::vector<LedgerItem> wanted;
  Result<void> trouble;
  std::vector<BucketLimit> limits;
  int asked = 0;

  std::vector<BucketLimit> pace() const override { return limits; }
  Result<std::vector<LedgerItem>> items(const Stop& /*stop*/) override {
    ++asked;
    if (!trouble) return trouble.error();
    return wanted;
  }
  Result<Reference> reference(const Stop& /*stop*/) override {
    Reference reference;
    reference.base_currency = Currency::parse("USD").value();
    return reference;
  }
  Result<std::optional<Date>> locked_until(const Stop& /*stop*/) override { return std::optional<Date>(); }
  std::size_t fits(std::span<const Document> documents) const override { return documents.size(); }
  Result<FrozenRequest> freeze(std::string_view /*id*/, std::span<const Document> /*documents*/,
                               const Receipts& /*receipts*/) const override {
    return FrozenRequest{};
  }
  Outcomes send(const Attempt& attempt, const Stop& /*stop*/) override {
    return Outcomes(attempt.members.size());
  }
  Outcomes check(const Attempt& attempt, const Stop& /*stop*/) override {
    return Outcomes(attempt.members.size());
  }
  Result<Drafting> draft(const Entries& /*entries*/, const Posted& /*posted*/) const override {
    return Drafting{};
  }
};

// Documents whose content is the value itself; `trouble` is what it says of every order and return.
class PlainChannel final : public Channel {
 public:
  Result<void> trouble;
  std::map<DocumentKind, int> sent;  // requests
  std::set<DocumentKind> forbidden;  // kinds that are answered with `refusal`
  Outcome answer;
  Outcome refusal;

  Document acknowledgement(const RecordKey& /*order*/) const override { return {}; }
  Result<Document> shipment(const ShipmentNotice& notice, const Record& order) const override {
    if (!trouble) return trouble.error();
    return about(order, DocumentKind::shipment, notice.tracking_number, notice.carrier);
  }
  Result<Document> cancellation(const CancellationNotice& notice, const Record& order) const override {
    if (!trouble) return trouble.error();
    return about(order, DocumentKind::cancellation, "all", asked(notice.key, notice.reason));
  }
  Result<Document> order_refund(const OrderRefundNotice& notice, const Record& order,
                                std::span<const Document> /*earlier*/) const override {
    if (!trouble) return trouble.error();
    return about(order, DocumentKind::order_refund, notice.key, notice.full ? "all" : notice.amount.text());
  }
  Result<Document> return_refund(const ReturnRefundNotice& notice,
                                 const Record& order_return) const override {
    if (!trouble) return trouble.error();
    std::string units;
    for (const auto& line : notice.lines)
      units += std::to_string(line.number) + "x" + std::to_string(line.quantity);
    return about(order_return, DocumentKind::return_refund, units, asked(notice.key, units));
  }
  static std::string asked(const std::string& key, const std::string& what) {
    return R"({"asked":")" + key + R"(","what":")" + what + "\"}";
  }
  Document stock(std::string_view pair, const StockNotice& notice) const override {
    return offer(pair, DocumentKind::stock, notice.sku + (notice.node.empty() ? "" : "@" + notice.node),
                 std::to_string(notice.units));
  }
  Document price(std::string_view pair, const PriceNotice& notice) const override {
    return offer(pair, DocumentKind::price, notice.sku, notice.price.text());
  }
  std::size_t fits(std::span<const Document> documents) const override { return documents.size(); }
  Result<FrozenRequest> freeze(std::string_view /*id*/, std::span<const Document> /*documents*/,
                               const Receipts& /*receipts*/) const override {
    return FrozenRequest{};
  }
  Outcomes send(const Attempt& attempt, const Stop& /*stop*/) override {
    const DocumentKind kind = attempt.members.front().kind;
    ++sent[kind];
    return Outcomes(attempt.members.size(), forbidden.count(kind) != 0 ? refusal : answer);
  }
  Outcomes check(const Attempt& attempt, const Stop& /*stop*/) override {
    return Outcomes(attempt.members.size());
  }

 private:
  static Document about(const Record& record, DocumentKind kind, const std::string& key,
                        std::string content) {
    Document document = offer(record.key.pair, kind, record.key.id + "/" + key, std::move(content));
    document.record = record.key;
    return document;
  }
  static Document offer(std::string_view pair, DocumentKind kind, std::string key, std::string content) {
    Document document;
    document.pair = pair;
    document.kind = kind;
    document.key = std::move(key);
    document.content = std::move(content);
    document.date = day("2026-02-10");
    return document;
  }
};

}  // namespace crosswalk::tests
