#include "xero/found_money.h"

#include "base/json_tree.h"
#include "xero/edited.h"
#include "xero/errors.h"
#include "xero/invoice_line.h"
#include "xero/journal_body.h"
#include "xero/kinds.h"
#include "xero/receipt.h"

namespace crosswalk::xero {
namespace {

Outcome outcome(Outcome::Kind kind, std::string reason = {}) {
  Outcome result;
  result.kind = kind;
  result.reason = std::move(reason);
  return result;
}

bool is_payment(const Document& document) {
  return document.kind == DocumentKind::payment || document.kind == DocumentKind::refund;
}

// The code or id of the account under `name`; "" where Xero does not say.
bool same_account(const Json& sent, const Json& found, std::string_view name) {
  const Json* ours = member(sent, name);
  const Json* theirs = member(found, name);
  if (ours == nullptr || theirs == nullptr) return true;
  const std::string code = member_text(*theirs, "Code");
  return code.empty() || code == member_text(*ours, "Code");
}

// Whether a payment that a batch payment made keeps its own reference is not known.
bool is_of_batch(const Json& payment) {
  return member(payment, "BatchPaymentID") != nullptr || member(payment, "BatchPayment") != nullptr;
}

// How the found one, which carries our marker, differs from ours; "" when it is ours.
std::string difference(const Document& document, const Json& sent, const Json& found) {
  if (document.kind == DocumentKind::journal)
    return journal_marks_in(found) != journal_marks_in(sent) ? "other lines" : "";
  const KindWords* words = words_of(document.kind);
  const auto total = decimal_in(found, words->total);
  if (!total) return "no amount";
  if (document.total && *total != document.total->amount)
    return "another amount (" + total->text(2) + ", ours is " + document.total->text() + ")";
  for (const std::string_view account : {"Account", "BankAccount", "FromBankAccount", "ToBankAccount"})
    if (!same_account(sent, found, account)) return "another account";
  if (document.kind != DocumentKind::bank_transaction) return {};
  if (member_text(found, "Type") != text_in(sent, "Type")) return "another direction";
  const auto lines = money_marks_in(found);
  return !lines.empty() && lines != money_marks_in(sent) ? "other lines" : "";
}

}  // namespace

Outcome judge_money(const Document& document, const Json& sent, const std::vector<Json>& found, Instant now) {
  std::string differs;
  for (const Json& one : found) {
    const bool marked = key_in(one, document.kind) == document.key ||
                        (key_in(one, document.kind).empty() && is_of_batch(one));
    const bool ours = marked && (!is_payment(document) || same_ignoring_case(paid_id(one), paid_id(sent)));
    if (!ours || is_void(status_in(one, document.kind))) continue;
    differs = difference(document, sent, one);
    if (!differs.empty() || real_id(one, document.kind).empty()) continue;
    Outcome result = outcome(Outcome::Kind::posted);
    result.receipt = receipt_in(one, document, now);
    result.reason = why_disputed(document, sent, one);
    return result;
  }
  if (!differs.empty())
    return outcome(Outcome::Kind::rejected, a_word_of(document.kind) + " " + document.key +
                                                " stands in Xero with " + differs +
                                                ": correct it there by hand, then replay");
  // Where Xero has said that nothing is left to be paid, asking again is no use.
  if (says_settled(document.reason))
    return outcome(Outcome::Kind::rejected,
                   "what " + document.key + " would pay is paid or credited in Xero already (" +
                       document.reason + "): take that off, or withdraw this one, then replay");
  return outcome(Outcome::Kind::absent, "Xero has no " + word_of(document.kind) + " " + document.key);
}

Outcome judge_allocation(const Document& document, const Json& sent, const Json& credit_note, Instant now) {
  const Json* list = member(credit_note, "Allocations");
  if (list != nullptr && list->is_array())
    for (const Json& one : *list) {
      const Json* deleted = member(one, "IsDeleted");
      if (deleted != nullptr && deleted->is_boolean() && deleted->get<bool>()) continue;
      const auto amount = decimal_in(one, "Amount");
      const bool same = same_ignoring_case(paid_id(one), paid_id(sent)) && amount && document.total &&
                        *amount == document.total->amount;
      if (!same) continue;
      Outcome result = outcome(Outcome::Kind::posted);
      result.receipt = receipt_in(one, document, now);
      result.receipt.total = document.total;
      if (result.receipt.outside_id.empty()) result.receipt.outside_id = paid_id(sent);
      return result;
    }
  if (says_settled(document.reason))
    return outcome(Outcome::Kind::rejected, "credit " + document.key + " cannot be put on its invoice (" +
                                                document.reason +
                                                "): refund it in Xero by hand, then replay");
  return outcome(Outcome::Kind::absent, "Xero has not put credit on its invoice: " + document.key);
}

Outcome judge_deleted(const Document& document, const std::string& id, const Json* found, Instant now) {
  if (found != nullptr && !is_void(status_in(*found, document.kind)))
    return outcome(says_ended(document.reason) ? Outcome::Kind::rejected : Outcome::Kind::absent,
                   word_of(document.kind) + " " + document.key + " still stands in Xero" +
                       (document.reason.empty() ? "" : " (" + document.reason + ")"));
  Outcome gone = outcome(Outcome::Kind::posted);
  gone.receipt.outside_id = id;
  gone.receipt.status = document.kind == DocumentKind::journal ? "VOIDED" : "DELETED";
  gone.receipt.at = now;
  return gone;
}

}  // namespace crosswalk::xero
