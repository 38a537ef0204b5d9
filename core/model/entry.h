// Entry: a line with its decisions, as bookkeeping: debit positive, credit negative. The entries of a record
// add up to zero per date and unit state. Plain data, with a text form that the store keeps (entry_text.h).
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "model/answers.h"
#include "model/line.h"

namespace crosswalk {

// `book:` of a pair (DESIGN §6).
enum class BookMode { shipped, created };

enum class EntryRole {
  placed,      // a line, on the account that a rule named
  mirror,      // derived: the counter-entry of a facilitator tax, same account
  receivable,  // the counter-entry of the others: what the channel owes
  clearing,    // the market's clearing account: paid what was receivable, or moved by a settlement's row
};

struct Entry {
  EntryRole role = EntryRole::placed;
  std::string line_key;    // key_of the line; empty for receivable
  std::string order_line;  // the market's line number
  LineClass line_class = LineClass::other;
  TaxClass tax_class = TaxClass::none;
  UnitState state = UnitState::open;
  Date date;
  Money amount;  // debit > 0, credit < 0
  Decimal quantity;
  std::string description;
  std::string sku;
  std::string refund;          // Line::refund; empty: no refund
  std::string purchase_order;  // Line::purchase_order
  bool goods_back = false;     // Line::goods_back
  LineAnswers answers;         // empty for receivable and clearing
  std::string version;         // the rule set that decided; an untouched line keeps its own over revisions
  bool derived() const { return role == EntryRole::mirror; }
  // The other side of the placed ones: no rule answers for it, and what ledger documents are about implies
  // it.
  bool counter() const { return role == EntryRole::receivable || role == EntryRole::clearing; }
  friend bool operator==(const Entry&, const Entry&) = default;
};

// Everything that one revision of a record books or would book.
struct Entries {
  RecordKey record;
  int revision = 1;
  BookMode mode = BookMode::shipped;
  Currency currency;
  Date order_date;
  std::string contact;  // the ledger contact's name
  std::string customer_order;
  std::string reference;  // what the documents' reference text says; empty: the ledger's own
  std::vector<Entry> entries;
};

}  // namespace crosswalk
