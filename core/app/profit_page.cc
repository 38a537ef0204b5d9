// The profit as a page with a chart: a bar for the margin of each of the first rows, to the left when it is a
// loss.
#include <algorithm>

#include "app/html_page.h"
#include "app/profit_print.h"

namespace crosswalk::app {
namespace {

constexpr std::string_view style =
    "svg { width: 100%; height: auto; font: 13px system-ui, sans-serif; } svg text { fill: currentColor; }\n"
    ".gain { fill: #2a7; } .loss { fill: #c33; } .axis { stroke: currentColor; opacity: .4; }\n"
    "@media print { svg { break-inside: avoid; } .gain, .loss { print-color-adjust: exact; } }\n";

// In the chart's own units.
constexpr std::size_t most_bars = 20;
constexpr std::int64_t name_width = 220;
constexpr std::int64_t bars_width = 560;
constexpr std::int64_t amount_width = 100;
constexpr std::int64_t bar_pitch = 24;
constexpr std::int64_t bar_height = 16;

void attribute(HtmlPage& page, std::string_view name, std::int64_t value) {
  page.raw(" ").raw(name).raw("=\"").raw(std::to_string(value)).raw("\"");
}

// Integers all the way: amounts are never floating-point numbers, not for a picture either.
std::int64_t scaled(std::int64_t units, std::int64_t largest, std::int64_t width) {
  const auto part = scale(Decimal::from_units(units), width, std::max<std::int64_t>(largest, 1), 6);
  return part ? part->units() : 0;
}

void write_chart(HtmlPage& page, const flow::ProfitTable& table, flow::ProfitBy by) {
  const std::size_t bars = std::min(most_bars, table.rows.size());
  std::int64_t gain = 0;
  std::int64_t loss = 0;
  for (std::size_t i = 0; i < bars; ++i) {
    gain = std::max(gain, table.rows[i].margin.units());
    loss = std::max(loss, -table.rows[i].margin.units());
  }
  if (gain + loss == 0) return;
  const std::int64_t width = name_width + bars_width + amount_width;
  const std::int64_t height = static_cast<std::int64_t>(bars) * bar_pitch;
  const std::int64_t zero = name_width + scaled(loss, gain + loss, bars_width);
  page.raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 ");
  page.raw(std::to_string(width)).raw(" ").raw(std::to_string(height)).raw("\">\n<title>Margin by ");
  page.text(name_of(by)).raw("</title>\n<line class=\"axis\" y1=\"0\"");
  attribute(page, "x1", zero);
  attribute(page, "x2", zero);
  attribute(page, "y2", height);
  page.raw("/>\n");
  for (std::size_t i = 0; i < bars; ++i) {
    const auto& row = table.rows[i];
    const std::int64_t length = scaled(row.margin.magnitude().units(), gain + loss, bars_width);
    const bool lost = row.margin.is_negative();
    const std::int64_t top = static_cast<std::int64_t>(i) * bar_pitch;
    constexpr std::int64_t baseline = 13;
    page.raw("<text x=\"0\"");
    attribute(page, "y", top + baseline);
    page.raw(">")
        .text(shown_name(row, by))
        .raw("</text><rect class=\"")
        .raw(lost ? "loss" : "gain")
        .raw("\"");
    attribute(page, "x", lost ? zero - length : zero);
    attribute(page, "y", top);
    attribute(page, "width", length);
    attribute(page, "height", bar_height);
    page.raw("/><text text-anchor=\"end\"");
    attribute(page, "x", width);
    attribute(page, "y", top + baseline);
    page.raw(">").text(row.margin.text(2)).raw("</text>\n");
  }
  page.raw("</svg>\n");
}

void write_row(HtmlPage& page, const flow::ProfitRow& row, std::string_view name) {
  page.cell(name).number(row.units.text()).number(row.returned.text());
  for (const Decimal* amount : {&row.revenue, &row.refunds, &row.fees, &row.other})
    page.number(amount->text(2));
  page.number(shown_cost(row, "-")).number(row.uncosted.text()).number(row.margin.text(2));
  page.raw("</tr>\n");
}

}  // namespace

std::string profit_page(const std::vector<flow::ProfitTable>& tables, const ProfitHead& head) {
  std::string out;
  const std::string title = "Profit of pair " + head.pair + ", " + head.of;
  HtmlPage page(out, title, style);
  page.element("h1", title);
  page.element("p", "By " + std::string(name_of(head.by)) +
                        ", from the booked entries by accounting date; made " + head.now.text_seconds() +
                        ". Income is positive.");
  if (tables.empty()) page.element("p", "Nothing is booked in that time.");
  for (const auto& table : tables) {
    page.element("h2", table.currency.code());
    write_chart(page, table, head.by);
    page.raw("<table>\n<thead><tr>").head(name_of(head.by));
    for (const char* name :
         {"units", "returned", "revenue", "refunds", "fees", "other", "unit cost", "no cost", "margin"})
      page.number_head(name);
    page.raw("</tr></thead>\n<tbody>\n");
    for (const auto& row : table.rows) {
      page.raw("<tr>");
      write_row(page, row, shown_name(row, head.by));
    }
    page.raw("<tr class=\"all\">");
    write_row(page, table.total, "total");
    page.raw("</tbody></table>\n");
    if (const std::string missing = missing_cost(table); !missing.empty()) page.element("p", missing);
  }
  page.end();
  return out;
}

}  // namespace crosswalk::app
