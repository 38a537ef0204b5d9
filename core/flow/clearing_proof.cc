#include "flow/clearing_proof.h"

#include <algorithm>

#include "flow/clearing_orders.h"
#include "flow/clearing_reports.h"
#include "flow/clearing_settled.h"
#include "flow/reconcile_deposits.h"
#include "flow/settle_visit.h"

namespace crosswalk::flow {
namespace {

class Prover {
 public:
  Prover(store::Store& store, const Source& source, const std::string& pair, Currency currency, Date at,
         Date books_start, const Ledger* ledger, ProofPatience patience)
      : store_(store),
        ledger_(ledger),
        pair_(pair),
        currency_(currency),
        patience_(patience),
        settled_(currency, at),
        orders_(currency, at),
        reports_(store, source, pair, {currency, at, books_start}) {
    proof_.at = at;
    for (Money* sum :
         {&proof_.books, &proof_.rows, &proof_.deposits, &proof_.difference, &proof_.unexplained})
      sum->currency = currency;
  }
  Result<ClearingProof> prove();

 private:
  Result<void> read_books();
  Result<void> read_unbooked();
  Result<void> read_orders();
  Result<void> read_rows();
  Result<void> read_deposits();
  Result<void> read_statement();
  void cause(std::string text, std::int64_t units, std::int64_t count);
  void add_faults(std::vector<ProofFault>& faults);
  Money money(std::int64_t units) const { return {Decimal::from_units(units), currency_}; }

  store::Store& store_;
  const Ledger* ledger_;
  const std::string& pair_;
  Currency currency_;
  ProofPatience patience_;
  SettledClearing settled_;
  OrdersClearing orders_;
  ClearingReports reports_;
  ClearingProof proof_;
  std::int64_t accrued_ = 0;  // of months, less what was taken back
  std::int64_t opening_ = 0;
  Date opened_ = DateSpan{}.to;
  std::int64_t rows_ = 0;
};

void Prover::cause(std::string text, std::int64_t units, std::int64_t count) {
  if (units == 0 && count == 0) return;
  proof_.causes.push_back({std::move(text), money(units), count, {}, false});
}

void Prover::add_faults(std::vector<ProofFault>& faults) {
  std::move(faults.begin(), faults.end(), std::back_inserter(proof_.faults));
  faults.clear();
}

Result<void> Prover::read_books() {
  auto walked =
      store_.each_record(pair_, [&](const store::RecordRow& row, const std::string&) -> Result<void> {
        reports_.add(row);
        return {};
      });
  if (!walked) return walked;
  const auto add = [&](const store::RecordRow& row, const Entries& entries) {
    if (entries.currency != currency_) return Result<void>{};
    if (row.key.kind == RecordKind::settlement)
      settled_.add(row, entries);
    else if (row.key.kind != RecordKind::opening)
      orders_.add(row, entries);
    for (const Entry& entry : entries.entries) {
      if (entry.date > proof_.at) continue;
      if (entry.role == EntryRole::accrued && entry.line_key == accrued_side)
        accrued_ += entry.amount.amount.units();
      else if (entry.counter() && row.key.kind == RecordKind::opening) {
        opening_ += entry.amount.amount.units();
        opened_ = std::min(opened_, entry.date);
      }
    }
    return Result<void>{};
  };
  walked = each_booked(store_, pair_, {}, add, ledger_);
  if (!walked) return walked;
  if (auto tied = settled_.tie(store_, pair_); !tied) return tied;
  add_faults(settled_.faults);
  proof_.books = money(settled_.books() - settled_.deposited() + orders_.books + accrued_ + opening_);
  return {};
}

// What a report says is owed, booked or not.
Result<void> Prover::read_unbooked() {
  auto unbooked = reports_.unbooked();
  if (!unbooked) return unbooked.error();
  for (const auto& [name, reason, rows] : *unbooked) {
    rows_ += rows.units;
    std::int64_t own = rows.units;
    for (const auto& [order, units] : rows.orders)
      if (orders_.post(order, units)) own -= units;
    std::string why = rows_over(rows.count, money(rows.units)) + ": " + reason;
    proof_.causes.push_back({"settlement " + name + " is not booked", money(-own), 0, std::move(why), true});
  }
  return {};
}

Result<void> Prover::read_orders() {
  auto walked = store_.each_tied_order(pair_, [&](const store::TiedOrder& order) -> Result<void> {
    orders_.tie(order);
    return {};
  });
  if (!walked) return walked;
  orders_.finish();
  add_faults(orders_.faults);
  proof_.items = std::move(orders_.items);
  cause("orders and refunds that are booked and not posted yet", orders_.open.units, orders_.open.count);
  cause("orders and refunds that are posted in part, or otherwise", orders_.other.units, orders_.other.count);
  return {};
}

Result<void> Prover::read_rows() {
  const auto sums = store_.row_sums(pair_, proof_.at);
  if (!sums) return sums.error();
  if (auto tied = reports_.tie_settlements(*sums); !tied) return tied;
  std::int64_t differences = 0;
  std::int64_t difference_count = 0;
  struct Open {
    std::string_view text;
    std::int64_t units = 0;
    std::int64_t count = 0;
  };
  std::array<Open, 4> open = {Open{"rows that wait for their order"}, Open{"rows that are held for a person"},
                              Open{"rows that a rule leaves out"},
                              Open{"rows that are in the opening balance"}};
  for (const auto& sum : *sums) {
    if (sum.amount.currency != currency_) continue;
    const std::int64_t units = sum.amount.amount.units();
    if (sum.difference) {
      if (sum.state != store::RowState::booked) continue;
      differences += units;
      difference_count += sum.count;
      continue;
    }
    rows_ += units;
    Open* of = nullptr;
    if (sum.state == store::RowState::waiting) of = &open[0];
    if (sum.state == store::RowState::held) of = &open[1];
    if (sum.state == store::RowState::skipped) of = &open[2];
    if (sum.state == store::RowState::tied && !sum.tied_to_order) of = &open[3];
    if (of == nullptr) continue;
    of->units -= units;
    of->count += sum.count;
  }
  proof_.rows = money(rows_);
  open[3].units += orders_.opening.units;
  open[3].count += orders_.opening.count;
  if (opening_ != 0) {
    open[3].text = "the opening balance, less its rows that have come";
    open[3].units += opening_;
  }
  for (const Open& of : open) cause(std::string(of.text), of.units, of.count);
  if (opening_ != 0 && open[3].units != 0 && proof_.at > opened_.plus_days(patience_.settle_days)) {
    proof_.causes.back().in_the_way = true;
    proof_.causes.back().remark =
        "still expected more than " + std::to_string(patience_.settle_days) + " days after " + opened_.text();
  }
  cause("accrued at a month's end and not settled yet", accrued_, 0);
  cause("differences that a rule has booked", differences, difference_count);
  cause("rows booked on another day than they were posted", settled_.moved(), 0);
  return {};
}

// What a bank line shows has left clearing also where the ledger's own bank feed books it.
Result<void> Prover::read_deposits() {
  auto deposits = store_.deposits(pair_, Date(), proof_.at);
  if (!deposits) return deposits.error();
  const auto transfers = store_.documents(pair_, DocumentKind::bank_transfer);
  if (!transfers) return transfers.error();
  const auto days = store_.booked_days(pair_);
  if (!days) return days.error();
  DepositTies ties(std::move(*deposits), *transfers);
  for (const auto& day : *days)  // early payouts are rows
    if (day.deposit && day.posted <= proof_.at)
      ties.take({day.amount.amount.negated(), day.amount.currency}, day.posted, patience_.deposit_days);
  std::int64_t outside = 0;
  std::vector<std::pair<ClearingReports::Payable, Money>> unseen;  // booked, and no bank line shows it
  for (const auto& each : reports_.payables()) {
    const auto booked = settled_.deposited(each.record);
    const Money expected = booked ? money(*booked) : each.amount;
    const bool shown = ties.take(expected, each.closed, patience_.deposit_days).has_value();
    if (shown && !booked) outside += expected.amount.units();
    if (!shown && booked && !ties.take_transfer(each.name, expected, each.closed))
      unseen.emplace_back(each, expected);
  }
  for (const auto& [each, booked] : unseen) {
    const auto other = ties.take_nearest(booked, each.closed, patience_.deposit_days);
    if (!other) continue;
    proof_.faults.push_back({"settlement " + each.name + ": its deposit is booked as " +
                                 booked.amount.text(2) + ", and the bank shows " +
                                 other->amount.amount.text(2) + " on " + other->date.text(),
                             money(other->amount.amount.units() - booked.amount.units())});
  }
  proof_.deposits = money(settled_.deposited() + outside);
  proof_.books = money(proof_.books.amount.units() - outside);
  proof_.rows = money(proof_.rows.amount.units() - settled_.deposited() - outside);
  return {};
}

Result<void> Prover::read_statement() {
  auto statement = reports_.statement();
  if (!statement) return statement.error();
  proof_.statement = std::move(*statement);
  add_faults(reports_.faults);
  std::stable_sort(proof_.faults.begin(), proof_.faults.end(), [](const ProofFault& a, const ProofFault& b) {
    return b.amount.amount.magnitude() < a.amount.amount.magnitude();
  });
  return {};
}

Result<ClearingProof> Prover::prove() {
  for (const auto step : {&Prover::read_books, &Prover::read_unbooked, &Prover::read_orders,
                          &Prover::read_rows, &Prover::read_deposits, &Prover::read_statement})
    if (auto done = (this->*step)(); !done) return done.error();
  const std::int64_t difference = proof_.books.amount.units() - proof_.rows.amount.units();
  proof_.difference = money(difference);
  std::int64_t explained = 0;
  for (const auto& each : proof_.causes) explained += each.amount.amount.units();
  proof_.unexplained = money(difference - explained);
  return std::move(proof_);
}

}  // namespace

Result<ClearingProof> prove_clearing(store::Store& store, const Source& source, const std::string& pair,
                                     Currency currency, Date at, Date books_start, const Ledger* ledger,
                                     ProofPatience patience) {
  return Prover(store, source, pair, currency, at, books_start, ledger, patience).prove();
}

}  // namespace crosswalk::flow
