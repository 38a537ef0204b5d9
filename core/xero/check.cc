#include "xero/check.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/attachment.h"
#include "xero/check_contacts.h"
#include "xero/check_listed.h"
#include "xero/errors.h"
#include "xero/found_invoice.h"
#include "xero/pages.h"
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

}  // namespace

Outcomes check(const Attempt& attempt, Connection& connection, Clock& clock, const Stop& stop) {
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
  if (kind != DocumentKind::contact) return check_listed(attempt, *sent, connection, clock, stop);
  return check_contacts(attempt, *sent, connection, clock, stop);
}

}  // namespace crosswalk::xero
