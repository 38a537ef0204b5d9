#include "xero/receipt.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/journal_body.h"
#include "xero/kinds.h"

namespace crosswalk::xero {
namespace {

// Rates are sent at six places and shown at up to ten.
constexpr std::int64_t rate_rounding = Decimal::one / 1'000'000;
constexpr std::int64_t inverse_rounding = Decimal::one / 1'000;

std::string not_zero(const std::string& id) {
  return id.find_first_not_of("0-") == std::string::npos ? std::string() : id;
}

std::string inner_text(const Json& element, std::string_view object, std::string_view name) {
  const Json* inner = member(element, object);
  return inner == nullptr ? std::string() : member_text(*inner, name);
}

}  // namespace

std::string real_id(const Json& element, DocumentKind kind) {
  const KindWords* words = words_of(kind);
  if (words == nullptr) return {};
  std::string id = not_zero(member_text(element, words->id));
  // Xero's own example of an allocation shows none of its own: what it was put on tells that it stands.
  if (id.empty() && kind == DocumentKind::allocation && !has_errors(element))
    id = not_zero(inner_text(element, "Invoice", "InvoiceID"));
  return id;
}

std::string status_in(const Json& element, DocumentKind kind) {
  const KindWords* words = words_of(kind);
  return words == nullptr ? std::string() : member_text(element, words->status);
}

std::string rate_differs(const Json& sent, const Json& found) {
  const auto ours = decimal_in(sent, "CurrencyRate");
  if (!ours || ours->is_zero()) return {};
  const auto theirs = decimal_in(found, "CurrencyRate");
  if (theirs && !theirs->is_zero()) {
    const auto off = add(*theirs, ours->negated());
    if (!off || off->magnitude().units() > rate_rounding) {
      const auto product = multiply(*ours, *theirs, Decimal::places);
      const auto beside = product ? add(*product, Decimal::whole(-1)) : product;
      return "Xero keeps the rate " + theirs->text() + " where " + ours->text() + " was sent" +
             (beside && beside->magnitude().units() < inverse_rounding
                  ? ", the same the other way round: its figures in the organisation's own currency are "
                    "wrong; correct the rate there by hand, and let `rates: ledger` leave it to Xero"
                  : "; correct it there by hand");
    }
  }
  for (const std::string& warning : warnings(found))
    if (warning.find("CurrencyRate") != std::string::npos ||
        warning.find("urrency rate") != std::string::npos ||
        warning.find("xchange rate") != std::string::npos)
      return "Xero doubts the rate " + ours->text() + " that was sent: " + warning;
  return {};
}

bool is_void(std::string_view status) {
  return status == "VOIDED" || status == "DELETED";
}

bool status_suits(std::string_view wanted, std::string_view found) {
  if (wanted.empty()) return !is_void(found);
  if (wanted == "AUTHORISED") return found == "AUTHORISED" || found == "PAID";
  if (wanted == "DRAFT") return !found.empty() && !is_void(found);
  if (is_void(wanted)) return is_void(found);
  return wanted == found;
}

std::string paid_id(const Json& payment) {
  const std::string invoice = inner_text(payment, "Invoice", "InvoiceID");
  return !invoice.empty() ? invoice : inner_text(payment, "CreditNote", "CreditNoteID");
}

std::string key_in(const Json& element, DocumentKind kind) {
  const KindWords* words = words_of(kind);
  std::string key = words == nullptr || words->key.empty() ? std::string() : member_text(element, words->key);
  if (kind == DocumentKind::journal) key.resize(std::min(key.find(after_key), key.size()));
  const bool numbered =
      kind == DocumentKind::invoice || kind == DocumentKind::bill || kind == DocumentKind::credit_note;
  if (numbered) key.resize(without_void_mark(key).size());
  return key;
}

Receipt receipt_in(const Json& element, const Document& document, Instant now) {
  Receipt receipt;
  receipt.outside_id = real_id(element, document.kind);
  receipt.status = status_in(element, document.kind);
  receipt.at = now;
  const KindWords* words = words_of(document.kind);
  if (!document.total || words == nullptr) return receipt;
  const auto total =
      document.kind == DocumentKind::journal ? debits_in(element) : decimal_in(element, words->total);
  if (!total) return receipt;
  std::string code = member_text(element, "CurrencyCode");
  if (code.empty()) code = inner_text(element, "Invoice", "CurrencyCode");
  const auto currency = Currency::parse(code);
  receipt.total = Money{*total, currency ? *currency : document.total->currency};
  return receipt;
}

}  // namespace crosswalk::xero
