// The report as one page of HTML: readable without scripts, in the light and in the dark, and on paper.
#include "app/preview_print.h"

namespace crosswalk::app {
namespace {

constexpr std::string_view style = R"css(
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: .6rem 0 1.2rem; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #8886; }
th.n, td.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tr.all td { font-weight: 600; }
.locked { border-left: .3rem solid #c60; padding-left: 1rem; }
.where { opacity: .75; font-size: .9em; }
@media print { body { max-width: none; margin: 0; } h2, caption { break-after: avoid; } tr { break-inside: avoid; } }
)css";

class Page {
 public:
  explicit Page(std::string& out) : out_(out) {}

  Page& raw(std::string_view html) {
    out_ += html;
    return *this;
  }
  // Escaped: nothing of an order or a rule can become markup.
  Page& text(std::string_view value) {
    for (const char c : value) {
      switch (c) {
        case '&':
          out_ += "&amp;";
          break;
        case '<':
          out_ += "&lt;";
          break;
        case '>':
          out_ += "&gt;";
          break;
        case '"':
          out_ += "&quot;";
          break;
        case '\'':
          out_ += "&#39;";
          break;
        default:
          out_ += c;
      }
    }
    return *this;
  }
  Page& element(std::string_view name, std::string_view value) {
    return raw("<").raw(name).raw(">").text(value).raw("</").raw(name).raw(">\n");
  }
  Page& cell(std::string_view value) { return raw("<td>").text(value).raw("</td>"); }
  Page& number(std::string_view value) { return raw("<td class=\"n\">").text(value).raw("</td>"); }

 private:
  std::string& out_;
};

void write_row(Page& page, const flow::MoneyRow& row, std::string_view place) {
  page.cell(place).number(row.before.text(2)).number(row.after.text(2)).number(row.difference.text(2));
  page.raw("</tr>\n");
}

void write_tables(Page& page, const std::vector<flow::MoneyTable>& tables) {
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

void write_turns(Page& page, const flow::Preview& preview) {
  for (const flow::Turn turn : flow::all_turns) {
    const flow::TurnGroup all = total_of(preview, turn);
    if (all.records == 0) continue;
    page.element("h2", name_of(turn));
    page.element("p", amount_text(all) + " " + meaning_of(all) + ".");
    if (turn == flow::Turn::entering) continue;
    page.raw("<table><thead><tr><th class=\"n\">orders</th><th class=\"n\">money</th><th>why</th>");
    page.raw("<th>for example</th></tr></thead>\n<tbody>\n");
    for (const auto& group : preview.turns) {
      if (group.turn != turn) continue;
      std::string money;
      for (const Money& each : group.money) money += (money.empty() ? "" : ", ") + each.text();
      page.raw("<tr>").number(flow::counted(group.records)).number(money);
      page.raw("<td>").text(group.reason);
      page.raw(" <span class=\"where\">").text(group.origin).raw("</span></td><td>");
      for (const auto& example : group.examples) page.text(example).raw(" ");
      page.raw("</td></tr>\n");
    }
    page.raw("</tbody></table>\n");
  }
}

void write_change(Page& page, const flow::Change& change) {
  page.raw("<td>").text(change.what + ": " + change.from + " \xE2\x86\x92 " + change.to);
  if (!change.from_at.empty() || !change.to_at.empty())
    page.raw("<br><span class=\"where\">")
        .text((change.from_at.empty() ? "no rule" : change.from_at) + " \xE2\x86\x92 " +
              (change.to_at.empty() ? "no rule" : change.to_at))
        .raw("</span>");
  page.raw("</td>");
}

void write_changes(Page& page, const flow::Preview& preview) {
  if (preview.changes.empty()) return;
  page.element("h2", "What differs, line by line");
  page.raw("<table><thead><tr><th class=\"n\">lines</th><th class=\"n\">amount</th><th>difference</th>");
  page.raw("</tr></thead>\n<tbody>\n");
  for (const auto& total : preview.changes) {
    page.raw("<tr>").number(flow::counted(total.lines));
    page.number(total.currency.empty() ? "" : Money{total.amount, total.currency}.text());
    write_change(page, total.change);
    page.raw("</tr>\n");
  }
  page.raw("</tbody></table>\n");
}

void write_documents(Page& page, const flow::Preview& preview) {
  if (preview.documents.empty()) return;
  page.element("h2", "Documents that differ");
  page.raw("<table><thead><tr><th>document</th><th>line</th><th class=\"n\">amount</th><th>difference</th>");
  page.raw("</tr></thead>\n<tbody>\n");
  for (const auto& document : preview.documents) {
    bool first = true;
    for (const auto& line : document.lines) {
      page.raw("<tr><td>");
      if (first) {
        page.text(document.number).raw("<br><span class=\"where\">").text(document.date.text()).raw(" ");
        page.text(document.status.empty() ? "not in the ledger yet" : document.status);
        page.raw(document.locked ? ", in the locked period</span>" : "</span>");
      }
      first = false;
      page.raw("</td>").cell(line.line.empty() ? "the whole order" : line.line);
      page.number(line.line.empty() ? "" : Money{line.amount, document.currency}.text());
      write_change(page, preview.changes[line.change].change);
      page.raw("</tr>\n");
    }
  }
  page.raw("</tbody></table>\n");
}

}  // namespace

std::string preview_page(const flow::Preview& preview, const PreviewHead& head) {
  std::string out;
  Page page(out);
  page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  page.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
  page.text("Preview of " + head.pair + ", " + head.now.text_seconds()).raw("</title>\n<style>");
  page.raw(style).raw("</style>\n</head>\n<body>\n");
  page.element("h1", "What would this edit change? Pair " + head.pair);
  page.element("p", "The rules on disk (" + preview.edited + ") against what was booked; published is " +
                        (preview.live.empty() ? "nothing yet" : preview.live) + ". Made " +
                        head.now.text_seconds() + ". Nothing was sent.");
  page.element("p", flow::counted(preview.records, "order") + " " + head.of + "; " +
                        flow::counted(preview.changed) + " would change, " +
                        flow::counted(preview.still_held) + " would stay held; " +
                        lock_text(preview, head.now) + ".");
  for (const Currency currency : beyond_limit(preview, head))
    page.element("p", Money{preview.largest_move(currency), currency}.text() +
                          " of differences: more than the limit of " + head.limit->text(2) + ".");
  if (preview.locked_records > 0) {
    page.raw("<section class=\"locked\">\n");
    page.element("h2", "In the locked period, up to " + preview.lock->until->text());
    page.element("p", flow::counted(preview.locked_records, "order") + " would change.");
    write_tables(page, preview.locked_tables);
    page.raw("</section>\n");
  }
  page.element("h2", "The difference in money");
  write_tables(page, preview.tables);
  write_turns(page, preview);
  write_changes(page, preview);
  write_documents(page, preview);
  page.raw("</body>\n</html>\n");
  return out;
}

}  // namespace crosswalk::app
