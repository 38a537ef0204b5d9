#include "simulator/xero_contacts.h"

#include <algorithm>

#include "simulator/xero_shape.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

void write_list(JsonWriter& json, std::string_view name, const std::vector<SimFields>& list) {
  json.open_list(name);
  for (const SimFields& fields : list) {
    json.open();
    for (const auto& [key, value] : fields) json.text(key, value);
    json.close();
  }
  json.close_list();
}

std::string text_of(const SimContact& contact, const std::string& name) {
  const auto found = contact.texts.find(name);
  return found != contact.texts.end() ? found->second : std::string();
}

std::optional<FilterValue> field_of(const SimContact& contact, std::string_view name) {
  const auto optional_text = [](const std::string& text) {
    return text.empty() ? FilterValue{} : FilterValue::of(text);
  };
  if (same_text(name, "Name")) return FilterValue::of(contact.name);
  if (same_text(name, "ContactNumber")) return optional_text(contact.number);
  if (same_text(name, "ContactID")) return FilterValue::of(contact.id);
  if (same_text(name, "ContactStatus")) return FilterValue::of(contact.status);
  for (const std::string text : {"EmailAddress", "AccountNumber", "FirstName", "LastName"})
    if (same_text(name, text)) return optional_text(text_of(contact, text));
  return std::nullopt;
}

bool found_by_term(const SimContact& contact, std::string_view term) {
  for (const std::string& text : {contact.name, contact.number, text_of(contact, "FirstName"),
                                  text_of(contact, "LastName"), text_of(contact, "EmailAddress")})
    if (contains_text(text, term)) return true;
  return false;
}

std::string contact_json(const SimContact& contact, const CallContext& context, bool whole) {
  JsonWriter json(context.switches.date_offset);
  write_contact(json, contact, whole);
  return json.take();
}

wire::HttpReply one_contact(const XeroOrganisation& organisation, const std::string& named,
                            const CallContext& context) {
  const SimContact* found = organisation.contact(named);
  if (found == nullptr) {
    found = organisation.contact_numbered(named);
    if (found != nullptr && found->created + context.switches.list_lag > context.now) found = nullptr;
  }
  if (found == nullptr) return nothing_there();
  return envelope(context, "Contacts", "[" + contact_json(*found, context, true) + "}]");
}

}  // namespace

std::optional<Instant> modified_since(const wire::HttpRequest& request) {
  const auto header = wire::header(request.headers, "If-Modified-Since");
  if (!header) return std::nullopt;
  std::string text(*header);
  if (!text.ends_with('Z')) text += 'Z';
  const auto instant = Instant::parse(text);
  return instant ? std::optional(*instant) : std::nullopt;
}

bool is_modified(Instant updated, const std::optional<Instant>& since, const XeroSwitches& switches) {
  if (!since) return true;
  const auto seconds = [](Instant instant) { return instant.millis() / 1000; };
  return switches.modified_since_inclusive ? seconds(updated) >= seconds(*since)
                                           : seconds(updated) > seconds(*since);
}

void write_contact(JsonWriter& json, const SimContact& contact, bool whole) {
  json.open();
  json.text("ContactID", contact.id.empty() ? zero_guid : std::string_view(contact.id));
  if (!contact.number.empty()) json.text("ContactNumber", contact.number);
  json.text("ContactStatus", contact.status);
  json.text("Name", contact.name);
  for (const auto& [name, value] : contact.texts) json.text(name, value);
  json.instant("UpdatedDateUTC", contact.updated);
  json.flag("IsSupplier", false);
  json.flag("IsCustomer", contact.customer);
  if (!whole) return;
  write_list(json, "Addresses", contact.addresses);
  write_list(json, "Phones", contact.phones);
  write_list(json, "ContactPersons", contact.persons);
  json.raw("ContactGroups", "[]");
}

wire::HttpReply read_contacts(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                              const Query& query, const std::string& named, const CallContext& context) {
  if (!named.empty()) return one_contact(organisation, named, context);
  std::optional<Filter> filter;
  if (const auto where = query.get("where")) {
    auto parsed = Filter::parse(*where);
    if (!parsed) return api_exception(400, 16, "QueryParseException", parsed.error().message);
    filter = std::move(*parsed);
  }
  const auto ids = query.list("IDs");
  const auto term = query.get("searchTerm");
  const auto since = modified_since(request);
  std::vector<const SimContact*> found;
  for (const SimContact& contact : organisation.contacts()) {
    if (contact.created + context.switches.list_lag > context.now) continue;
    if (contact.status != "ACTIVE" && !query.is_true("includeArchived")) continue;
    if (!is_modified(contact.updated, since, context.switches)) continue;
    if (term && !found_by_term(contact, *term)) continue;
    if (ids &&
        std::none_of(ids->begin(), ids->end(), [&](const auto& id) { return same_text(id, contact.id); }))
      continue;
    if (filter) {
      const auto hit = filter->matches([&](std::string_view name) { return field_of(contact, name); });
      if (!hit) return api_exception(400, 16, "QueryParseException", hit.error().message);
      if (!*hit) continue;
    }
    found.push_back(&contact);
  }
  const bool paged = query.get("page").has_value() || query.get("pageSize").has_value();
  const Page page = page_of(query);
  const std::size_t begin = paged ? std::min((page.page - 1) * page.size, found.size()) : 0;
  const std::size_t end = paged ? std::min(begin + page.size, found.size()) : found.size();
  JsonWriter list;
  list.open_list();
  for (std::size_t i = begin; i < end; ++i)
    list.raw({}, contact_json(*found[i], context, !query.is_true("summaryOnly")) + "}");
  list.close_list();
  return envelope(context, "Contacts", list.take(), paged ? pagination(page, found.size()) : std::string());
}

wire::HttpReply write_contacts(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "Contacts");
  if (!elements) return malformed_request("The request has no Contacts. Path 'Contacts'.");
  if (!named.empty()) {
    const SimContact* target = organisation.contact(named);
    if (target == nullptr || elements->size() != 1) return nothing_there();
    BodyValue id;
    id.kind = BodyValue::Kind::text;
    id.text = target->id;
    elements->front().names.emplace_back("ContactID");
    elements->front().items.push_back(std::move(id));
  }
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const std::string wrong = misfit((*elements)[i], contact_shape(), "Contacts[" + std::to_string(i) + "]");
    if (!wrong.empty()) return malformed_request(wrong);
    // An id that does not exist fails the whole request, before anything of it is done.
    const bool named_by_id = mode == WriteMode::upsert && (*elements)[i].has("ContactID");
    if (named_by_id && plan_contact(organisation, (*elements)[i], mode).not_found) return nothing_there();
  }
  const bool summarise = summarises(query, context.switches);
  std::optional<XeroOrganisation> before;
  if (summarise && !context.switches.valid_elements_persist) before = organisation;
  std::vector<Element> results;
  for (const BodyValue& element : *elements) {
    ContactPlan plan = plan_contact(organisation, element, mode);
    Element result;
    result.failed = !plan.errors.empty();
    const std::vector<std::string> errors = plan.errors;
    SimContact shown = plan.next;
    if (!result.failed) shown = *organisation.contact(carry_out(organisation, std::move(plan), context.now));
    JsonWriter json(context.switches.date_offset);
    write_contact(json, shown, true);
    json.flag("HasValidationErrors", result.failed);
    if (result.failed) json.messages("ValidationErrors", errors, context.switches.errors_as_description);
    result.json = json.take();
    results.push_back(std::move(result));
  }
  const bool failed =
      std::any_of(results.begin(), results.end(), [](const Element& one) { return one.failed; });
  if (failed && before) organisation = std::move(*before);
  return batch_reply(context, "Contacts", std::move(results), summarise);
}

}  // namespace crosswalk::simulator::xero_sim
