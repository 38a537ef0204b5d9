// The plan as one page of HTML: readable without scripts, in the light and in the dark, and on paper.
#include "app/correct_print.h"
#include "app/money_page.h"
#include "flow/preview_report.h"

namespace crosswalk::app {
namespace {

constexpr std::string_view style = ".locked { border-left: .3rem solid #c60; padding-left: 1rem; }\n";

void write_documents(HtmlPage& page, const flow::CorrectionPlan& plan, bool differences) {
  page.raw("<table><thead><tr>").head("document").head("number").head("of").head("what is done").head("date");
  page.number_head("total").raw("</tr></thead>\n<tbody>\n");
  for (const auto& document : plan.documents) {
    if (document.difference != differences) continue;
    page.raw("<tr>").cell(name_of(document.kind)).cell(document.key).cell(document.record);
    page.cell(document.what).cell(document.date.text());
    page.number(document.total ? document.total->text() : "").raw("</tr>\n");
  }
  page.raw("</tbody></table>\n");
}

void write_all_documents(HtmlPage& page, const flow::CorrectionPlan& plan) {
  for (const bool differences : {true, false}) {
    bool any = false;
    for (const auto& document : plan.documents) any = any || document.difference == differences;
    if (!any) continue;
    page.element("h2", differences ? "Differences, because the originals may not be changed"
                                   : "Documents that are changed or made again");
    write_documents(page, plan, differences);
  }
}

}  // namespace

std::string correct_page(const flow::CorrectionPlan& plan, const CorrectHead& head) {
  std::string out;
  HtmlPage page(out, "Correction of " + head.pair + ", " + head.now.text_seconds(), style);
  page.element("h1", "What would be corrected? Pair " + head.pair);
  page.element("p", flow::counted(plan.looked_at, "record") + " looked at, " +
                        flow::counted(static_cast<std::int64_t>(plan.records.size())) + " to correct, " +
                        flow::counted(static_cast<std::int64_t>(plan.refusals.size())) + " need a person; " +
                        (head.locked_until.empty() ? std::string("no day is locked")
                                                   : "the books are locked until " + head.locked_until) +
                        ". Made " + head.now.text_seconds() + ".");
  if (!head.locked_until.empty()) {
    page.raw("<section class=\"locked\">\n");
    page.element("h2", "In the locked period, up to " + head.locked_until);
    page.element(
        "p",
        "What stands there, and what the rules say of it now. Nothing there is touched; the difference "
        "is booked in the open period.");
    write_money_tables(page, plan.locked);
    page.raw("</section>\n");
  }
  page.element("h2", "The difference in money");
  write_money_tables(page, plan.tables);
  write_all_documents(page, plan);
  if (!plan.refusals.empty()) {
    page.element("h2", "Left out, because a person is needed");
    page.raw("<table><thead><tr>").head("record").head("why").raw("</tr></thead>\n<tbody>\n");
    for (const auto& refusal : plan.refusals)
      page.raw("<tr>").cell(refusal.record).cell(refusal.reason).raw("</tr>\n");
    page.raw("</tbody></table>\n");
  }
  page.end();
  return out;
}

}  // namespace crosswalk::app
