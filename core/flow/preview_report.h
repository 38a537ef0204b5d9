// Preview report: what other rules would change in money and in documents, as plain data. The command prints
// it as text, JSON and a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "flow/line_changes.h"
#include "flow/money_tables.h"
#include "flow/reference_notes.h"
#include "model/states.h"
#include "store/bookings.h"

namespace crosswalk::flow {

// A change that lines have in common, with how many and how much they are.
struct ChangeTotal {
  Change change;
  Currency currency;  // empty for what is said about a whole record
  std::int64_t lines = 0;
  Decimal amount;
};

struct PreviewLine {
  std::string line;  // "1 MUG-BLU product"; empty: the whole document
  Decimal amount;
  std::size_t change = 0;  // among the report's changes
};

struct PreviewDocument {
  std::string number;
  std::string record;  // the purchase order
  Date date;
  Currency currency;
  std::string status;  // how firmly it stands in the ledger; empty: it does not
  bool locked = false;
  std::vector<PreviewLine> lines;
};

// Where a record goes that it did not go before.
enum class Turn { held, dead, skipped, released, entering };
inline constexpr std::array all_turns = {Turn::held, Turn::dead, Turn::skipped, Turn::released,
                                         Turn::entering};
std::string_view name_of(Turn turn);

// Records that turn for one reason.
struct TurnGroup {
  Turn turn = Turn::held;
  std::string reason;  // of released: why it was held
  std::string origin;
  std::int64_t records = 0;
  std::int64_t returns = 0;           // of them
  std::int64_t booked = 0;            // of them, those that stood in the books before
  std::int64_t locked = 0;            // of them, with money in the locked period
  std::vector<Money> money;           // what leaves the books or enters them, a currency each
  std::vector<std::string> examples;  // the first few purchase orders
};

// A settlement's rows, as the next visit would decide them. Rows that were booked or tied stay so, whatever
// the rules say now.
struct PreviewSettlement {
  std::string id;
  Money payable;             // what the report says it comes to
  std::int64_t rows = 0;     // 0: they cannot be looked at, `reason` says why
  std::int64_t decided = 0;  // of them, by the rules that were tried
  RecordState before = RecordState::received;
  RecordState after = RecordState::held;
  std::string reason;
  std::string origin;
  std::vector<store::SettlementCount> stood;   // rows by state, before
  std::vector<store::SettlementCount> stands;  // and after
  std::vector<store::SettlementCount> groups;  // of what was decided, by equal words, the largest sums first
};

// The opening balance or a month's accrual, as a replay of it would go. No rule is asked about it.
struct PreviewOwn {
  RecordKind kind = RecordKind::opening;
  std::string id;
  RecordState after = RecordState::booked;
  std::string text;  // what it would book, or why it would be held
};

struct Preview {
  std::string live;                 // the version that is published; empty: none
  std::string edited;               // the version that was tried
  std::int64_t records = 0;         // orders, returns and settlements
  std::int64_t returns = 0;         // of them
  std::int64_t changed = 0;         // records that would be booked differently, held or released
  std::int64_t still_held = 0;      // held or dead before and now
  std::int64_t locked_records = 0;  // of the changed ones, those that touch the locked period
  std::vector<MoneyTable> tables;
  std::vector<MoneyTable> locked_tables;  // the same of the locked period only
  std::vector<TurnGroup> turns;           // by turn, then the largest groups first
  std::vector<ChangeTotal> changes;
  std::vector<PreviewSettlement> settlements;
  std::vector<PreviewOwn> own;             // where they were asked for; not among `records`
  std::vector<PreviewDocument> documents;  // the locked period first, then by date and number
  std::optional<LockReading> lock;

  // Records that would wait for a person.
  std::int64_t waits() const;
  // The most that any one kind of table moves in `currency`: its differences without their signs.
  Decimal largest_move(Currency currency) const;
  std::vector<Currency> currencies() const;
};

// "1,204 orders, 3 returns, 1 settlement"; what there is none of is left out.
std::string counted_records(std::int64_t orders, std::int64_t returns, std::int64_t settlements);
std::string counted_records(const Preview& preview);
// One line that says what was found of the records `of` ("received since 2026-10-22"): "1,204 orders received
// since 2026-10-22: 3 documents differ, 12.00 USD of differences, 1 newly held".
std::string headline(const Preview& preview, std::string_view of);
// 1204 → "1,204".
std::string counted(std::int64_t count);
// "1 order", "1,204 orders".
std::string counted(std::int64_t count, std::string_view noun);

}  // namespace crosswalk::flow
