// The report as one page of HTML: readable without scripts, in the light and in the dark, and on paper.
#include "app/money_page.h"
#include "app/preview_print.h"

namespace crosswalk::app {
namespace {

constexpr std::string_view style = ".locked { border-left: .3rem solid #c60; padding-left: 1rem; }\n";

void write_turns(HtmlPage& page, const flow::Preview& preview) {
  for (const flow::Turn turn : flow::all_turns) {
    const flow::TurnGroup all = total_of(preview, turn);
    if (all.records == 0) continue;
    page.element("h2", name_of(turn));
    page.element("p", amount_text(all) + " " + meaning_of(all) + ".");
    if (turn == flow::Turn::entering) continue;
    page.raw("<table><thead><tr><th class=\"n\">records</th><th class=\"n\">money</th><th>why</th>");
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

void write_settlements(HtmlPage& page, const flow::Preview& preview) {
  for (const auto& settlement : preview.settlements) {
    page.element("h2", "Settlement " + settlement.id + ": " + std::string(name_of(settlement.after)));
    if (settlement.rows == 0) {
      page.element("p", settlement.reason);
      continue;
    }
    page.element("p",
                 settlement.payable.text() + " payable, " + flow::counted(settlement.rows, "row") + ": " +
                     rows_text(settlement.stands) +
                     (settlement.stood.empty() ? "." : "; before: " + rows_text(settlement.stood) + "."));
    if (settlement.groups.empty()) continue;
    page.raw(
        "<table><thead><tr><th class=\"n\">rows</th><th class=\"n\">amount</th><th>what becomes of them");
    page.raw("</th></tr></thead>\n<tbody>\n");
    for (const auto& group : settlement.groups) {
      page.raw("<tr>").number(flow::counted(group.count)).number(group.amount.text());
      page.cell(words_text(group)).raw("</tr>\n");
    }
    page.raw("</tbody></table>\n");
  }
}

void write_change(HtmlPage& page, const flow::Change& change) {
  page.raw("<td>").text(change.what + ": " + change.from + " \xE2\x86\x92 " + change.to);
  if (!change.from_at.empty() || !change.to_at.empty())
    page.raw("<br><span class=\"where\">")
        .text((change.from_at.empty() ? "no rule" : change.from_at) + " \xE2\x86\x92 " +
              (change.to_at.empty() ? "no rule" : change.to_at))
        .raw("</span>");
  page.raw("</td>");
}

void write_changes(HtmlPage& page, const flow::Preview& preview) {
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

void write_documents(HtmlPage& page, const flow::Preview& preview) {
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
  HtmlPage page(out, "Preview of " + head.pair + ", " + head.now.text_seconds(), style);
  page.element("h1", "What would this edit change? Pair " + head.pair);
  page.element("p", "The rules on disk (" + preview.edited + ") against what was booked; published is " +
                        (preview.live.empty() ? "nothing yet" : preview.live) + ". Made " +
                        head.now.text_seconds() + ". Nothing was sent.");
  page.element("p", flow::counted_records(preview) + " " + head.of + "; " + flow::counted(preview.changed) +
                        " would change, " + flow::counted(preview.still_held) + " would stay held; " +
                        lock_text(preview, head.now) + ".");
  for (const Currency currency : beyond_limit(preview, head))
    page.element("p", Money{preview.largest_move(currency), currency}.text() +
                          " of differences: more than the limit of " + head.limit->text(2) + ".");
  if (preview.locked_records > 0) {
    page.raw("<section class=\"locked\">\n");
    page.element("h2", "In the locked period, up to " + preview.lock->until->text());
    page.element("p", flow::counted(preview.locked_records, "record") + " would change.");
    write_money_tables(page, preview.locked_tables);
    page.raw("</section>\n");
  }
  page.element("h2", "The difference in money");
  write_money_tables(page, preview.tables);
  write_turns(page, preview);
  write_settlements(page, preview);
  write_changes(page, preview);
  write_documents(page, preview);
  page.end();
  return out;
}

}  // namespace crosswalk::app
