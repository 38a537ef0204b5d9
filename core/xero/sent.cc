#include "xero/sent.h"

#include "base/json_tree.h"
#include "xero/batch_payments.h"
#include "xero/contact_told.h"
#include "xero/errors.h"
#include "xero/kinds.h"
#include "xero/receipt.h"

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

// What tells ours from the others of its request: our key, or a contact's number, whose key stands nowhere.
std::string mark_of(const Document& document) {
  return document.kind == DocumentKind::contact ? contact_number_of(document) : document.key;
}

std::string mark_in(const Json& element, DocumentKind kind) {
  return kind == DocumentKind::contact ? member_text(element, "ContactNumber") : key_in(element, kind);
}

// By what it pays and by our marker; a refused element may have lost the one or the other.
const Json* matching_payment(const Json& elements, const Document& document, const Json& sent) {
  if (document.operation != Operation::create) return only(elements, [](const Json&) { return true; });
  const std::string target = paid_id(sent);
  return only(elements, [&](const Json& element) {
    const std::string reference = member_text(element, "Reference");
    const std::string paid = paid_id(element);
    return (reference.empty() || reference == document.key) &&
           (paid.empty() || same_ignoring_case(paid, target)) && !(reference.empty() && paid.empty());
  });
}

}  // namespace

std::string envelope_of(const Attempt& attempt) {
  const KindWords* words = attempt.members.empty() ? nullptr : words_of(attempt.members.front().kind);
  if (is_batched(attempt)) return "BatchPayments";
  return words == nullptr ? "Invoices" : std::string(words->list);
}

Json elements_in(const Attempt& attempt, const Json& body) {
  const Json* list = member(body, envelope_of(attempt));
  if (list == nullptr || !list->is_array()) return {};
  return is_batched(attempt) ? payments_in(list) : *list;
}

Result<std::vector<Json>> sent_elements(const Attempt& attempt) {
  const auto body = parse_json(attempt.request.body, "the stored request of attempt " + attempt.id);
  if (!body) return body.error();
  if (!attempt.members.empty() && attempt.members.front().kind == DocumentKind::tracking_option)
    return std::vector<Json>{*body};  // a single object, xero.md §3.1
  const Json all = elements_in(attempt, *body);
  const Json* elements = all.is_array() ? &all : nullptr;
  std::vector<Json> sent;
  for (const auto& document : attempt.members) {
    const std::string mark = mark_of(document);
    const Json* found =
        elements == nullptr || mark.empty()
            ? nullptr
            : only(*elements, [&](const Json& element) { return mark_in(element, document.kind) == mark; });
    // A request of one element, such as an allocation's or a deletion's, need not repeat our key.
    if (found == nullptr && elements != nullptr && elements->is_array() && elements->size() == 1 &&
        attempt.members.size() == 1)
      found = &elements->front();
    if (found == nullptr)
      return fail(ErrorKind::internal,
                  "the stored request of attempt " + attempt.id + " does not hold " + told(document));
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
             same_ignoring_case(member_text(element, "Name"), text_in(sent, "Name"));
    });
  }
  const KindWords* words = words_of(document.kind);
  if (words == nullptr) return nullptr;
  if (document.kind == DocumentKind::payment || document.kind == DocumentKind::refund)
    return matching_payment(elements, document, sent);
  if (document.kind == DocumentKind::tracking_option)
    return only(elements, [&](const Json& element) {
      return same_ignoring_case(member_text(element, "Name"), text_in(sent, "Name"));
    });
  if (document.kind == DocumentKind::allocation)
    return only(elements,
                [&](const Json& element) { return same_ignoring_case(paid_id(element), paid_id(sent)); });
  if (document.operation == Operation::create)
    return only(elements,
                [&](const Json& element) { return key_in(element, document.kind) == document.key; });
  const std::string id = text_in(sent, std::string(words->id));
  return only(elements,
              [&](const Json& element) { return same_ignoring_case(member_text(element, words->id), id); });
}

}  // namespace crosswalk::xero
