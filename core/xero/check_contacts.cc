#include "xero/check_contacts.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/pages.h"
#include "xero/receipt.h"
#include "xero/reply.h"

namespace crosswalk::xero {
namespace {

constexpr int most_merges = 5;  // one after the other

Outcome outcome(Outcome::Kind kind, std::string reason) {
  Outcome result;
  result.kind = kind;
  result.reason = std::move(reason);
  return result;
}

bool is_active(const Json& contact) {
  const std::string status = member_text(contact, "ContactStatus");
  return status.empty() || status == "ACTIVE";
}

class LookUp {
 public:
  LookUp(const std::vector<Json>& sent, Connection& connection, const Stop& stop)
      : sent_(sent), connection_(connection), stop_(stop), found_(sent.size()) {}

  // What was found for each member; null where nothing was.
  Result<std::vector<Json>> run() {
    if (auto done = find("ContactNumber", false); !done) return done.error();
    if (auto done = find("EmailAddress", true); !done) return done.error();
    for (int merges = 0; merges < most_merges; ++merges) {
      const auto more = follow_merged();
      if (!more) return more.error();
      if (!*more) break;
    }
    return std::move(found_);
  }

 private:
  // Those that are not found yet, by what their elements say in `field`.
  Result<void> find(const std::string& field, bool active) {
    std::vector<std::string> conditions;
    for (std::size_t i = 0; i < sent_.size(); ++i)
      if (const std::string value = text_in(sent_[i], field); found_[i].is_null() && !value.empty())
        conditions.push_back(field + "==\"" + value + "\"");
    if (conditions.empty()) return {};
    Json read = Json::array();
    for (const std::string& group : joined_for_address(conditions, "%20OR%20"))
      if (auto done = read_pages(
              connection_, "Contacts", "where=" + group + (active ? "" : "&includeArchived=true"), true,
              [&](const Json& contact) { read.push_back(contact); }, stop_);
          !done)
        return done;
    for (std::size_t i = 0; i < sent_.size(); ++i)
      if (const std::string value = text_in(sent_[i], field); found_[i].is_null() && !value.empty())
        found_[i] = best(read, field, value, active);
    return {};
  }

  // An active one before an archived one. Two active ones with one address: nobody knows who it is.
  static Json best(const Json& read, const std::string& field, const std::string& value, bool active) {
    Json found;
    int several = 0;
    for (const Json& contact : read) {
      if (!same_ignoring_case(member_text(contact, field), value)) continue;
      if (active && !is_active(contact)) continue;
      if (is_active(contact)) ++several;
      if (found.is_null() || is_active(contact)) found = contact;
    }
    return active && several > 1 ? Json() : found;
  }

  // False: none of those that were found was merged into another that can be read.
  Result<bool> follow_merged() {
    std::vector<std::string> ids;
    for (const Json& contact : found_)
      if (const std::string id = member_text(contact, "MergedToContactID"); !id.empty()) ids.push_back(id);
    if (ids.empty()) return false;
    Json read = Json::array();
    for (const std::string& group : joined_for_address(ids, ","))
      if (auto done = read_pages(
              connection_, "Contacts", "IDs=" + group + "&includeArchived=true", true,
              [&](const Json& contact) { read.push_back(contact); }, stop_);
          !done)
        return done.error();
    bool followed = false;
    for (Json& contact : found_) {
      const std::string id = member_text(contact, "MergedToContactID");
      if (id.empty()) continue;
      for (const Json& other : read)
        if (same_ignoring_case(member_text(other, "ContactID"), id)) {
          contact = other;
          followed = true;
          break;
        }
    }
    return followed;
  }

  const std::vector<Json>& sent_;
  Connection& connection_;
  const Stop& stop_;
  std::vector<Json> found_;
};

Outcome judge(const Document& document, const Json& found, Instant now) {
  if (found.is_null()) return outcome(Outcome::Kind::absent, "Xero has no such contact");
  if (!member_text(found, "MergedToContactID").empty())
    return outcome(Outcome::Kind::rejected,
                   "the contact was merged into another in Xero that cannot be found: name one in the "
                   "contact rule, then replay");
  const std::string status = status_in(found, document.kind);
  if (!is_active(found))
    return outcome(Outcome::Kind::rejected,
                   "the contact is archived in Xero (" + status +
                       "): restore it there, or name another in the contact rule, then replay");
  Outcome result;
  result.kind = Outcome::Kind::posted;
  result.receipt = receipt_in(found, document, now);
  if (result.receipt.outside_id.empty()) return outcome(Outcome::Kind::unknown, "Xero's contact has no id");
  return result;
}

}  // namespace

Outcomes check_contacts(const Attempt& attempt, const std::vector<Json>& sent, Connection& connection,
                        Clock& clock, const Stop& stop) {
  const auto found = LookUp(sent, connection, stop).run();
  if (!found)
    return same_for_all(attempt, Outcome::Kind::unknown, "the look-up failed: " + found.error().text());
  Outcomes outcomes;
  for (std::size_t i = 0; i < attempt.members.size(); ++i)
    outcomes.push_back(judge(attempt.members[i], (*found)[i], clock.now()));
  return outcomes;
}

}  // namespace crosswalk::xero
