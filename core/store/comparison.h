// Comparison: what stands of a document that the ledger shows, and what came of holding the two against each
// other. Plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "model/document.h"
#include "model/states.h"

namespace crosswalk::store {

struct DocumentRow {
  Document document;  // without content
  std::optional<Receipt> receipt;
  Instant changed;
};

// One document of ours that the ledger knows.
struct OutsideDocument {
  DocumentRow row;         // its newest step that took effect: posted, disputed or voided
  bool under_way = false;  // a step of it is out just now: what the ledger shows may be our own doing
  std::string contact;     // the outside id of whom it is for; "" when it is for nobody
  std::string onto;        // of an allocation: the outside id of what it is put on; else ""
  std::string accepted;    // as `seen` of a Comparison: what a person has let stand in place of ours
  Instant touched;         // when we last wrote it, or something that belongs to it
  // What its creates and updates said that took effect, newest first.
  std::vector<std::string> contents;
};

struct Comparison {
  std::int64_t document = 0;
  DocumentState state = DocumentState::posted;  // as the caller saw it
  std::string difference;                       // a sentence; empty: it is as it was sent
  std::string seen;                             // what differs, so that the same is known again
  bool gone = false;                            // voided or deleted there
  std::string status;                           // the ledger's own word
  std::optional<Money> total;
  std::string outside_id;  // what it is called there now; "": as before
  // There is nothing to dispute and nothing to settle: the status and the id alone are news.
  bool only_receipt = false;
};

}  // namespace crosswalk::store
