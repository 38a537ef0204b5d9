#include "xero/clearing.h"

#include <algorithm>

namespace crosswalk::xero {

Clearing clearing_of(const Reference& reference, const std::string& code) {
  Clearing clearing;
  if (code.empty() || reference.accounts.empty()) return clearing;
  const auto account = std::find_if(reference.accounts.begin(), reference.accounts.end(),
                                    [&](const LedgerAccount& one) { return one.code == code; });
  if (account == reference.accounts.end() || !account->active) {
    clearing.why_no_payments = clearing.why_no_bank =
        "Xero has no active account " + code + ", which books.clearing_account names";
    return clearing;
  }
  const std::string named =
      "account " + code + " (" + account->name + "), which books.clearing_account names, ";
  if (!account->takes_payments)
    clearing.why_no_payments = named + "takes no payments in Xero; name a bank account there";
  if (account->type != "BANK")
    clearing.why_no_bank =
        named + "is of type " + account->type +
        " in Xero, and only a bank account takes bank transactions and transfers; name one";
  return clearing;
}

std::string objection_of(const Clearing& clearing, std::span<const Document> documents) {
  for (const Document& document : documents) {
    if (document.operation != Operation::create) continue;
    if (document.kind == DocumentKind::payment || document.kind == DocumentKind::refund) {
      if (!clearing.why_no_payments.empty()) return clearing.why_no_payments;
    } else if (document.kind == DocumentKind::bank_transaction ||
               document.kind == DocumentKind::bank_transfer) {
      if (!clearing.why_no_bank.empty()) return clearing.why_no_bank;
    }
  }
  return {};
}

}  // namespace crosswalk::xero
