#include "xero/invoice_line.h"

#include <algorithm>
#include <tuple>

#include "base/json_tree.h"
#include "xero/rounding.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t max_description = 4'000;  // xero.md §5.2
constexpr std::size_t max_item_code = 30;       // xero.md §5.5
constexpr std::size_t max_tracking = 2;         // xero.md §5.6
constexpr int unit_places = 4;
constexpr std::int64_t unit_step = 100;  // millionths in the fourth place

std::string description_of(const Entry& entry) {
  std::string text = !entry.description.empty() ? entry.description
                     : !entry.sku.empty()       ? entry.sku
                                                : std::string(name_of(entry.line_class));
  if (text.size() > max_description) {
    std::size_t end = max_description;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
      --end;  // not inside a character
    text.resize(end);
  }
  return text;
}

// Units and price where they multiply to the amount exactly; else one unit at the amount.
void price(InvoiceLine& line, Decimal units) {
  line.quantity = Decimal::whole(1);
  line.unit = round(line.amount, unit_places);
  if (units.is_zero() || units.is_negative() || units == line.quantity || units.units() % unit_step != 0)
    return;
  const auto unit = scale(line.amount, Decimal::one, units.units(), unit_places);
  if (!unit) return;
  const auto back = multiply(*unit, units);
  if (!back || *back != line.amount) return;
  line.quantity = units;
  line.unit = *unit;
}

Result<InvoiceLine> line_of(const Entry& entry, LineSide side) {
  const auto refused = [&entry](const Answer& answer, const std::string& what) {
    return fail(ErrorKind::config, "line " + entry.line_key + " " + what,
                answer.origin.file.empty() ? std::string() : answer.origin.text());
  };
  const LineAnswers& answers = entry.answers;
  if (answers.account.value.empty()) return refused(answers.account, "has no account");
  if (answers.tax.value.empty())
    return refused(answers.tax, "has no tax type; Xero's word for no tax is NONE");
  if (answers.item.value.size() > max_item_code)
    return refused(answers.item, "names an item code longer than Xero's 30 characters");
  if (answers.tracking.size() > max_tracking)
    return refused({{}, answers.tracking[max_tracking].origin},
                   "has more than two tracking categories; Xero takes two on a line");
  InvoiceLine line;
  line.amount = side == LineSide::credit ? entry.amount.amount.negated() : entry.amount.amount;
  price(line, entry.quantity);
  line.description = description_of(entry);
  if (entry.refund.empty() || entry.goods_back) line.item = answers.item.value;
  line.account = answers.account.value;
  line.tax_type = answers.tax.value;
  for (const auto& tracking : answers.tracking)
    line.tracking.emplace_back(tracking.category, tracking.option);
  std::sort(line.tracking.begin(), line.tracking.end());
  return line;
}

// By order line ("9" before "10"), then by the line's own key, then a line before its mirror.
bool before(const Entry* a, const Entry* b) {
  const auto key = [](const Entry& e) {
    return std::tuple(e.order_line.size(), std::string_view(e.order_line), std::string_view(e.line_key),
                      e.role);
  };
  return key(*a) < key(*b);
}

std::string joined_mark(const std::string& account, const std::string& tax_type, const std::string& item,
                        const std::vector<std::pair<std::string, std::string>>& tracking, Decimal amount) {
  Json mark = Json::array({account, tax_type, item, amount.text(2)});
  for (const auto& [category, option] : tracking) mark.push_back(Json::array({category, option}));
  return to_text(mark);
}

template <class Mark>
std::vector<std::string> each_line(const Json& invoice, Mark mark) {
  std::vector<std::string> marks;
  const auto lines = invoice.is_object() ? invoice.find("LineItems") : invoice.end();
  if (lines == invoice.end() || !lines->is_array()) return marks;
  for (const auto& line : *lines) marks.push_back(mark(line));
  std::sort(marks.begin(), marks.end());
  return marks;
}

}  // namespace

Result<std::vector<InvoiceLine>> lines_of(std::span<const Entry* const> entries, LineSide side) {
  std::vector<const Entry*> sorted(entries.begin(), entries.end());
  std::stable_sort(sorted.begin(), sorted.end(), before);
  std::vector<InvoiceLine> lines;
  for (const Entry* entry : sorted) {
    if (entry->amount.amount.is_zero()) continue;
    auto line = line_of(*entry, side);
    if (!line) return line.error();
    lines.push_back(std::move(*line));
  }
  return lines;
}

Decimal amount_of_line(const Json& line) {
  if (const auto amount = decimal_in(line, "LineAmount")) return *amount;
  const auto quantity = decimal_in(line, "Quantity");
  const auto unit = decimal_in(line, "UnitAmount");
  if (!quantity || !unit) return {};
  return line_amount(*quantity, *unit).ok() ? *line_amount(*quantity, *unit) : Decimal();
}

std::string mark_of(const InvoiceLine& line) {
  return joined_mark(line.account, line.tax_type, line.item, line.tracking, line.amount);
}

std::vector<std::string> marks_in(const Json& invoice) {
  return each_line(invoice, [](const Json& line) {
    std::vector<std::pair<std::string, std::string>> tracking;
    if (const auto found = line.find("Tracking"); found != line.end() && found->is_array())
      for (const auto& category : *found)
        tracking.emplace_back(text_in(category, "Name"), text_in(category, "Option"));
    std::sort(tracking.begin(), tracking.end());
    return joined_mark(text_in(line, "AccountCode"), text_in(line, "TaxType"), text_in(line, "ItemCode"),
                       tracking, amount_of_line(line));
  });
}

std::vector<std::string> money_marks_in(const Json& invoice) {
  return each_line(invoice, [](const Json& line) {
    return joined_mark(text_in(line, "AccountCode"), {}, {}, {}, amount_of_line(line));
  });
}

std::string text_of(const InvoiceLine& line) {
  const auto quoted = [](const std::string& text) { return to_text(Json(text)); };
  std::string text =
      "{\"AccountCode\":" + quoted(line.account) + ",\"Description\":" + quoted(line.description);
  if (!line.item.empty()) text += ",\"ItemCode\":" + quoted(line.item);
  text += ",\"Quantity\":" + line.quantity.text() + ",\"TaxType\":" + quoted(line.tax_type);
  if (!line.tracking.empty()) {
    text += ",\"Tracking\":[";
    for (std::size_t i = 0; i < line.tracking.size(); ++i)
      text += std::string(i == 0 ? "" : ",") + "{\"Name\":" + quoted(line.tracking[i].first) +
              ",\"Option\":" + quoted(line.tracking[i].second) + "}";
    text += "]";
  }
  text += ",\"UnitAmount\":" + line.unit.text(2) + "}";
  return text;
}

}  // namespace crosswalk::xero
