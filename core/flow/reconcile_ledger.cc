#include "flow/reconcile_ledger.h"

#include <algorithm>
#include <set>

#include "flow/reconcile_documents.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

// Walks the orders and returns.
class Walk {
 public:
  Walk(store::Store& store, const ReconcileScope& scope,
       const std::unordered_map<std::string, std::vector<Unsettled>>& unsettled)
      : store_(store), scope_(scope), unsettled_(unsettled) {}

  Result<void> record(const store::RecordRow& row, const std::string& text) {
    if (text.empty() || row.key.kind == RecordKind::settlement) return {};
    const auto entries = read_entries(text);
    if (!entries) return entries.error();
    Date first = DateSpan{}.to;
    bool in_span = false;
    for (const Entry& entry : entries->entries) {
      if (entry.state == UnitState::cancelled) continue;
      in_span = in_span || scope_.span.holds(entry.date);
      if (entry.state == UnitState::shipped) first = std::min(first, entry.date);
    }
    if (!in_span) return {};
    if (is_ours(row.key.kind)) {
      auto posted = look_at_documents(row);
      return posted ? Result<void>() : posted.error();
    }
    age(row, *entries, first);
    if (entries->informs()) return {};  // its settlements have the documents
    return hold_against_documents(row, *entries, first);
  }
  LedgerTies take() { return std::move(ties_); }

 private:
  // Findings of what is in `unsettled` of this record, once patience ends.
  void age(const store::RecordRow& row, const Entries& entries, Date first) {
    const bool is_order = row.key.kind == RecordKind::order;
    std::vector<std::string> orders = {is_order ? row.key.id : ""};
    for (const Entry& entry : entries.entries)
      if (!entry.purchase_order.empty() &&
          std::find(orders.begin(), orders.end(), entry.purchase_order) == orders.end())
        orders.push_back(entry.purchase_order);
    for (const auto& order : orders) {
      const auto found = unsettled_.find(order);
      if (found == unsettled_.end()) continue;
      for (const Unsettled& open : found->second) {
        const bool own = open.refund ? std::any_of(entries.entries.begin(), entries.entries.end(),
                                                   [](const Entry& entry) { return !entry.refund.empty(); })
                                     : is_order;
        if (!own || scope_.today.days() - first.days() <= scope_.settle_days) continue;
        if (!told_.insert(&open).second) continue;
        Finding finding;
        finding.kind = open.refund ? FindingKind::return_without_refund : FindingKind::never_settled;
        finding.purchase_order = order;
        finding.sku = open.sku;
        finding.money = open.money;
        finding.since = first;
        finding.text =
            std::string(open.refund ? "refunded on " : "shipped on ") + first.text() + ": " + open.text;
        ties_.findings.push_back(std::move(finding));
      }
    }
  }

  Result<LedgerSide> look_at_documents(const store::RecordRow& row) {
    auto posted = ledger_side_of(store_, row.id);
    if (!posted) return posted;
    ties_.documents += posted->documents;
    ties_.findings.insert(ties_.findings.end(), posted->findings.begin(), posted->findings.end());
    return posted;
  }

  // Invoices say what became receivable, credit notes what was given back of it.
  Result<void> hold_against_documents(const store::RecordRow& row, const Entries& entries, Date first) {
    const auto posted = look_at_documents(row);
    if (!posted) return posted.error();
    if (!posted->findings.empty()) return {};
    if (posted->run_groups > 0) {
      if (auto finding = run_groups_differ(*posted, entries)) {
        finding->purchase_order = row.key.id;
        finding->since = first;
        ties_.findings.push_back(std::move(*finding));
      }
      return {};
    }
    std::int64_t owed = 0;
    std::int64_t given_back = 0;
    for (const Entry& entry : entries.entries) {
      if (entry.role != EntryRole::receivable || entry.state == UnitState::cancelled) continue;
      const std::int64_t units = entry.amount.amount.units();
      if (entry.refund.empty()) owed += std::max<std::int64_t>(units, 0);
      if (!entry.refund.empty()) given_back += std::max<std::int64_t>(-units, 0);
    }
    Finding finding;
    finding.purchase_order = row.key.id;
    finding.since = first;
    if (posted->documents == 0) {
      if (owed == 0 && given_back == 0) return {};
      finding.kind = FindingKind::not_in_ledger;
      finding.money = {Decimal::from_units(owed - given_back), entries.currency};
      finding.text = "it is booked, but no document of it was drafted; replay it";
      ties_.findings.push_back(std::move(finding));
      return {};
    }
    const std::int64_t invoiced = posted->sum(DocumentKind::invoice);
    const std::int64_t credited = posted->sum(DocumentKind::credit_note);
    if (invoiced == owed && credited == given_back) return {};
    finding.kind = FindingKind::ledger_differs;
    finding.money = {Decimal::from_units(invoiced - credited - owed + given_back), entries.currency};
    finding.text = "invoices say " + Decimal::from_units(invoiced).text(2) + " and credit notes " +
                   Decimal::from_units(credited).text(2) + ", but booked are " +
                   Decimal::from_units(owed).text(2) + " and " + Decimal::from_units(given_back).text(2);
    ties_.findings.push_back(std::move(finding));
    return {};
  }

  store::Store& store_;
  const ReconcileScope& scope_;
  const std::unordered_map<std::string, std::vector<Unsettled>>& unsettled_;
  std::set<const Unsettled*> told_;  // one order may have several returns
  LedgerTies ties_;
};

}  // namespace

Result<LedgerTies> tie_to_ledger(store::Store& store, const ReconcileScope& scope,
                                 const std::unordered_map<std::string, std::vector<Unsettled>>& unsettled) {
  Walk walk(store, scope, unsettled);
  auto walked = store.each_record(scope.pair, [&](const store::RecordRow& row, const std::string& text) {
    return walk.record(row, text);
  });
  if (!walked) return walked.error();
  return walk.take();
}

}  // namespace crosswalk::flow
