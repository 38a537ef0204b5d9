// What an attempt said, read back from its stored bytes: an attempt that is looked up may have fewer members
// than its run group has documents. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

// The rows of one document within its run group.
struct SentDocument {
  std::set<std::string> sequence;  // keys of its staged rows: in the general ledger SequenceNumbers
  std::size_t postings = 0;        // rows that posted detail shows of it,
  Decimal debits;                  // what they debit,
  Decimal net;                     // and what they come to, debit positive
  std::set<std::string> dates;     // PostingDates, YYYYMMDD
  std::string number;              // of a subledger's document (dialect.h); empty: it is none,
  Decimal total;                   // and what is owed more by it
};

// One call.
struct Batch {
  std::string path;
  std::string body;
  std::size_t rows = 0;  // at most batch_rows (freeze.h)
};

struct Sent {
  std::string run_group;
  std::vector<std::string> keys;                  // of all rows, in the order in which they are sent
  std::map<std::string, SentDocument> documents;  // by mark (gl_row.h)
  std::vector<Batch> batches;

  // REQUIRES: `document` is a member of the attempt, which `sent_by` has made sure of.
  const SentDocument& of(const Document& document) const;
};

// Of rows of the general ledger.
Result<Sent> sent_by(const Attempt& attempt);

// The mark in a row's Reference.
std::string mark_in(const std::string& reference);
// One row more that posted detail will show of it.
Result<void> count_posting(Decimal amount, SentDocument& document);
Error unreadable_request(const Attempt& attempt);
// An error where a member is not in it.
Result<void> holds_members(const Sent& sent, const Attempt& attempt);

}  // namespace crosswalk::cloudsuite
