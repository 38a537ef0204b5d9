// The contact that documents are for: one a name, or one a buyer. Its document belongs to no record; its key
// is the name, of a buyer's what stands for the buyer (flow/buyer.h), so that no key tells a name. Pure.
#pragma once

#include "model/document.h"
#include "model/entry.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// An error is a hold: Xero does not take such a name (xero.md §5.1). A buyer's name is made fit instead.
Result<Document> contact_document(const Settings& settings, const std::string& key, const Buyer& buyer);

// The content with the name of the document's variant: from the second on the name is followed by a part of
// the contact's own number, which nobody else has: "Jane Doe (3f2a9c)".
Result<std::string> contact_content(const Document& document);

}  // namespace crosswalk::xero
