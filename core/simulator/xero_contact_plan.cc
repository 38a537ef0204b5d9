#include "simulator/xero_contact_plan.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

using Length = std::pair<std::string_view, std::size_t>;

constexpr std::array<Length, 8> contact_texts = {{{"AccountNumber", 50},
                                                  {"FirstName", 255},
                                                  {"LastName", 255},
                                                  {"EmailAddress", 255},
                                                  {"CompanyNumber", 50},
                                                  {"TaxNumber", 50},
                                                  {"DefaultCurrency", 3},
                                                  {"AccountsReceivableTaxType", 50}}};
constexpr std::array<Length, 10> address_texts = {{{"AddressType", 20},
                                                   {"AddressLine1", 500},
                                                   {"AddressLine2", 500},
                                                   {"AddressLine3", 500},
                                                   {"AddressLine4", 500},
                                                   {"City", 255},
                                                   {"Region", 255},
                                                   {"PostalCode", 50},
                                                   {"Country", 50},
                                                   {"AttentionTo", 255}}};
constexpr std::array<Length, 4> phone_texts = {
    {{"PhoneType", 20}, {"PhoneNumber", 50}, {"PhoneAreaCode", 10}, {"PhoneCountryCode", 20}}};
constexpr std::array<Length, 3> person_texts = {
    {{"FirstName", 255}, {"LastName", 255}, {"EmailAddress", 255}}};

constexpr std::string_view archived_edit =
    "The specified contact details matched an archived contact. Archived contacts cannot currently be edited "
    "via the "
    "API.";
constexpr std::string_view archived_use =
    "The contact with the specified contact details has been archived. The contact must be un-archived "
    "before creating "
    "new invoices or credit notes";

template <class Lengths>
SimFields read_texts(const BodyValue& from, const Lengths& lengths, SimFields onto,
                     std::vector<std::string>& errors) {
  for (const auto& [name, longest] : lengths) {
    if (!from.has(name)) continue;
    const std::string text = from.text_of(name);
    if (characters(text) > longest)
      errors.push_back("The field " + std::string(name) + " must be " + std::to_string(longest) +
                       " characters or less.");
    onto[std::string(name)] = text;
  }
  return onto;
}

template <class Lengths>
void read_list(const BodyValue& element, std::string_view name, const Lengths& lengths,
               std::vector<SimFields>& onto, std::vector<std::string>& errors) {
  const BodyValue* list = element.find(name);
  if (list == nullptr) return;
  onto.clear();
  for (const BodyValue& one : list->items) onto.push_back(read_texts(one, lengths, {}, errors));
}

bool email_valid(std::string_view email) {
  const auto at = email.find('@');
  if (at == 0 || at == std::string_view::npos || email.find('@', at + 1) != std::string_view::npos)
    return false;
  const auto host = email.substr(at + 1);
  const auto dot = host.rfind('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == host.size()) return false;
  return std::all_of(email.begin(), email.end(), [](unsigned char c) { return c > 0x20 && c < 0x7f; });
}

void check_name(const std::string& name, std::vector<std::string>& errors) {
  if (characters(name) > 255) errors.emplace_back("The contact name must be 255 characters or less.");
  if (name.find_first_of("<>") != std::string::npos)
    errors.emplace_back("The contact name cannot contain < or >.");
  if (name != trimmed(name) || name.find("  ") != std::string::npos)
    errors.emplace_back("The contact name cannot contain leading, trailing or double spaces.");
}

void check_country(const SimContact& contact, std::vector<std::string>& errors) {
  for (const SimFields& address : contact.addresses) {
    const auto country = address.find("Country");
    if (country == address.end()) continue;
    const bool letters = std::all_of(country->second.begin(), country->second.end(), [](unsigned char c) {
      return std::isalpha(c) != 0 || c == ' ' || c >= 0x80;
    });
    if (!letters) errors.emplace_back("The address country can only contain letters.");
  }
}

// Puts the request's fields onto `plan.next` and checks the whole.
void apply_fields(const XeroOrganisation& organisation, const BodyValue& element, ContactPlan& plan) {
  SimContact& next = plan.next;
  auto& errors = plan.errors;
  if (element.has("Name")) next.name = element.text_of("Name");
  if (element.has("ContactNumber")) next.number = element.text_of("ContactNumber");
  if (element.has("ContactStatus")) next.status = element.text_of("ContactStatus");
  next.texts = read_texts(element, contact_texts, std::move(next.texts), errors);
  read_list(element, "Addresses", address_texts, next.addresses, errors);
  read_list(element, "Phones", phone_texts, next.phones, errors);
  read_list(element, "ContactPersons", person_texts, next.persons, errors);

  if (next.name.empty()) errors.emplace_back("The contact name must be specified.");
  if (element.has("Name")) check_name(next.name, errors);
  if (characters(next.number) > 50)
    errors.emplace_back("The field ContactNumber must be 50 characters or less.");
  const auto email = next.texts.find("EmailAddress");
  if (email != next.texts.end() && !email->second.empty() && !email_valid(email->second))
    errors.emplace_back("Email address must be valid.");
  if (next.persons.size() > 5) errors.emplace_back("A contact can have at most 5 contact persons.");
  check_country(next, errors);

  const SimContact* namesake = organisation.contact_named(next.name);
  if (namesake != nullptr && namesake->status == "ACTIVE" && namesake->id != next.id &&
      next.status == "ACTIVE")
    errors.push_back(
        "The contact name " + next.name +
        " is already assigned to another contact. The contact name must be unique across all active "
        "contacts.");
  const SimContact* same_number = organisation.contact_numbered(next.number);
  if (same_number != nullptr && same_number->id != next.id)
    errors.emplace_back("Another contact has this contact number. Please enter a different contact number.");
}

const SimContact* find(const XeroOrganisation& organisation, const BodyValue& element, bool& unknown_id) {
  if (element.has("ContactID") && element.text_of("ContactID") != zero_guid) {
    const SimContact* found = organisation.contact(element.text_of("ContactID"));
    unknown_id = found == nullptr;
    return found;
  }
  if (const SimContact* found = organisation.contact_numbered(element.text_of("ContactNumber"))) return found;
  return organisation.contact_named(element.text_of("Name"));
}

bool identified(const BodyValue& element) {
  return !element.text_of("Name").empty() || element.has("ContactID") ||
         !element.text_of("ContactNumber").empty();
}

bool edits(const BodyValue& element) {
  for (std::size_t i = 0; i < element.names.size(); ++i)
    if (element.items[i].kind != BodyValue::Kind::null && !same_text(element.names[i], "ContactID"))
      return true;
  return false;
}

ContactPlan plan(const XeroOrganisation& organisation, const BodyValue& element, const SimContact* found,
                 std::string_view archived_text) {
  ContactPlan out;
  out.is_new = found == nullptr;
  if (found != nullptr) out.next = *found;
  if (found != nullptr && found->status != "ACTIVE") {
    out.errors.emplace_back(archived_text);
    return out;
  }
  apply_fields(organisation, element, out);
  out.changed = !out.is_new;
  return out;
}

}  // namespace

ContactPlan plan_contact(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode) {
  ContactPlan nothing;
  nothing.is_new = true;
  if (!identified(element)) {
    nothing.errors.emplace_back(
        "The Contact must contain at least 1 of the following elements to identify the contact: Name, "
        "ContactID, "
        "ContactNumber");
    return nothing;
  }
  if (mode == WriteMode::create) return plan(organisation, element, nullptr, archived_edit);
  bool unknown_id = false;
  const SimContact* found = find(organisation, element, unknown_id);
  if (unknown_id) {
    nothing.not_found = true;
    return nothing;
  }
  return plan(organisation, element, found, archived_edit);
}

ContactPlan plan_document_contact(const XeroOrganisation& organisation, const BodyValue& element) {
  ContactPlan nothing;
  if (!identified(element)) {
    nothing.errors.emplace_back("A Contact must be specified for this type of transaction");
    return nothing;
  }
  bool unknown_id = false;
  const SimContact* found = find(organisation, element, unknown_id);
  if (unknown_id) {
    nothing.errors.emplace_back("The contact with the specified ContactID could not be found.");
    return nothing;
  }
  ContactPlan out = plan(organisation, element, found, archived_use);
  out.changed = out.changed && edits(element);
  if (out.changed && !element.has("ContactPersons")) out.next.persons.clear();
  return out;
}

std::string carry_out(XeroOrganisation& organisation, ContactPlan plan, Instant now) {
  if (!plan.is_new && !plan.changed) return plan.next.id;
  if (plan.is_new) {
    plan.next.id = organisation.new_id("contact");
    plan.next.created = now;
  }
  plan.next.updated = now;
  std::string id = plan.next.id;
  organisation.store(std::move(plan.next));
  return id;
}

}  // namespace crosswalk::simulator::xero_sim
