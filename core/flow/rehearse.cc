#include "flow/rehearse.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "flow/settle.h"
#include "flow/settlement_payout.h"

namespace crosswalk::flow {
namespace {

using store::BookingSide;
using store::RowState;
using store::SettlementCount;
using store::SettlementDifference;
using store::SettlementRow;

bool is_open(RowState state) {
  return state == RowState::held || state == RowState::waiting || state == RowState::skipped;
}

void put(SettlementCount& count, std::int64_t rows, const Money& amount) {
  count.count += rows;
  count.amount.currency = amount.currency;
  count.amount.amount = Decimal::from_units(count.amount.amount.units() + amount.amount.units());
}

// Counts by state alone; differences are no rows.
void put_state(std::vector<SettlementCount>& counts, const SettlementCount& count) {
  if (count.difference) return;
  auto found = std::find_if(counts.begin(), counts.end(),
                            [&](const SettlementCount& known) { return known.state == count.state; });
  if (found == counts.end()) {
    found = counts.insert(counts.end(), SettlementCount());
    found->state = count.state;
  }
  put(*found, count.count, count.amount);
}

class RehearsedRows final : public RowBook {
 public:
  RehearsedRows(Books& books, const RecordKey& record, store::Store* store, std::int64_t stored,
                const RowWatch& watch)
      : books_(books), record_(record), store_(store), stored_(stored), watch_(watch) {}

  Result<void> open() {
    if (!is_stored()) return {};
    auto counts = store_->settlement_counts(stored_);
    if (!counts) return counts.error();
    before_ = std::move(*counts);
    return {};
  }
  const std::vector<SettlementCount>& before() const { return before_; }
  std::vector<SettlementCount>& groups() { return groups_; }

  Result<std::vector<std::uint32_t>> rows_in(std::span<const RowState> states, std::uint32_t from,
                                             std::uint32_t to) override {
    if (!is_stored()) return std::vector<std::uint32_t>();
    return store_->rows_in(stored_, states, from, to);
  }
  Result<std::vector<store::OrderStanding>> standings(std::span<const std::string> orders) override {
    return standings(orders, record_);
  }
  Result<std::vector<store::OrderStanding>> owed(std::span<const std::string> orders) override {
    return standings(orders, RecordKey{});
  }
  Result<std::vector<SettlementNote>> settlements() override {
    return store_ != nullptr ? kept_settlements(*store_, record_.pair) : std::vector<SettlementNote>();
  }
  Result<void> forget() override { return {}; }
  Result<void> add(std::span<const SettlementRow> rows, std::span<const store::RowWords> words,
                   int first_word) override {
    for (const SettlementRow& row : rows) {
      const bool said = row.words < first_word;
      SettlementCount& group =
          group_of(row, said ? nullptr : &words[static_cast<std::size_t>(row.words - first_word)]);
      if (group.count == 0) group.example = row.purchase_order;
      put(group, 1, row.amount);
      if (watch_) watch_(row, group.words);
      currency_ = row.amount.currency;
      if (row.side && (row.state == RowState::tied || row.state == RowState::booked)) tie(row);
    }
    return {};
  }
  Result<std::vector<SettlementDifference>> differences() override;
  Result<std::vector<SettlementCount>> counts() override {
    std::vector<SettlementCount> all = groups_;
    for (const SettlementCount& count : before_)
      if (!is_open(count.state)) all.push_back(count);
    std::stable_sort(all.begin(), all.end(), [](const SettlementCount& a, const SettlementCount& b) {
      return a.amount.amount.magnitude() > b.amount.amount.magnitude();
    });
    return all;
  }

 private:
  bool is_stored() const { return store_ != nullptr && stored_ != 0; }
  Result<std::vector<store::OrderStanding>> standings(std::span<const std::string> orders,
                                                      const RecordKey& without) {
    std::vector<store::OrderStanding> out;
    out.reserve(orders.size());
    for (const auto& order : orders) {
      auto read = books_.order(order, without);
      if (!read) return read.error();
      const auto tied = tied_.find(order);
      if (tied != tied_.end())
        for (const Tied& each : tied->second)
          read->settled.push_back({order,
                                   *each.sku,
                                   each.side,
                                   *each.charge,
                                   TaxClass::none,
                                   {Decimal::from_units(each.amount), currency_},
                                   Decimal::from_units(each.quantity)});
      out.push_back(std::move(*read));
    }
    return out;
  }
  // What rows of this rehearsal have tied of an order, in as few bytes as it takes.
  struct Tied {
    const std::string* sku = nullptr;
    const std::string* charge = nullptr;
    BookingSide side = BookingSide::sale;
    std::int64_t amount = 0;    // millionths
    std::int64_t quantity = 0;  // millionths
    Date posted;
    bool by_row = false;  // tied by a row of the report, not booked by it, and not by a difference
  };

  // `words`: null when an earlier row has said them.
  SettlementCount& group_of(const SettlementRow& row, const store::RowWords* words);
  void add_up(SettlementDifference& difference, const store::OrderStanding& order) const;
  void tie(const SettlementRow& row);
  const std::string* kept(const std::string& text) { return &*texts_.insert(text).first; }

  Books& books_;
  RecordKey record_;
  store::Store* store_;
  std::int64_t stored_;
  const RowWatch& watch_;
  Currency currency_;
  std::vector<SettlementCount> before_;
  std::vector<SettlementCount> groups_;
  std::map<std::string, std::size_t> places_;  // of groups
  std::vector<std::uint32_t> group_of_words_;  // by the words' number
  std::set<std::string> texts_;
  std::unordered_map<std::string, std::vector<Tied>> tied_;
};

SettlementCount& RehearsedRows::group_of(const SettlementRow& row, const store::RowWords* words) {
  const auto number = static_cast<std::size_t>(row.words);
  if (words == nullptr) {
    SettlementCount& known = groups_[group_of_words_[number]];
    if (known.state == row.state && known.difference == row.difference) return known;
  }
  static const store::RowWords other;
  const store::RowWords* said = words != nullptr ? words : &groups_[group_of_words_[number]].words;
  if (groups_.size() >= most_groups) said = &other;
  std::string key(store::name_of(row.state));
  key += row.difference ? '+' : ' ';
  for (const std::string* text : {&said->transaction_type, &said->amount_type, &said->description,
                                  &said->reason, &said->origin, &said->account, &said->account_at})
    key.append(*text).append(1, '\0');
  const auto [known, added] = places_.try_emplace(std::move(key), groups_.size());
  if (added) {
    SettlementCount group;
    group.state = row.state;
    group.difference = row.difference;
    group.words = *said;
    groups_.push_back(std::move(group));
  }
  if (group_of_words_.size() <= number) group_of_words_.resize(number + 1);
  group_of_words_[number] = static_cast<std::uint32_t>(known->second);
  return groups_[known->second];
}

void RehearsedRows::tie(const SettlementRow& row) {
  std::vector<Tied>& order = tied_[row.purchase_order];
  auto same = std::find_if(order.begin(), order.end(), [&](const Tied& tied) {
    return tied.side == *row.side && *tied.charge == row.charge && *tied.sku == row.sku;
  });
  if (same == order.end()) {
    same = order.insert(order.end(), Tied());
    same->sku = kept(row.sku);
    same->charge = kept(row.charge);
    same->side = *row.side;
  }
  same->amount += row.tied.units();
  same->quantity += row.quantity.units();
  same->posted = std::max(same->posted, row.posted);
  same->by_row = same->by_row || (!row.difference && row.state == RowState::tied);
}

// What settled of the order line less what was booked of it, as the store adds it up.
void RehearsedRows::add_up(SettlementDifference& difference, const store::OrderStanding& order) const {
  std::int64_t goods = 0;
  std::int64_t shipping = 0;
  std::int64_t tax = 0;
  std::int64_t units = 0;
  const auto add = [&](const store::Booking& booking, int sign) {
    const std::int64_t amount = sign * booking.amount.amount.units();
    if (booking.charge == "product" || booking.charge == "discount" || booking.charge == "goods")
      goods += amount;
    if (booking.charge == "shipping") shipping += amount;
    if (booking.charge == "tax" || booking.charge == "withheld") tax += amount;
    if (booking.charge == "product") units += sign * booking.quantity.units();
  };
  const bool refund = difference.side == BookingSide::refund;
  for (const store::Booking& settled : order.settled)
    if (settled.sku == difference.sku && settled.side == difference.side) add(settled, 1);
  bool opening = false;
  bool in_books = false;
  for (const store::Booking& booked : order.bookings) {
    const bool counts = refund ? booked.side == BookingSide::refund
                               : booked.side == BookingSide::sale || booked.side == BookingSide::opening;
    if (booked.sku != difference.sku || !counts) continue;
    add(booked, -1);
    (booked.side == BookingSide::opening ? opening : in_books) = true;
  }
  difference.goods = {Decimal::from_units(goods), currency_};
  difference.shipping = {Decimal::from_units(shipping), currency_};
  difference.tax = {Decimal::from_units(tax), currency_};
  difference.complete = units >= 0;
  difference.opening = opening && !in_books;
}

Result<std::vector<SettlementDifference>> RehearsedRows::differences() {
  std::vector<SettlementDifference> out;
  std::set<std::tuple<std::string, std::string, BookingSide>> looked_at;
  for (const auto& [purchase_order, list] : tied_) {
    std::optional<store::OrderStanding> order;
    for (const Tied& tied : list) {
      if (!tied.by_row || !looked_at.emplace(purchase_order, *tied.sku, tied.side).second) continue;
      if (!order) {
        auto read = standings({&purchase_order, 1});
        if (!read) return read.error();
        order = std::move(read->front());
      }
      SettlementDifference difference;
      difference.purchase_order = purchase_order;
      difference.sku = *tied.sku;
      difference.side = tied.side;
      for (const Tied& each : list)
        if (each.side == tied.side && each.sku == tied.sku)
          difference.posted = std::max(difference.posted, each.posted);
      add_up(difference, *order);
      if (!difference.goods.amount.is_zero() || !difference.shipping.amount.is_zero() ||
          !difference.tax.amount.is_zero())
        out.push_back(std::move(difference));
    }
  }
  if (!is_stored()) return out;
  // What earlier visits have left, and nothing of this one has changed.
  auto left = store_->settlement_differences(stored_, record_.pair);
  if (!left) return left.error();
  for (auto& difference : *left) {
    if (looked_at.emplace(difference.purchase_order, difference.sku, difference.side).second) {
      out.push_back(std::move(difference));
      continue;
    }
    for (SettlementDifference& known : out)
      if (known.purchase_order == difference.purchase_order && known.sku == difference.sku &&
          known.side == difference.side)
        known.left_out = difference.left_out;
  }
  return out;
}

}  // namespace

RehearsalSettings rehearsal_settings(const PairSettings& pair) {
  return {pair.book, pair.pays, settle_grounds(pair)};
}

Result<Rehearsed> Rehearsal::settle(const Record& record, std::int64_t stored, const Entries* booked,
                                    const RowWatch& watch) {
  Rehearsed out;
  const auto refuse = [&](Settled settled) {
    out.settled = std::move(settled);
    return out;
  };
  if (!settings_.pays) return refuse(held_report(std::string(no_clearing_account)));
  store::SettlementVisit before;
  std::optional<Record> earlier;
  if (stored != 0 && store_ != nullptr) {
    auto visit = store_->settlement_visit(stored);
    if (!visit) return visit.error();
    before = *visit;
    if (before.done > 0 && before.revision != record.revision) {
      auto first = booked_revision(*store_, stored, before);
      if (!first) return first.error();
      earlier = std::move(*first);
    }
  }
  const Record& walked = earlier ? *earlier : record;
  RehearsedRows book(books_, record.key, store_, stored, watch);
  if (auto opened = book.open(); !opened) return opened.error();
  for (const SettlementCount& count : book.before()) put_state(out.stood, count);
  const auto tally = source_.tally(walked);
  if (!tally) return refuse(refused_report(tally.error()));
  const auto total = crosswalk::add(tally->charges.amount, tally->taxes.amount);
  if (!total) return refuse(refused_report(total.error()));
  SettleGrounds grounds = settings_.grounds;
  grounds.deposited = booked != nullptr && is_deposited(*booked);
  SettleVisit visit(book, record, settings_.book, true, mapper_, std::move(grounds), before);
  if (auto done = source_.lines(walked, visit); !done) {
    if (visit.lost()) return *visit.lost();
    return refuse(refused_report(done.error()));
  }
  auto settled = visit.finish({*total, tally->charges.currency});
  if (!settled) return settled.error();
  out.settled = std::move(*settled);
  const auto counts = book.counts();
  if (!counts) return counts.error();
  for (const SettlementCount& count : *counts) {
    put_state(out.stands, count);
    if (!count.difference) out.rows += count.count;
  }
  out.groups = std::move(book.groups());
  for (const SettlementCount& group : out.groups)
    if (!group.difference) out.decided += group.count;
  std::stable_sort(out.groups.begin(), out.groups.end(),
                   [](const SettlementCount& a, const SettlementCount& b) {
                     return a.amount.amount.magnitude() > b.amount.amount.magnitude();
                   });
  return out;
}

}  // namespace crosswalk::flow
