// The exact bytes of one request to Xero (xero.md §3.1, §4, §5). Creates go out as PUT, which never edits
// what stands; changes as POST, which would edit by number too, and therefore always with the id. Only
// creates carry an idempotency key: a keyed change would answer A → B → A with the first A. Pure.
#pragma once

#include <span>
#include <string_view>

#include "model/attempt.h"
#include "model/document.h"
#include "xero/merged_contacts.h"
#include "xero/settings.h"

namespace crosswalk::xero {

std::size_t fits(std::span<const Document> documents);
// A request takes one of them, never several.
bool goes_alone(DocumentKind kind, Operation operation);
// All documents are of one kind and operation. An error: a receipt that the request needs is missing.
// `merged`: contacts that became another one in Xero since they were posted.
Result<FrozenRequest> freeze(const Settings& settings, std::string_view attempt_id,
                             std::span<const Document> documents, const Receipts& receipts,
                             const MergedContacts& merged = {});

}  // namespace crosswalk::xero
