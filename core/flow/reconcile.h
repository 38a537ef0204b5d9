// Reconcile: everything held against everything, four ways: the order (or return) as it was booked, the rows
// that settled it, the documents in the ledger, and the deposit in the bank. Matched by purchase order and
// SKU without case, never by line number (walmart.md §2.5). Reads the store and the reports in it, calls
// nobody; streams, so that a million rows need little memory. Safe from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/booked_entries.h"
#include "link/source.h"
#include "link/target.h"
#include "store/store.h"

namespace crosswalk::flow {

class Rehearsal;

enum class FindingKind {
  sale_without_order,     // settled, but the order is not in the books
  never_settled,          // shipped long ago, and no row has settled it
  amount_differs,         // settled otherwise than it was booked, and no rule has booked the difference
  commission_differs,     // otherwise than its row's rate, or a contract's rate, says
  refund_without_return,  // only the settlement knows of it
  return_without_refund,  // booked long ago, and no row has settled it
  fee_unknown,            // a row that no rule knows an account for
  not_in_ledger,          // booked, but a document of it is not posted
  ledger_differs,         // posted with another total than was booked
  report_not_booked,      // the settlement as a whole waits for a person
  payable_differs,        // what a report pays is in none of its rows, and nobody was asked about it
  opening_expected,       // of the opening balance something has not settled for long
  deposit_missing,        // settled long ago, and no bank line shows it
};
inline constexpr std::array all_findings = {
    FindingKind::sale_without_order, FindingKind::never_settled,         FindingKind::amount_differs,
    FindingKind::commission_differs, FindingKind::refund_without_return, FindingKind::return_without_refund,
    FindingKind::fee_unknown,        FindingKind::not_in_ledger,         FindingKind::ledger_differs,
    FindingKind::report_not_booked,  FindingKind::payable_differs,       FindingKind::opening_expected,
    FindingKind::deposit_missing};
std::string_view name_of(FindingKind kind);  // "sale without order"

struct Finding {
  FindingKind kind = FindingKind::amount_differs;
  std::string purchase_order;  // of a return its number where it is of several orders
  std::string sku;
  std::string settlement;
  Money money;  // what is in question; > 0: the seller's
  Date since;
  std::int32_t age = 0;  // days
  std::string text;      // a sentence, with what to do
};

// What bounds patience: rows are posted about two days after the event, a period lasts up to 14, its report
// comes some 8 later (walmart.md §4.6); the money within 7 days of the close and 1 or 2 more at the bank.
inline constexpr std::int32_t usual_settle_days = 30;
inline constexpr std::int32_t usual_deposit_days = 14;

struct ReconcileScope {
  std::string pair;
  std::string settlement;  // its report date; empty: every settlement with rows in `span`
  DateSpan span;           // posted and accounting dates; of a settlement its period
  Date today;
  Date books_start;  // what settles before it is no business of these books
  std::int32_t settle_days = usual_settle_days;
  std::int32_t deposit_days = usual_deposit_days;
  // Per cent by contract category in small letters; "" stands for all others. Empty: the row's own rate.
  std::map<std::string, Decimal, std::less<>> contract_rates;
};

// One settlement, four ways.
struct SettlementTie {
  std::int64_t record = 0;
  std::string id;
  Date from;
  Date to;
  Date settles;  // when the market pays; Date(): the report does not say
  Money payable;
  std::int64_t rows = 0;
  Money tied;     // rows that orders and returns had booked
  Money opening;  // rows that are in the opening balance
  Money booked;   // rows that the settlement itself books
  Money open;     // rows that are held or wait
  Money skipped;  // rows that a rule leaves out
  // Payable less all rows, less the difference that rules were asked about, less what the settlement before
  // had come to where that is less than nothing.
  Money unexplained;
  int documents = 0;
  int posted = 0;                         // of them
  std::optional<store::Deposit> deposit;  // what shows it
  std::string deposited;  // "2026-02-10 (import)", "in the ledger", "awaited until …", "missing"
};

struct Reconciliation {
  DateSpan span;
  std::vector<SettlementTie> settlements;  // by report date
  std::int64_t order_lines = 0;            // with a row in scope
  std::int64_t tied_out = 0;               // of them: booked and settled alike
  std::int64_t documents = 0;              // of records booked in the span
  std::vector<Finding> findings;           // the largest first, then the oldest
};

// What a ledger says of a transfer whose bank line a person has matched, as a receipt's status.
inline constexpr std::string_view reconciled_status = "RECONCILED";

// ErrorKind::not_found when the settlement was never received.
// `ledger` tells which way its documents go; it is not called. `rehearsal` says what keeps a settlement back
// of which nothing is booked, row by row; null: that is not told.
Result<Reconciliation> reconcile(store::Store& store, const Source& source, const Ledger& ledger,
                                 const ReconcileScope& scope, Rehearsal* rehearsal = nullptr);

}  // namespace crosswalk::flow
