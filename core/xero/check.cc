#include "xero/check.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/check_listed.h"
#include "xero/errors.h"
#include "xero/found_invoice.h"
#include "xero/pages.h"
#include "xero/query.h"
#include "xero/receipt.h"
#include "xero/reply.h"
#include "xero/sent.h"

namespace crosswalk::xero {
namespace {

Outcome outcome(Outcome::Kind kind, std::string reason) {
  Outcome result;
  result.kind = kind;
  result.reason = std::move(reason);
  return result;
}

// Every invoice of `type_wanted` that one of `names` names, in as few calls as the length of an address
// allows.
Result<Json> look_up(Connection& connection, const std::string& type_wanted, const std::string& parameter,
                     const std::vector<std::string>& names, const Stop& stop) {
  Json found = Json::array();
  const auto keep = [&](const Json& invoice) {
    if (const std::string type = member_text(invoice, "Type"); type.empty() || type == type_wanted)
      found.push_back(invoice);
  };
  for (const std::string& group : joined_for_address(names, ","))
    if (auto read =
            read_pages(connection, "Invoices", parameter + "=" + group + "&unitdp=4", true, keep, stop);
        !read)
      return read.error();
  return found;
}

Outcomes check_invoices(const Attempt& attempt, Connection& connection, Clock& clock, const Stop& stop) {
  const auto sent = sent_elements(attempt);
  if (!sent) return same_for_all(attempt, Outcome::Kind::unknown, sent.error().text());
  const bool created = attempt.members.front().operation == Operation::create;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < attempt.members.size(); ++i)
    names.push_back(created ? attempt.members[i].key : text_in((*sent)[i], "InvoiceID"));
  const bool sold = attempt.members.front().kind == DocumentKind::invoice;
  const auto found =
      look_up(connection, sold ? "ACCREC" : "ACCPAY", created ? "InvoiceNumbers" : "IDs", names, stop);
  if (!found)
    return same_for_all(attempt, Outcome::Kind::unknown, "the look-up failed: " + found.error().text());
  Outcomes outcomes;
  for (std::size_t i = 0; i < attempt.members.size(); ++i) {
    const Document& document = attempt.members[i];
    Json same = Json::array();
    for (const auto& invoice : *found)
      if (same_ignoring_case(member_text(invoice, created ? "InvoiceNumber" : "InvoiceID"), names[i]))
        same.push_back(invoice);
    outcomes.push_back(
        created ? judge_created(document, (*sent)[i], same, clock.now())
                : judge_changed(document, (*sent)[i], same.empty() ? nullptr : &same.front(), clock.now()));
  }
  return outcomes;
}

// The contact that `query` finds and `matches` accepts; an active one before an archived one; null when there
// is none.
template <class Match>
Result<Json> find_contact(Connection& connection, const std::string& query, const Stop& stop, Match matches) {
  const auto body = connection.read("/api.xro/2.0/Contacts?" + query + "&includeArchived=true", stop);
  if (!body) return body.error();
  const Json* contacts = member(*body, "Contacts");
  if (contacts == nullptr || !contacts->is_array())
    return fail(ErrorKind::outside, "Xero's list of contacts cannot be read");
  Json best;
  for (const auto& contact : *contacts)
    if (matches(contact) && (best.is_null() || member_text(contact, "ContactStatus") == "ACTIVE"))
      best = contact;
  return best;
}

Outcome judge_contact(const Document& document, const Json& found, Instant now) {
  if (found.is_null()) return outcome(Outcome::Kind::absent, "Xero has no such contact");
  Outcome result;
  result.kind = Outcome::Kind::posted;
  result.receipt = receipt_in(found, document, now);
  if (const std::string merged = member_text(found, "MergedToContactID"); !merged.empty()) {
    result.receipt.outside_id = merged;
    return result;
  }
  const std::string status = status_in(found, document.kind);
  if (!status.empty() && status != "ACTIVE")
    return outcome(Outcome::Kind::rejected,
                   "the contact is archived in Xero (" + status +
                       "): restore it there, or name another in the contact rule, then replay");
  if (result.receipt.outside_id.empty()) return outcome(Outcome::Kind::unknown, "Xero's contact has no id");
  return result;
}

Outcome check_contact(const Document& document, const Json& sent, Connection& connection, Clock& clock,
                      const Stop& stop) {
  const std::string number = text_in(sent, "ContactNumber");
  auto found =
      find_contact(connection, "where=" + percent_encoded("ContactNumber==\"" + number + "\""), stop,
                   [&](const Json& contact) { return member_text(contact, "ContactNumber") == number; });
  if (found && found->is_null()) {
    // A quote has no known escape in Xero's `where`; such a name is searched for instead.
    const bool plain = document.key.find_first_of("\"\\") == std::string::npos;
    found = find_contact(connection,
                         plain ? "where=" + percent_encoded("Name==\"" + document.key + "\"")
                               : "searchTerm=" + percent_encoded(document.key),
                         stop, [&](const Json& contact) {
                           return same_ignoring_case(member_text(contact, "Name"), document.key);
                         });
  }
  if (!found) return outcome(Outcome::Kind::unknown, "the look-up failed: " + found.error().text());
  return judge_contact(document, *found, clock.now());
}

}  // namespace

Outcomes check(const Attempt& attempt, Connection& connection, Clock& clock, const Stop& stop) {
  if (attempt.members.empty()) return {};
  const DocumentKind kind = attempt.members.front().kind;
  if (kind == DocumentKind::invoice || kind == DocumentKind::bill)
    return check_invoices(attempt, connection, clock, stop);
  const auto sent = sent_elements(attempt);
  if (!sent) return same_for_all(attempt, Outcome::Kind::unknown, sent.error().text());
  if (kind != DocumentKind::contact) return check_listed(attempt, *sent, connection, clock, stop);
  Outcomes outcomes;
  for (std::size_t i = 0; i < attempt.members.size(); ++i)
    outcomes.push_back(check_contact(attempt.members[i], (*sent)[i], connection, clock, stop));
  return outcomes;
}

}  // namespace crosswalk::xero
