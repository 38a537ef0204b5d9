#include "simulator/xero_batch.h"

#include <algorithm>
#include <random>

#include "base/crypto.h"

namespace crosswalk::simulator::xero_sim {
namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& one : texts) out += (out.size() > 1 ? "," : "") + one;
  return out + "]";
}

std::string status_of(const Element& element) {
  return element.failed ? "ERROR" : (element.warned ? "WARNING" : "OK");
}

// Another order than the request's, whenever there are two elements or more, and the same one in every run.
void shuffle(std::vector<Element>& elements, int seed) {
  if (elements.size() < 2) return;
  std::mt19937_64 random(static_cast<std::uint64_t>(seed));
  for (std::size_t i = elements.size() - 1; i > 0; --i) std::swap(elements[i], elements[random() % i]);
}

}  // namespace

std::optional<std::vector<BodyValue>> elements_of(const BodyValue& body, std::string_view plural) {
  const BodyValue* list = &body;
  if (body.kind == BodyValue::Kind::object) {
    list = body.find(plural);
    if (list == nullptr) return std::vector<BodyValue>{body};
  }
  if (list->kind != BodyValue::Kind::array || list->items.empty()) return std::nullopt;
  for (const BodyValue& one : list->items)
    if (one.kind != BodyValue::Kind::object) return std::nullopt;
  return list->items;
}

bool summarises(const Query& query, const XeroSwitches& switches) {
  const auto stated = query.get("summarizeErrors");
  return stated ? query.is_true("summarizeErrors") : switches.summarise_by_default;
}

wire::HttpReply batch_reply(const CallContext& context, std::string_view plural,
                            std::vector<Element> elements, bool summarise) {
  if (context.switches.shuffled_elements) shuffle(elements, context.call);
  const bool failed =
      std::any_of(elements.begin(), elements.end(), [](const Element& one) { return one.failed; });
  std::vector<std::string> shown;
  for (Element& element : elements) {
    if (summarise && failed && !element.failed) continue;
    if (!summarise || failed || element.warned)
      element.json += ",\"StatusAttributeString\":\"" + status_of(element) + "\"";
    shown.push_back(element.json + "}");
  }
  if (!summarise || !failed) return envelope(context, plural, joined(shown));
  JsonWriter json;
  json.open();
  json.integer("ErrorNumber", 10);
  json.text("Type", "ValidationException");
  json.text("Message", "A validation exception occurred");
  json.raw("Elements", joined(shown));
  json.close();
  return json_reply(400, json.take());
}

wire::HttpReply envelope(const CallContext& context, std::string_view plural, std::string_view list,
                         std::string_view pages) {
  JsonWriter json;
  json.open();
  json.text("Id", uuid_from("call " + std::to_string(context.call)));
  json.text("Status", "OK");
  json.text("ProviderName", context.provider);
  json.text("DateTimeUTC", "/Date(" + std::to_string(context.now.millis()) + ")/");
  if (!pages.empty()) json.raw("pagination", pages);
  json.raw(plural, list);
  json.close();
  return json_reply(200, json.take());
}

std::string pagination(const Page& page, std::size_t items) {
  JsonWriter json;
  json.open();
  json.integer("page", static_cast<long long>(page.page));
  json.integer("pageSize", static_cast<long long>(page.size));
  json.integer("pageCount", static_cast<long long>((items + page.size - 1) / page.size));
  json.integer("itemCount", static_cast<long long>(items));
  json.close();
  return json.take();
}

}  // namespace crosswalk::simulator::xero_sim
