// A booker on a store in memory, with a source whose records the test writes line by line and a ledger that
// drafts one document for each booking and remembers what it was given.
#pragma once

#include <doctest/doctest.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/virtual_clock.h"
#include "flow/book.h"
#include "flow/fakes.h"
#include "flow/kept_line.h"
#include "model/entry_text.h"
#include "simulator/service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"

namespace crosswalk::tests {

// Several records of all kinds; the tally is their sum unless `lie` is set.
class RecordsSource final : public Source {
 public:
  struct Kept {
    RecordFacts facts;
    std::deque<flow::KeptLine> lines;
  };
  std::map<std::string, Kept> records;  // by id and body, so that revisions may differ
  bool lie = false;

  std::vector<std::string> streams() const override { return {}; }
  Result<Page> read(const Cursor& /*from*/, const Stop& /*stop*/) override { return Page{}; }
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> /*keys*/, const Stop& /*stop*/) override {
    return std::vector<RawRecord>{};
  }
  std::string scrub(const Record& record) const override { return record.body; }
  Result<void> unpack(std::string_view /*text*/, std::string_view /*name*/,
                      const std::function<Result<void>(const RecordView&)>& /*record*/) const override {
    return {};
  }
  Result<void> lines(const Record& record, LineSink& sink) const override;
  Result<Tally> tally(const Record& record) const override;
};

class NotingLedger final : public Ledger {
 public:
  mutable std::vector<Entries> drafted;
  mutable std::string enclosed;  // the bytes of the last enclosure
  Reference lists;
  std::string hold;
  std::size_t largest = 0;  // of a settlement's enclosure

  NotingLedger();
  std::size_t largest_enclosure(RecordKind kind) const override {
    return kind == RecordKind::settlement ? largest : 0;
  }
  Result<Reference> reference(const Stop& /*stop*/) override { return lists; }
  Result<std::vector<LedgerItem>> items(const Stop& /*stop*/) override { return lists.items; }
  Result<std::optional<Date>> locked_until(const Stop& /*stop*/) override { return lists.locked_until; }
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
  Result<Drafting> draft(const Entries& entries, const Posted& posted) const override;
};

// Answers by class: the account of the worked example, or a hold.
class ClassMapper final : public rules::Mapper {
 public:
  std::map<std::string, std::string> accounts;  // by class, or by "class charge name"; "" skips
  std::string tax = "NONE";
  std::vector<TrackingAnswer> tracking;
  std::function<std::string(const Line&)> cost;  // of one unit of a product; none: no rule tells
  std::string contact;                           // empty: the record's channel
  Mapping answer;
  int asked = 0;

  ClassMapper();
  const Mapping& map(const RecordFacts& facts, std::span<const Line> lines) override;
  const Offering& offer(const ItemFacts& /*item*/) override { return offering_; }
  const rules::RuleSet& rule_set() const override { return rules_; }
  const std::vector<rules::Place>& places() const override { return places_; }
  void count_into(rules::Hits* /*hits*/) override {}
  void watch(rules::MapWatch* /*watch*/) override {}

 private:
  FakeRules rules_;
  Offering offering_;
  std::vector<rules::Place> places_;
};

class SettleDesk {
 public:
  // `adjust`: the pair's settings, before anything is made of them.
  explicit SettleDesk(store::KillPoint kill = {}, bool pays = true,
                      const std::function<void(flow::PairSettings&)>& adjust = {});
  // `at`: where the store is; usually in memory.
  SettleDesk(store::KillPoint kill, bool pays, const std::function<void(flow::PairSettings&)>& adjust,
             const std::string& at);

  // The lines of a record of that id and body.
  RecordsSource::Kept& record(RecordKind kind, const std::string& id, const std::string& body = "1");
  // A line of an order: shipped on `date`.
  static Line& sale(RecordsSource::Kept& order, LineClass line_class, std::string_view amount,
                    std::string_view sku, int quantity = 1, std::string_view date = "2026-01-30");
  // A refunded unit of a return.
  static Line& refund(RecordsSource::Kept& back, std::string_view order, LineClass line_class,
                      std::string_view amount, std::string_view sku, std::uint32_t unit = 0);
  // The next row of a settlement; "" for what it has not.
  static Line& row(RecordsSource::Kept& report, LineClass line_class, std::string_view type,
                   std::string_view amount_type, std::string_view amount, std::string_view order = "",
                   std::string_view sku = "", std::string_view posted = "2026-02-03");

  void receive(RecordKind kind, const std::string& id, const std::string& body = "1");
  // Receives every record that was written and books until nothing is left to do.
  void book();
  void receive_all();
  void replay(RecordKind kind, const std::string& id);
  store::RecordRow at(RecordKind kind, const std::string& id);
  std::string state(RecordKind kind, const std::string& id) {
    return std::string(name_of(at(kind, id).state));
  }
  // All entries of a record, as stored.
  Entries entries(RecordKind kind, const std::string& id);
  // What is on an account by all records' entries; "clearing" and "receivable" name the roles. Until a day.
  std::string balance(const std::string& account, std::string_view until = "2099-12-31");
  // "tied 5, booked 3" of a settlement's rows, differences left out.
  std::string rows(const std::string& id);

  VirtualClock clock{Instant::parse("2026-02-10T12:00:00Z").value()};
  RecordsSource source;
  NotingLedger ledger;
  ClassMapper* mapper = nullptr;
  flow::PairSettings settings;
  std::unique_ptr<store::Store> store;

 private:
  struct Wired;
  std::shared_ptr<Wired> wired_;
};

inline std::string_view sku_mug = "MUG-BLU";
inline std::string_view sku_lamp = "LAMP-01";

// Dies at each write of `book` in turn, and books again once the dead one's lease has ended: `holds` checks
// what must stand whatever happened. `fill` writes the records and receives them.
void die_at_each_write(const std::function<void(SettleDesk&)>& fill,
                       const std::function<void(SettleDesk&)>& holds,
                       const std::function<void(flow::PairSettings&)>& adjust = {});

}  // namespace crosswalk::tests
