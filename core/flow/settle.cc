#include "flow/settle.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/limits.h"
#include "flow/kept_line.h"
#include "flow/preview_report.h"

namespace crosswalk::flow {
namespace {

using store::BookingSide;
using store::RowState;
using store::SettlementRow;

// The difference between the rows and the total payable stands before the first row.
constexpr std::uint32_t whole_report = 0;

Settled held(std::string reason, std::string origin = {}) {
  Settled settled;
  settled.state = RecordState::held;
  settled.reason = std::move(reason);
  settled.origin = std::move(origin);
  return settled;
}

// Takes the rows of one walk.
class Visit final : public LineSink {
 public:
  Visit(const Pair& pair, const store::ClaimedRecord& claimed, rules::Mapper& mapper,
        const SettleGrounds& grounds, store::SettlementVisit before)
      : pair_(pair), claimed_(claimed), mapper_(mapper), grounds_(grounds), before_(before) {}

  Result<void> facts(const RecordFacts& facts) override {
    facts_ = facts;
    sum_.emplace(facts.currency);
    rows_.emplace(mapper_, facts_, grounds_);
    return {};
  }
  Result<void> line(const Line& line) override {
    if (line.row != last_ + 1)
      return fail(ErrorKind::internal, "row " + std::to_string(line.row) + " of the report comes after row " +
                                           std::to_string(last_));
    last_ = line.row;
    sum_->add(line.amount);
    if (filled_ < chunk_.size())
      chunk_[filled_].keep(line);
    else
      chunk_.emplace_back(line);
    return ++filled_ < limits::settlement_chunk ? Result<void>{} : decide_chunk();
  }
  Result<Settled> finish(const Money& tally);
  // What the store refused; then nothing is known of the report itself.
  const std::optional<Error>& lost() const { return lost_; }

 private:
  bool first() const { return before_.done == 0; }
  Result<void> decide_chunk();
  Result<std::set<std::uint32_t>> decided(std::uint32_t from, std::uint32_t to);
  Result<std::map<std::string, store::OrderStanding, std::less<>>> standings(
      const std::set<std::uint32_t>& done);
  Result<void> store_rows(std::vector<SettlementRow>& rows);
  Result<void> add_differences();
  Result<void> add_difference(const store::SettlementDifference& difference, const Money& amount,
                              std::string_view charge, std::vector<SettlementRow>& rows);
  Result<void> add_payable_difference(std::vector<SettlementRow>& rows);
  Result<void> judge(Settled& settled);

  const Pair& pair_;
  const store::ClaimedRecord& claimed_;
  rules::Mapper& mapper_;
  const SettleGrounds& grounds_;
  store::SettlementVisit before_;
  RecordFacts facts_;
  std::optional<SettleRows> rows_;
  std::vector<KeptLine> chunk_;
  std::size_t filled_ = 0;
  std::optional<MoneySum> sum_;
  std::uint32_t last_ = 0;   // row that was walked
  std::uint32_t extra_ = 0;  // differences so far
  std::optional<Error> lost_;
};

// Rows of [from, to) that an earlier visit has decided for good.
Result<std::set<std::uint32_t>> Visit::decided(std::uint32_t from, std::uint32_t to) {
  if (first()) return std::set<std::uint32_t>();
  std::vector<RowState> final = {RowState::tied, RowState::booked};
  if (!claimed_.replayed) final.push_back(RowState::skipped);
  const auto rows = pair_.store.rows_in(claimed_.id, final, from, to);
  if (!rows) return lost_.emplace(rows.error());
  return std::set<std::uint32_t>(rows->begin(), rows->end());
}

Result<std::map<std::string, store::OrderStanding, std::less<>>> Visit::standings(
    const std::set<std::uint32_t>& done) {
  std::set<std::string> orders;
  for (std::size_t i = 0; i < filled_; ++i) {
    const Line& line = chunk_[i].line();
    if (!line.purchase_order.empty() && done.count(line.row) == 0) orders.emplace(line.purchase_order);
  }
  const std::vector<std::string> asked(orders.begin(), orders.end());
  auto read = pair_.store.order_standings(pair_.settings.name, asked, claimed_.record.key);
  if (!read) return lost_.emplace(read.error());
  std::map<std::string, store::OrderStanding, std::less<>> out;
  for (auto& standing : *read) out.emplace(standing.purchase_order, std::move(standing));
  return out;
}

Result<void> Visit::decide_chunk() {
  if (filled_ == 0) return {};
  const auto done = decided(chunk_.front().line().row, last_ + 1);
  if (!done) return done.error();
  auto orders = standings(*done);
  if (!orders) return orders.error();
  std::vector<SettlementRow> rows;
  rows.reserve(filled_);
  for (std::size_t i = 0; i < filled_; ++i) {
    Line& line = chunk_[i].line();
    if (done->count(line.row) != 0) continue;
    const auto order = orders->find(line.purchase_order);
    auto row = rows_->decide(line, order == orders->end() ? nullptr : &order->second);
    if (!row) return row.error();
    rows.push_back(std::move(*row));
  }
  filled_ = 0;
  return store_rows(rows);
}

Result<void> Visit::store_rows(std::vector<SettlementRow>& rows) {
  auto stored = pair_.store.add_rows(claimed_.id, pair_.settings.worker, rows, rows_->words(),
                                     rows_->first_word(), limits::record_lease, pair_.clock.now());
  rows_->forget_words();
  rows.clear();
  if (!stored) lost_ = stored.error();
  return stored;
}

// The rules are asked about what settled more than was booked, and about what settled less once all units
// have.
Result<void> Visit::add_difference(const store::SettlementDifference& difference, const Money& amount,
                                   std::string_view charge, std::vector<SettlementRow>& rows) {
  if (amount.amount.is_zero()) return {};
  const bool refund = difference.side == BookingSide::refund;
  const bool more = amount.amount.is_negative() == refund;
  if (!more && !difference.complete) return {};
  Line line;
  line.row = last_ + ++extra_;
  line.line_class = LineClass::other;
  line.state = UnitState::shipped;
  line.charge_type = "Difference";
  line.transaction_type = refund ? "Refund" : "Sale";
  line.amount_type = charge;
  line.charge_name = refund ? (more ? "refunded more than was booked" : "refunded less than was booked")
                            : (more ? "settled more than was booked" : "settled less than was booked");
  line.purchase_order = difference.purchase_order;
  line.sku = difference.sku;
  line.amount = amount;
  line.quantity = Decimal::whole(1);
  line.date = difference.posted;
  auto row = rows_->difference(line, difference.side, charge);
  if (!row) return row.error();
  rows.push_back(std::move(*row));
  return rows.size() < limits::settlement_chunk ? Result<void>{} : store_rows(rows);
}

// Money of the report that is in none of its rows: an opening balance, something kept back.
Result<void> Visit::add_payable_difference(std::vector<SettlementRow>& rows) {
  const auto sum = sum_->total();
  if (!sum) return sum.error();
  if (facts_.sums.to < grounds_.books_start || facts_.sums.payable.currency != facts_.currency) return {};
  const auto amount = subtract(facts_.sums.payable.amount, sum->amount);
  if (!amount) return amount.error();
  if (amount->is_zero()) return {};
  if (!first()) {
    const std::vector<RowState> final = {RowState::booked, RowState::skipped};
    const auto known = pair_.store.rows_in(claimed_.id, final, whole_report, whole_report + 1);
    if (!known) return known.error();
    if (!known->empty()) return {};
  }
  Line line;
  line.row = whole_report;
  line.order_line = "total payable";
  line.line_class = LineClass::other;
  line.state = UnitState::shipped;
  line.charge_type = "Difference";
  line.amount_type = "Total Payable";
  line.charge_name = "total payable less the rows of the report";
  line.amount = {*amount, facts_.currency};
  line.quantity = Decimal::whole(1);
  line.date = facts_.sums.to;
  auto row = rows_->difference(line, BookingSide::sale, "payable");
  if (!row) return row.error();
  rows.push_back(std::move(*row));
  return {};
}

Result<void> Visit::add_differences() {
  const auto found = pair_.store.settlement_differences(claimed_.id, pair_.settings.name);
  if (!found) return found.error();
  std::vector<SettlementRow> rows;
  for (const auto& difference : *found) {
    if (auto done = add_difference(difference, difference.goods, "goods", rows); !done) return done;
    if (auto done = add_difference(difference, difference.shipping, "shipping", rows); !done) return done;
    if (auto done = add_difference(difference, difference.tax, "tax", rows); !done) return done;
  }
  if (auto done = add_payable_difference(rows); !done) return done;
  return rows.empty() ? Result<void>{} : store_rows(rows);
}

// From what is stored: every row stands somewhere, and the worst of it names the state.
Result<void> Visit::judge(Settled& settled) {
  const auto counts = pair_.store.settlement_counts(claimed_.id, true);
  if (!counts) return counts.error();
  std::int64_t rows = 0;
  std::map<RowState, std::pair<std::int64_t, MoneySum>> states;
  const store::SettlementCount* first_held = nullptr;
  for (const auto& count : *counts) {
    if (!count.difference) rows += count.count;
    auto& [number, sum] = states.try_emplace(count.state, 0, MoneySum(facts_.currency)).first->second;
    number += count.count;
    sum.add(count.amount);
    if (count.state == RowState::held && first_held == nullptr) first_held = &count;
  }
  if (rows != last_) {
    settled = held("the report has " + std::to_string(last_) + " rows, but " + std::to_string(rows) +
                   " of them are accounted for; nothing of it is booked until this is explained");
    return {};
  }
  std::string text;
  settled.booked.currency = facts_.currency;
  for (const auto& [state, what] : states) {
    const auto total = what.second.total();
    if (!total) return total.error();
    if (state == RowState::held) settled.stuck = *total;
    if (state == RowState::booked) settled.booked = *total;
    text += (text.empty() ? "" : ", ") + rows_over(what.first, *total) + " " + std::string(name_of(state));
  }
  if (first_held != nullptr) {
    settled.state = RecordState::held;
    settled.reason = text + "; the largest: " + first_held->words.reason;
    settled.origin = first_held->words.origin;
  } else {
    settled.state = states.count(RowState::waiting) != 0 ? RecordState::waiting : RecordState::booked;
    settled.reason = text;
  }
  return {};
}

Result<Settled> Visit::finish(const Money& tally) {
  if (auto done = decide_chunk(); !done) return done.error();
  const auto sum = sum_->total();
  if (!sum) return sum.error();
  if (*sum != tally)
    return held("the rows add up to " + sum->text() + ", but by a second reading to " + tally.text() +
                "; nothing of the report is booked until this is explained");
  if (auto done = add_differences(); !done) return done.error();
  Settled settled;
  if (auto done = judge(settled); !done) return done.error();
  settled.fresh.record = claimed_.record.key;
  settled.fresh.revision = claimed_.record.revision;
  settled.fresh.mode = pair_.settings.book;
  settled.fresh.currency = facts_.currency;
  settled.payable = facts_.sums.payable;
  settled.fresh.order_date = facts_.sums.to;
  settled.fresh.contact = rows_->contact().value;
  settled.fresh.reference = rows_->reference();
  auto entries = rows_->entries().finish();
  if (!entries) return entries.error();
  settled.fresh.entries = std::move(*entries);
  settled.bookings = std::move(rows_->bookings());
  settled.remarks = rows_->remarks();
  settled.visit =
      store::SettlementVisit{before_.done + 1, first() ? claimed_.record.revision : before_.revision,
                             std::max(before_.seen, claimed_.record.revision)};
  return settled;
}

std::string changed_report(const store::SettlementVisit& before) {
  return "the market has changed the report after it was booked (from revision " +
         std::to_string(before.revision) +
         "): nothing of the change is booked; compare both, book the difference by hand, then replay it to "
         "go on "
         "with what was booked";
}

}  // namespace

std::string rows_over(std::int64_t count, const Money& money) {
  return counted(count, "row") + " over " + money.text();
}

Result<Settled> Settler::visit(const store::ClaimedRecord& claimed, rules::Mapper& mapper,
                               const SettleGrounds& grounds) {
  if (!pair_.settings.pays)
    return held(
        "settlements are booked on the clearing account, and crosswalk.yaml does not name it; set "
        "books.clearing_account, then replay it");
  const auto before = pair_.store.settlement_visit(claimed.id);
  if (!before) return before.error();
  Record record = claimed.record;
  if (before->done > 0 && before->seen < record.revision && !claimed.replayed)
    return held(changed_report(*before));
  if (before->done > 0 && before->revision != record.revision) {
    auto revisions = pair_.store.revisions(claimed.id);
    if (!revisions) return revisions.error();
    for (auto& revision : *revisions)
      if (revision.revision == before->revision) record = std::move(revision);
  }
  const auto dead = [](const Error& error) {
    Settled settled = held(error.message, error.where);
    if (error.kind == ErrorKind::invalid) settled.state = RecordState::dead;
    return settled;
  };
  const auto tally = pair_.source.tally(record);
  if (!tally) return dead(tally.error());
  const auto total = add(tally->charges.amount, tally->taxes.amount);
  if (!total) return dead(total.error());
  if (auto opened = pair_.store.open_visit(claimed.id, pair_.settings.worker); !opened) return opened.error();
  Visit visit(pair_, claimed, mapper, grounds, *before);
  if (auto walked = pair_.source.lines(record, visit); !walked) {
    if (visit.lost()) return *visit.lost();
    return dead(walked.error());
  }
  return visit.finish({*total, tally->charges.currency});
}

}  // namespace crosswalk::flow
