// What an order needs in Xero's lists: items and tracking options that a rule lets be made (catalogue.lua)
// and the pair's settings allow. One document a code, whoever asks first; what books them waits for it. An
// update is one document a version of the item in Xero, so that two orders that say different names do not
// chase each other within one reading of the lists. Quantity, cost and inventory accounts are never said, and
// what an update does not mean to change of the sales details goes along as it was read: whether Xero keeps
// what is left out there is not established. A sales price is what a unit of the goods was sold for, without
// tax; it is left out where that is no price of four places, or is not in the base currency. Pure.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "model/document.h"
#include "model/entry.h"
#include "model/reference.h"
#include "xero/settings.h"

namespace crosswalk::xero {

// Xero's lists as last read. Immutable.
struct Catalogue {
  std::map<std::string, LedgerItem, std::less<>> items;        // by code
  std::set<std::pair<std::string, std::string>> options;       // category and option, archived ones too
  std::map<std::string, std::string, std::less<>> categories;  // active ones: name → id
  Currency base;                                               // of the items' prices
};

std::shared_ptr<const Catalogue> catalogue_of(const Reference& reference);

// Adds what the documents in `out` need. Null: no list was read yet. An error is a hold.
Result<void> draft_catalogue(const Entries& entries, const Settings& settings, const Catalogue* known,
                             Drafting& out);

}  // namespace crosswalk::xero
