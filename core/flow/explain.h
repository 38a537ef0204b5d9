// Explain: the whole story of one record from the store: received, each decision and why, each document, each
// attempt, each receipt. Reads only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "store/store.h"

namespace crosswalk::flow {

// The story as JSON: record, revisions, decisions, documents (with attempts and receipts), history.
// ErrorKind::not_found when no record of `pair` has that id; an empty pair means any.
Result<Json> explain(store::Store& store, std::string_view pair, std::string_view id);
// The same for a person.
std::string story_text(const Json& story);

}  // namespace crosswalk::flow
