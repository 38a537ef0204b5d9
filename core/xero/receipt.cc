#include "xero/receipt.h"

#include "base/json_tree.h"
#include "xero/errors.h"

namespace crosswalk::xero {

std::string real_id(const Json& element, DocumentKind kind) {
  std::string id = member_text(element, kind == DocumentKind::contact ? "ContactID" : "InvoiceID");
  return id.find_first_not_of("0-") == std::string::npos ? std::string() : id;
}

std::string status_in(const Json& element, DocumentKind kind) {
  return member_text(element, kind == DocumentKind::contact ? "ContactStatus" : "Status");
}

bool is_void(std::string_view status) {
  return status == "VOIDED" || status == "DELETED";
}

bool status_suits(std::string_view wanted, std::string_view found) {
  if (wanted == "AUTHORISED") return found == "AUTHORISED" || found == "PAID";
  if (wanted == "DRAFT") return !found.empty() && !is_void(found);
  if (is_void(wanted)) return is_void(found);
  return wanted == found;
}

Receipt receipt_in(const Json& element, const Document& document, Instant now) {
  Receipt receipt;
  receipt.outside_id = real_id(element, document.kind);
  receipt.status = status_in(element, document.kind);
  receipt.at = now;
  if (!document.total) return receipt;
  const auto total = decimal_in(element, "Total");
  if (!total) return receipt;
  const auto currency = Currency::parse(member_text(element, "CurrencyCode"));
  receipt.total = Money{*total, currency ? *currency : document.total->currency};
  return receipt;
}

}  // namespace crosswalk::xero
