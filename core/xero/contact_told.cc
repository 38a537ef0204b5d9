#include "xero/contact_told.h"

#include <vector>

#include "base/json_tree.h"
#include "model/entry.h"
#include "model/veil.h"

namespace crosswalk::xero {
std::string contact_number_of(const Document& contact) {
  const auto content = parse_json(contact.content, "the content of a contact");
  return content ? text_in(*content, "ContactNumber") : std::string();
}

std::string told(const Document& document) {
  if (document.kind != DocumentKind::contact) return document.key;
  const std::string number = contact_number_of(document);
  return number.empty() ? "a contact" : "contact " + number;
}

std::string without_persons(const std::string& text, const Attempt& attempt) {
  std::vector<std::string> names;
  std::vector<std::string> numbers;
  for (const Document& document : attempt.members) {
    if (document.kind != DocumentKind::contact) continue;
    numbers.push_back(contact_number_of(document));
    if (!document.key.starts_with(buyer_contact)) names.push_back(document.key);
    const auto content = parse_json(document.content, "the content of a contact");
    if (!content) continue;
    names.push_back(text_in(*content, "Name"));
    names.push_back(text_in(*content, "EmailAddress"));
  }
  return numbers.empty() ? text : veiled_names(text, names, numbers);
}

Outcomes without_persons(Outcomes outcomes, const Attempt& attempt) {
  for (Outcome& one : outcomes) one.reason = without_persons(one.reason, attempt);
  return outcomes;
}

}  // namespace crosswalk::xero
