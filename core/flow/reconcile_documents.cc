#include "flow/reconcile_documents.h"

namespace crosswalk::flow {
namespace {

Finding of_document(const store::DocumentRow& row) {
  const Document& document = row.document;
  Finding finding;
  const bool disputed = document.state == DocumentState::disputed;
  finding.kind = disputed ? FindingKind::ledger_differs : FindingKind::not_in_ledger;
  if (document.record) {
    if (grows(document.record->kind))
      finding.settlement = document.record->id;
    else
      finding.purchase_order = document.record->id;
  }
  if (document.total) finding.money = *document.total;
  finding.since = document.date;
  finding.text = std::string(name_of(document.kind)) + " " + document.key + " is " +
                 std::string(name_of(document.state)) +
                 (document.reason.empty() ? "" : ": " + document.reason);
  return finding;
}

bool is_settled(DocumentState state) {
  return state == DocumentState::posted || state == DocumentState::voided ||
         state == DocumentState::withdrawn;
}

// Taken out of the ledger, or what took it out.
bool is_gone(const Document& document) {
  const bool takes_out = document.operation == Operation::remove || document.operation == Operation::annul;
  return document.state == DocumentState::voided || (takes_out && document.state == DocumentState::posted);
}

}  // namespace

std::int64_t LedgerSide::sum(DocumentKind kind) const {
  std::int64_t units = 0;
  for (const auto& [key, total] : totals)
    if (key.first == kind) units += total.amount.units();
  return units;
}

Result<LedgerSide> ledger_side_of(store::Store& store, std::int64_t record) {
  const auto rows = store.documents_of(record);
  if (!rows) return rows.error();
  LedgerSide side;
  for (const auto& row : *rows) {
    const Document& document = row.document;
    if (side_of(document.kind) != Side::ledger || document.state == DocumentState::withdrawn) continue;
    if (!is_settled(document.state)) side.findings.push_back(of_document(row));
    if (!is_gone(document)) {
      ++side.documents;
      if (document.state == DocumentState::posted) ++side.posted;
    }
    if (document.kind == DocumentKind::gl_run_group || document.kind == DocumentKind::receivable) {
      ++side.run_groups;
      if (document.total) side.worth += document.total->amount.units();
      continue;
    }
    const bool gone = document.operation == Operation::remove || document.operation == Operation::annul ||
                      document.state == DocumentState::voided;
    if (!gone && !document.total) continue;
    LedgerSide::Total& total = side.totals[{document.kind, document.key}];
    if (document.step < total.step) continue;
    total.step = document.step;
    total.id = document.id;
    total.amount = {};
    if (gone) continue;
    // A person may have let stand what somebody changed there; then the receipt says it.
    const bool told = row.receipt && row.receipt->total;
    total.amount = told ? row.receipt->total->amount : document.total->amount;
  }
  return side;
}

std::optional<Finding> run_groups_differ(const LedgerSide& side, const Entries& entries) {
  std::int64_t booked = 0;
  for (const Entry& entry : entries.entries)
    if (entry.counter() && (entry.state == UnitState::shipped ||
                            (entry.state == UnitState::open && entries.mode == BookMode::created)))
      booked += entry.amount.amount.units();
  if (side.worth == booked) return std::nullopt;
  Finding finding;
  finding.kind = FindingKind::ledger_differs;
  finding.money = {Decimal::from_units(side.worth - booked), entries.currency};
  finding.text = "its rows in the general ledger say that the market owes " +
                 Decimal::from_units(side.worth).text(2) + ", but booked are " +
                 Decimal::from_units(booked).text(2);
  return finding;
}

}  // namespace crosswalk::flow
