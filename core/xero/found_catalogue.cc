#include "xero/found_catalogue.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/receipt.h"

namespace crosswalk::xero {
namespace {

Outcome outcome(Outcome::Kind kind, std::string reason) {
  Outcome result;
  result.kind = kind;
  result.reason = std::move(reason);
  return result;
}

Outcome posted(const Json& found, const Document& document, Instant now) {
  Outcome result = outcome(Outcome::Kind::posted, {});
  result.receipt = receipt_in(found, document, now);
  return result;
}

// Prices are left out: an update only repeats them.
bool says_the_same(const Json& sent, const Json& found) {
  for (const char* field : {"Name", "Description"})
    if (sent.contains(field) && text_in(sent, field) != member_text(found, field)) return false;
  const Json* wanted = member(sent, "SalesDetails");
  const Json* shown = member(found, "SalesDetails");
  if (wanted == nullptr) return true;
  for (const char* field : {"AccountCode", "TaxType"})
    if (wanted->contains(field) &&
        (shown == nullptr || text_in(*wanted, field) != member_text(*shown, field)))
      return false;
  return true;
}

}  // namespace

Outcome judge_item(const Document& document, const Json& sent, const std::vector<Json>& found, Instant now) {
  const bool create = document.operation == Operation::create;
  const char* key = create ? "Code" : "ItemID";
  for (const Json& item : found) {
    if (!same_ignoring_case(member_text(item, key), text_in(sent, key))) continue;
    // Whoever made it: what books it finds it by its code.
    if (create || says_the_same(sent, item)) return posted(item, document, now);
    return outcome(Outcome::Kind::absent, "the change of item " + text_in(sent, "Code") + " is not in Xero");
  }
  if (create) return outcome(Outcome::Kind::absent, "Xero has no item " + document.key);
  return outcome(Outcome::Kind::rejected, "Xero does not have item " + text_in(sent, "Code") +
                                              " any more, so that it was not changed");
}

Outcome judge_option(const Document& document, const Json& sent, const Json& category, Instant now) {
  const Json* options = member(category, "Options");
  if (options != nullptr && options->is_array())
    for (const Json& option : *options) {
      if (!same_ignoring_case(member_text(option, "Name"), text_in(sent, "Name"))) continue;
      const std::string status = member_text(option, "Status");
      if (status.empty() || status == "ACTIVE") return posted(option, document, now);
      return outcome(Outcome::Kind::rejected,
                     "tracking option " + document.key + " is archived in Xero (" + status +
                         "): restore it there, or name another in the tracking rule, then replay");
    }
  return outcome(Outcome::Kind::absent, "Xero has no tracking option " + document.key);
}

}  // namespace crosswalk::xero
