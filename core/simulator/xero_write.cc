#include "simulator/xero_write.h"

#include <algorithm>

namespace crosswalk::simulator::xero_sim {
namespace {

// An element of which nothing was made, for no reason that lies in it.
Element not_made(const BodyValue& element, bool said, const XeroSwitches& switches) {
  JsonWriter json;
  json.open();
  for (std::size_t i = 0; i < element.items.size(); ++i)
    if (element.items[i].kind == BodyValue::Kind::text) json.text(element.names[i], element.items[i].text);
  const std::vector<std::string> errors = {"An error occurred in Xero. Try again later."};
  return finished(json.take(), "HasValidationErrors", said ? errors : std::vector<std::string>(), {},
                  switches);
}

}  // namespace

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
  const Twist twist = context.twist;
  const bool summarise = summarises(query, context.switches) || twist == Twist::one_refused_summarised;
  std::optional<XeroOrganisation> before;
  if (summarise && !context.switches.valid_elements_persist) before = organisation;
  std::vector<Element> results;
  const std::size_t odd = static_cast<std::size_t>(context.call) % elements.size();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const bool refused = twist == Twist::one_refused || twist == Twist::one_refused_summarised;
    if (i == odd && (refused || twist == Twist::one_silent))
      results.push_back(not_made(elements[i], refused, context.switches));
    else
      results.push_back(take(elements[i]));
  }
  if (twist == Twist::one_unsaid) results.erase(results.begin() + static_cast<std::ptrdiff_t>(odd));
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
