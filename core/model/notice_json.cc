#include "model/notice_json.h"

#include <algorithm>
#include <charconv>

#include "base/json_tree.h"
#include "model/field_reader.h"

namespace crosswalk {
namespace {

using Need = FieldReader::Need;

constexpr std::size_t longest_id = 64;
constexpr std::size_t longest_sku = 100;
constexpr std::size_t longest_text = 200;
constexpr std::size_t longest_url = 1'000;
constexpr std::size_t most_units = 500;
constexpr int most_of_a_line = 100'000;
constexpr int most_stock = 100'000'000;

// Fields are asked for between the two; what was found wrong in between makes the answer nothing.
class Object {
 public:
  Object(const Json& json, const std::string& path, std::vector<Error>& errors)
      : fields_(json, path, errors), errors_(errors), before_(errors.size()) {
    fields_.text("key", Need::optional, longest_text);
  }
  FieldReader* operator->() { return &fields_; }
  bool sound() {
    fields_.end();
    return errors_.size() == before_;
  }

 private:
  FieldReader fields_;
  std::vector<Error>& errors_;
  std::size_t before_;
};

std::vector<UnitsOf> read_units(Object& fields, std::vector<Error>& errors) {
  std::vector<UnitsOf> units;
  const Json* list = fields->list("units", most_units);
  if (list == nullptr) return units;
  for (std::size_t i = 0; i < list->size(); ++i) {
    FieldReader each((*list)[i], fields->path_of("units") + "[" + std::to_string(i) + "]", errors);
    UnitsOf of;
    of.line = each.text("line", Need::optional, longest_id);
    of.sku = each.text("sku", Need::optional, longest_sku);
    of.quantity = each.whole("quantity", Need::optional, 1, most_of_a_line);
    if (of.line.empty() && of.sku.empty() && (*list)[i].is_object())
      each.refuse("line", "the line's number or the SKU is needed");
    each.end();
    units.push_back(std::move(of));
  }
  return units;
}

bool is_in_cents(Decimal amount) {
  return round(amount, 2) == amount;
}

std::optional<Currency> read_currency(Object& fields) {
  const std::string code = fields->text("currency", Need::required, 3);
  const auto currency = Currency::parse(code);
  if (!code.empty() && !currency) fields->refuse("currency", "a currency's code is expected, such as USD");
  return currency ? std::optional(*currency) : std::nullopt;
}

// A return's lines have whole numbers; a file says them as text.
int read_line_number(FieldReader& fields) {
  const std::string text = fields.text("line", Need::required, longest_id);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!text.empty() && (!whole || number < 1))
    fields.refuse("line", "the line's number in the return is expected");
  return number;
}

template <class Notice>
Result<Notice> first_of(std::string_view body,
                        std::optional<Notice> (*read)(const Json&, const std::string&, std::vector<Error>&)) {
  const auto json = parse_json(body, "the notice");
  if (!json) return json.error();
  std::vector<Error> errors;
  auto notice = read(*json, "", errors);
  if (!notice) return errors.front();
  return std::move(*notice);
}

}  // namespace

std::optional<ShipmentNotice> read_shipment(const Json& json, const std::string& path,
                                            std::vector<Error>& errors) {
  Object fields(json, path, errors);
  ShipmentNotice notice;
  notice.order = fields->text("order", Need::required, longest_id);
  notice.units = read_units(fields, errors);
  notice.carrier = fields->text("carrier", Need::required, longest_id);
  notice.method = fields->text("method", Need::optional, longest_id);
  notice.tracking_number = fields->text("tracking_number", Need::required, longest_text);
  notice.tracking_url = fields->text("tracking_url", Need::optional, longest_url);
  if (!notice.tracking_url.empty() && !notice.tracking_url.starts_with("https://") &&
      !notice.tracking_url.starts_with("http://"))
    fields->refuse("tracking_url", "an address that begins with https:// is expected");
  notice.shipped = fields->instant("shipped").value_or(Instant());
  notice.replaces = fields->text("replaces", Need::optional, longest_text);
  if (!fields.sound()) return std::nullopt;
  return notice;
}

std::optional<CancellationNotice> read_cancellation(const Json& json, const std::string& path,
                                                    std::vector<Error>& errors) {
  Object fields(json, path, errors);
  CancellationNotice notice;
  notice.order = fields->text("order", Need::required, longest_id);
  notice.units = read_units(fields, errors);
  notice.reason = fields->text("reason", Need::optional, longest_text);
  if (!fields.sound()) return std::nullopt;
  return notice;
}

std::optional<OrderRefundNotice> read_order_refund(const Json& json, const std::string& path,
                                                   std::vector<Error>& errors) {
  Object fields(json, path, errors);
  OrderRefundNotice notice;
  notice.order = fields->text("order", Need::required, longest_id);
  notice.line = fields->text("line", Need::required, longest_id);
  notice.quantity = fields->whole("quantity", Need::optional, 1, most_of_a_line);
  notice.full = fields->flag("full");
  // With `full`, amounts are not asked for: whoever names one as well may not mean all of the line.
  if (!notice.full) {
    const auto amount = fields->decimal("amount");
    if (amount && (amount->is_negative() || amount->is_zero() || !is_in_cents(*amount)))
      fields->refuse("amount", "an amount above zero with two decimal places at most is expected");
    const auto tax = fields->decimal("tax", Need::optional);
    if (tax && (tax->is_negative() || !is_in_cents(*tax)))
      fields->refuse("tax", "an amount not below zero with two decimal places at most is expected");
    const auto currency = read_currency(fields).value_or(Currency());
    notice.amount = {amount.value_or(Decimal()), currency};
    notice.tax = {tax.value_or(Decimal()), currency};
  }
  const std::string charge = fields->text("charge", Need::optional, longest_id);
  if (!charge.empty()) notice.charge = charge;
  notice.reason = fields->text("reason", Need::optional, longest_text);
  notice.comment = fields->text("comment", Need::optional, longest_text);
  if (!fields.sound()) return std::nullopt;
  return notice;
}

std::optional<ReturnRefundNotice> read_return_refund(const Json& json, const std::string& path,
                                                     std::vector<Error>& errors) {
  Object fields(json, path, errors);
  ReturnRefundNotice notice;
  notice.return_order = fields->text("return_order", Need::required, longest_id);
  notice.customer_order = fields->text("customer_order", Need::optional, longest_id);
  const Json* list = fields->list("units", most_units, Need::required);
  for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
    FieldReader each((*list)[i], fields->path_of("units") + "[" + std::to_string(i) + "]", errors);
    ReturnRefundNotice::Line line;
    line.number = read_line_number(each);
    line.quantity = each.whole("quantity", Need::required, 1, most_of_a_line);
    if (line.number > 0 && std::any_of(notice.lines.begin(), notice.lines.end(),
                                       [&](const auto& other) { return other.number == line.number; }))
      each.refuse("line", "line " + std::to_string(line.number) + " stands twice");
    each.end();
    notice.lines.push_back(line);
  }
  if (!fields.sound()) return std::nullopt;
  return notice;
}

std::optional<StockNotice> read_stock(const Json& json, const std::string& path, std::vector<Error>& errors) {
  Object fields(json, path, errors);
  StockNotice notice;
  notice.sku = fields->text("sku", Need::required, longest_sku);
  notice.node = fields->text("node", Need::optional, longest_id);
  notice.units = fields->whole("units", Need::required, 0, most_stock);
  if (!fields.sound()) return std::nullopt;
  return notice;
}

std::optional<PriceNotice> read_price(const Json& json, const std::string& path, std::vector<Error>& errors) {
  Object fields(json, path, errors);
  PriceNotice notice;
  notice.sku = fields->text("sku", Need::required, longest_sku);
  const auto price = fields->decimal("price");
  if (price && (price->is_negative() || price->is_zero() || !is_in_cents(*price)))
    fields->refuse("price", "an amount above zero with two decimal places at most is expected");
  const auto currency = read_currency(fields);
  if (!fields.sound()) return std::nullopt;
  notice.price = {*price, *currency};
  return notice;
}

Result<ShipmentNotice> shipment_in(std::string_view body) {
  return first_of<ShipmentNotice>(body, read_shipment);
}
Result<CancellationNotice> cancellation_in(std::string_view body) {
  return first_of<CancellationNotice>(body, read_cancellation);
}
Result<OrderRefundNotice> order_refund_in(std::string_view body) {
  return first_of<OrderRefundNotice>(body, read_order_refund);
}
Result<ReturnRefundNotice> return_refund_in(std::string_view body) {
  return first_of<ReturnRefundNotice>(body, read_return_refund);
}
Result<StockNotice> stock_in(std::string_view body) {
  return first_of<StockNotice>(body, read_stock);
}
Result<PriceNotice> price_in(std::string_view body) {
  return first_of<PriceNotice>(body, read_price);
}

}  // namespace crosswalk
