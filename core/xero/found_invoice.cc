#include "xero/found_invoice.h"

#include <vector>

#include "base/json_tree.h"
#include "xero/dates.h"
#include "xero/edited.h"
#include "xero/errors.h"
#include "xero/invoice_line.h"
#include "xero/kinds.h"
#include "xero/receipt.h"

namespace crosswalk::xero {
namespace {

// How far Xero's clock and that of this machine may be apart.
constexpr Millis clocks_apart{120'000};

Outcome outcome(Outcome::Kind kind, std::string reason = {}) {
  Outcome result;
  result.kind = kind;
  result.reason = std::move(reason);
  return result;
}

Outcome posted(const Json& sent, const Json& found, const Document& document, Instant now) {
  Outcome result = outcome(Outcome::Kind::posted);
  result.receipt = receipt_in(found, document, now);
  result.reason = why_disputed(document, sent, found);
  return result;
}

std::string contact_id(const Json& invoice) {
  const Json* contact = member(invoice, "Contact");
  return contact == nullptr ? std::string() : member_text(*contact, "ContactID");
}

bool has_lines(const Json& invoice) {
  const Json* lines = member(invoice, "LineItems");
  return lines != nullptr && lines->is_array() && !lines->empty();
}

// How the found one differs from ours; "" when it is ours.
std::string difference(const Document& document, const Json& sent, const Json& found) {
  const std::string currency = member_text(found, "CurrencyCode");
  const auto total = decimal_in(found, "Total");
  if (!total) return "no total";
  if (document.total && *total != document.total->amount)
    return "another total (" + total->text(2) + " " + currency + ", ours is " + document.total->text() + ")";
  // A bank transaction says none: its account has one.
  if (sent.contains("CurrencyCode") && currency != text_in(sent, "CurrencyCode"))
    return "another currency (" + currency + ")";
  // A bill's is its number (xero.md §5.2).
  if (sent.contains("Reference") && member_text(found, "Reference") != text_in(sent, "Reference"))
    return "another reference";
  const std::string theirs = contact_id(found);
  const std::string ours = contact_id(sent);
  if (!theirs.empty() && !ours.empty() && !same_ignoring_case(theirs, ours)) return "another contact";
  if (has_lines(found) && money_marks_in(found) != money_marks_in(sent)) return "other lines";
  return {};
}

bool written_before(const Json& found, Instant asked) {
  const auto updated = parse_instant(member_text(found, "UpdatedDateUTC"));
  return updated && *updated + clocks_apart < asked;
}

// Where Xero has refused the change for what the document is by now, asking again is no use.
Outcome not_changed(const Document& document, const std::string& reason) {
  return says_ended(document.reason) ? outcome(Outcome::Kind::rejected, document.reason + " (" + reason + ")")
                                     : outcome(Outcome::Kind::absent, reason);
}

}  // namespace

Outcome judge_created(const Document& document, const Json& sent, const Json& found, Instant now) {
  std::string differs;
  bool voided = false;
  for (const auto& invoice : found) {
    const std::string status = status_in(invoice, document.kind);
    if (is_void(status)) {
      voided = true;
      continue;
    }
    // Every supplier counts its bills for itself.
    if (document.kind == DocumentKind::bill && contact_id(invoice) != contact_id(sent)) continue;
    const std::string one = difference(document, sent, invoice);
    if (!one.empty()) {
      differs = "with " + one;
    } else if (!status_suits(text_in(sent, "Status"), status)) {
      differs = "as " + (status.empty() ? "nothing we know" : status);
    } else if (!real_id(invoice, document.kind).empty()) {
      return posted(sent, invoice, document, now);
    }
  }
  if (!differs.empty())
    return outcome(Outcome::Kind::rejected,
                   a_word_of(document.kind) + " " + document.key + " stands in Xero " + differs +
                       ": rename it there if it is not ours, or correct it by hand, then replay");
  // Whether a voided number may be used again is Xero's to say; where it has said no, asking again is no use.
  if (voided && says_taken(document.reason))
    return outcome(Outcome::Kind::rejected, "a voided document keeps the number " + document.key +
                                                " in Xero: rename that one (\"" + document.key +
                                                "~V1\"), then replay");
  return outcome(Outcome::Kind::absent, "Xero has no " + document.key);
}

Outcome judge_changed(const Document& document, const Json& sent, const Json* found, Instant asked,
                      Instant now) {
  const std::string wanted = text_in(sent, "Status");
  if (is_void(wanted)) {
    if (found != nullptr && !is_void(status_in(*found, document.kind)))
      return not_changed(document, word_of(document.kind) + " " + document.key + " still stands in Xero");
    Outcome gone = outcome(Outcome::Kind::posted);
    gone.receipt.outside_id = text_in(sent, std::string(words_of(document.kind)->id));
    gone.receipt.status = wanted;
    gone.receipt.at = now;
    return gone;
  }
  if (found == nullptr)
    return not_changed(document, "Xero does not show " + word_of(document.kind) + " " + document.key);
  const std::string_view number = words_of(document.kind)->key;
  if (!sent.contains("LineItems"))  // nothing but its number was to change
    return member_text(*found, number) == text_in(sent, std::string(number))
               ? posted(sent, *found, document, now)
               : not_changed(document,
                             word_of(document.kind) + " " + document.key + " has not been renamed in Xero");
  const bool suits =
      status_suits(wanted, status_in(*found, document.kind)) && difference(document, sent, *found).empty();
  // What says something else in tax types, say, and was last written before we asked is as it was before.
  if (suits && (edited_since(document, sent, *found).empty() || !written_before(*found, asked)))
    return posted(sent, *found, document, now);
  return not_changed(document,
                     "the change of " + word_of(document.kind) + " " + document.key + " is not in Xero");
}

}  // namespace crosswalk::xero
