#include "flow/settle_visit.h"

#include <algorithm>
#include <limits>

#include "base/limits.h"
#include "flow/preview_report.h"
#include "flow/settled_payments.h"
#include "flow/settlement_months.h"
#include "flow/settlement_payout.h"
#include "flow/translate.h"
#include "flow/unsettled.h"

namespace crosswalk::flow {

using store::BookingSide;
using store::RowState;
using store::SettlementRow;

namespace {

// The difference between the rows and the total payable stands before the first row.
constexpr std::uint32_t whole_report = 0;
constexpr std::size_t most_told = 20;  // kinds of held rows, in the trail

}  // namespace

Settled held_report(std::string reason, std::string origin) {
  Settled settled;
  settled.state = RecordState::held;
  settled.reason = std::move(reason);
  settled.origin = std::move(origin);
  return settled;
}

Settled refused_report(const Error& error) {
  Settled settled = held_report(error.message, error.where);
  if (error.kind == ErrorKind::invalid) settled.state = RecordState::dead;
  return settled;
}

std::string rows_over(std::int64_t count, const Money& money) {
  return counted(count, "row") + " over " + money.text();
}

Result<Settled> judge_rows(const std::vector<store::SettlementCount>& counts, Currency currency) {
  Settled settled;
  std::map<RowState, std::pair<std::int64_t, MoneySum>> states;
  const store::SettlementCount* first_held = nullptr;
  for (const auto& count : counts) {
    auto& [number, sum] = states.try_emplace(count.state, 0, MoneySum(currency)).first->second;
    number += count.count;
    sum.add(count.amount);
    if (count.state == RowState::held && first_held == nullptr) first_held = &count;
  }
  std::string text;
  settled.booked.currency = currency;
  for (const auto& [state, what] : states) {
    const auto total = what.second.total();
    if (!total) return total.error();
    if (state == RowState::held) settled.stuck = *total;
    if (state == RowState::booked) settled.booked = *total;
    text += (text.empty() ? "" : ", ") + rows_over(what.first, *total) + " " + std::string(name_of(state));
  }
  settled.reason = text;
  if (first_held != nullptr) {
    settled.state = RecordState::held;
    settled.reason += "; the largest: " + first_held->words.reason;
    settled.origin = first_held->words.origin;
  } else if (states.count(RowState::waiting) != 0) {
    settled.state = RecordState::waiting;
  }
  return settled;
}

Result<void> SettleVisit::facts(const RecordFacts& facts) {
  facts_ = facts;
  grounds_.posting = posting_on(facts.sums.to, grounds_.posting, grounds_.posting_since);
  sum_.emplace(facts.currency);
  rows_.emplace(mapper_, facts_, grounds_);
  return {};
}

Result<void> SettleVisit::line(const Line& line) {
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

// Rows of [from, to) that an earlier visit has decided for good.
Result<std::set<std::uint32_t>> SettleVisit::decided(std::uint32_t from, std::uint32_t to) {
  if (first()) return std::set<std::uint32_t>();
  std::vector<RowState> final = {RowState::tied, RowState::booked};
  if (!replayed_) final.push_back(RowState::skipped);
  const auto rows = book_.rows_in(final, from, to);
  if (!rows) return lost_.emplace(rows.error());
  return std::set<std::uint32_t>(rows->begin(), rows->end());
}

Result<SettleVisit::Standings> SettleVisit::standings(const std::set<std::uint32_t>& done) {
  std::set<std::string> orders;
  for (std::size_t i = 0; i < filled_; ++i) {
    const Line& line = chunk_[i].line();
    if (!line.purchase_order.empty() && done.count(line.row) == 0) orders.emplace(line.purchase_order);
  }
  const std::vector<std::string> asked(orders.begin(), orders.end());
  auto read = book_.standings(asked);
  if (!read) return lost_.emplace(read.error());
  Standings out;
  for (auto& standing : *read) {
    if (!standing.accrued.empty()) accrued_.insert(standing.purchase_order);
    out.emplace(standing.purchase_order, std::move(standing));
  }
  return out;
}

Result<void> SettleVisit::decide_chunk() {
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
  rows_->forget_orders();
  return store_rows(rows);
}

Result<void> SettleVisit::store_rows(std::vector<SettlementRow>& rows) {
  auto stored = book_.add(rows, rows_->words(), rows_->first_word());
  rows_->forget_words();
  rows.clear();
  if (!stored) lost_ = stored.error();
  return stored;
}

// The rules are asked about what settled more than was booked, and about what settled less once all units
// have. What they have left out stays left out, unless it has become another amount: then its row is decided
// anew.
Result<void> SettleVisit::add_difference(const store::SettlementDifference& difference, const Money& amount,
                                         std::string_view charge, std::vector<SettlementRow>& rows) {
  // Of what is in the opening balance nobody is asked: it holds what settles, whatever that is.
  if (amount.amount.is_zero() || difference.opening) return {};
  const bool refund = difference.side == BookingSide::refund;
  const bool more = amount.amount.is_negative() == refund;
  if (!more && !difference.complete) return {};
  const auto before = std::find_if(difference.left_out.begin(), difference.left_out.end(),
                                   [&](const store::LeftOut& known) { return known.charge == charge; });
  const bool asked = before != difference.left_out.end();
  if (asked && !replayed_ && before->amount == amount) return {};
  SettlementRow found;
  found.row = asked ? before->row : last_ + ++extra_;
  found.difference = true;
  found.purchase_order = difference.purchase_order;
  found.sku = difference.sku;
  found.side = difference.side;
  found.charge = charge;
  found.amount = amount;
  found.posted = difference.posted;
  auto row = rows_->difference(std::move(found));
  if (!row) return row.error();
  accrued_.insert(difference.purchase_order);
  rows.push_back(std::move(*row));
  return rows.size() < limits::settlement_chunk ? Result<void>{} : store_rows(rows);
}

// Money of the report that is in none of its rows: an opening balance, something kept back.
Result<Money> SettleVisit::payable_difference() {
  if (difference_) return *difference_;
  const auto sum = sum_->total();
  if (!sum) return sum.error();
  if (facts_.sums.to < grounds_.books_start || facts_.sums.payable.currency != facts_.currency)
    return difference_.emplace(Money{Decimal(), facts_.currency});
  const auto amount = subtract(facts_.sums.payable.amount, sum->amount);
  if (!amount) return amount.error();
  Money difference{*amount, facts_.currency};
  const auto known_before = is_brought_forward(book_, facts_.sums, difference);
  if (!known_before) return known_before.error();
  if (*known_before) difference.amount = Decimal();
  return difference_.emplace(difference);
}

Result<void> SettleVisit::add_payable_difference(std::vector<SettlementRow>& rows) {
  const auto amount = payable_difference();
  if (!amount) return amount.error();
  if (amount->amount.is_zero()) return {};
  if (!first()) {
    const std::vector<RowState> final = {RowState::booked, RowState::skipped};
    const auto known = book_.rows_in(final, whole_report, whole_report + 1);
    if (!known) return known.error();
    if (!known->empty()) return {};
  }
  SettlementRow found;
  found.row = whole_report;
  found.difference = true;
  found.charge = "payable";
  found.amount = *amount;
  found.posted = facts_.sums.to;
  auto row = rows_->difference(std::move(found));
  if (!row) return row.error();
  rows.push_back(std::move(*row));
  return {};
}

Result<void> SettleVisit::add_differences() {
  if (facts_.sums.to < grounds_.books_start) return {};
  const auto found = book_.differences();
  if (!found) return found.error();
  if (!found->empty() && !first()) {
    const std::vector<RowState> any = {RowState::booked, RowState::held, RowState::skipped};
    const auto numbers = book_.rows_in(any, last_ + 1, std::numeric_limits<std::uint32_t>::max());
    if (!numbers) return numbers.error();
    if (!numbers->empty()) extra_ = numbers->back() - last_;
  }
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
Result<void> SettleVisit::judge(Settled& settled) {
  const auto counts = book_.counts();
  if (!counts) return counts.error();
  std::int64_t rows = 0;
  for (const auto& count : *counts) {
    if (!count.difference) rows += count.count;
    if (count.state == RowState::held && unanswered_.size() < most_told)
      unanswered_.push_back(rows_over(count.count, count.amount) + " held: " + count.words.reason +
                            (count.words.origin.empty() ? "" : " (" + count.words.origin + ")"));
  }
  if (rows != last_) {
    settled = held_report("the report has " + std::to_string(last_) + " rows, but " + std::to_string(rows) +
                          " of them are accounted for; nothing of it is booked until this is explained");
    return {};
  }
  auto judged = judge_rows(*counts, facts_.currency);
  if (!judged) return judged.error();
  settled = std::move(*judged);
  return {};
}

Result<Settled> SettleVisit::finish(const Money& tally) {
  if (auto done = decide_chunk(); !done) return done.error();
  const auto sum = sum_->total();
  if (!sum) return sum.error();
  if (*sum != tally)
    return held_report("the rows add up to " + sum->text() + ", but by a second reading to " + tally.text() +
                       "; nothing of the report is booked until this is explained");
  if (auto done = add_differences(); !done) return done.error();
  Settled settled;
  if (auto done = judge(settled); !done) return done.error();
  if (grounds_.posting == Posting::settlement && settled.state != RecordState::booked)
    return unanswered(std::move(settled));
  settled.fresh.record = record_.key;
  settled.fresh.revision = record_.revision;
  settled.fresh.mode = mode_;
  settled.fresh.posting = grounds_.posting;
  settled.fresh.currency = facts_.currency;
  settled.payable = facts_.sums.payable;
  const auto difference = payable_difference();
  if (!difference) return difference.error();
  settled.difference = *difference;
  settled.fresh.order_date = facts_.sums.to;
  settled.fresh.contact = rows_->contact().value;
  settled.fresh.customers = rows_->customers();
  settled.fresh.reference = rows_->reference();
  settled.bookings = std::move(rows_->bookings());
  settled.remarks = rows_->remarks();
  if (auto done = book(settled); !done) {
    if (done.error().kind == ErrorKind::config) return held_report(done.error().message);
    return done.error();
  }
  settled.visit = store::SettlementVisit{before_.done + 1, first() ? record_.revision : before_.revision,
                                         std::max(before_.seen, record_.revision)};
  return settled;
}

// A document in sum is booked whole or not at all: what was decided goes, and is decided anew.
Result<Settled> SettleVisit::unanswered(Settled settled) {
  if (auto forgotten = book_.forget(); !forgotten) return forgotten.error();
  settled.awaits.assign(rows_->awaited().begin(), rows_->awaited().end());
  if (!settled.awaits.empty())
    settled.reason +=
        "; it waits for order " + settled.awaits.front() +
        (settled.awaits.size() == 1
             ? ""
             : " and " + counted(static_cast<std::int64_t>(settled.awaits.size()) - 1) + " more");
  settled.reason += "; nothing of the settlement is booked before every row has its answer";
  settled.bookings = std::move(rows_->bookings());  // for whoever only rehearses
  settled.remarks = rows_->remarks();
  settled.remarks.insert(settled.remarks.end(), unanswered_.begin(), unanswered_.end());
  return settled;
}

Result<void> SettleVisit::book(Settled& settled) {
  auto money = rows_->entries().finish();
  if (!money) return money.error();
  auto entries = rows_->document().take();
  if (auto carried = carry_forward(entries, facts_.currency, grounds_.accounts); !carried) return carried;
  auto paid = settled_payments(book_, *rows_, facts_.currency);
  if (!paid) return paid.error();
  for (auto* more : {&*money, &paid->entries})
    entries.insert(entries.end(), std::make_move_iterator(more->begin()),
                   std::make_move_iterator(more->end()));
  settled.fresh.entries = std::move(entries);
  settled.bookings.insert(settled.bookings.end(), paid->bookings.begin(), paid->bookings.end());
  Payout payout = payout_of(record_.key.id, facts_.sums, grounds_, rows_->open_day(facts_.sums.settles));
  settled.fresh.entries.insert(settled.fresh.entries.end(), payout.entries.begin(), payout.entries.end());
  if (!payout.remark.empty()) settled.remarks.push_back(std::move(payout.remark));
  if (!settled.fresh.entries.empty() && settled.fresh.contact.empty()) settled.fresh.contact = facts_.channel;
  return take_back(settled);
}

// What was accrued of lines that this settlement has booked, on the day of the document that books them;
// where that is before it was accrued, on the day of that.
Result<void> SettleVisit::take_back(Settled& settled) {
  const bool in_documents = grounds_.posting == Posting::settlement;
  const auto day_of = [&](const Entry& line, Date accrued) {
    const Date open = rows_->open_day(line.date);
    const Date booked =
        in_documents ? day_of_month(settled.fresh.entries, document_day(open, facts_.sums.to)) : open;
    return std::max(booked, rows_->open_day(accrued));
  };
  SettledEntries back(facts_.currency);
  std::vector<std::string> asked;
  const auto take = [&]() -> Result<void> {
    const auto orders = book_.standings(asked);
    if (!orders) return lost_.emplace(orders.error());
    for (const store::OrderStanding& order : *orders) {
      const auto pairs = reversal_of(order);
      if (!pairs) return pairs.error();
      if (pairs->empty()) continue;
      const AccrualPairs dated = rows_->refunded().dated(*pairs);
      if (auto booked = book_accrual(dated, day_of, "accrual taken back", back); !booked) return booked;
      settled.accrued.push_back({order.purchase_order, part_text(*pairs, facts_.currency)});
    }
    asked.clear();
    return {};
  };
  for (const std::string& order : accrued_) {
    asked.push_back(order);
    if (asked.size() < limits::settlement_chunk) continue;
    if (auto taken = take(); !taken) return taken;
  }
  if (auto taken = take(); !taken) return taken;
  auto entries = back.take();
  settled.fresh.entries.insert(settled.fresh.entries.end(), std::make_move_iterator(entries.begin()),
                               std::make_move_iterator(entries.end()));
  return {};
}

}  // namespace crosswalk::flow
