#include "xero/check.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/attachment.h"
#include "xero/check_contacts.h"
#include "xero/check_listed.h"
#include "xero/errors.h"
#include "xero/found_invoice.h"
#include "xero/look_again.h"
#include "xero/pages.h"
#include "xero/receipt.h"
#include "xero/reply.h"
#include "xero/sent.h"

namespace crosswalk::xero {
namespace {

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

bool is_named(const Json& invoice, std::string_view field, const std::string& name) {
  return same_ignoring_case(member_text(invoice, field), name);
}

// The ids of those that were to end and are not shown. One look is no proof that they have (look_again.h).
std::vector<std::string> unseen(const std::vector<Json>& sent, const Json& found) {
  std::vector<std::string> ids;
  for (const Json& element : sent) {
    const std::string id = text_in(element, "InvoiceID");
    const bool seen = std::any_of(found.begin(), found.end(),
                                  [&](const Json& invoice) { return is_named(invoice, "InvoiceID", id); });
    if (is_void(text_in(element, "Status")) && !seen) ids.push_back(id);
  }
  return ids;
}

Result<Json> look_up_changed(Connection& connection, const std::string& type, const std::vector<Json>& sent,
                             const std::vector<std::string>& ids, Clock& clock, const Stop& stop) {
  auto found = look_up(connection, type, "IDs", ids, stop);
  if (!found) return found;
  const auto missing = unseen(sent, *found);
  if (missing.empty()) return found;
  if (auto waited = wait_to_look_again(clock, stop); !waited) return waited.error();
  auto again = look_up(connection, type, "IDs", missing, stop);
  if (!again) return again;
  found->insert(found->end(), again->begin(), again->end());
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
  const std::string type = sold ? "ACCREC" : "ACCPAY";
  const auto found = created ? look_up(connection, type, "InvoiceNumbers", names, stop)
                             : look_up_changed(connection, type, *sent, names, clock, stop);
  if (!found)
    return same_for_all(attempt, Outcome::Kind::unknown, "the look-up failed: " + found.error().text());
  Outcomes outcomes;
  for (std::size_t i = 0; i < attempt.members.size(); ++i) {
    const Document& document = attempt.members[i];
    Json same = Json::array();
    for (const auto& invoice : *found)
      if (is_named(invoice, created ? "InvoiceNumber" : "InvoiceID", names[i])) same.push_back(invoice);
    outcomes.push_back(created ? judge_created(document, (*sent)[i], same, clock.now())
                               : judge_changed(document, (*sent)[i], same.empty() ? nullptr : &same.front(),
                                               attempt.created, clock.now()));
  }
  return outcomes;
}

}  // namespace

Outcomes check(const Attempt& attempt, LookedFor looked_for, Connection& connection, Clock& clock,
               const Stop& stop) {
  if (attempt.members.empty()) return {};
  const DocumentKind kind = attempt.members.front().kind;
  if (kind == DocumentKind::invoice || kind == DocumentKind::bill)
    return check_invoices(attempt, connection, clock, stop);
  if (kind == DocumentKind::attachment) {
    const auto body = connection.read(attachments_path(attempt), stop);
    if (!body)
      return same_for_all(attempt, Outcome::Kind::unknown, "the look-up failed: " + body.error().text());
    return {judge_attachment(attempt, *body, clock.now())};
  }
  const auto sent = sent_elements(attempt);
  if (!sent) return same_for_all(attempt, Outcome::Kind::unknown, sent.error().text());
  if (kind != DocumentKind::contact) return check_listed(attempt, *sent, looked_for, connection, clock, stop);
  return check_contacts(attempt, *sent, connection, clock, stop);
}

}  // namespace crosswalk::xero
