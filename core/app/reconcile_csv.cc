// The reconciliation as CSV: one table each, whose first column says what a row is of, so that nothing that
// the text shows is left out.
#include <string>
#include <tuple>

#include "app/reconcile_print.h"
#include "base/csv_writer.h"

namespace crosswalk::app {
namespace {

void write_settlement(const flow::SettlementTie& tie, std::string& out) {
  const std::string standing = std::to_string(tie.posted) + " of " + std::to_string(tie.documents) +
                               " documents posted; deposit: " + tie.deposited;
  for (const auto& [what, money, remark] :
       {std::tuple{"payable", &tie.payable, standing}, std::tuple{"tied", &tie.tied, std::string()},
        std::tuple{"in the opening", &tie.opening, std::string()},
        std::tuple{"booked", &tie.booked, std::string()}, std::tuple{"open", &tie.open, std::string()},
        std::tuple{"left out", &tie.skipped, std::string()},
        std::tuple{"unexplained", &tie.unexplained, std::string()}}) {
    CsvWriter row(out);
    row.plain("settlement").plain(what).amount(money->amount).plain(money->currency.code()).plain("");
    row.plain(tie.to.text()).plain("").plain("").text(tie.id).text(remark).end_row();
  }
}

}  // namespace

std::string reconcile_csv(const flow::Reconciliation& done) {
  std::string out = "part,name,money,currency,days,since,order,sku,settlement,what\r\n";
  for (const auto& tie : done.settlements) write_settlement(tie, out);
  for (const auto& finding : done.findings) {
    CsvWriter row(out);
    row.plain("exception").plain(name_of(finding.kind)).amount(finding.money.amount);
    row.plain(finding.money.currency.code()).plain(std::to_string(finding.age)).plain(finding.since.text());
    row.text(finding.purchase_order).text(finding.sku).text(finding.settlement).text(finding.text).end_row();
  }
  return out;
}

std::string proof_csv(const flow::ClearingProof& proof) {
  std::string out = "part,name,money,currency,books,rows,remark\r\n";
  for (const ProofLine& line : lines_of(proof)) {
    CsvWriter row(out);
    row.plain("proof").text(line.what).amount(line.money.amount).plain(line.money.currency.code());
    row.plain("").plain("").text(line.remark).end_row();
  }
  for (const auto& item : proof.items) {
    CsvWriter row(out);
    row.plain("order").text(item.purchase_order);
    row.amount(Decimal::from_units(item.books.amount.units() - item.rows.amount.units()));
    row.plain(item.books.currency.code()).amount(item.books.amount).amount(item.rows.amount).plain("");
    row.end_row();
  }
  return out;
}

}  // namespace crosswalk::app
