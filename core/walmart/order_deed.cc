#include "walmart/order_deed.h"

#include <algorithm>
#include <array>

#include "base/json_writer.h"
#include "walmart/carriers.h"
#include "wire/percent.h"

namespace crosswalk::walmart {
namespace {

constexpr std::string_view request_mark = ",\"request\":";
constexpr std::array<std::string_view, 5> known_statuses = {"Created", "Acknowledged", "Shipped", "Delivered",
                                                            "Cancelled"};

// Units in a status that is none of Walmart's documented ones: what becomes of them is open.
int undecided(const LineStanding& line) {
  int units = 0;
  int told = 0;
  for (const UnitRow& row : line.units) {
    told += row.quantity;
    if (std::find(known_statuses.begin(), known_statuses.end(), row.status) == known_statuses.end())
      units += row.quantity;
  }
  return units + std::max(0, line.quantity - told);
}

std::string how_it_stands(const LineStanding& line) {
  std::string text;
  for (const UnitRow& row : line.units)
    text += (text.empty() ? "" : ", ") + std::to_string(row.quantity) + " " + row.status;
  return text;
}

Error too_few(const OrderStanding& order, const std::vector<const LineStanding*>& lines, int wanted,
              int there, std::string_view what) {
  int open = 0;
  std::string standing;
  for (const LineStanding* line : lines) {
    open += undecided(*line);
    standing += (standing.empty() ? "line " : "; line ") + line->number + ": " + how_it_stands(*line);
  }
  const std::string text = "order " + order.po + ": " + std::to_string(wanted) + " unit" +
                           (wanted == 1 ? "" : "s") + " cannot be " + std::string(what) + ", only " +
                           std::to_string(there) + " (" + standing + ")";
  if (wanted <= there + open)
    return fail(ErrorKind::not_found, text + "; it is tried again when the order changes");
  return fail(ErrorKind::invalid, text + "; correct the notice");
}

}  // namespace

Result<FrozenRequest> OrderDeed::freeze_one(const Document& document) const {
  const std::string_view po = order_of_key(document.key);
  if (po.empty())
    return fail(ErrorKind::internal, "the document " + document.key + " has no purchase order in its key");
  std::string path = "/v3/orders/" + wire::percent_encoded(po) + "/";
  path += action();
  return FrozenRequest{
      "POST", std::move(path), request_body(document), {{"Content-Type", "application/json"}}};
}

Outcome OrderDeed::look_up(const Document& document, Moment moment, const Stop& stop) {
  const std::string po(order_of_key(document.key));
  Look look = look_at(connection_, document, connection_.one_order(),
                      "/v3/orders/" + wire::percent_encoded(po), stop);
  if (!look.reply) return look.outcome;
  if (look.reply->status == 404)
    return outcome_of(Outcome::Kind::rejected, "Walmart does not know the order " + po + ": " +
                                                   read_error_body(look.reply->body).text());
  const auto order = read_standing(look.reply->body);
  if (!order)
    return outcome_of(Outcome::Kind::unknown,
                      "Walmart's answer does not say where order " + po + " stands: " + order.error().text(),
                      later_for(connection_, document));
  return find(document, *order, moment);
}

Outcome OrderDeed::confirm(const Document& document, const wire::HttpReply& reply) {
  const auto order = read_standing(reply.body);
  if (order) {
    Outcome seen = find(document, *order, Moment::after_sending);
    if (seen.kind == Outcome::Kind::posted) return seen;
  }
  return outcome_of(Outcome::Kind::unknown,
                    "Walmart accepted it but its answer does not show it; the order is read again",
                    later_for(connection_, document));
}

std::string_view order_of_key(std::string_view key) {
  const auto slash = key.find('/');
  return slash == std::string_view::npos ? std::string_view() : key.substr(0, slash);
}

Document order_document(const Record& order, DocumentKind kind, std::string key, std::string content,
                        Date date) {
  Document document;
  document.pair = order.key.pair;
  document.kind = kind;
  document.key = std::move(key);
  document.record = order.key;
  document.content = std::move(content);
  document.date = date;
  return document;
}

std::string with_before(std::string_view asked, std::string_view before, std::string_view request) {
  std::string content;
  JsonWriter json(content);
  json.open_object().member("asked", asked);
  content += R"(,"before":)";
  return content.append(before).append(request_mark).append(request).append("}");
}

std::string request_in(const std::string& content) {
  // Inside a text the quotes of the mark would be escaped, so its first place is its only one.
  const auto at = content.find(request_mark);
  if (at == std::string::npos) return content;
  return content.substr(at + request_mark.size(), content.size() - at - request_mark.size() - 1);
}

Result<std::vector<ChosenUnits>> choose_units(const OrderStanding& order, const std::vector<UnitsOf>& wanted,
                                              const std::function<int(const LineStanding&)>& available,
                                              std::string_view what) {
  std::vector<ChosenUnits> chosen;
  const auto taken = [&](const LineStanding& line) {
    int units = 0;
    for (const ChosenUnits& one : chosen)
      if (one.line == &line) units += one.quantity;
    return units;
  };
  const auto take = [&](const LineStanding& line, int quantity) {
    for (ChosenUnits& one : chosen)
      if (one.line == &line) {
        one.quantity += quantity;
        return;
      }
    chosen.push_back({&line, quantity});
  };
  std::vector<UnitsOf> all;
  if (wanted.empty())
    for (const LineStanding& line : order.lines)
      if (available(line) > 0) all.push_back({line.number, "", 0});
  std::vector<const LineStanding*> every_line;
  for (const LineStanding& line : order.lines) every_line.push_back(&line);
  if (wanted.empty() && all.empty()) return too_few(order, every_line, 1, 0, what);
  for (const UnitsOf& one : wanted.empty() ? all : wanted) {
    std::vector<const LineStanding*> lines;
    for (const LineStanding* line : every_line)
      if (one.line.empty() ? same_folded(line->sku, one.sku) : line->number == one.line)
        lines.push_back(line);
    if (lines.empty())
      return fail(ErrorKind::invalid,
                  "order " + order.po + " has no " +
                      (one.line.empty() ? "SKU \"" + one.sku + "\"" : "line \"" + one.line + "\"") +
                      "; correct the notice");
    if (one.quantity < 0) return fail(ErrorKind::invalid, "a quantity below zero is not possible");
    int there = 0;
    int left = one.quantity;
    for (const LineStanding* line : lines) {
      const int can = available(*line) - taken(*line);
      there += can;
      const int now = one.quantity == 0 ? can : std::min(can, left);
      if (now <= 0) continue;
      take(*line, now);
      left -= now;
    }
    if (left > 0 || there == 0) return too_few(order, lines, std::max(one.quantity, 1), there, what);
  }
  return chosen;
}

}  // namespace crosswalk::walmart
