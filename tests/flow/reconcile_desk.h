// The worked example and worlds held against everything, with what a bank statement shows of them.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "flow/reconcile.h"
#include "flow/rig.h"
#include "flow/worked_example.h"

namespace crosswalk::tests {

inline flow::ReconcileScope scope(std::string_view today = "2026-02-10",
                                  const std::string& settlement = report_id) {
  flow::ReconcileScope made;
  made.pair = "us";
  made.settlement = settlement;
  made.today = day(today);
  return made;
}

// The ledger of the desk posts nothing and drafts without totals, so only the other three sides count here.
inline flow::Reconciliation reconciled(SettleDesk& desk, const flow::ReconcileScope& of) {
  auto done = flow::reconcile(*desk.store, desk.source, desk.ledger, of);
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  std::erase_if(done->findings, [](const flow::Finding& finding) {
    return finding.kind == flow::FindingKind::not_in_ledger ||
           finding.kind == flow::FindingKind::ledger_differs;
  });
  return std::move(*done);
}

// "never settled 4812345678901 mug-blu 49.98 USD" for each, in their order.
inline std::string said(const flow::Reconciliation& done) {
  std::string text;
  for (const auto& finding : done.findings) {
    text += (text.empty() ? "" : "; ") + std::string(name_of(finding.kind));
    for (const auto* part : {&finding.purchase_order, &finding.sku})
      if (!part->empty()) text += " " + *part;
    text += " " + finding.money.text();
  }
  return text;
}

inline void deposit(SettleDesk& desk, std::string_view date, std::string_view amount) {
  const std::vector<store::Deposit> lines = {{day(date), usd(amount), "PAYONEER"}};
  REQUIRE(desk.store->add_deposits("us", lines, desk.clock.now()).ok());
}

struct Worked {
  SettleDesk desk;
  RecordsSource::Kept* report = nullptr;
  Worked() {
    worked_order(desk);
    worked_return(desk);
    report = &worked_report(desk);
  }
  void book() {
    desk.receive_all();
    desk.book();
  }
};

inline void live(Rig& rig, int passes = 4) {
  for (int pass = 0; pass < passes; ++pass) {
    rig.pass();
    rig.advance(Millis(3'600'000));
  }
}

}  // namespace crosswalk::tests
