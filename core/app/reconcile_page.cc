// The reconciliation as a page that a person prints and files.
#include "app/html_page.h"
#include "app/reconcile_print.h"
#include "flow/preview_report.h"

namespace crosswalk::app {
namespace {

constexpr std::string_view style = ".good { color: #080; } .bad { color: #b00; }\n";

void write_settlements(HtmlPage& page, const flow::Reconciliation& done) {
  if (done.settlements.empty()) return;
  page.raw("<table><caption>Settlements</caption>\n<thead><tr>").head("settlement").head("period");
  for (const char* name : {"payable", "tied", "in the opening", "booked", "open", "left out", "unexplained"})
    page.number_head(name);
  page.head("documents").head("deposit").raw("</tr></thead>\n<tbody>\n");
  for (const auto& tie : done.settlements) {
    page.raw("<tr>").cell(tie.id).cell(tie.from.text() + " to " + tie.to.text()).number(tie.payable.text());
    for (const Money* money :
         {&tie.tied, &tie.opening, &tie.booked, &tie.open, &tie.skipped, &tie.unexplained})
      page.number(money->amount.text(2));
    page.cell(std::to_string(tie.posted) + " of " + std::to_string(tie.documents) + " posted");
    page.cell(tie.deposited).raw("</tr>\n");
  }
  page.raw("</tbody></table>\n");
}

void write_verdict(HtmlPage& page, bool good, std::string_view text) {
  page.raw(good ? "<p class=\"good\">" : "<p class=\"bad\">").text(text).raw("</p>\n");
}

}  // namespace

std::string reconcile_page(const flow::Reconciliation& done, const ReconcileHead& head) {
  std::string out;
  const std::string title = "Reconciliation of pair " + head.pair + ", " + head.of;
  HtmlPage page(out, title, style);
  page.element("h1", title);
  write_verdict(page, done.findings.empty(), verdict_of(done));
  page.element("p", flow::counted(done.tied_out) + " of " + flow::counted(done.order_lines, "order line") +
                        " with settled rows tie out; " + flow::counted(done.documents, "ledger document") +
                        " looked at. Made " + head.now.text_seconds() + ".");
  write_settlements(page, done);
  if (!done.findings.empty()) {
    page.raw("<table><caption>Exceptions by kind</caption>\n<thead><tr>").head("exception");
    page.number_head("count").number_head("money").raw("</tr></thead>\n<tbody>\n");
    for (const auto& sum : sums_of(done))
      page.raw("<tr>")
          .cell(name_of(sum.kind))
          .number(flow::counted(sum.count))
          .number(sum.money.text())
          .raw("</tr>\n");
    page.raw("</tbody></table>\n<table><caption>Exceptions, the largest first</caption>\n<thead><tr>");
    page.number_head("money").number_head("days").head("exception").head("order and SKU").head("settlement");
    page.head("what").raw("</tr></thead>\n<tbody>\n");
    for (const auto& finding : done.findings) {
      page.raw("<tr>").number(finding.money.text()).number(std::to_string(finding.age));
      page.cell(name_of(finding.kind)).cell(finding.purchase_order + " " + finding.sku);
      page.cell(finding.settlement).cell(finding.text).raw("</tr>\n");
    }
    page.raw("</tbody></table>\n");
  }
  page.end();
  return out;
}

std::string proof_page(const flow::ClearingProof& proof, const ReconcileHead& head) {
  std::string out;
  const std::string title = "Clearing of pair " + head.pair + " on " + proof.at.text();
  HtmlPage page(out, title, style);
  page.element("h1", title);
  write_verdict(page, proof.holds(), proof.holds() ? "It ties out." : "It does not tie out.");
  page.raw("<table><tbody>\n");
  for (const auto& line : lines_of(proof)) {
    page.raw(line.sum ? "<tr class=\"all\">" : "<tr>").cell(line.what).number(line.money.text());
    page.cell(line.remark).raw("</tr>\n");
  }
  page.raw("</tbody></table>\n");
  if (!proof.statement) page.element("p", "No statement of Walmart of that day or before was received.");
  if (!proof.items.empty()) {
    page.raw("<table><caption>Orders of which books and posted rows differ</caption>\n<thead><tr>");
    page.head("order").number_head("books").number_head("rows").raw("</tr></thead>\n<tbody>\n");
    for (const auto& item : proof.items)
      page.raw("<tr>")
          .cell(item.purchase_order)
          .number(item.books.text())
          .number(item.rows.text())
          .raw("</tr>\n");
    page.raw("</tbody></table>\n");
  }
  page.end();
  return out;
}

}  // namespace crosswalk::app
