#include "xero/attachment.h"

#include <algorithm>

#include "base/crypto.h"
#include "base/json_tree.h"
#include "wire/percent.h"
#include "xero/differences.h"
#include "xero/errors.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

bool takes_files(const Document& document) {
  return document.operation == Operation::create && !is_difference(document) &&
         (document.kind == DocumentKind::bank_transaction || document.kind == DocumentKind::invoice ||
          document.kind == DocumentKind::bill);
}

constexpr std::string_view before_name = "/Attachments/";

}  // namespace

Result<void> draft_attachment(const Entries& entries, const Posted& posted, Drafting& out) {
  if (entries.enclosure.name.empty()) return {};
  const auto standing = standing_documents(posted, DocumentKind::attachment);
  if (!standing) return standing.error();
  auto target = std::find_if(out.documents.begin(), out.documents.end(), takes_files);
  if (target == out.documents.end()) return {};
  int step = 1;
  for (const StandingDocument& one : *standing) {
    if (one.effective != nullptr) {
      // It stays with what is voided: what is made again under that number gets it as well.
      target = std::find_if(out.documents.begin(), out.documents.end(), [&](const Document& document) {
        return takes_files(document) && document.key == one.key;
      });
      if (target == out.documents.end()) return {};
    }
    // It waits for a document that has to go out anew.
    out.withdraw.insert(out.withdraw.end(), one.unsent.begin(), one.unsent.end());
    if (one.key == target->key) step = one.last_step + 1;
  }
  Document file;
  file.pair = target->pair;
  file.kind = DocumentKind::attachment;
  file.key = target->key;
  file.step = step;
  file.record = target->record;
  file.content = to_text(Json{{"FileName", entries.enclosure.name},
                              {"MimeType", entries.enclosure.media_type},
                              {"Base64", base64(entries.enclosure.bytes)}});
  file.depends_on = {{target->kind, target->key}};
  file.date = target->date;
  file.lane = Lane::history;
  out.documents.push_back(std::move(file));
  return {};
}

Result<AttachedFile> attached_file(const Document& document) {
  const auto content = parse_json(document.content, "the content of the attachment on " + document.key);
  if (!content) return content.error();
  auto bytes = from_base64(text_in(*content, "Base64"));
  if (!bytes) return bytes.error();
  return AttachedFile{wire::percent_encoded(text_in(*content, "FileName")), text_in(*content, "MimeType"),
                      std::move(*bytes)};
}

std::string attachments_path(const Attempt& attempt) {
  const auto at = attempt.request.path.find(before_name);
  return at == std::string::npos ? std::string()
                                 : attempt.request.path.substr(0, at + before_name.size() - 1);
}

Outcome judge_attachment(const Attempt& attempt, const Json& body, Instant now) {
  Outcome outcome;
  outcome.kind = Outcome::Kind::absent;
  outcome.reason = "Xero shows no such attachment on " + attempt.members.front().key;
  const auto at = attempt.request.path.find(before_name);
  const Json* list = member(body, "Attachments");
  if (at == std::string::npos || list == nullptr || !list->is_array()) return outcome;
  const std::string name = attempt.request.path.substr(at + before_name.size());
  for (const Json& one : *list) {
    const Json* length = member(one, "ContentLength");
    const bool same = wire::percent_encoded(member_text(one, "FileName")) == name && length != nullptr &&
                      length->is_number_integer() &&
                      length->get<std::size_t>() == attempt.request.body.size();
    if (!same || member_text(one, "AttachmentID").empty()) continue;
    outcome.kind = Outcome::Kind::posted;
    outcome.reason.clear();
    outcome.receipt.outside_id = member_text(one, "AttachmentID");
    outcome.receipt.at = now;
    return outcome;
  }
  return outcome;
}

}  // namespace crosswalk::xero
