#include "simulator/xero_enclosures.h"

#include <algorithm>

#include "simulator/xero_forms.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::size_t longest_note = 2'500;  // characters
constexpr std::size_t most_attachments = 10;
constexpr std::size_t largest_attachment = 10'000'000;

std::string note_json(const SimNote& note, const CallContext& context) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("Changes", "Note");
  json.instant("DateUTC", note.made);
  json.text("User", "System Generated");
  json.text("Details", note.details);
  json.close();
  return json.take();
}

std::string attachment_json(const SimAttachment& one) {
  JsonWriter json;
  json.open();
  json.text("AttachmentID", one.id);
  json.text("FileName", one.file);
  json.text("Url", "https://api.xero.com/api.xro/2.0/" + one.resource + "/" + one.target_id +
                       "/Attachments/" + one.file);
  json.text("MimeType", one.type);
  json.integer("ContentLength", static_cast<long long>(one.bytes.size()));
  json.flag("IncludeOnline", one.online);
  json.close();
  return json.take();
}

wire::HttpReply refused(const std::string& why) {
  return api_exception(400, 10, "ValidationException", why);
}

wire::HttpReply put_attachment(XeroOrganisation& organisation, SimAttachment next,
                               const CallContext& context) {
  const bool bad_name = next.file.find_first_of("<>:\"/\\|?*+") != std::string::npos ||
                        next.file.find('\0') != std::string::npos;
  if (bad_name) return refused("The file name '" + next.file + "' holds a character that is not allowed.");
  if (next.bytes.size() > largest_attachment) return refused("An attachment can be at most 10 MB.");
  std::size_t count = 0;
  for (SimAttachment& one : organisation.attachments) {
    if (one.target_id != next.target_id) continue;
    ++count;
    if (!same_text(one.file, next.file)) continue;
    next.id = one.id;
    one = next;
    return envelope(context, "Attachments", "[" + attachment_json(one) + "]");
  }
  if (count >= most_attachments) return refused("A document can have at most 10 attachments.");
  next.id = organisation.new_id("attachment");
  for (const SimList list : {SimList::invoices, SimList::credit_notes, SimList::bank_transactions})
    if (const SimInvoice* on = organisation.document(list, next.target_id))
      organisation.count_created("Attachments",
                                 list == SimList::bank_transactions ? on->reference : on->number);
  organisation.attachments.push_back(next);
  return envelope(context, "Attachments", "[" + attachment_json(next) + "]");
}

}  // namespace

wire::HttpReply answer_history(XeroOrganisation& organisation, const wire::HttpRequest& request,
                               const std::string& resource, const std::string& target_id,
                               const CallContext& context) {
  std::string list = "[";
  if (request.method == "GET") {
    for (const SimNote& note : organisation.notes)
      if (note.target_id == target_id) list += (list.size() > 1 ? "," : "") + note_json(note, context);
    return envelope(context, "HistoryRecords", list + "]");
  }
  const auto body = read_body(request.body);
  if (!body) return malformed_request("The request body cannot be read: " + body.error().message);
  const auto elements = elements_of(*body, "HistoryRecords");
  if (!elements) return malformed_request("The request has no HistoryRecords. Path 'HistoryRecords'.");
  for (const BodyValue& element : *elements)
    if (characters(element.text_of("Details")) > longest_note || element.text_of("Details").empty())
      return refused("The Details of a history record must be 1 to 2500 characters.");
  for (const BodyValue& element : *elements) {
    organisation.notes.push_back({resource, target_id, element.text_of("Details"), context.now});
    list += (list.size() > 1 ? "," : "") + note_json(organisation.notes.back(), context);
  }
  return envelope(context, "HistoryRecords", list + "]");
}

wire::HttpReply answer_attachments(XeroOrganisation& organisation, const wire::HttpRequest& request,
                                   const Query& query, const std::string& resource,
                                   const std::string& target_id, const std::string& file,
                                   const CallContext& context) {
  if (request.method != "GET") {
    SimAttachment next{{}, resource, target_id, file, {}, request.body, query.is_true("IncludeOnline")};
    next.type = wire::header(request.headers, "Content-Type").value_or("application/octet-stream");
    return put_attachment(organisation, std::move(next), context);
  }
  std::string list = "[";
  for (const SimAttachment& one : organisation.attachments) {
    if (one.target_id != target_id) continue;
    if (!file.empty() && same_text(one.file, file)) return {200, {{"Content-Type", one.type}}, one.bytes};
    list += (list.size() > 1 ? "," : "") + attachment_json(one);
  }
  return file.empty() ? envelope(context, "Attachments", list + "]") : nothing_there();
}

bool has_document(const XeroOrganisation& organisation, std::string_view resource, const std::string& id) {
  if (const XeroForm* form = form_named(resource)) return organisation.document(form->list, id) != nullptr;
  if (same_text(resource, "Contacts")) return organisation.contact(id) != nullptr;
  if (same_text(resource, "Payments")) return organisation.payments.find(id) != nullptr;
  if (same_text(resource, "BatchPayments")) return organisation.batches.find(id) != nullptr;
  if (same_text(resource, "BankTransfers")) return organisation.transfers.find(id) != nullptr;
  if (same_text(resource, "ManualJournals")) return organisation.journals.find(id) != nullptr;
  return same_text(resource, "Items") &&
         std::any_of(organisation.items.begin(), organisation.items.end(),
                     [&](const SimItem& item) { return same_text(item.id, id); });
}

}  // namespace crosswalk::simulator::xero_sim
