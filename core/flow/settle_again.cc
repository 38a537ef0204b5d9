#include "flow/settle_again.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "base/limits.h"
#include "flow/opening_balance.h"
#include "flow/prove.h"
#include "flow/row_class.h"
#include "flow/settle.h"
#include "flow/settlement_months.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

using store::BookedRow;
using store::OrderStanding;
using store::RowState;
using store::SettlementRow;

class RowsAgain final : public LineSink {
 public:
  RowsAgain(store::Store& store, std::int64_t stored, const Entries& booked, rules::Mapper& mapper,
            SettleGrounds grounds, const InformedNow* informed, const RefusedParts* only)
      : store_(store),
        stored_(stored),
        booked_(booked),
        mapper_(mapper),
        grounds_(std::move(grounds)),
        informed_(informed),
        only_(only) {}

  Result<void> facts(const RecordFacts& facts) override {
    facts_ = facts;
    grounds_.posting = booked_.posting;
    rows_.emplace(mapper_, facts_, grounds_);
    return {};
  }
  Result<void> line(const Line& line) override {
    last_ = line.row;
    if (filled_ < chunk_.size())
      chunk_[filled_].keep(line);
    else
      chunk_.emplace_back(line);
    return ++filled_ < limits::settlement_chunk ? Result<void>{} : look_at_chunk();
  }
  Result<SettledAgain> finish();

 private:
  Result<void> look_at_chunk();
  Result<std::map<std::string, OrderStanding, std::less<>>> standings(const std::vector<BookedRow>& booked);
  Result<void> use_informed(OrderStanding& order) const;
  Result<void> look_at(Line& line, OrderStanding* order, const BookedRow& booked);
  bool is_asked(const Line& line, const OrderStanding* order, const BookedRow& booked) const;
  Result<std::vector<Entry>> entries();
  std::vector<Entry> entries_of_part();

  store::Store& store_;
  std::int64_t stored_;
  const Entries& booked_;
  rules::Mapper& mapper_;
  SettleGrounds grounds_;
  const InformedNow* informed_;
  const RefusedParts* only_;
  RecordFacts facts_;
  std::optional<SettleRows> rows_;
  std::vector<KeptLine> chunk_;
  std::size_t filled_ = 0;
  std::uint32_t last_ = 0;
  std::int64_t seen_ = 0;
  store::RowsPlaced placed_;
};

Result<void> RowsAgain::use_informed(OrderStanding& order) const {
  if (informed_ == nullptr || informed_->empty()) return {};
  for (std::string& text : order.informed) {
    const auto entries = read_entries(text);
    if (!entries) return entries.error();
    if (const std::string* now = informed_->find(entries->record)) text = *now;
  }
  return {};
}

Result<std::map<std::string, OrderStanding, std::less<>>> RowsAgain::standings(
    const std::vector<BookedRow>& booked) {
  std::vector<std::string> orders;
  for (const BookedRow& each : booked)
    if (!each.row.purchase_order.empty()) orders.push_back(each.row.purchase_order);
  std::sort(orders.begin(), orders.end());
  orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
  auto read = store_.order_standings(booked_.record.pair, orders, booked_.record);
  if (!read) return read.error();
  std::map<std::string, OrderStanding, std::less<>> out;
  // As they stood before these rows, so that each finds the day whose units it settled.
  for (const BookedRow& each : booked) {
    const SettlementRow& row = each.row;
    if (!row.side || row.difference) continue;
    const auto at = std::lower_bound(orders.begin(), orders.end(), row.purchase_order) - orders.begin();
    (*read)[static_cast<std::size_t>(at)].settled.push_back({row.purchase_order, row.sku, *row.side,
                                                             row.charge, TaxClass::none, row.amount.negated(),
                                                             row.quantity.negated()});
  }
  for (OrderStanding& order : *read) {
    if (auto used = use_informed(order); !used) return used.error();
    out.emplace(order.purchase_order, std::move(order));
  }
  return out;
}

// Where the entry of the row is, whose rules are asked again only where its document was refused.
bool RowsAgain::is_asked(const Line& line, const OrderStanding* order, const BookedRow& booked) const {
  if (only_ == nullptr) return true;
  const SettlementRow& row = booked.row;
  const Date day = row.day == Date() ? row.posted : row.day;
  const bool of_report = !row.difference && booked.account_at != opening_setting;
  if (of_report && line.line_class == LineClass::deposit) return only_->takes(day, RowPart::payouts);
  if (grounds_.posting == Posting::settlement)
    return only_->takes(day_of_month(booked_.entries, document_day(day, facts_.sums.to)), RowPart::rows);
  const bool credits = of_report && !row.side && order != nullptr && is_refund(line);
  return only_->takes(day, credits ? RowPart::refunds : RowPart::rows);
}

Result<void> RowsAgain::look_at(Line& line, OrderStanding* order, const BookedRow& booked) {
  ++seen_;
  if (!is_asked(line, order, booked)) {
    // What it settled is no other row's.
    if (booked.row.side && !booked.row.difference && order != nullptr)
      order->settled.push_back({booked.row.purchase_order, booked.row.sku, *booked.row.side,
                                booked.row.charge, TaxClass::none, booked.row.amount, booked.row.quantity});
    return {};
  }
  auto row = rows_->again(line, order, booked);
  if (!row) return row.error();
  const store::RowWords& words = rows_->words()[static_cast<std::size_t>(row->words - rows_->first_word())];
  if (row->state == RowState::booked) {
    if (words.account != booked.account || words.account_at != booked.account_at)
      placed_.rows.emplace_back(row->row, row->words);
    return {};
  }
  const bool held = row->state == RowState::held;
  return fail(ErrorKind::config,
              "row " + std::to_string(row->row) + " of the settlement (" + row->amount.text() + ", " +
                  words.description + ") is booked and would now be " + (held ? "held: " : "left out: ") +
                  words.reason + "; what is booked stays booked: mend the rule, then " +
                  (only_ == nullptr ? "correct" : "replay") + " it again",
              words.origin);
}

Result<void> RowsAgain::look_at_chunk() {
  if (filled_ == 0) return {};
  const auto booked = store_.booked_rows(stored_, chunk_.front().line().row, last_ + 1);
  if (!booked) return booked.error();
  auto orders = standings(*booked);
  if (!orders) return orders.error();
  auto next = booked->begin();
  for (std::size_t i = 0; i < filled_ && next != booked->end(); ++i) {
    Line& line = chunk_[i].line();
    if (line.row != next->row.row || next->row.difference) continue;
    const auto order = orders->find(line.purchase_order);
    if (auto done = look_at(line, order == orders->end() ? nullptr : &order->second, *next); !done)
      return done;
    ++next;
  }
  filled_ = 0;
  rows_->forget_orders();
  return {};
}

// Payments of invoices and the deposit follow from no rule; what was taken back of an accrual stays as it was
// accrued.
std::vector<Entry> that_stay(const Entries& booked) {
  std::vector<Entry> out;
  for (std::size_t i = 0; i < booked.entries.size(); ++i) {
    const Entry& entry = booked.entries[i];
    const bool pays = entry.counter() && entry.refund.empty() && !entry.purchase_order.empty();
    const bool deposit = entry.role == EntryRole::moved && entry.line_class == LineClass::deposit;
    if (pays || deposit || entry.role == EntryRole::accrued) out.push_back(entry);
    // Its other side stands right behind it (settlement_payout.h).
    if (deposit && i + 1 < booked.entries.size()) out.push_back(booked.entries[++i]);
  }
  return out;
}

// The same money of the same rows, wherever it goes now: its other side stays as it is. Where a payout goes
// without a rule, a setting says.
std::vector<Entry> RowsAgain::entries_of_part() {
  auto all = rows_->document().take();
  for (Entry& entry : all) entry.date = day_of_month(booked_.entries, entry.date);
  for (const Entry& entry : booked_.entries) {
    if (only_->asks(entry)) continue;
    all.push_back(entry);
    const bool deposit = entry.role == EntryRole::moved && entry.line_class == LineClass::deposit;
    if (deposit && only_->takes(entry) && !grounds_.accounts.bank.empty())
      all.back().answers.account.value = grounds_.accounts.bank;
  }
  // Behind what documents are made of, as a visit has them.
  auto money = rows_->entries().take();
  all.insert(all.end(), std::make_move_iterator(money.begin()), std::make_move_iterator(money.end()));
  return all;
}

Result<std::vector<Entry>> RowsAgain::entries() {
  if (only_ != nullptr) return entries_of_part();
  auto money = rows_->entries().finish();
  if (!money) return money.error();
  auto all = rows_->document().take();
  if (auto carried = carry_forward(all, facts_.currency, grounds_.accounts); !carried) return carried.error();
  auto kept = that_stay(booked_);
  for (auto* more : {&*money, &kept})
    all.insert(all.end(), std::make_move_iterator(more->begin()), std::make_move_iterator(more->end()));
  return all;
}

Result<SettledAgain> RowsAgain::finish() {
  if (auto done = look_at_chunk(); !done) return done.error();
  for (const std::uint32_t from : {std::uint32_t{0}, last_ + 1}) {
    const std::uint32_t to = from == 0 ? 1 : std::numeric_limits<std::uint32_t>::max();
    const auto differences = store_.booked_rows(stored_, from, to);
    if (!differences) return differences.error();
    Line none;
    for (const BookedRow& booked : *differences)
      if (auto done = look_at(none, nullptr, booked); !done) return done.error();
  }
  const auto counts = store_.settlement_counts(stored_);
  if (!counts) return counts.error();
  SettledAgain out;
  const auto judged = judge_rows(*counts, facts_.currency);
  if (!judged) return judged.error();
  std::int64_t rows = 0;
  for (const auto& count : *counts)
    if (count.state == RowState::booked) rows += count.count;
  if (rows != seen_)
    return fail(ErrorKind::internal, "the settlement has booked " + std::to_string(rows) +
                                         " rows, and its report shows " + std::to_string(seen_) +
                                         " of them; nothing of it is corrected");
  auto all = entries();
  if (!all) return all.error();
  out.entries = booked_;
  out.entries.entries = std::move(*all);
  if (!rows_->contact().value.empty()) out.entries.contact = rows_->contact().value;
  if (!rows_->reference().empty()) out.entries.reference = rows_->reference();
  if (auto proven = prove_settled(out.entries, judged->booked); !proven) return proven.error();
  placed_.words = rows_->words();
  out.placed = std::move(placed_);
  out.state = judged->state;
  out.reason = judged->reason;
  out.origin = judged->origin;
  out.stuck = judged->stuck;
  return out;
}

}  // namespace

Result<SettledAgain> SettleAgain::settle(const Record& record, std::int64_t stored, const Entries& booked,
                                         const RefusedParts* only) {
  const auto visit = store_.settlement_visit(stored);
  if (!visit) return visit.error();
  if (visit->seen < record.revision)
    return fail(ErrorKind::config,
                "the market has changed the report after it was booked; settle that first, then correct it");
  Record walked = record;
  if (visit->revision != record.revision) {
    auto first = booked_revision(store_, stored, *visit);
    if (!first) return first.error();
    if (!first->has_value())
      return fail(ErrorKind::config,
                  "the report as it was booked is not kept any more; book the difference by hand");
    walked = std::move(**first);
  }
  RowsAgain rows(store_, stored, booked, mapper_, grounds_, informed_, only);
  if (auto done = source_.lines(walked, rows); !done) return done.error();
  return rows.finish();
}

}  // namespace crosswalk::flow
