#include "simulator/xero_contacts.h"

#include <algorithm>

#include "simulator/xero_list.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

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
    if (found != nullptr && !is_listed(found->created, context)) found = nullptr;
  }
  if (found == nullptr) return nothing_there();
  return envelope(context, "Contacts", "[" + contact_json(*found, context, true) + "}]");
}

}  // namespace

void write_contact(JsonWriter& json, const SimContact& contact, bool whole) {
  json.open();
  json.text("ContactID", contact.id.empty() ? zero_guid : std::string_view(contact.id));
  if (!contact.number.empty()) json.text("ContactNumber", contact.number);
  json.text("ContactStatus", contact.status);
  json.text("Name", contact.name);
  for (const auto& [name, value] : contact.texts) json.text(name, value);
  json.instant("UpdatedDateUTC", contact.updated);
  json.flag("IsSupplier", contact.supplier);
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
  const auto ids = query.list("IDs");
  const auto term = query.get("searchTerm");
  const bool whole = !query.is_true("summaryOnly");
  std::vector<ListRow> rows;
  for (const SimContact& contact : organisation.contacts()) {
    if (contact.status != "ACTIVE" && !query.is_true("includeArchived")) continue;
    if (term && !found_by_term(contact, *term)) continue;
    if (ids &&
        std::none_of(ids->begin(), ids->end(), [&](const auto& id) { return same_text(id, contact.id); }))
      continue;
    rows.push_back({contact.id, contact.created, contact.updated,
                    [&contact](std::string_view name) { return field_of(contact, name); },
                    [&contact, &context, whole] { return contact_json(contact, context, whole) + "}"; }});
  }
  return list_reply(request, query, context, "Contacts", rows, Paging::asked);
}

wire::HttpReply write_contacts(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "Contacts");
  if (!elements) return malformed_request("The request has no Contacts. Path 'Contacts'.");
  if (!named.empty()) {
    const SimContact* target = organisation.contact(named);
    if (target == nullptr || elements->size() != 1) return nothing_there();
    add_text(elements->front(), "ContactID", target->id);
  }
  if (auto refused = refused_shape(*elements, contact_shape(), "Contacts")) return *refused;
  for (const BodyValue& element : *elements) {
    // An id that does not exist fails the whole request, before anything of it is done.
    const bool named_by_id = mode == WriteMode::upsert && element.has("ContactID");
    if (named_by_id && plan_contact(organisation, element, mode).not_found) return nothing_there();
  }
  return write_each(organisation, context, query, "Contacts", *elements, [&](const BodyValue& element) {
    ContactPlan plan = plan_contact(organisation, element, mode);
    const std::vector<std::string> errors = plan.errors;
    SimContact shown = plan.next;
    if (errors.empty()) shown = *organisation.contact(carry_out(organisation, std::move(plan), context.now));
    JsonWriter json(context.switches.date_offset);
    write_contact(json, shown, true);
    return finished(json.take(), "HasValidationErrors", errors, {}, context.switches);
  });
}

}  // namespace crosswalk::simulator::xero_sim
