#include "xero/freeze.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/limits.h"
#include "xero/attachment.h"
#include "xero/batch_payments.h"
#include "xero/contact.h"
#include "xero/errors.h"
#include "xero/kinds.h"
#include "xero/numbers.h"

namespace crosswalk::xero {
namespace {

// More than what is added to a document's content: ids, separators, the envelope's share.
constexpr std::size_t overhead = 200;

Result<std::string> outside_id(const Receipts& receipts, DocumentKind kind, const std::string& key) {
  const Receipt* receipt = receipts.find(kind, key);
  if (receipt == nullptr || receipt->outside_id.empty())
    return fail(ErrorKind::internal,
                (kind == DocumentKind::contact ? "its contact"
                                               : "the " + std::string(name_of(kind)) + " \"" + key + "\"") +
                    " has no receipt yet, so that what depends on it cannot be sent");
  return to_text(Json(receipt->outside_id));
}

// What a dependency's id is called inside the document that needs it: {"InvoiceID": …} under "Invoice".
std::string_view field_of(DocumentKind kind) {
  if (kind == DocumentKind::contact) return "Contact";
  return kind == DocumentKind::credit_note ? "CreditNote" : "Invoice";
}

// Which dependencies the element itself names. An allocation's credit note stands in the path.
bool is_named(const Document& document, DocumentKind dependency) {
  if (document.kind == DocumentKind::note || document.kind == DocumentKind::attachment) return false;
  if (dependency == DocumentKind::contact) return true;
  if (document.operation != Operation::create) return false;
  if (dependency == DocumentKind::credit_note) return document.kind == DocumentKind::refund;
  return dependency == DocumentKind::invoice || dependency == DocumentKind::bill;
}

bool is_payment(DocumentKind kind) {
  return kind == DocumentKind::payment || kind == DocumentKind::refund;
}

// The document's content with the outside ids in front.
Result<std::string> element(const Document& document, const KindWords& words, const Receipts& receipts,
                            const MergedContacts& merged) {
  if (document.kind == DocumentKind::contact) return contact_content(document);
  if (document.content.size() < 2 || document.content.front() != '{')
    return fail(ErrorKind::internal, "the content of " + document.key + " is no JSON object");
  std::string ids;
  for (const auto& dependency : document.depends_on) {
    const KindWords* other = words_of(dependency.kind);
    if (other == nullptr || !is_named(document, dependency.kind)) continue;
    auto id = outside_id(receipts, dependency.kind, dependency.key);
    if (!id) return id.error();
    if (const auto now = merged.find(receipts.find(dependency.kind, dependency.key)->outside_id);
        dependency.kind == DocumentKind::contact && now != merged.end())
      id = to_text(Json(now->second));
    ids += "\"" + std::string(field_of(dependency.kind)) + "\":{\"" + std::string(other->id) + "\":" + *id +
           "},";
  }
  // A payment that is deleted is named by the path, and its body says nothing but that.
  // An item says its own id: it need not be one of those that we made.
  if (document.operation != Operation::create && !is_payment(document.kind) &&
      document.kind != DocumentKind::item) {
    const auto id = outside_id(receipts, document.kind, document.key);
    if (!id) return id.error();
    ids += "\"" + std::string(words.id) + "\":" + *id + ",";
  }
  return "{" + ids + document.content.substr(1);
}

// Contacts, money and posted journals are never edited.
bool is_taken(DocumentKind kind, Operation operation) {
  if (operation == Operation::create) return words_of(kind) != nullptr;
  if (is_payment(kind)) return operation == Operation::remove;
  if (kind == DocumentKind::item) return operation == Operation::update;
  if (kind == DocumentKind::journal) return operation == Operation::annul;
  return kind == DocumentKind::invoice || kind == DocumentKind::bill || kind == DocumentKind::credit_note;
}

// Nothing says that a payment of a batch keeps a rate of its own, and another rate books another gain or
// loss.
bool says_rate(const Document& payment) {
  const auto content = parse_json(payment.content, "the content of " + payment.key);
  return content && member(*content, "CurrencyRate") != nullptr;
}

// "/api.xro/2.0/Invoices?unitdp=4&summarizeErrors=false".
Result<std::string> path_of(const Document& document, const KindWords& words, const Receipts& receipts) {
  std::string path = "/api.xro/2.0/";
  const auto name = [&](DocumentKind kind, const std::string& key) -> Result<std::string> {
    const Receipt* receipt = receipts.find(kind, key);
    if (receipt == nullptr || receipt->outside_id.empty()) return outside_id(receipts, kind, key).error();
    return receipt->outside_id;
  };
  if (document.kind == DocumentKind::allocation) {
    const auto needed = std::find_if(
        document.depends_on.begin(), document.depends_on.end(),
        [](const Dependency& dependency) { return dependency.kind == DocumentKind::credit_note; });
    if (needed == document.depends_on.end())
      return fail(ErrorKind::internal, "allocation " + document.key + " names no credit note");
    const auto note = name(DocumentKind::credit_note, needed->key);
    if (!note) return note.error();
    path += "CreditNotes/" + *note + "/";
  }
  if (document.kind == DocumentKind::tracking_option) {
    const auto content = parse_json(document.content, "the content of tracking option " + document.key);
    if (!content) return content.error();
    return path + "TrackingCategories/" + text_in(*content, "TrackingCategoryID") + "/Options";
  }
  if (document.kind == DocumentKind::note || document.kind == DocumentKind::attachment) {
    if (document.depends_on.empty())
      return fail(ErrorKind::internal,
                  "the " + word_of(document.kind) + " on " + document.key + " names no document");
    const Dependency& target = document.depends_on.front();
    const auto id = name(target.kind, target.key);
    if (!id) return id.error();
    path += std::string(words_of(target.kind)->list) + "/" + *id;
    if (document.kind == DocumentKind::note) return path + "/History";
    const auto file = attached_file(document);
    if (!file) return file.error();
    return path + "/Attachments/" + file->name;
  }
  path += words.list;
  if (is_payment(document.kind) && document.operation == Operation::remove) {
    const auto id = name(document.kind, document.key);
    if (!id) return id.error();
    return path + "/" + *id;
  }
  std::string query;
  if (words.lines) query = "unitdp=4";
  if (words.summarises) query += (query.empty() ? "" : "&") + std::string("summarizeErrors=false");
  return query.empty() ? path : path + "?" + query;
}

}  // namespace

bool goes_alone(DocumentKind kind, Operation operation) {
  const KindWords* words = words_of(kind);
  return words == nullptr || !words->together ||
         (kind == DocumentKind::item && operation == Operation::update) ||
         (is_payment(kind) && operation == Operation::remove);
}

std::size_t fits(std::span<const Document> documents) {
  if (!documents.empty() && goes_alone(documents.front().kind, documents.front().operation)) return 1;
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
                             std::span<const Document> documents, const Receipts& receipts,
                             const MergedContacts& merged) {
  if (documents.empty()) return fail(ErrorKind::internal, "a request to Xero needs at least one document");
  const DocumentKind kind = documents.front().kind;
  const Operation operation = documents.front().operation;
  const bool create = operation == Operation::create;
  const KindWords* words = words_of(kind);
  if (words == nullptr || !is_taken(kind, operation))
    return fail(ErrorKind::internal, "Xero takes no " + std::string(name_of(operation)) + " of a " +
                                         std::string(name_of(kind)) + " from this version");
  if (documents.size() > 1 && fits(documents) == 1)
    return fail(ErrorKind::internal, "Xero takes one " + std::string(name_of(kind)) + " at a time, not " +
                                         std::to_string(documents.size()));
  auto path = path_of(documents.front(), *words, receipts);
  if (!path) return path.error();
  FrozenRequest request;
  request.method = create ? "PUT" : "POST";
  request.path = std::move(*path);
  request.headers = {{"Content-Type", "application/json"}};
  if (create) request.headers.emplace_back("Idempotency-Key", idempotency_key(settings, attempt_id));
  if (create && kind == DocumentKind::payment && settings.batch_payments && documents.size() > 1 &&
      std::none_of(documents.begin(), documents.end(), says_rate)) {
    std::vector<BatchedPayment> payments;
    for (const Document& document : documents) {
      auto text = element(document, *words, receipts, merged);
      if (!text) return text.error();
      const auto of_bill = [](const Dependency& dependency) { return dependency.kind == DocumentKind::bill; };
      payments.push_back(
          {std::move(*text), std::any_of(document.depends_on.begin(), document.depends_on.end(), of_bill)});
    }
    const auto batches = batches_text(payments);
    if (!batches) return batches.error();
    request.path = "/api.xro/2.0/BatchPayments?summarizeErrors=false";
    request.body = "{\"BatchPayments\":" + *batches + "}";
    return request;
  }
  if (kind == DocumentKind::attachment) {
    auto file = attached_file(documents.front());
    if (!file) return file.error();
    request.headers.front().second = file->media_type;
    request.body = std::move(file->bytes);
    return request;
  }
  if (kind == DocumentKind::tracking_option) {
    request.body = documents.front().content;
    return request;
  }
  request.body = "{\"" + std::string(words->list) + "\":[";
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].kind != kind || (documents[i].operation == Operation::create) != create)
      return fail(ErrorKind::internal,
                  "one request to Xero cannot both create and change, or hold two kinds");
    const auto text = element(documents[i], *words, receipts, merged);
    if (!text) return text.error();
    request.body += (i == 0 ? "" : ",") + *text;
  }
  request.body += "]}";
  return request;
}

}  // namespace crosswalk::xero
