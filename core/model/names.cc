// The names of the model's enumerations, as they are stored, printed and seen by rules.
#include <array>
#include <string>

#include "model/attempt.h"
#include "model/document.h"
#include "model/line.h"
#include "model/record.h"

namespace crosswalk {
namespace {

constexpr std::array record_kinds = {"order", "return", "settlement", "statement", "opening", "accrual"};
constexpr std::array line_classes = {"product",      "shipping",   "discount", "tax",
                                     "tax_withheld", "commission", "refund",   "fee",
                                     "reserve",      "deposit",    "other"};
constexpr std::array tax_classes = {"none", "facilitator", "seller"};
constexpr std::array unit_states = {"open", "shipped", "cancelled"};
constexpr std::array document_kinds = {"contact",
                                       "invoice",
                                       "payment",
                                       "credit_note",
                                       "allocation",
                                       "refund",
                                       "bank_transaction",
                                       "bank_transfer",
                                       "journal",
                                       "gl_run_group",
                                       "receivable",
                                       "bill",
                                       "item",
                                       "tracking_option",
                                       "note",
                                       "attachment",
                                       "acknowledgement",
                                       "shipment",
                                       "cancellation",
                                       "order_refund",
                                       "return_refund",
                                       "stock",
                                       "price"};
constexpr std::array operations = {"create", "update", "remove", "annul"};
constexpr std::array outcomes = {"posted",   "pending", "retry",  "reauthorise",
                                 "rejected", "absent",  "unknown"};

template <class Enum, class Names>
Result<Enum> named(std::string_view name, const Names& names, std::string_view what) {
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i] == name) return static_cast<Enum>(i);
  return fail(ErrorKind::invalid, "\"" + std::string(name) + "\" is not a " + std::string(what));
}

}  // namespace

std::string_view name_of(RecordKind kind) {
  return record_kinds.at(static_cast<std::size_t>(kind));
}
Result<RecordKind> record_kind_named(std::string_view name) {
  return named<RecordKind>(name, record_kinds, "kind of record");
}
std::string_view name_of(LineClass value) {
  return line_classes.at(static_cast<std::size_t>(value));
}
std::string_view name_of(TaxClass value) {
  return tax_classes.at(static_cast<std::size_t>(value));
}
std::string_view name_of(UnitState value) {
  return unit_states.at(static_cast<std::size_t>(value));
}
std::string_view name_of(DocumentKind kind) {
  return document_kinds.at(static_cast<std::size_t>(kind));
}
Result<DocumentKind> document_kind_named(std::string_view name) {
  return named<DocumentKind>(name, document_kinds, "kind of document");
}
std::string_view name_of(Operation operation) {
  return operations.at(static_cast<std::size_t>(operation));
}
Result<Operation> operation_named(std::string_view name) {
  return named<Operation>(name, operations, "operation");
}
std::string_view name_of(Outcome::Kind kind) {
  return outcomes.at(static_cast<std::size_t>(kind));
}

Side side_of(DocumentKind kind) {
  return kind >= DocumentKind::acknowledgement ? Side::channel : Side::ledger;
}

std::string key_of(const Line& line) {
  std::string key;
  key.reserve(48);
  key_into(line, key);
  return key;
}

void key_into(const Line& line, std::string& key) {
  if (line.row > 0) {
    key.assign("row/").append(std::to_string(line.row));
    return;
  }
  // Refunds of one order line come one after the other, each under its own name.
  key = line.refund.empty() ? line.order_line : line.refund;
  key.append("/");
  key.append(std::to_string(line.unit_from)).append("-").append(std::to_string(line.unit_to)).append("/");
  key.append(line.charge_type).append(":").append(line.charge_name);
  if (line.charge_index > 0) key.append(".").append(std::to_string(line.charge_index));
  key.append(line.line_class == LineClass::tax ? "/tax" : "/amount");
}

void Receipts::add(DocumentKind kind, std::string key, Receipt receipt) {
  items_.push_back({kind, std::move(key), std::move(receipt)});
}

const Receipt* Receipts::find(DocumentKind kind, std::string_view key) const {
  for (const auto& item : items_)
    if (item.kind == kind && item.key == key) return &item.receipt;
  return nullptr;
}

}  // namespace crosswalk
