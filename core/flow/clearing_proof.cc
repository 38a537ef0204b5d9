#include "flow/clearing_proof.h"

#include <algorithm>
#include <unordered_map>

namespace crosswalk::flow {
namespace {

// Ends a walk once a record's facts are known.
class FactsOnly final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& facts) override {
    sums = facts.sums;
    sums.doubt = {};
    known = true;
    return {};
  }
  Result<void> line(const Line& /*line*/) override {
    return fail(ErrorKind::stopped, "only what the report says in sum is asked for");
  }
  Sums sums;
  bool known = false;
};

// Whether rows of that side are booked by their settlement, because the order or its return only informs.
bool books_itself(const store::TiedOrder& order, store::BookingSide side) {
  const auto informed = side == store::BookingSide::refund ? store::BookingSide::informed_refund
                                                           : store::BookingSide::informed_sale;
  return std::any_of(order.booked.begin(), order.booked.end(), [informed](const store::BookedCharge& charge) {
    return charge.booking.side == informed;
  });
}

class Prover {
 public:
  Prover(store::Store& store, const Source& source, const std::string& pair, Currency currency, Date at)
      : store_(store), source_(source), pair_(pair), currency_(currency) {
    proof_.at = at;
    for (Money* sum :
         {&proof_.books, &proof_.rows, &proof_.deposits, &proof_.difference, &proof_.unexplained})
      sum->currency = currency;
  }
  Result<ClearingProof> prove();

 private:
  struct Order {
    std::int64_t books = 0;
    std::int64_t rows = 0;
    bool posted = false;
  };
  Result<void> read_books();
  Result<void> read_rows();
  Result<void> read_orders();
  Result<void> read_deposits();
  Result<void> read_statement();
  Result<Sums> facts_of(std::int64_t record);
  Result<Date> opened_on(Date statement);
  void cause(std::string text, std::int64_t units, std::int64_t count);
  Money money(std::int64_t units) const { return {Decimal::from_units(units), currency_}; }

  store::Store& store_;
  const Source& source_;
  const std::string& pair_;
  Currency currency_;
  ClearingProof proof_;
  std::unordered_map<std::string, Order> orders_;
  std::int64_t settled_books_ = 0;  // what settlements have booked themselves
  std::int64_t booked_rows_ = 0;    // rows that they say they have booked
  std::int64_t paid_out_ = 0;       // what their deposits have taken from clearing: negative
  std::int64_t deposits_ = 0;
  std::int64_t accrued_ = 0;  // of months, less what was taken back
  std::int64_t opening_ = 0;
  std::vector<std::pair<std::string, std::int64_t>> settlements_;  // report date, record
  std::vector<std::pair<std::string, std::int64_t>> statements_;
};

void Prover::cause(std::string text, std::int64_t units, std::int64_t count) {
  if (units == 0 && count == 0) return;
  proof_.causes.push_back({std::move(text), money(units), count});
}

Result<void> Prover::read_books() {
  auto listed = store_.each_record(
      pair_, [&](const store::RecordRow& row, const std::string& /*entries*/) -> Result<void> {
        if (row.key.kind == RecordKind::settlement) settlements_.emplace_back(row.key.id, row.id);
        if (row.key.kind == RecordKind::statement) statements_.emplace_back(row.key.id, row.id);
        return {};
      });
  if (!listed) return listed;
  std::sort(settlements_.begin(), settlements_.end());
  std::sort(statements_.begin(), statements_.end());
  std::int64_t books = 0;
  auto walked = each_booked(
      store_, pair_, {Date(), proof_.at},
      [&](const store::RecordRow& row, const Entries& entries) -> Result<void> {
        if (entries.currency != currency_) return {};
        for (const Entry& entry : entries.entries) {
          if (entry.role == EntryRole::moved && entry.line_class == LineClass::deposit) {
            paid_out_ -= entry.amount.amount.units();
            ++deposits_;
          }
          const bool accrued = entry.role == EntryRole::accrued && entry.line_key == accrued_side;
          if (!entry.counter() && !accrued) continue;
          const std::int64_t units = entry.amount.amount.units();
          books += units;
          if (accrued)
            accrued_ += units;
          else if (row.key.kind == RecordKind::opening)
            opening_ += units;
          else if (row.key.kind == RecordKind::settlement)
            settled_books_ += units;
          else
            orders_[entry.purchase_order.empty() ? row.key.id : entry.purchase_order].books += units;
        }
        return {};
      });
  if (!walked) return walked;
  proof_.books = money(books);
  return {};
}

Result<void> Prover::read_rows() {
  const auto sums = store_.row_sums(pair_, proof_.at);
  if (!sums) return sums.error();
  std::int64_t rows = 0;
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
    rows += units;
    Open* of = nullptr;
    if (sum.state == store::RowState::waiting) of = &open[0];
    if (sum.state == store::RowState::held) of = &open[1];
    if (sum.state == store::RowState::skipped) of = &open[2];
    if (sum.state == store::RowState::tied && !sum.tied_to_order) of = &open[3];
    if (sum.state == store::RowState::booked) booked_rows_ += units;
    if (of == nullptr) continue;
    of->units -= units;
    of->count += sum.count;
  }
  proof_.rows = money(rows);
  if (opening_ != 0) {
    open[3].text = "the opening balance, less its rows that have come";
    open[3].units += opening_;
  }
  for (const Open& of : open) cause(std::string(of.text), of.units, of.count);
  cause("accrued at a month's end and not settled yet", accrued_, 0);
  cause("differences that a rule has booked", differences, difference_count);
  cause("deposits that are booked", paid_out_, deposits_);
  cause("rows booked on another day than they were posted",
        settled_books_ - paid_out_ - booked_rows_ - differences, 0);
  return {};
}

Result<void> Prover::read_orders() {
  auto walked = store_.each_tied_order(pair_, [&](const store::TiedOrder& order) -> Result<void> {
    for (const auto& row : order.settled) {
      if (row.difference || row.posted > proof_.at || row.amount.currency != currency_) continue;
      if (books_itself(order, row.side)) continue;
      Order& known = orders_[order.purchase_order];
      known.rows += row.amount.amount.units();
      known.posted = true;
    }
    return {};
  });
  if (!walked) return walked;
  std::int64_t open = 0;
  std::int64_t open_count = 0;
  std::int64_t other = 0;
  std::int64_t other_count = 0;
  for (const auto& [number, order] : orders_) {
    if (order.books == order.rows) continue;
    (order.posted ? other : open) += order.books - order.rows;
    ++(order.posted ? other_count : open_count);
    proof_.items.push_back({number, money(order.books), money(order.rows)});
  }
  std::sort(proof_.items.begin(), proof_.items.end(), [](const ProofItem& a, const ProofItem& b) {
    const auto of_a = Decimal::from_units(a.books.amount.units() - a.rows.amount.units()).magnitude();
    const auto of_b = Decimal::from_units(b.books.amount.units() - b.rows.amount.units()).magnitude();
    return of_a != of_b ? of_a > of_b : a.purchase_order < b.purchase_order;
  });
  cause("orders and refunds that are booked and not posted yet", open, open_count);
  cause("orders and refunds that are posted in part, or otherwise", other, other_count);
  return {};
}

Result<void> Prover::read_deposits() {
  const auto deposits = store_.deposits(pair_, Date(), proof_.at);
  if (!deposits) return deposits.error();
  std::int64_t units = 0;
  for (const auto& deposit : *deposits)
    if (deposit.amount.currency == currency_) units += deposit.amount.amount.units();
  proof_.deposits = money(units);
  return {};
}

Result<Sums> Prover::facts_of(std::int64_t record) {
  const auto read = store_.record(record);
  if (!read) return read.error();
  FactsOnly sink;
  const auto walked = source_.lines(*read, sink);
  if (!walked && !sink.known) return walked.error();
  return sink.sums;
}

// The first day that no report covers which had closed before the statement.
Result<Date> Prover::opened_on(Date statement) {
  for (auto report = settlements_.rbegin(); report != settlements_.rend(); ++report) {
    const auto sums = facts_of(report->second);
    if (!sums) return sums.error();
    if (sums->to < statement) return sums->to.plus_days(1);
  }
  return Date();
}

Result<void> Prover::read_statement() {
  std::optional<Sums> found;
  StatementTie tie;
  for (auto statement = statements_.rbegin(); statement != statements_.rend() && !found; ++statement) {
    const auto sums = facts_of(statement->second);
    if (!sums) return sums.error();
    if (sums->to > proof_.at || sums->closing.currency != currency_) continue;
    found = *sums;
    tie.id = statement->first;
  }
  if (!found) return {};
  tie.at = found->to;
  tie.opening = found->opening;
  tie.paid = found->paid;
  tie.closing = found->closing;
  const auto from = opened_on(tie.at);
  if (!from) return from.error();
  tie.from = *from;
  std::int64_t movements = 0;
  Date newest;
  for (const auto& [until, sign] : {std::pair{tie.at, 1}, std::pair{tie.from.plus_days(-1), -1}}) {
    const auto sums = store_.row_sums(pair_, until);
    if (!sums) return sums.error();
    for (const auto& sum : *sums) {
      if (sum.difference || sum.amount.currency != currency_) continue;
      movements += sign * sum.amount.amount.units();
      newest = std::max(newest, sum.last);
    }
  }
  tie.movements = money(movements);
  tie.difference =
      money(tie.closing.amount.units() - tie.opening.amount.units() - movements + tie.paid.amount.units());
  if (!tie.difference.amount.is_zero())
    tie.cause = newest < tie.from ? "the report of the period from " + tie.from.text() +
                                        " on was not received yet; ask again when it was"
                                  : "no row explains it; compare the statement in Seller Center";
  proof_.statement = std::move(tie);
  return {};
}

Result<ClearingProof> Prover::prove() {
  for (const auto step : {&Prover::read_books, &Prover::read_orders, &Prover::read_rows,
                          &Prover::read_deposits, &Prover::read_statement})
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
                                     Currency currency, Date at) {
  return Prover(store, source, pair, currency, at).prove();
}

}  // namespace crosswalk::flow
