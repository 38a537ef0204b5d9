#include "model/schema.h"

#include <array>

namespace crosswalk {
namespace {

FieldValue text(std::string_view value) {
  FieldValue field;
  field.present = !value.empty();
  field.text = value;
  return field;
}

FieldValue counted(FieldType type, std::int64_t number, bool present = true) {
  FieldValue field;
  field.type = type;
  field.present = present;
  field.number = number;
  return field;
}

FieldValue money(const Money& value) {
  FieldValue field = counted(FieldType::money, value.amount.units());
  field.currency = value.currency;
  return field;
}

FieldValue instant(Instant value) {
  return counted(FieldType::instant, value.millis(), value != Instant());
}

// The key is made on demand; it lives until this thread asks for the next one.
FieldValue line_key(const Line& line) {
  static thread_local std::string key;
  key = key_of(line);
  return text(key);
}

FieldValue units(const std::optional<Decimal>& value) {
  return counted(FieldType::number, value ? value->units() : 0, value.has_value());
}

FieldValue priced(const std::optional<Decimal>& value, Currency currency) {
  FieldValue field = money({value.value_or(Decimal()), currency});
  field.present = value.has_value();
  return field;
}

FieldValue record_total(const RecordScope& record) {
  MoneySum sum(record.facts.currency);
  for (const Line& line : record.lines)
    if (line.state != UnitState::cancelled) sum.add(line.amount);
  auto total = sum.total();
  if (total) return money(*total);
  FieldValue field = counted(FieldType::money, 0, false);
  field.fault = "the lines of this record have no total: two currencies, or amounts out of range";
  return field;
}

#define LINE_FIELD(NAME, TYPE, FOLDS, EXPRESSION, MEANING)                          \
  Field {                                                                           \
    "line." NAME, FieldScope::line, FieldType::TYPE, false, FOLDS, MEANING,         \
        [](const Line& line) -> FieldValue { return EXPRESSION; }, nullptr, nullptr \
  }
#define RECORD_FIELD(NAME, TYPE, PERSONAL, EXPRESSION, MEANING)                             \
  Field {                                                                                   \
    "record." NAME, FieldScope::record, FieldType::TYPE, PERSONAL, false, MEANING, nullptr, \
        [](const RecordScope& record) -> FieldValue { return EXPRESSION; }, nullptr         \
  }
#define ITEM_FIELD(NAME, TYPE, FOLDS, EXPRESSION, MEANING)                                    \
  Field {                                                                                     \
    "item." NAME, FieldScope::item, FieldType::TYPE, false, FOLDS, MEANING, nullptr, nullptr, \
        [](const ItemFacts& item) -> FieldValue { return EXPRESSION; }                        \
  }

const std::array fields = {
    LINE_FIELD("key", text, false, line_key(line), "The line's own key, unique within its record."),
    LINE_FIELD("order_line", text, false, text(line.order_line), "The market's number of the order line."),
    LINE_FIELD("class", text, false, text(name_of(line.line_class)),
               "What the amount is: product, shipping, discount, tax, tax_withheld, commission, refund, fee, "
               "reserve, deposit or other."),
    LINE_FIELD("charge_type", text, false, text(line.charge_type),
               "The market's type of the charge, as received."),
    LINE_FIELD("charge_name", text, false, text(line.charge_name),
               "The market's name of the charge, as received."),
    LINE_FIELD("tax_name", text, false, text(line.tax_name), "The market's name of the tax, on a tax line."),
    LINE_FIELD("tax_class", text, false, text(name_of(line.tax_class)),
               "Who owes the tax to the state: facilitator (the market), seller, or none."),
    LINE_FIELD("state", text, false, text(name_of(line.state)),
               "Where the units stand: open, shipped or cancelled."),
    LINE_FIELD("amount", money, false, money(line.amount),
               "The amount: positive when the buyer pays it, negative when the buyer gets it."),
    LINE_FIELD("quantity", number, false, counted(FieldType::number, line.quantity.units()),
               "How many units this line covers."),
    LINE_FIELD("order_quantity", number, false,
               counted(FieldType::number, std::int64_t{line.order_quantity} * Decimal::one),
               "How many units the whole order line has, cancelled ones included."),
    LINE_FIELD(
        "date", date, false, counted(FieldType::date, line.date.days()),
        "The accounting date in the books' time zone: the ship date, or the order date until it ships."),
    LINE_FIELD("at", instant, false, instant(line.at),
               "The point in time that the accounting date comes from."),
    LINE_FIELD("sku", text, true, text(line.sku), "The seller's stock keeping unit; compared without case."),
    LINE_FIELD("product_name", text, false, text(line.product_name), "The product's name."),
    LINE_FIELD("condition", text, false, text(line.condition), "The product's condition, as received."),
    LINE_FIELD("fulfilment", text, false, text(line.fulfilment), "Who ships: seller, wfs or 3pl."),
    LINE_FIELD("ship_method", text, false, text(line.ship_method), "The shipping method, as received."),
    LINE_FIELD("carrier", text, false, text(line.carrier), "The carrier, once shipped."),
    LINE_FIELD("tracking_number", text, false, text(line.tracking_number),
               "The parcel's number, once shipped."),
    LINE_FIELD("refund", text, false, text(line.refund),
               "Of a refund its own name: the market's refund number, or the return and its line."),
    LINE_FIELD("refund_reason", text, true, text(line.refund_reason), "Why it was refunded, as received."),
    LINE_FIELD("goods_back", flag, false, counted(FieldType::flag, line.goods_back ? 1 : 0),
               "Of a refund: the units have come back and can be sold again."),
    LINE_FIELD("purchase_order", text, false, text(line.purchase_order),
               "The purchase order that the amount belongs to, on lines of a return or a settlement."),
    LINE_FIELD("transaction_type", text, true, text(line.transaction_type),
               "Of a settlement's row: Sale, Refund, Adjustment, Service Fee, as received."),
    LINE_FIELD("amount_type", text, true, text(line.amount_type),
               "Of a settlement's row: Product Price, Commission on Product, as received."),
    LINE_FIELD("transaction_key", text, false, text(line.transaction_key),
               "Of a settlement's row: what the rows of one event share."),
    LINE_FIELD("category", text, true, text(line.category),
               "Of a settlement's row: the contract category that the commission goes by."),
    LINE_FIELD("ship_state", text, true, text(line.ship_state),
               "Of a settlement's row: the state that the parcel went to."),
    LINE_FIELD("commission_rate", number, false,
               counted(FieldType::number, line.commission_rate.units(), !line.commission_rate.is_zero()),
               "Of a settlement's row: the commission in per cent."),

    RECORD_FIELD("kind", text, false, text(name_of(record.facts.kind)),
                 "What the record is: order, return, settlement or statement."),
    RECORD_FIELD("id", text, false, text(record.facts.id),
                 "The market's number of the record: the purchase order."),
    RECORD_FIELD("customer_order", text, false, text(record.facts.customer_order),
                 "The buyer's order number; one may become several purchase orders."),
    RECORD_FIELD("market", text, false, text(record.facts.market), "The market: us."),
    RECORD_FIELD("channel", text, false, text(record.facts.channel),
                 "The market's full name, which is also the default contact."),
    RECORD_FIELD("order_type", text, false, text(record.facts.order_type), "regular or replacement."),
    RECORD_FIELD("original_order", text, false, text(record.facts.original_order),
                 "The order that a replacement replaces."),
    RECORD_FIELD("currency", text, false, text(record.facts.currency.code()),
                 "The currency of every amount."),
    RECORD_FIELD("ordered", instant, false, instant(record.facts.ordered), "When the buyer ordered."),
    RECORD_FIELD("order_date", date, false, counted(FieldType::date, record.facts.order_date.days()),
                 "The day of the order in the books' time zone."),
    RECORD_FIELD("ship_by", instant, false, instant(record.facts.ship_by),
                 "When it must be shipped, if known."),
    RECORD_FIELD("ship_method", text, false, text(record.facts.ship_method),
                 "The shipping method, as received."),
    RECORD_FIELD("fulfilment", text, false, text(record.facts.fulfilment), "Who ships: seller, wfs or 3pl."),
    RECORD_FIELD("cancel_requested", flag, false,
                 counted(FieldType::flag, record.facts.cancel_requested ? 1 : 0),
                 "The buyer asked to cancel and the market has not decided yet."),
    RECORD_FIELD(
        "total", money, false, record_total(record),
        "The sum of the lines that are to be decided now, cancelled ones left out; of a new record: of all."),
    RECORD_FIELD("buyer.name", text, true, text(record.facts.buyer_name),
                 "The buyer's name (personal data)."),
    RECORD_FIELD("buyer.email", text, true, text(record.facts.buyer_email),
                 "The buyer's address (personal data)."),
    RECORD_FIELD("buyer.phone", text, true, text(record.facts.buyer_phone),
                 "The buyer's phone (personal data)."),
    RECORD_FIELD("ship_to.address1", text, true, text(record.facts.address1), "The street (personal data)."),
    RECORD_FIELD("ship_to.address2", text, true, text(record.facts.address2),
                 "The second line (personal data)."),
    RECORD_FIELD("ship_to.city", text, true, text(record.facts.city), "The city (personal data)."),
    RECORD_FIELD("ship_to.state", text, false, text(record.facts.state), "The state's code: CA."),
    RECORD_FIELD("ship_to.postal_code", text, false, text(record.facts.postal_code), "The postal code."),
    RECORD_FIELD("ship_to.country", text, false, text(record.facts.country),
                 "The country's code, as received."),

    ITEM_FIELD("code", text, false, text(item.code), "The ledger's code of the item."),
    ITEM_FIELD("name", text, false, text(item.name), "What the ledger calls the item."),
    ITEM_FIELD("sku", text, true, text(item.sku),
               "The SKU that stock and price are asked for; absent while sku.lua is asked."),
    ITEM_FIELD("market", text, false, text(item.market), "The market: us."),
    ITEM_FIELD("channel", text, false, text(item.channel), "The market's full name."),
    ITEM_FIELD("currency", text, false, text(item.currency.code()), "The market's currency."),
    ITEM_FIELD("on_hand", number, false, units(item.on_hand), "Units in stock by the ledger's books."),
    ITEM_FIELD("committed", number, false, units(item.committed),
               "Units sold that no posted document has taken from the ledger yet."),
    ITEM_FIELD("price", money, false, priced(item.price, item.currency), "The ledger's sales price."),
    ITEM_FIELD("cost", money, false, priced(item.cost, item.currency), "What one unit cost."),
};

#undef LINE_FIELD
#undef RECORD_FIELD
#undef ITEM_FIELD

}  // namespace

FieldValue value_of(const Field& field, const Subject& subject) {
  switch (field.scope) {
    case FieldScope::line:
      return field.of_line(*subject.line);
    case FieldScope::record:
      return field.of_record(*subject.record);
    case FieldScope::item:
      break;
  }
  return field.of_item(*subject.item);
}

std::span<const Field> schema() {
  return fields;
}

const Field* find_field(std::string_view path) {
  for (const Field& field : fields)
    if (field.path == path) return &field;
  return nullptr;
}

std::string_view name_of(FieldType type) {
  constexpr std::array<std::string_view, 6> names = {"text", "number", "money", "date", "instant", "flag"};
  return names.at(static_cast<std::size_t>(type));
}

std::string text_of(const FieldValue& value) {
  if (!value.present) return {};
  switch (value.type) {
    case FieldType::text:
      return std::string(value.text);
    case FieldType::number:
      return Decimal::from_units(value.number).text();
    case FieldType::money:
      return Money{Decimal::from_units(value.number), value.currency}.text();
    case FieldType::date:
      return Date::from_days(static_cast<std::int32_t>(value.number)).text();
    case FieldType::instant:
      return Instant::from_millis(value.number).text_seconds();
    case FieldType::flag:
      return value.number != 0 ? "true" : "false";
  }
  return {};
}

}  // namespace crosswalk
