#include "flow/map_text.h"

#include "base/json_writer.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

std::string_view verdict_name(Translation::Verdict verdict) {
  switch (verdict) {
    case Translation::Verdict::booked:
      return "booked";
    case Translation::Verdict::waiting:
      return "waiting";
    case Translation::Verdict::skipped:
      return "skipped";
    case Translation::Verdict::held:
      return "held";
    case Translation::Verdict::dead:
      return "dead";
  }
  return "held";
}

void write_lines(JsonWriter& json, const LineList& list) {
  json.key("lines").open_array();
  for (const auto& line : list.lines()) {
    json.open_object();
    json.member("key", key_of(line));
    json.member("class", name_of(line.line_class));
    if (line.tax_class != TaxClass::none) json.member("tax_class", name_of(line.tax_class));
    json.member("state", name_of(line.state));
    json.member("date", line.date.text());
    json.key("amount").number(line.amount.amount, 2);
    json.key("quantity").number(line.quantity);
    json.member("charge_type", line.charge_type);
    json.member("charge_name", line.charge_name);
    json.member("sku", line.sku);
    json.close_object();
  }
  json.close_array();
}

void write_documents(JsonWriter& json, const Drafting& drafting) {
  json.key("documents").open_array();
  for (const auto& document : drafting.documents) {
    json.open_object();
    json.member("kind", name_of(document.kind));
    json.member("number", document.key);
    json.member("operation", name_of(document.operation));
    if (document.date != Date{}) json.member("date", document.date.text());  // a contact has none
    if (document.total) json.key("total").number(document.total->amount, 2);
    json.key("content").raw(document.content);
    json.close_object();
  }
  json.close_array();
}

}  // namespace

bool MapText::write(const Record& record, MapForm form, std::string& out) {
  const Translation& translation = translator_.translate(record, nullptr);
  Translation::Verdict verdict = translation.verdict;
  std::string reason = translation.reason;
  Drafting drafting;
  if (form == MapForm::documents && verdict == Translation::Verdict::booked) {
    auto drafted = ledger_.draft(translation.entries, {});
    if (drafted) drafting = std::move(*drafted);
    reason = drafted ? drafting.hold : drafted.error().text();
    if (!reason.empty()) verdict = Translation::Verdict::held;
  }
  JsonWriter json(out);
  json.open_object();
  json.member("id", record.key.id);
  json.member("verdict", verdict_name(verdict));
  if (!reason.empty()) json.member("reason", reason);
  if (!translation.origin.empty()) json.member("origin", translation.origin);
  if (!translation.remarks.empty()) {
    json.key("remarks").open_array();
    for (const Remark& remark : translation.remarks)
      json.open_object().member("text", remark.text).member("at", remark.origin.text()).close_object();
    json.close_array();
  }
  if (form == MapForm::lines) {
    write_lines(json, translator_.lines());
  } else if (form == MapForm::documents) {
    write_documents(json, drafting);
  } else {
    json.key("booking");
    write_entries(translation.entries, out);
  }
  json.close_object();
  out += '\n';
  return verdict != Translation::Verdict::held && verdict != Translation::Verdict::dead;
}

}  // namespace crosswalk::flow
