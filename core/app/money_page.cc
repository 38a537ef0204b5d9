#include "app/money_page.h"

namespace crosswalk::app {
namespace {

void write_row(HtmlPage& page, const flow::MoneyRow& row, std::string_view place) {
  page.cell(place).number(row.before.text(2)).number(row.after.text(2)).number(row.difference.text(2));
  page.raw("</tr>\n");
}

}  // namespace

void write_money_tables(HtmlPage& page, const std::vector<flow::MoneyTable>& tables) {
  bool any = false;
  for (const auto& table : tables) {
    if (table.rows.empty()) continue;
    any = true;
    page.raw("<table><caption>By ").text(table.title()).raw(" (");
    page.text(table.currency.code()).raw(")</caption>\n<thead><tr><th scope=\"col\">");
    page.text(name_of(table.dimension));
    page.raw("</th><th class=\"n\" scope=\"col\">before</th><th class=\"n\" scope=\"col\">after</th>");
    page.raw("<th class=\"n\" scope=\"col\">difference</th></tr></thead>\n<tbody>\n");
    for (const auto& row : table.rows) {
      page.raw("<tr>");
      write_row(page, row, row.place.empty() ? "none" : row.place);
    }
    page.raw("<tr class=\"all\">");
    write_row(page, table.total, "all, also what does not differ");
    page.raw("</tbody></table>\n");
  }
  if (!any) page.element("p", "No account, tax type, tracking option or month changes by a cent.");
}

}  // namespace crosswalk::app
