// The settlement's own file, attached in Xero to the first document that it is booked with (xero.md §5.11):
// raw bytes under a file name that Xero overwrites, so that a resend changes nothing. Where that document is
// voided and made again, to the new one as well. Pure.
#pragma once

#include <string>

#include "base/json.h"
#include "model/attempt.h"
#include "model/document.h"
#include "model/entry.h"

namespace crosswalk::xero {

// Adds an attachment to what `out` creates, unless one stands on another document or the entries have no
// enclosure. An error is a hold.
Result<void> draft_attachment(const Entries& entries, const Posted& posted, Drafting& out);

// "/<FileName>" under the document that it is on, and the bytes. An error: the content is not one of ours.
struct AttachedFile {
  std::string name;  // as an address says it
  std::string media_type;
  std::string bytes;
};
Result<AttachedFile> attached_file(const Document& document);

// The path of the document's list of attachments, "/api.xro/2.0/Invoices/<id>/Attachments"; empty: the
// attempt is about none.
std::string attachments_path(const Attempt& attempt);
// By the name that the attempt's path ends with and the length of its body. `body`: Xero's list.
Outcome judge_attachment(const Attempt& attempt, const Json& body, Instant now);

}  // namespace crosswalk::xero
