// Drafts: what one mapping does to the documents of its record. Inside the caller's transaction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/document.h"
#include "store/sqlite.h"

namespace crosswalk::store {

// On whose behalf documents are drafted and withdrawn.
struct Drafter {
  std::int64_t record = 0;
  std::string pair;
  bool replayed = false;  // a person sent the record round again
  std::string_view worker;
  std::string_view version;
  Instant now;
};

// A step that exists is left as it is, with one exception: a replay drafts a shared document (a contact,
// which no record owns and so none can withdraw) anew when it had been rejected.
void draft_document(Connection& db, const Document& document, const Drafter& by);
// The document must be the record's own, or shared, and one that was never sent or refused.
void withdraw_document(Connection& db, std::int64_t id, const Drafter& by);

}  // namespace crosswalk::store
