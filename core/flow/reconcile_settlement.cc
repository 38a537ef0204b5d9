// A settlement's own documents against its entries (reconcile_ledger.h).
#include <algorithm>
#include <cstdlib>

#include "flow/reconcile_documents.h"
#include "flow/reconcile_ledger.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

// What the entries ask of each sort of document, in millionths.
struct Asked {
  std::int64_t rows = 0;     // comes onto clearing, by bank transactions or by months' documents
  std::int64_t payouts = 0;  // by transfers, whichever way
  std::int64_t refunds = 0;  // by credit notes
  std::int64_t payments = 0;
};

Asked asked_by(const Entries& entries) {
  Asked asked;
  std::map<Date, std::int64_t> months;
  for (const Entry& entry : entries.entries) {
    const std::int64_t units = entry.amount.amount.units();
    if (entry.role == EntryRole::clearing && !entry.pays.empty()) asked.payments += units;
    if (entry.role == EntryRole::receivable && !entry.refund.empty())
      asked.refunds += std::max<std::int64_t>(-units, 0);
    if (entry.counter() || !entry.refund.empty()) continue;
    if (entry.line_class == LineClass::deposit) {
      asked.payouts += std::abs(units);
    } else {
      asked.rows -= units;
      if (entries.posting == Posting::settlement) months[entry.date] -= units;
    }
  }
  for (const auto& [date, units] : months) asked.payments += std::abs(units);
  return asked;
}

struct Comparison {
  std::string_view what;
  std::int64_t ledger = 0;
  std::int64_t booked = 0;
};

// Which way a bank transaction goes, its ledger tells.
Result<std::int64_t> moved_on_clearing(store::Store& store, const Ledger& ledger, const LedgerSide& side) {
  std::int64_t units = 0;
  for (const auto& [key, total] : side.totals) {
    if (key.first != DocumentKind::bank_transaction) continue;
    const auto document = store.document(total.id);
    if (!document) return document.error();
    units += ledger.onto_clearing(*document) * total.amount.units();
  }
  return units;
}

}  // namespace

Result<LedgerTies> tie_settlement(store::Store& store, const Ledger& ledger, SettlementTie& tie) {
  auto side = ledger_side_of(store, tie.record);
  if (!side) return side.error();
  tie.documents = side->documents;
  tie.posted = side->posted;
  LedgerTies ties{side->documents, std::move(side->findings)};
  if (!ties.findings.empty()) return ties;
  const auto text = store.entries_of(tie.record);
  if (!text) return text.error();
  if (text->empty() && side->documents == 0) return ties;
  Entries entries;
  if (!text->empty()) {
    auto read = read_entries(*text);
    if (!read) return read.error();
    entries = std::move(*read);
  }
  const auto found = [&](Finding finding) {
    finding.settlement = tie.id;
    finding.since = tie.to;
    ties.findings.push_back(std::move(finding));
  };
  if (side->run_groups > 0) {
    if (auto finding = run_groups_differ(*side, entries)) found(std::move(*finding));
    return ties;
  }
  const auto moved = moved_on_clearing(store, ledger, *side);
  if (!moved) return moved.error();
  const Asked asked = asked_by(entries);
  const std::int64_t months = side->sum(DocumentKind::invoice) - side->sum(DocumentKind::bill);
  Finding finding;
  finding.kind = side->documents == 0 ? FindingKind::not_in_ledger : FindingKind::ledger_differs;
  std::int64_t most = 0;
  for (const Comparison& one :
       {Comparison{"of its rows", *moved + months, asked.rows},
        Comparison{"of payouts", side->sum(DocumentKind::bank_transfer), asked.payouts},
        Comparison{"of credit notes", side->sum(DocumentKind::credit_note), asked.refunds},
        Comparison{"of payments", side->sum(DocumentKind::payment), asked.payments}}) {
    const std::int64_t off = one.ledger - one.booked;
    if (off == 0) continue;
    if (std::abs(off) > std::abs(most)) most = off;
    finding.text += (finding.text.empty() ? "its documents in the ledger come to " : ", to ") +
                    Decimal::from_units(one.ledger).text(2) + " " + std::string(one.what) + ", but " +
                    Decimal::from_units(one.booked).text(2) + " are booked";
  }
  if (finding.text.empty()) return ties;
  finding.money = {Decimal::from_units(most), tie.payable.currency};
  found(std::move(finding));
  return ties;
}

}  // namespace crosswalk::flow
