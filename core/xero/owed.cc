#include "xero/owed.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "xero/numbers.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

constexpr std::string_view onto = " > ";

// "WM-1", "WM-1-2", "WM-1-10".
struct ByNumber {
  bool operator()(const std::string& a, const std::string& b) const {
    return std::tuple(a.size(), std::string_view(a)) < std::tuple(b.size(), std::string_view(b));
  }
};

struct Account {
  bool approved = false;
  Decimal total;
  std::map<std::string, Decimal> paid;  // by key of what pays
};

using Accounts = std::map<std::string, Account, ByNumber>;

bool is_approved(const Standing& standing) {
  return says_authorised(standing.document) ||
         (standing.receipt &&
          (standing.receipt->status == "AUTHORISED" || standing.receipt->status == "PAID"));
}

bool stands(const Document& document) {
  return document.state != DocumentState::withdrawn && document.state != DocumentState::voided;
}

void take(Accounts& accounts, const Standing& standing, std::string_view first) {
  const Document& document = standing.document;
  const bool content = document.operation == Operation::create || document.operation == Operation::update;
  if (document.kind == DocumentKind::invoice) {
    if (!is_ordinal_of(document.key, first) || (content && !document.total)) return;  // a rename says none
    Account& account = accounts[document.key];
    account.approved = content && is_approved(standing);
    if (content) account.total = document.total->amount;
    return;
  }
  std::string invoice = document.key;
  if (document.kind == DocumentKind::allocation) {
    const auto at = invoice.rfind(onto);
    if (at == std::string::npos) return;
    invoice.erase(0, at + onto.size());
  } else if (document.kind != DocumentKind::payment) {
    return;
  }
  if (!is_ordinal_of(invoice, first)) return;
  Decimal& paid = accounts[invoice].paid[std::string(name_of(document.kind)) + document.key];
  paid = content && document.total ? document.total->amount : Decimal();
}

}  // namespace

std::string allocation_key(std::string_view note, std::string_view invoice) {
  return std::string(note) + std::string(onto) + std::string(invoice);
}

std::vector<OwedInvoice> owed_invoices(const Posted& posted, const std::vector<Document>& drafted,
                                       std::string_view first, const RecordKey& record) {
  Accounts accounts;
  for (const Standing& standing : posted) {
    const Document& document = standing.document;
    const bool anew = document.kind == DocumentKind::allocation && document.record == record &&
                      document.state != DocumentState::posted && document.state != DocumentState::disputed;
    if (stands(document) && !anew) take(accounts, standing, first);
  }
  for (const Document& document : drafted) take(accounts, {document, std::nullopt}, first);
  std::vector<OwedInvoice> owed;
  for (const auto& [number, account] : accounts) {
    if (!account.approved) continue;
    Decimal left = account.total;
    for (const auto& [key, amount] : account.paid)
      if (const auto rest = add(left, amount.negated())) left = *rest;
    if (!left.is_zero() && !left.is_negative()) owed.push_back({number, left});
  }
  return owed;
}

}  // namespace crosswalk::xero
