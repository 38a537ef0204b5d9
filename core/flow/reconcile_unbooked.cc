#include "flow/reconcile_unbooked.h"

#include <algorithm>
#include <utility>

#include "flow/bookings.h"
#include "flow/row_class.h"

namespace crosswalk::flow {

using store::BookingSide;
using store::RowState;

// Rows as they stand, without any rule.
class UnbookedTies::RawRows final : public LineSink {
 public:
  RawRows(UnbookedTies& ties, const store::RecordRow& report) : ties_(ties), report_(report) {}
  Result<void> facts(const RecordFacts& /*facts*/) override { return {}; }
  Result<void> line(const Line& line) override {
    store::SettlementRow row;
    row.row = line.row;
    row.state = RowState::tied;
    row.purchase_order = line.purchase_order;
    row.sku = folded_sku(line.sku);
    if (!line.purchase_order.empty() && (is_refund(line) || is_kept_fee(line)))
      row.side = BookingSide::refund;
    else if (!line.purchase_order.empty() && is_sale(line))
      row.side = BookingSide::sale;
    row.charge = charge_of(line);
    row.amount = line.amount;
    row.quantity = line.quantity;
    row.posted = line.date;
    ties_.take(report_, row, {});
    return {};
  }

 private:
  UnbookedTies& ties_;
  const store::RecordRow& report_;
};

void UnbookedTies::take_sum(const store::RecordRow& report, const Money& amount, Date posted,
                            bool difference) {
  const auto same = [&](const store::RowSum& sum) {
    return sum.record == report.id && sum.difference == difference;
  };
  auto sum = std::find_if(sums.rbegin(), sums.rend(), same);
  if (sum == sums.rend()) {
    store::RowSum fresh;
    fresh.record = report.id;
    fresh.settlement = report.key.id;
    fresh.state = RowState::held;
    fresh.difference = difference;
    fresh.amount.currency = amount.currency;
    fresh.first = fresh.last = posted;
    sums.push_back(std::move(fresh));
    sum = sums.rbegin();
  }
  ++sum->count;
  sum->amount.amount = Decimal::from_units(sum->amount.amount.units() + amount.amount.units());
  sum->first = std::min(sum->first, posted);
  sum->last = std::max(sum->last, posted);
}

void UnbookedTies::take(const store::RecordRow& report, const store::SettlementRow& row,
                        const store::RowWords& words) {
  // What differs from an order is no money of the report.
  if (!row.difference || row.purchase_order.empty()) take_sum(report, row.amount, row.posted, row.difference);
  if (row.side && (row.difference || row.state != RowState::skipped)) {
    store::TiedRow tied;
    tied.record = report.id;
    tied.sku = row.sku;
    tied.side = *row.side;
    tied.charge = row.charge;
    tied.amount = row.amount;
    tied.quantity = row.quantity;
    tied.posted = row.posted;
    tied.difference = row.difference;
    tied.state = row.state;
    Tied& order = orders_[row.purchase_order];
    order.settled.push_back(std::move(tied));
    order.decided = order.decided || row.words != 0;
  }
  if (row.state != RowState::held && row.state != RowState::waiting) return;
  std::string key(store::name_of(row.state));
  key += row.difference ? '+' : ' ';
  for (const std::string* text : {&row.purchase_order, &row.sku, &words.transaction_type, &words.amount_type,
                                  &words.description, &words.reason, &words.origin})
    key.append(*text).append(1, '\0');
  const auto [known, added] = places_.try_emplace(std::move(key), open.size());
  if (added) {
    store::OpenRows rows;
    rows.record = report.id;
    rows.settlement = report.key.id;
    rows.purchase_order = row.purchase_order;
    rows.sku = row.sku;
    rows.state = row.state;
    rows.difference = row.difference;
    rows.words = words;
    rows.amount.currency = row.amount.currency;
    rows.posted = row.posted;
    open.push_back(std::move(rows));
  }
  store::OpenRows& rows = open[known->second];
  ++rows.count;
  rows.amount.amount = Decimal::from_units(rows.amount.amount.units() + row.amount.amount.units());
  rows.posted = std::min(rows.posted, row.posted);
}

Result<void> UnbookedTies::read(const store::RecordRow& row) {
  const auto record = store_.record(row.id);
  if (!record) return record.error();
  places_.clear();
  bool seen = false;
  if (rehearsal_ != nullptr) {
    auto rehearsed = rehearsal_->settle(*record, row.id, nullptr,
                                        [&](const store::SettlementRow& each, const store::RowWords& words) {
                                          seen = true;
                                          take(row, each, words);
                                        });
    if (!rehearsed) return rehearsed.error();
    for (store::Booking& booking : rehearsed->settled.bookings) {
      Tied& order = orders_[booking.purchase_order];
      booking.purchase_order.clear();
      order.booked.push_back({row.id, RecordKind::settlement, std::move(booking)});
    }
  }
  if (seen) return {};
  RawRows rows(*this, row);
  // Nothing more is known of what cannot be read; that it is not booked is told anyhow.
  if (const auto walked = source_.lines(*record, rows); !walked) return {};
  return {};
}

void UnbookedTies::add_to(store::TiedOrder& order) {
  auto found = orders_.find(order.purchase_order);
  if (found == orders_.end()) return;
  std::move(found->second.settled.begin(), found->second.settled.end(), std::back_inserter(order.settled));
  std::move(found->second.booked.begin(), found->second.booked.end(), std::back_inserter(order.booked));
  orders_.erase(found);
}

std::vector<store::TiedOrder> UnbookedTies::rest() {
  std::vector<store::TiedOrder> out;
  for (auto& [number, tied] : orders_)
    if (tied.decided) out.push_back({number, std::move(tied.booked), std::move(tied.settled)});
  orders_.clear();
  return out;
}

}  // namespace crosswalk::flow
