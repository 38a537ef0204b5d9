#include "xero/sent.h"

#include "base/json_tree.h"
#include "xero/errors.h"

namespace crosswalk::xero {
namespace {

template <class Match>
const Json* only(const Json& elements, Match match) {
  const Json* found = nullptr;
  if (!elements.is_array()) return nullptr;
  for (const auto& element : elements) {
    if (!match(element)) continue;
    if (found != nullptr) return nullptr;  // two of them: nobody knows which is ours
    found = &element;
  }
  return found;
}

}  // namespace

std::string envelope_of(const Attempt& attempt) {
  const bool contacts = !attempt.members.empty() && attempt.members.front().kind == DocumentKind::contact;
  return contacts ? "Contacts" : "Invoices";
}

Result<std::vector<Json>> sent_elements(const Attempt& attempt) {
  const auto body = parse_json(attempt.request.body, "the stored request of attempt " + attempt.id);
  if (!body) return body.error();
  const Json* elements = member(*body, envelope_of(attempt));
  std::vector<Json> sent;
  for (const auto& document : attempt.members) {
    const std::string name = document.kind == DocumentKind::contact ? "Name" : "InvoiceNumber";
    const Json* found = elements == nullptr ? nullptr : only(*elements, [&](const Json& element) {
      return text_in(element, name) == document.key;
    });
    if (found == nullptr)
      return fail(ErrorKind::internal,
                  "the stored request of attempt " + attempt.id + " does not hold " + document.key);
    sent.push_back(*found);
  }
  return sent;
}

const Json* matching(const Json& elements, const Document& document, const Json& sent) {
  if (document.kind == DocumentKind::contact) {
    const std::string number = text_in(sent, "ContactNumber");
    const Json* found =
        only(elements, [&](const Json& element) { return member_text(element, "ContactNumber") == number; });
    if (found != nullptr) return found;
    return only(elements, [&](const Json& element) {
      return member_text(element, "ContactNumber").empty() &&
             same_ignoring_case(member_text(element, "Name"), document.key);
    });
  }
  if (document.operation == Operation::create)
    return only(elements,
                [&](const Json& element) { return member_text(element, "InvoiceNumber") == document.key; });
  const std::string id = text_in(sent, "InvoiceID");
  return only(elements,
              [&](const Json& element) { return same_ignoring_case(member_text(element, "InvoiceID"), id); });
}

}  // namespace crosswalk::xero
