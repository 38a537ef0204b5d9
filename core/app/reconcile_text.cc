// The reconciliation as text.
#include <algorithm>
#include <sstream>

#include "app/reconcile_print.h"
#include "flow/preview_report.h"

namespace crosswalk::app {

std::vector<FindingSum> sums_of(const flow::Reconciliation& done) {
  std::vector<FindingSum> sums;
  for (const auto& finding : done.findings) {
    auto found = std::find_if(sums.begin(), sums.end(), [&](const FindingSum& sum) {
      return sum.kind == finding.kind && sum.money.currency == finding.money.currency;
    });
    if (found == sums.end()) found = sums.insert(sums.end(), {finding.kind, 0, {{}, finding.money.currency}});
    ++found->count;
    found->money.amount = Decimal::from_units(found->money.amount.units() + finding.money.amount.units());
  }
  std::stable_sort(sums.begin(), sums.end(), [](const FindingSum& a, const FindingSum& b) {
    return a.money.amount.magnitude() > b.money.amount.magnitude();
  });
  return sums;
}

std::string verdict_of(const flow::Reconciliation& done) {
  if (done.findings.empty()) return "ties out";
  return flow::counted(static_cast<std::int64_t>(done.findings.size()), "exception");
}

std::string reconcile_text(const flow::Reconciliation& done, const ReconcileHead& head) {
  std::ostringstream out;
  out << "Pair " << head.pair << ", " << head.of << ": " << verdict_of(done) << ". "
      << flow::counted(done.tied_out) << " of " << flow::counted(done.order_lines, "order line")
      << " with settled rows tie out; " << flow::counted(done.documents, "ledger document")
      << " looked at.\n";
  if (!done.settlements.empty()) {
    Table table(
        {"settlement", "period", "payable", "tied", "booked", "open", "unexplained", "documents", "deposit"});
    for (const auto& tie : done.settlements)
      table.add(
          {tie.id, tie.from.text() + " to " + tie.to.text(), tie.payable.text(), tie.tied.amount.text(2),
           tie.booked.amount.text(2), tie.open.amount.text(2), tie.unexplained.amount.text(2),
           std::to_string(tie.posted) + " of " + std::to_string(tie.documents) + " posted", tie.deposited});
    out << "\n";
    table.print(out);
  }
  if (done.findings.empty()) return out.str();
  out << "\n";
  Table sums({"exceptions", "count", "money"});
  for (const auto& sum : sums_of(done))
    sums.add({std::string(name_of(sum.kind)), flow::counted(sum.count), sum.money.text()});
  sums.print(out);
  out << "\n";
  Table table({"money", "days", "exception", "order", "SKU", "settlement", "what"});
  std::size_t shown = 0;
  for (const auto& finding : done.findings) {
    if (head.most != 0 && shown == head.most) break;
    ++shown;
    table.add({finding.money.text(), std::to_string(finding.age), std::string(name_of(finding.kind)),
               finding.purchase_order, finding.sku, finding.settlement, finding.text});
  }
  table.print(out);
  if (shown < done.findings.size())
    out << flow::counted(static_cast<std::int64_t>(done.findings.size() - shown))
        << " smaller ones are left out; --all shows them\n";
  return out.str();
}

std::vector<ProofLine> lines_of(const flow::ClearingProof& proof) {
  std::vector<ProofLine> lines;
  lines.push_back(
      {"The books: clearing with what is receivable and carried forward", proof.books, "", false});
  lines.push_back({proof.deposits.amount.is_zero() ? "Walmart's rows by posted date"
                                                   : "Walmart's rows by posted date, less deposits",
                   proof.rows, "", false});
  lines.push_back({"Difference", proof.difference, "", true});
  for (const auto& cause : proof.causes) {
    std::string remark = cause.count > 0 ? flow::counted(cause.count) : "";
    if (!cause.remark.empty()) remark += (remark.empty() ? "" : ", ") + cause.remark;
    lines.push_back({"of it " + cause.text, cause.amount, std::move(remark), false});
  }
  lines.push_back({"Unexplained", proof.unexplained, "", true});
  for (const auto& fault : proof.faults) lines.push_back({"Wrong: " + fault.text, fault.amount, "", false});
  if (!proof.deposits.amount.is_zero())
    lines.push_back({"Deposits until then, which are taken off both", proof.deposits, "", false});
  if (!proof.statement) return lines;
  const auto& tie = *proof.statement;
  lines.push_back({"Walmart's statement of " + tie.at.text() + " opens with", tie.opening, "", false});
  lines.push_back({"rows posted from " + tie.from.text() + " on", tie.movements, "", false});
  lines.push_back({"less paid", tie.paid.negated(), "", false});
  lines.push_back({"it closes with", tie.closing, "", false});
  lines.push_back({"Difference", tie.difference, tie.cause, true});
  return lines;
}

std::string proof_text(const flow::ClearingProof& proof, const ReconcileHead& head) {
  std::ostringstream out;
  out << "Pair " << head.pair << ", clearing on " << proof.at.text() << ": "
      << (proof.holds() ? "it ties out" : "it does not tie out") << "\n\n";
  Table table({"", "money", ""});
  for (const auto& line : lines_of(proof)) table.add({line.what, line.money.text(), line.remark});
  table.print(out);
  if (!proof.statement) out << "\nNo statement of Walmart of that day or before was received.\n";
  if (proof.items.empty()) return out.str();
  out << "\n";
  Table items({"order", "books", "rows", "difference"});
  std::size_t shown = 0;
  for (const auto& item : proof.items) {
    if (head.most != 0 && shown == head.most) break;
    ++shown;
    const auto difference = Decimal::from_units(item.books.amount.units() - item.rows.amount.units());
    items.add({item.purchase_order, item.books.amount.text(2), item.rows.amount.text(2), difference.text(2)});
  }
  items.print(out);
  if (shown < proof.items.size())
    out << flow::counted(static_cast<std::int64_t>(proof.items.size() - shown))
        << " smaller ones are left out; --all shows them\n";
  return out.str();
}

}  // namespace crosswalk::app
