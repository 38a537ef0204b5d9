// The contact that invoices are for. One document a name; its key is the name, it belongs to no record. Pure.
#pragma once

#include "model/document.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// An error is a hold: Xero does not take such a name (xero.md §5.1).
Result<Document> contact_document(const Settings& settings, const std::string& name);

}  // namespace crosswalk::xero
