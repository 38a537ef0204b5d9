#include "simulator/xero_write.h"

#include <algorithm>

namespace crosswalk::simulator::xero_sim {

void add_text(BodyValue& object, std::string name, std::string text) {
  BodyValue value;
  value.kind = BodyValue::Kind::text;
  value.text = std::move(text);
  object.names.push_back(std::move(name));
  object.items.push_back(std::move(value));
}

std::optional<wire::HttpReply> refused_shape(const std::vector<BodyValue>& elements,
                                             const std::vector<Shape>& shape, std::string_view plural) {
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const std::string wrong = misfit(elements[i], shape, std::string(plural) + "[" + std::to_string(i) + "]");
    if (!wrong.empty()) return malformed_request(wrong);
  }
  return std::nullopt;
}

wire::HttpReply write_each(XeroOrganisation& organisation, const CallContext& context, const Query& query,
                           std::string_view plural, const std::vector<BodyValue>& elements,
                           const std::function<Element(const BodyValue&)>& take) {
  const bool summarise = summarises(query, context.switches);
  std::optional<XeroOrganisation> before;
  if (summarise && !context.switches.valid_elements_persist) before = organisation;
  std::vector<Element> results;
  for (const BodyValue& element : elements) results.push_back(take(element));
  const bool failed =
      std::any_of(results.begin(), results.end(), [](const Element& one) { return one.failed; });
  if (failed && before) organisation = std::move(*before);
  return batch_reply(context, plural, std::move(results), summarise);
}

Element finished(std::string open_json, std::string_view flag, const std::vector<std::string>& errors,
                 const std::vector<std::string>& warnings, const XeroSwitches& switches) {
  Element element{std::move(open_json), !errors.empty(), !warnings.empty()};
  if (!flag.empty()) element.json += ",\"" + std::string(flag) + "\":" + (element.failed ? "true" : "false");
  JsonWriter json;
  if (element.failed) json.messages("ValidationErrors", errors, switches.errors_as_description);
  if (element.warned && !element.failed) json.messages("Warnings", warnings);
  const std::string more = json.take();
  if (!more.empty()) element.json += "," + more;
  return element;
}

}  // namespace crosswalk::simulator::xero_sim
