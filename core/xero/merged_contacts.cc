#include "xero/merged_contacts.h"

#include <algorithm>
#include <set>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/pages.h"
#include "xero/sent.h"

namespace crosswalk::xero {
namespace {

constexpr int most_merges = 5;  // one after the other

std::string contact_in(const Json& element) {
  const Json* contact = member(element, "Contact");
  return contact == nullptr ? std::string() : member_text(*contact, "ContactID");
}

// The contact that `id` is now; empty: not known, or it does not stand either.
Result<std::string> now_of(std::string id, Connection& connection, const Stop& stop) {
  for (int merges = 0; merges <= most_merges; ++merges) {
    Json found;
    const auto take = [&](const Json& contact) {
      if (same_ignoring_case(member_text(contact, "ContactID"), id)) found = contact;
    };
    if (auto read =
            read_pages(connection, "Contacts", "IDs=" + id + "&includeArchived=true", true, take, stop);
        !read)
      return read.error();
    if (member_text(found, "ContactStatus") == "ACTIVE") return id;
    id = member_text(found, "MergedToContactID");
    if (id.empty()) break;
  }
  return std::string();
}

}  // namespace

MergedContacts follow_merged(const Attempt& attempt, Outcomes& outcomes, Connection& connection,
                             const Stop& stop) {
  MergedContacts merged;
  const auto for_archived = [](const Outcome& outcome) {
    return outcome.kind == Outcome::Kind::rejected && says_archived_contact(outcome.reason);
  };
  if (std::none_of(outcomes.begin(), outcomes.end(), for_archived)) return merged;
  const auto sent = sent_elements(attempt);
  if (!sent) return merged;
  std::set<std::string> asked;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    Outcome& outcome = outcomes[i];
    if (!for_archived(outcome)) continue;
    const std::string id = contact_in((*sent)[i]);
    if (id.empty()) continue;
    if (asked.insert(id).second)
      if (const auto now = now_of(id, connection, stop); now && !now->empty() && *now != id)
        merged.insert_or_assign(id, *now);
    if (!merged.contains(id)) continue;
    outcome.kind = Outcome::Kind::retry;
    outcome.reason = "its contact was merged into another one in Xero; it goes out again to that one";
  }
  return merged;
}

}  // namespace crosswalk::xero
