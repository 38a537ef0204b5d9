#include "xero/freeze.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/limits.h"
#include "xero/numbers.h"

namespace crosswalk::xero {
namespace {

// More than what is added to a document's content: ids, separators, the envelope's share.
constexpr std::size_t overhead = 200;

Result<std::string> outside_id(const Receipts& receipts, DocumentKind kind, const std::string& key) {
  const Receipt* receipt = receipts.find(kind, key);
  if (receipt == nullptr || receipt->outside_id.empty())
    return fail(ErrorKind::internal, "the " + std::string(name_of(kind)) + " \"" + key +
                                         "\" has no receipt yet, so that what depends on it cannot be sent");
  return to_text(Json(receipt->outside_id));
}

// The document's content with the outside ids in front.
Result<std::string> element(const Document& document, const Receipts& receipts) {
  if (document.content.size() < 2 || document.content.front() != '{')
    return fail(ErrorKind::internal, "the content of " + document.key + " is no JSON object");
  std::string ids;
  for (const auto& dependency : document.depends_on) {
    if (dependency.kind != DocumentKind::contact) continue;
    const auto id = outside_id(receipts, dependency.kind, dependency.key);
    if (!id) return id.error();
    ids += "\"Contact\":{\"ContactID\":" + *id + "},";
  }
  if (document.operation != Operation::create) {
    const auto id = outside_id(receipts, document.kind, document.key);
    if (!id) return id.error();
    ids += "\"InvoiceID\":" + *id + ",";
  }
  return "{" + ids + document.content.substr(1);
}

}  // namespace

std::size_t fits(std::span<const Document> documents) {
  std::size_t bytes = overhead;
  std::size_t count = 0;
  for (const auto& document : documents) {
    bytes += document.content.size() + overhead;
    if (count > 0 && bytes > limits::ledger_body_bytes) break;
    if (++count == limits::ledger_batch) break;
  }
  return std::max<std::size_t>(count, 1);
}

Result<FrozenRequest> freeze(const Settings& settings, std::string_view attempt_id,
                             std::span<const Document> documents, const Receipts& receipts) {
  if (documents.empty()) return fail(ErrorKind::internal, "a request to Xero needs at least one document");
  const DocumentKind kind = documents.front().kind;
  const bool create = documents.front().operation == Operation::create;
  const bool known = kind == DocumentKind::invoice || (kind == DocumentKind::contact && create);
  if (!known)
    return fail(ErrorKind::internal, "Xero takes no " + std::string(name_of(documents.front().operation)) +
                                         " of a " + std::string(name_of(kind)) + " from this version");
  const std::string plural = kind == DocumentKind::contact ? "Contacts" : "Invoices";

  FrozenRequest request;
  request.method = create ? "PUT" : "POST";
  request.path = "/api.xro/2.0/" + plural + (kind == DocumentKind::invoice ? "?unitdp=4&" : "?") +
                 "summarizeErrors=false";
  request.headers = {{"Content-Type", "application/json"}};
  if (create) request.headers.emplace_back("Idempotency-Key", idempotency_key(settings, attempt_id));
  request.body = "{\"" + plural + "\":[";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].kind != kind || (documents[i].operation == Operation::create) != create)
      return fail(ErrorKind::internal,
                  "one request to Xero cannot both create and change, or hold two kinds");
    const auto text = element(documents[i], receipts);
    if (!text) return text.error();
    request.body += (i == 0 ? "" : ",") + *text;
  }
  request.body += "]}";
  return request;
}

}  // namespace crosswalk::xero
