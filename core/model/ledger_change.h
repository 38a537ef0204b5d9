// LedgerChange: a document as the ledger shows it now, in what it lists as changed or when it is asked for by
// id. It says nothing of who changed it: our own writes are listed as well. Plain data.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "model/document.h"

namespace crosswalk {

// What the lines of a document put in one place of the books; on which side is the document's own.
struct PlacedAmount {
  std::string account;
  std::string tax_type;
  std::vector<std::pair<std::string, std::string>> tracking;  // category, option; sorted
  Decimal amount;
};
// A place once, and none at zero.
using Places = std::vector<PlacedAmount>;

// Credit of one document that lies on another: an allocation.
struct LedgerShare {
  std::string outside_id;  // its own; "" where it has none
  std::string onto;        // the outside id of the document that it lies on
  Decimal amount;
};

struct LedgerChange {
  std::string outside_id;
  std::string status;   // its own word: "AUTHORISED", "VOIDED"
  bool staged = false;  // the status is how far it has come (model/stages.h), which its receipt keeps
  bool gone = false;    // voided or deleted: it counts for nothing any more
  std::optional<Decimal> total;
  std::string currency;         // of `total`; "" where it says none
  std::optional<Decimal> rate;  // of exchange, as Ledger::rate says ours; nothing: it does not say
  std::optional<Date> date;
  std::string contact;           // the outside id of whom it is for; "" where it says none
  std::string replaced_by;       // of a contact: the outside id of the one that it was merged into
  bool reconciled = false;       // the bank's statement has it
  std::optional<Places> places;  // nothing: its lines were not shown
  std::optional<std::vector<LedgerShare>>
      shares;       // all of them; nothing: it gives none, or they were not shown
  Instant updated;  // by the ledger's clock; 1970 where it does not say
};

// Some of what changed since a position, and the position after it: the ledger's own text.
struct ChangePage {
  std::vector<LedgerChange> changes;
  std::string position;
  bool caught_up = false;  // nothing newer now
};

// A list that the ledger keeps, and the kinds of document that it shows.
struct ChangeStream {
  std::string name;
  std::vector<DocumentKind> kinds;
};

}  // namespace crosswalk
