// Entry: a line with its decisions, as bookkeeping: debit positive, credit negative. The entries of a record
// add up to zero per date and unit state. Plain data, with a text form that the store keeps (entry_text.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "model/answers.h"
#include "model/line.h"

namespace crosswalk {

// `book:` of a pair (DESIGN §6).
enum class BookMode { shipped, created };

// `posting:` of a pair: whether orders and returns book what they tell of, or settlements book everything.
enum class Posting { order, settlement };

enum class EntryRole {
  placed,      // a line, on the account that a rule named
  mirror,      // derived: the counter-entry of a facilitator tax, same account
  receivable,  // the counter-entry of the others: what the channel owes
  clearing,    // the market's clearing account: paid what was receivable, or moved by a settlement's row
  moved,       // derived: between balance-sheet accounts by a setting: a deposit, a month carried forward
  accrued,     // derived: a placed line at a month's end, before its settlement books it, or taken back; or
               // its other side (`accrued_side`)
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
  std::string pays;            // key of the ledger's document that a settlement pays with it; counters only
  bool goods_back = false;     // Line::goods_back
  bool taken_back = false;     // of cancelled units: booked on the order's day, and until `date`
  LineAnswers answers;         // empty for receivable and clearing
  std::string version;         // the rule set that decided; an untouched line keeps its own over revisions
  bool derived() const {
    return role == EntryRole::mirror || role == EntryRole::moved || role == EntryRole::accrued;
  }
  // The other side of the placed ones: no rule answers for it, and what ledger documents are about implies
  // it.
  bool counter() const { return role == EntryRole::receivable || role == EntryRole::clearing; }
  friend bool operator==(const Entry&, const Entry&) = default;
};

// The line_key of the other side of what is accrued: what the market owes for it.
inline constexpr std::string_view accrued_side = "accrued";

// How the contact of one buyer begins: "buyer:" and a hash of name and address (flow/buyer.h).
inline constexpr std::string_view buyer_contact = "buyer:";

// Whom a buyer's own contact is for. Personal data: it is not stored with the entries, and never logged.
struct Buyer {
  std::string name;
  std::string email;  // empty: none, or one that stands for this order only
};

// What one unit of the ledger's base currency is worth in the entries' currency, at six places: 1.351351.
struct DayRate {
  Date day;
  Decimal rate;
  friend bool operator==(const DayRate&, const DayRate&) = default;
};

// A file that goes with what is booked. Of the record's bytes, which must outlive it; not stored with the
// entries.
struct Enclosure {
  std::string name;  // "settlement-2026-02-06.csv"; empty: there is none
  std::string media_type;
  std::string_view bytes;
};

// Everything that one revision of a record books or would book.
struct Entries {
  RecordKey record;
  int revision = 1;
  BookMode mode = BookMode::shipped;
  Posting posting = Posting::order;  // of a settlement: everything is one document a month
  Currency currency;
  Date order_date;
  std::string contact;    // the ledger contact's name, or what stands for a buyer (`buyer_contact`)
  Origin contact_origin;  // where a rule has just named it; empty: it was named before. Not stored.
  std::string
      customers;  // the snapshot of the ledger's customers that chose it (model/customers.h); empty: none
  Buyer buyer;    // of a buyer's own contact, as long as the record tells
  std::string customer_order;
  std::string reference;  // what the documents' reference text says; empty: the ledger's own
  // By day; of a settlement one, for all its documents. Empty: the base currency, or the ledger's own rates.
  std::vector<DayRate> rates;
  std::vector<Entry> entries;
  Enclosure enclosure;  // only where the ledger keeps it (Ledger::largest_enclosure)

  // They book nothing themselves: they are what a settlement's rows will be booked by.
  bool informs() const { return posting == Posting::settlement && !grows(record.kind); }
  // Null: the ledger's own.
  const Decimal* rate_on(Date day) const {
    if (record.kind == RecordKind::settlement && !rates.empty()) return &rates.front().rate;
    for (const DayRate& known : rates)
      if (known.day == day) return &known.rate;
    return nullptr;
  }
};

}  // namespace crosswalk
