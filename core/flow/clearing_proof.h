// Clearing proof: what the books say that Walmart owes on a day (clearing with what is still receivable)
// against what Walmart's rows say by posted date, with every cause of the difference, each counted on its
// own; and Walmart's rows against its own payment statement. Reads the store and the reports in it.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "flow/reconcile.h"

namespace crosswalk::flow {

// What makes the books and the rows differ on a day. > 0: the books say more.
struct ProofCause {
  std::string text;
  Money amount;
  std::int64_t count = 0;   // of orders or rows
  std::string remark;       // why, where it is not plain
  bool in_the_way = false;  // somebody has to do something about it
};

// An order of which the books say something else than its rows, posted until then.
struct ProofItem {
  std::string purchase_order;
  Money books;
  Money rows;
};

// Where two things that must say the same do not: entries and the rows or bookings that they are made of, a
// report's rows and its total, what a report says and what can be read of it.
struct ProofFault {
  std::string text;  // "settlement 2026-02-06: …"
  Money amount;
};

// Walmart's own statement: it opens with what it owed when the period began.
struct StatementTie {
  std::string id;
  Date at;
  Money opening;
  Date from;        // the first day after the last report that had closed before it
  Money movements;  // rows posted from then until the statement, without the period's payout
  Money paid;
  Money closing;
  Money difference;   // closing less what leads to it
  std::string cause;  // of a difference; empty: there is none
};

struct ClearingProof {
  Date at;
  Money books;  // clearing, receivable, carried forward and what is accrued, by accounting date
  Money rows;   // by posted date
  // Of settlements, until then; taken off both: those that are booked, and others that a bank line shows.
  Money deposits;
  Money difference;                // books less rows
  std::vector<ProofCause> causes;  // they add up to the difference, less `unexplained`
  Money unexplained;
  std::vector<ProofFault> faults;         // the largest first
  std::vector<ProofItem> items;           // orders booked and not posted, or otherwise; the largest first
  std::optional<StatementTie> statement;  // the newest one of that day or before
  bool holds() const {
    return unexplained.amount.is_zero() && faults.empty() &&
           std::none_of(causes.begin(), causes.end(),
                        [](const ProofCause& cause) { return cause.in_the_way; }) &&
           (!statement || statement->difference.amount.is_zero());
  }
};

// How long the money of a settlement, and what is in the opening balance, may take to come.
struct ProofPatience {
  std::int32_t settle_days = usual_settle_days;
  std::int32_t deposit_days = usual_deposit_days;
};

// In `currency`; entries and rows of others are left out. `books_start`: what settles before it owes its
// report nothing. `ledger`: whose books they are (each_booked).
Result<ClearingProof> prove_clearing(store::Store& store, const Source& source, const std::string& pair,
                                     Currency currency, Date at, Date books_start = {},
                                     const Ledger* ledger = nullptr, ProofPatience patience = {});

}  // namespace crosswalk::flow
