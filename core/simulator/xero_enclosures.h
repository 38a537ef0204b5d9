// History notes and attachments of documents: /{Resource}/{id}/History and /{Resource}/{id}/Attachments
// (facts: "History & notes, attachments"). Called under the service's lock.
#pragma once

#include <string>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// GET or PUT. `target_id` exists.
wire::HttpReply answer_history(XeroOrganisation& organisation, const wire::HttpRequest& request,
                               const std::string& resource, const std::string& target_id,
                               const CallContext& context);
// GET, PUT or POST; `file` is empty for the list. The same file name overwrites.
wire::HttpReply answer_attachments(XeroOrganisation& organisation, const wire::HttpRequest& request,
                                   const Query& query, const std::string& resource,
                                   const std::string& target_id, const std::string& file,
                                   const CallContext& context);

// Whether `resource` has a document of that id.
bool has_document(const XeroOrganisation& organisation, std::string_view resource, const std::string& id);

}  // namespace crosswalk::simulator::xero_sim
