// What an attempt said, read back from its stored bytes: an attempt that is looked up may have fewer members
// than its run group has documents. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

// The rows of one document within its run group.
struct SentDocument {
  std::set<std::string> sequence;  // SequenceNumbers
  Decimal debits;
  std::set<std::string> dates;  // PostingDates, YYYYMMDD
};

struct Sent {
  std::string run_group;
  std::size_t rows = 0;
  std::map<std::string, SentDocument> documents;  // by mark (gl_row.h)
  std::vector<std::string> batches;               // the bodies, in order, each of at most batch_rows rows

  // REQUIRES: `document` is a member of the attempt, which `sent_by` has made sure of.
  const SentDocument& of(const Document& document) const;
};

Result<Sent> sent_by(const Attempt& attempt);

// The mark in a row's Reference.
std::string mark_in(const std::string& reference);

}  // namespace crosswalk::cloudsuite
