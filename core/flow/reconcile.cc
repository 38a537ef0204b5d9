#include "flow/reconcile.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <unordered_map>

#include "flow/opening_balance.h"
#include "flow/reconcile_deposits.h"
#include "flow/reconcile_ledger.h"
#include "flow/reconcile_orders.h"
#include "flow/reconcile_report.h"
#include "flow/reconcile_unasked.h"
#include "flow/reconcile_unbooked.h"
#include "flow/report_head.h"
#include "flow/settlement_standing.h"

namespace crosswalk::flow {
namespace {

constexpr std::array finding_names = {"sale without order", "never settled",         "amount differs",
                                      "commission differs", "refund without return", "return without refund",
                                      "fee unknown",        "not in the ledger",     "ledger differs",
                                      "report not booked",  "payable differs",       "opening still expected",
                                      "deposit missing"};

void add_to(Money& sum, const Money& amount) {
  if (sum.currency.empty()) sum.currency = amount.currency;
  sum.amount = Decimal::from_units(sum.amount.units() + amount.amount.units());
}

class Reconciler {
 public:
  Reconciler(store::Store& store, const Source& source, const Ledger& ledger, ReconcileScope scope,
             Rehearsal* rehearsal)
      : store_(store),
        source_(source),
        ledger_(ledger),
        scope_(std::move(scope)),
        unbooked_(store, source, rehearsal) {}

  Result<Reconciliation> run();

 private:
  Result<void> read_rows();
  Result<std::vector<store::RecordRow>> chosen();
  Result<void> survey(const store::RecordRow& row);
  Result<void> tie_rows();
  Result<void> judge_payable(SettlementTie& tie);
  Result<void> tie_deposits();
  Result<void> tie_open_rows();
  Result<void> tie_opening();
  Result<void> tie_orders(std::set<std::int64_t> settlements);
  void rank();
  SettlementTie* tie_of(std::int64_t record);

  store::Store& store_;
  const Source& source_;
  const Ledger& ledger_;
  ReconcileScope scope_;
  UnbookedTies unbooked_;
  Reconciliation out_;
  std::vector<store::RowSum> sums_;
  std::vector<EarlyPayout> payouts_;
  // The first posted day of what was refunded of an order line, and the settlement that says so.
  std::unordered_map<std::string, std::pair<Date, std::string>> refunded_;
};

SettlementTie* Reconciler::tie_of(std::int64_t record) {
  for (auto& tie : out_.settlements)
    if (tie.record == record) return &tie;
  return nullptr;
}

// Of what is booked, and of what is not: also an order in a report that is kept back has settled.
Result<void> Reconciler::read_rows() {
  auto sums = store_.row_sums(scope_.pair, DateSpan().to);
  if (!sums) return sums.error();
  sums_ = std::move(*sums);
  const auto unbooked = unbooked_settlements(store_, scope_.pair);
  if (!unbooked) return unbooked.error();
  for (const auto& row : *unbooked)
    if (auto read = unbooked_.read(row); !read) return read;
  sums_.insert(sums_.end(), unbooked_.sums.begin(), unbooked_.sums.end());
  return {};
}

// The settlement that was asked for, or those with rows in the span, or whose report is of it.
Result<std::vector<store::RecordRow>> Reconciler::chosen() {
  std::vector<store::RecordRow> rows;
  if (!scope_.settlement.empty()) {
    store::RecordFilter filter;
    filter.pair = scope_.pair;
    filter.id = scope_.settlement;
    auto found = store_.records(filter);
    if (!found) return found.error();
    for (auto& row : *found)
      if (row.key.kind == RecordKind::settlement) rows.push_back(std::move(row));
    if (rows.empty())
      return fail(ErrorKind::not_found, "no settlement " + scope_.settlement + " was received for pair " +
                                            scope_.pair + "; its name is the report's date");
    return rows;
  }
  auto walked = store_.each_record(
      scope_.pair, [&](const store::RecordRow& row, const std::string& /*entries*/) -> Result<void> {
        if (row.key.kind != RecordKind::settlement) return {};
        const auto date = Date::parse(row.key.id);
        bool wanted = date && scope_.span.holds(*date);
        for (const auto& sum : sums_)
          wanted =
              wanted || (sum.record == row.id && sum.first <= scope_.span.to && sum.last >= scope_.span.from);
        if (wanted) rows.push_back(row);
        return {};
      });
  if (!walked) return walked.error();
  std::sort(rows.begin(), rows.end(),
            [](const store::RecordRow& a, const store::RecordRow& b) { return a.key.id < b.key.id; });
  return rows;
}

// Reads the report again: its period, its commissions, its payouts. What cannot be read was not booked.
Result<void> Reconciler::survey(const store::RecordRow& row) {
  SettlementTie tie;
  tie.record = row.id;
  tie.id = row.key.id;
  const auto visit = store_.settlement_visit(row.id);
  if (!visit) return visit.error();
  const auto record = store_.record(row.id);
  if (!record) return record.error();
  ReportSurvey survey(scope_);
  const auto read = source_.lines(*record, survey);
  if (read) {
    tie.from = survey.sums().from;
    tie.to = survey.sums().to;
    tie.settles = survey.sums().settles;
    tie.payable = survey.sums().payable;
    tie.rows = survey.rows();
    auto commissions = survey.commissions();
    if (!commissions) return commissions.error();
    for (auto& finding : *commissions) {
      finding.settlement = row.key.id;
      if (!scope_.settlement.empty() || scope_.span.holds(finding.since))
        out_.findings.push_back(std::move(finding));
    }
    for (const auto& [posted, amount] : survey.payouts()) payouts_.push_back({row.key.id, posted, amount});
    for (const auto& [line, posted] : survey.refunded()) {
      auto& known = refunded_.try_emplace(line, posted, row.key.id).first->second;
      known = std::min(known, {posted, row.key.id});
    }
  }
  if (!read || visit->done == 0) {
    Finding finding;
    finding.kind = FindingKind::report_not_booked;
    finding.settlement = row.key.id;
    finding.money = tie.payable;
    finding.since = tie.to;
    if (!read) finding.since = scope_.today;
    finding.text = "nothing of it is booked: " + (!read                ? read.error().text()
                                                  : row.reason.empty() ? std::string(name_of(row.state))
                                                                       : row.reason);
    out_.findings.push_back(std::move(finding));
  }
  for (Money* sum : {&tie.tied, &tie.opening, &tie.booked, &tie.open, &tie.skipped, &tie.unexplained})
    sum->currency = survey.currency();
  out_.settlements.push_back(std::move(tie));
  return {};
}

// What a settlement before it came to, less than nothing, the report takes off; what closed before the start
// is in the opening balance, and nobody is asked about it.
Result<void> Reconciler::judge_payable(SettlementTie& tie) {
  if (tie.unexplained.amount.is_zero()) return {};
  const auto none_booked = [&](const Finding& finding) {
    return finding.kind == FindingKind::report_not_booked && finding.settlement == tie.id;
  };
  const bool told = std::any_of(out_.findings.begin(), out_.findings.end(), none_booked);
  if (told || tie.to < scope_.books_start) return {};
  const auto brought = brought_forward(store_, source_, scope_.pair, tie.id);
  if (!brought) return brought.error();
  if (*brought && **brought == tie.unexplained) {
    tie.unexplained.amount = {};
    return {};
  }
  Finding finding;
  finding.kind = FindingKind::payable_differs;
  finding.settlement = tie.id;
  finding.money = tie.unexplained;
  finding.since = tie.to;
  finding.text = "it pays " + tie.payable.amount.text(2) + ", and what is known of its rows comes to " +
                 Decimal::from_units(tie.payable.amount.units() - tie.unexplained.amount.units()).text(2) +
                 "; compare the report in Seller Center, and restore the store if rows of it are gone";
  out_.findings.push_back(std::move(finding));
  return {};
}

Result<void> Reconciler::tie_rows() {
  for (auto& tie : out_.settlements) {
    tie.unexplained = tie.payable;
    for (const auto& sum : sums_) {
      if (sum.record != tie.record) continue;
      // What differs from an order is no money of the report; what differs from its total payable is.
      if (sum.difference && sum.tied_to_order) continue;
      tie.unexplained.amount =
          Decimal::from_units(tie.unexplained.amount.units() - sum.amount.amount.units());
      if (sum.state == store::RowState::tied) add_to(sum.tied_to_order ? tie.tied : tie.opening, sum.amount);
      if (sum.state == store::RowState::booked) add_to(tie.booked, sum.amount);
      if (sum.state == store::RowState::skipped) add_to(tie.skipped, sum.amount);
      if (sum.state == store::RowState::held || sum.state == store::RowState::waiting)
        add_to(tie.open, sum.amount);
    }
    if (auto judged = judge_payable(tie); !judged) return judged;
    auto posted = tie_settlement(store_, ledger_, tie);
    if (!posted) return posted.error();
    out_.documents += posted->documents;
    for (auto& finding : posted->findings) out_.findings.push_back(std::move(finding));
  }
  return {};
}

Result<void> Reconciler::tie_deposits() {
  if (out_.settlements.empty()) return {};
  std::set<std::string> asked;
  std::set<std::int64_t> records;
  Date last;
  for (const auto& tie : out_.settlements) {
    asked.insert(tie.id);
    records.insert(tie.record);
    last = std::max(last, tie.to);
  }
  auto unasked = unasked_settlements(store_, source_, scope_.pair, records, last);
  if (!unasked) return unasked.error();
  payouts_.insert(payouts_.end(), unasked->payouts.begin(), unasked->payouts.end());
  auto deposits = store_.deposits(scope_.pair, Date(), DateSpan().to);
  if (!deposits) return deposits.error();
  const auto transfers = store_.documents(scope_.pair, DocumentKind::bank_transfer);
  if (!transfers) return transfers.error();
  DepositTies ties(std::move(*deposits), *transfers);
  std::vector<SettlementTie*> in_order;
  for (auto* each : {&out_.settlements, &unasked->ties})
    for (auto& tie : *each) in_order.push_back(&tie);
  const auto tell = [&](const std::string& settlement, std::optional<Finding> finding) {
    if (finding && asked.count(settlement) != 0) out_.findings.push_back(std::move(*finding));
  };
  std::stable_sort(payouts_.begin(), payouts_.end(),
                   [](const EarlyPayout& a, const EarlyPayout& b) { return a.posted < b.posted; });
  for (const EarlyPayout& each : payouts_)
    tell(each.settlement, tie_payout(scope_, ties, each.settlement, each.posted, each.amount));
  std::stable_sort(in_order.begin(), in_order.end(), [](const auto* a, const auto* b) {
    return std::tie(a->to, a->id) < std::tie(b->to, b->id);
  });
  for (SettlementTie* tie : in_order) tell(tie->id, tie_deposit(scope_, ties, *tie));
  return {};
}

Result<void> Reconciler::tie_open_rows() {
  auto open = store_.open_rows(scope_.pair);
  if (!open) return open.error();
  open->insert(open->end(), unbooked_.open.begin(), unbooked_.open.end());
  for (const auto& rows : *open) {
    if (rows.difference && !rows.purchase_order.empty()) continue;  // its order line shows it
    if (scope_.settlement.empty() ? !scope_.span.holds(rows.posted) : tie_of(rows.record) == nullptr)
      continue;
    Finding finding;
    const bool waits = rows.state == store::RowState::waiting;
    finding.kind = waits             ? FindingKind::sale_without_order
                   : rows.difference ? FindingKind::amount_differs
                                     : FindingKind::fee_unknown;
    finding.purchase_order = rows.purchase_order;
    finding.sku = rows.sku;
    finding.settlement = rows.settlement;
    finding.money = rows.amount;
    finding.since = rows.posted;
    for (const std::string* part :
         {&rows.words.transaction_type, &rows.words.amount_type, &rows.words.description})
      if (!part->empty()) finding.text += (finding.text.empty() ? "" : " / ") + *part;
    finding.text += ": " + rows.words.reason;
    if (!rows.words.origin.empty()) finding.text += " [" + rows.words.origin + "]";
    out_.findings.push_back(std::move(finding));
  }
  return {};
}

void Reconciler::rank() {
  for (Finding& finding : out_.findings)
    finding.age = std::max(0, scope_.today.days() - finding.since.days());
  std::sort(out_.findings.begin(), out_.findings.end(), [](const Finding& a, const Finding& b) {
    const Decimal of_a = a.money.amount.magnitude();
    const Decimal of_b = b.money.amount.magnitude();
    return std::tie(of_b, b.age, a.kind, a.settlement, a.purchase_order, a.sku, a.text) <
           std::tie(of_a, a.age, b.kind, b.settlement, b.purchase_order, b.sku, b.text);
  });
}

Result<void> Reconciler::tie_opening() {
  const Date start = scope_.books_start;
  if (!scope_.settlement.empty() || !scope_.span.holds(start) ||
      scope_.today <= start.plus_days(scope_.settle_days))
    return {};
  const auto opening = opening_standing(store_, scope_.pair);
  if (!opening) return opening.error();
  if (!*opening || (*opening)->expected.amount.is_zero()) return {};
  Finding finding;
  finding.kind = FindingKind::opening_expected;
  finding.money = (*opening)->expected;
  finding.since = start;
  finding.text = "of the opening balance of " + (*opening)->booked.text() + " settled " +
                 (*opening)->settled.text() + "; see that it was right, or what of it never comes";
  out_.findings.push_back(std::move(finding));
  return {};
}

Result<void> Reconciler::tie_orders(std::set<std::int64_t> settlements) {
  OrderTies orders(scope_, std::move(settlements));
  auto walked = store_.each_tied_order(scope_.pair, [&](const store::TiedOrder& order) -> Result<void> {
    if (unbooked_.names(order.purchase_order)) {
      store::TiedOrder more = order;
      unbooked_.add_to(more);
      orders.add(more);
    } else {
      orders.add(order);
    }
    return {};
  });
  if (!walked) return walked.error();
  for (const auto& order : unbooked_.rest()) orders.add(order);
  out_.order_lines = orders.order_lines;
  out_.tied_out = orders.tied_out;
  for (auto& finding : orders.findings) {
    if (finding.kind == FindingKind::refund_without_return)
      if (const auto known = refunded_.find(order_line_key(finding.purchase_order, finding.sku));
          known != refunded_.end())
        std::tie(finding.since, finding.settlement) = known->second;
    out_.findings.push_back(std::move(finding));
  }
  auto ledger = tie_to_ledger(store_, scope_, orders.unsettled);
  if (!ledger) return ledger.error();
  out_.documents += ledger->documents;
  for (auto& finding : ledger->findings) out_.findings.push_back(std::move(finding));
  return {};
}

Result<Reconciliation> Reconciler::run() {
  if (auto read = read_rows(); !read) return read.error();
  const auto rows = chosen();
  if (!rows) return rows.error();
  std::set<std::int64_t> records;
  for (const auto& row : *rows) {
    if (auto read = survey(row); !read) return read.error();
    records.insert(row.id);
  }
  if (!scope_.settlement.empty()) scope_.span = {out_.settlements.front().from, out_.settlements.front().to};
  out_.span = scope_.span;
  if (auto done = tie_rows(); !done) return done.error();
  if (auto done = tie_deposits(); !done) return done.error();
  if (auto done = tie_open_rows(); !done) return done.error();
  if (auto done = tie_opening(); !done) return done.error();
  if (auto done = tie_orders(std::move(records)); !done) return done.error();
  rank();
  return std::move(out_);
}

}  // namespace

std::string_view name_of(FindingKind kind) {
  return finding_names.at(static_cast<std::size_t>(kind));
}

Result<Reconciliation> reconcile(store::Store& store, const Source& source, const Ledger& ledger,
                                 const ReconcileScope& scope, Rehearsal* rehearsal) {
  return Reconciler(store, source, ledger, scope, rehearsal).run();
}

}  // namespace crosswalk::flow
