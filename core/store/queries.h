// What people and commands ask the store, and what it answers beside the work itself. Plain data.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "model/document.h"
#include "model/record.h"
#include "model/states.h"

namespace crosswalk::store {

// What a running worker maps with. A row that was not renewed for `limits::worker_silence` is a dead
// worker's.
struct WorkerRow {
  std::string worker;
  std::string pair;
  std::string version;  // the rule set it maps with
  std::string trouble;  // why it does not run the published one, with file:line; "" when it does
  Instant seen;
};

// What is left of a limit, without taking any of it.
struct BudgetState {
  double left = 0;       // calls that could be made at once, were it not paused
  Instant next;          // when the next one may be made
  Instant paused_until;  // in the past: it is not paused
};

// What waits to be sent and could be, as soon as calls, leases and earlier documents allow.
struct Backlog {
  struct Group {  // of documents that may share a request
    DocumentKind kind = DocumentKind::invoice;
    Operation operation = Operation::create;
    int company = 0;  // as in Document
    std::int64_t count = 0;
  };
  std::vector<Group> groups;
  std::int64_t look_ups = 0;  // requests of which nobody knows yet what they did
};

// For what `review` and the command line ask for; empty fields do not filter.
struct RecordFilter {
  std::string pair;
  std::vector<RecordState> states;
  std::vector<DocumentState> documents = {};  // records with a document of their own in one of these
  std::string id;
  std::int64_t after = 0;  // only what the store numbered past this: the next page begins behind the last id
  int limit = 1000;
};

// A document that went out and is not known to have taken effect, whatever is tried.
struct Undelivered {
  Document document;
  Instant since;  // when it first went out
};

// One revision of a record as it is kept.
struct KeptBody {
  std::int64_t id = 0;  // of its record in the store
  Record record;
};

}  // namespace crosswalk::store
