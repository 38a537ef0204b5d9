#include "flow/settle_rows.h"

#include <algorithm>
#include <array>

#include "flow/bookings.h"
#include "flow/opening_balance.h"
#include "flow/order_of_row.h"
#include "flow/row_class.h"
#include "flow/settle_difference.h"
#include "flow/settlement_months.h"
#include "flow/vet.h"

namespace crosswalk::flow {
namespace {

using store::BookingSide;
using store::OrderStanding;
using store::RowState;
using store::RowWords;
using store::SettlementRow;

constexpr std::size_t most_words = 10'000;   // that are remembered, so that equal ones are stored once
constexpr std::size_t most_remarks = 100;    // of rules, in one visit
constexpr std::size_t most_awaited = 1'000;  // orders that are told; when they have come, the rest is
constexpr std::array goods = {"product", "discount"};
constexpr std::string_view in_opening = "before the books start: it is in the opening balance";

RowWords words_of(const Line& line) {
  RowWords words;
  words.transaction_type = line.transaction_type;
  words.amount_type = line.amount_type;
  words.description = line.charge_name;
  return words;
}

std::string described(const Line& line) {
  std::string text(line.line_class == LineClass::tax && !line.tax_name.empty() ? line.tax_name
                                                                               : line.charge_name);
  if (text.empty()) text = line.amount_type;
  return text.empty() ? std::string(name_of(line.line_class)) : text;
}

}  // namespace

SettleRows::SettleRows(rules::Mapper& mapper, const RecordFacts& facts, SettleGrounds grounds)
    : mapper_(mapper),
      facts_(facts),
      grounds_(std::move(grounds)),
      entries_(facts.currency),
      document_(facts.currency) {}

int SettleRows::number_of(RowWords words) {
  std::string key;
  for (const std::string* text : {&words.transaction_type, &words.amount_type, &words.description,
                                  &words.reason, &words.origin, &words.account, &words.account_at})
    key.append(*text).append(1, '\0');
  if (numbers_.size() >= most_words) numbers_.clear();
  const auto [known, added] =
      numbers_.try_emplace(std::move(key), first_word_ + static_cast<int>(words_.size()));
  if (added) words_.push_back(std::move(words));
  return known->second;
}

// Whether a return or an order has booked the refund that the row is of. One answer for all rows of an event.
bool SettleRows::refund_is_booked(const Line& line, const OrderStanding& order) {
  const std::string sku = folded_sku(line.sku);
  std::string event(line.purchase_order);
  event.append(1, '\0').append(sku).append(1, '\0').append(line.transaction_key);
  const auto [known, added] = refund_events_.try_emplace(std::move(event), false);
  if (!added) return known->second;
  const auto left = [&](std::string_view charge) {
    return booked_of(order.bookings, sku, charge, {BookingSide::refund, BookingSide::informed_refund}) -
           booked_of(order.settled, sku, charge, {BookingSide::refund});
  };
  std::int64_t of_goods = 0;
  for (const auto* charge : goods) of_goods += left(charge);
  of_goods -= booked_of(order.settled, sku, "goods", {BookingSide::refund});
  known->second = of_goods < 0 || left("shipping") < 0;
  return known->second;
}

// A restocking fee that a return has booked as kept.
bool SettleRows::kept_fee_is_booked(const Line& line, const OrderStanding& order) {
  if (!is_kept_fee(line)) return false;
  const std::string sku = folded_sku(line.sku);
  return booked_of(order.bookings, sku, "fee", {BookingSide::refund, BookingSide::informed_refund}) -
             booked_of(order.settled, sku, "fee", {BookingSide::refund}) >=
         line.amount.amount.units();
}

SettleRows::Way SettleRows::way_of(const Line& line, const OrderStanding* order) {
  const bool early = line.date < grounds_.books_start;
  if (order == nullptr) return early ? Way::opening : Way::ask;
  const bool left_out = order->state == RecordState::skipped || order->state == RecordState::booked;
  if (!has_sale(*order) && !left_out) return early ? Way::opening : Way::wait;
  // Of an order that was left out, or books none of it, all of the row is a difference.
  if (is_sale(line)) {
    if (!grounds_.accounts.opening.empty() && is_before_start(line, *order)) return Way::opening;
    return has(*order, BookingSide::informed_sale) ? Way::reuse : Way::tie;
  }
  const Way told = has(*order, BookingSide::informed_refund) ? Way::reuse : Way::tie;
  if (is_refund(line)) {
    if (!has_sale(*order)) return Way::tie;
    if (refund_is_booked(line, *order)) return told;
    return early ? Way::opening : Way::refund;
  }
  if (kept_fee_is_booked(line, *order)) return told;
  return early ? Way::opening : Way::ask;
}

Result<SettlementRow> SettleRows::decide(Line& line, OrderStanding* order) {
  SettlementRow row;
  row.row = line.row;
  row.purchase_order = line.purchase_order;
  row.sku = folded_sku(line.sku);
  row.charge = charge_of(line);
  row.amount = line.amount;
  row.quantity = line.quantity;
  row.posted = line.date;
  RowWords words = words_of(line);
  if (auto gone = go(way_of(line, order), line, order, row, words); !gone) return gone.error();
  row.words = number_of(std::move(words));
  return row;
}

Result<void> SettleRows::go(Way way, Line& line, OrderStanding* order, SettlementRow& row, RowWords& words) {
  const BookingSide side = is_refund(line) || is_kept_fee(line) ? BookingSide::refund : BookingSide::sale;
  switch (way) {
    case Way::opening:
      if (!grounds_.accounts.opening.empty() && !grounds_.accounts.opening_balance)
        return open(line, row, words);
      row.state = RowState::tied;
      words.reason = in_opening;
      return {};
    case Way::wait:
      row.state = RowState::waiting;
      words.reason = absence_of(*order);
      if (awaited_.size() < most_awaited) awaited_.insert(order->purchase_order);
      return {};
    case Way::tie:
      row.state = RowState::tied;
      row.side = side;
      row.tied = line.amount.amount;
      order->settled.push_back(
          {row.purchase_order, row.sku, side, row.charge, TaxClass::none, line.amount, line.quantity});
      // Where nothing is owed, nobody needs to know what settled when.
      return side == BookingSide::sale && has(*order, BookingSide::owed)
                 ? add_sale(line.purchase_order, line.date, row.tied)
                 : Result<void>{};
    case Way::reuse:
      row.side = side;
      if (auto reused = reuse(line, *order, row, words); !reused) return reused;
      if (row.state == RowState::booked) row.tied = line.amount.amount;
      order->settled.push_back(
          {row.purchase_order, row.sku, side, row.charge, TaxClass::none, line.amount, line.quantity});
      return {};
    case Way::refund:
      if (auto asked = ask_refund(line, *order, row, words); !asked) return asked;
      break;
    case Way::ask:
      if (auto asked = ask(line, false, row, words); !asked) return asked;
      if (order == nullptr || !is_kept_fee(line)) return {};
      break;
  }
  if (row.state == RowState::booked)
    add_booking(bookings_, line, BookingSide::settled_refund, line.purchase_order);
  return {};
}

Result<void> SettleRows::ask_refund(Line& line, const OrderStanding& order, SettlementRow& row,
                                    RowWords& words) {
  if (line.line_class == LineClass::tax && line.tax_class == TaxClass::none)
    for (const store::Booking& booking : order.bookings)
      if (booking.charge == "tax" && (booking.sku == row.sku || line.tax_class == TaxClass::none))
        line.tax_class = booking.tax_class;
  return ask(line, true, row, words);
}

Result<void> SettleRows::add_sale(std::string_view order, Date posted, Decimal amount) {
  Decimal& sum = sales_[std::string(order)][posted];
  const auto more = add(sum, amount);
  if (!more) return more.error();
  sum = *more;
  return {};
}

Result<Informed*> SettleRows::informed_of(const OrderStanding& order) {
  const auto known = informed_.find(order.purchase_order);
  if (known != informed_.end()) return &known->second;
  auto read = Informed::of(order);
  if (!read) return read.error();
  return &informed_.emplace(order.purchase_order, std::move(*read)).first->second;
}

// Booked as its order or its return said it would be; a sale on the day it shipped, a refund on its posted
// day. What neither of them tells of, the rules are asked about.
Result<void> SettleRows::reuse(Line& line, OrderStanding& order, SettlementRow& row, RowWords& words) {
  auto informed = informed_of(order);
  if (!informed) return informed.error();
  const bool refund = *row.side == BookingSide::refund;
  const Entry* like = refund ? (*informed)->refund(line) : (*informed)->sale(line, order);
  if (line.line_class == LineClass::tax)
    line.tax_class = like != nullptr ? like->tax_class : (*informed)->tax_class(line.sku);
  if (like == nullptr) return ask(line, false, row, words);
  Placing placing{like->answers, like->version, refund ? line.date : like->date, false, {}};
  placing.answers.date = {};
  if (refund && !order.accrued.empty()) refunded_.add(line);
  if (refund && !like->goods_back) placing.answers.item = {};
  if (!placing.answers.item.value.empty()) placing.description = like->description;
  return book(line, std::move(placing), row, words);
}

// No rule is asked.
SettleRows::Placing SettleRows::by_setting(const std::string& account, std::string_view setting,
                                           std::string description) const {
  const Origin said{std::string(setting), 0};
  Placing placing;
  placing.answers.account = {account, said};
  placing.answers.tax = {grounds_.accounts.no_tax, said};
  placing.description = std::move(description);
  return placing;
}

// What happened before the books start, on the account that holds it.
Result<void> SettleRows::open(const Line& line, SettlementRow& row, RowWords& words) {
  Placing placing = by_setting(grounds_.accounts.opening, opening_setting, "opening balance");
  placing.date = std::max(line.date, grounds_.books_start);
  // Also a payout: the money has moved already, by the opening balance of the bank.
  Line opened = line;
  opened.line_class = LineClass::other;
  row.charge = charge_of(opened);
  return book(opened, std::move(placing), row, words);
}

Result<void> SettleRows::place_difference(const Line& line, SettlementRow& row, RowWords& words) {
  if (!is_rounding(line.amount, grounds_.accounts)) return ask(line, false, row, words);
  Placing placing = by_setting(grounds_.accounts.rounding, rounding_setting, "rounding: " + described(line));
  placing.date = line.date;
  return book(line, std::move(placing), row, words);
}

Result<SettlementRow> SettleRows::difference(SettlementRow row) {
  const BookingSide side = row.side.value_or(BookingSide::sale);
  const Line line = line_of_difference(row);
  row.quantity = {};
  RowWords words = words_of(line);
  if (auto placed = place_difference(line, row, words); !placed) return placed.error();
  if (row.state == RowState::booked || row.state == RowState::skipped)
    row.tied = line.amount.amount.negated();
  if (side == BookingSide::sale && !line.purchase_order.empty())
    if (auto added = add_sale(line.purchase_order, line.date, row.tied); !added) return added.error();
  row.words = number_of(std::move(words));
  return row;
}

Result<SettlementRow> SettleRows::again(Line& line, OrderStanding* order, const store::BookedRow& booked) {
  kept_day_ = booked.row.day == Date() ? booked.row.posted : booked.row.day;
  if (booked.row.difference) return difference(booked.row);
  SettlementRow row = booked.row;
  RowWords words = words_of(line);
  // What it was booked as stays, whatever has come since.
  Result<void> done;
  if (booked.account_at == opening_setting) {
    done = open(line, row, words);
  } else if (row.side && order != nullptr) {
    done = reuse(line, *order, row, words);
    order->settled.push_back(
        {row.purchase_order, row.sku, *row.side, row.charge, TaxClass::none, row.amount, row.quantity});
  } else if (is_refund(line) && order != nullptr) {
    done = ask_refund(line, *order, row, words);
  } else {
    done = ask(line, false, row, words);
  }
  if (!done) return done.error();
  row.words = number_of(std::move(words));
  return row;
}

Result<void> SettleRows::ask(const Line& line, bool as_refund, SettlementRow& row, RowWords& words) {
  const Mapping& mapping = mapper_.map(facts_, {&line, 1});
  for (const Remark& remark : mapping.remarks)
    if (remarks_.size() < most_remarks) remarks_.push_back(remark.text + " (" + remark.origin.text() + ")");
  if (mapping.verdict != Verdict::book) {
    row.state = mapping.verdict == Verdict::hold ? RowState::held : RowState::skipped;
    words.reason = mapping.reason;
    words.origin = mapping.origin.text();
    return {};
  }
  if (mapping.lines.size() != 1) {
    row.state = RowState::held;
    words.reason = "the rules answered for another number of lines than they were asked about";
    return {};
  }
  Placing placing{mapping.lines.front(), mapping.version, line.date, as_refund, {}};
  if (const auto said = Date::parse(placing.answers.date.value); said) placing.date = *said;
  if (auto booked = book(line, std::move(placing), row, words); !booked) return booked;
  if (row.state != RowState::booked) return {};
  if (contact_.value.empty()) {
    contact_ = mapping.contact;
    customers_ = mapping.customers;
  }
  // A settlement is about every buyer.
  if (contact_.value == per_buyer) contact_.value = facts_.channel;
  if (reference_.empty()) reference_ = mapping.reference.value;
  return {};
}

Date SettleRows::open_day(Date day) const {
  const bool locked = grounds_.locked_until && day <= *grounds_.locked_until;
  return locked ? grounds_.locked_until->plus_days(1) : day;
}

Result<void> SettleRows::book(const Line& line, Placing placing, SettlementRow& row, RowWords& words) {
  const bool in_document = grounds_.posting == Posting::settlement && line.line_class != LineClass::deposit;
  const bool credits = placing.as_refund && !in_document;
  Entry entry;
  entry.line_key = key_of(line);
  entry.line_class = line.line_class;
  entry.tax_class = line.tax_class;
  entry.state = UnitState::shipped;
  entry.answers = std::move(placing.answers);
  entry.version = std::move(placing.version);
  entry.amount = line.amount.negated();
  const bool counts = credits || !entry.answers.item.value.empty();
  entry.quantity = counts ? line.quantity : Decimal::whole(1);
  entry.description = entry.answers.description.value;
  if (entry.description.empty()) entry.description = std::move(placing.description);
  if (entry.description.empty()) entry.description = described(line);
  entry.date = placing.date;
  const auto hold = [&](std::string reason, std::string origin) {
    row.state = RowState::held;
    words.reason = std::move(reason);
    words.origin = std::move(origin);
    return Result<void>{};
  };
  if (entry.date < grounds_.books_start && !kept_day_)
    return hold("the accounting date " + entry.date.text() + " is before the books start on " +
                    grounds_.books_start.text(),
                entry.answers.date.origin.text());
  if (credits) {
    entry.refund = line.refund.empty() ? line.transaction_key : line.refund;
    entry.purchase_order = line.purchase_order;
    entry.sku = line.sku;
  }
  if (const Date open = kept_day_ ? *kept_day_ : open_day(entry.date); open != entry.date) {
    entry.description += ", of " + entry.date.text() + ", a locked day";
    entry.date = open;
  }
  if (entry.date != line.date) row.day = entry.date;
  if (grounds_.reference != nullptr) {
    Entries lone;
    lone.currency = facts_.currency;
    lone.entries.push_back(entry);
    if (auto objection = vet(lone, {}, *grounds_.reference))
      return hold(std::move(objection->reason), std::move(objection->origin));
  }
  row.state = RowState::booked;
  words.account = entry.answers.account.value;
  words.account_at = entry.answers.account.origin.text();
  if (!in_document) return entries_.add(std::move(entry));
  entry.date = document_day(entry.date, facts_.sums.to);
  return document_.add(std::move(entry));
}

}  // namespace crosswalk::flow
