// What `reconcile` prints: findings and the clearing proof, as text, JSON, CSV and a page. Pure.
#pragma once

#include <string>
#include <vector>

#include "app/session.h"
#include "flow/clearing_proof.h"
#include "flow/reconcile.h"

namespace crosswalk::app {

struct ReconcileHead {
  std::string pair;
  std::string of;  // "settlement 2026-02-06", "2026-01-01 to 2026-01-31"
  Instant now;
  std::size_t most = 0;  // findings in the text; 0: all
};

// What the findings of a kind add up to, a currency each, the largest kinds first.
struct FindingSum {
  flow::FindingKind kind = flow::FindingKind::amount_differs;
  std::int64_t count = 0;
  Money money;
};
std::vector<FindingSum> sums_of(const flow::Reconciliation& done);

// "ties out", or "12 exceptions".
std::string verdict_of(const flow::Reconciliation& done);

std::string reconcile_text(const flow::Reconciliation& done, const ReconcileHead& head);
Json reconcile_json(const flow::Reconciliation& done, const ReconcileHead& head);
std::string reconcile_csv(const flow::Reconciliation& done);
std::string reconcile_page(const flow::Reconciliation& done, const ReconcileHead& head);

std::string proof_text(const flow::ClearingProof& proof, const ReconcileHead& head);
Json proof_json(const flow::ClearingProof& proof, const ReconcileHead& head);
std::string proof_csv(const flow::ClearingProof& proof);
std::string proof_page(const flow::ClearingProof& proof, const ReconcileHead& head);

// The lines of the proof: what, money, and a remark.
struct ProofLine {
  std::string what;
  Money money;
  std::string remark;
  bool sum = false;
};
std::vector<ProofLine> lines_of(const flow::ClearingProof& proof);

}  // namespace crosswalk::app
