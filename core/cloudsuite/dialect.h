// Dialect: how one of Infor's ledgers is told of bookings: the shape of its rows, the classes that rows are
// staged in, the actions that have them booked or taken away again, and where what became of them stands.
// Sending and looking up (send.h, check.h) know nothing else of it. FSM's general ledger is landmark_gl.h;
// M3's would be another. Pure; safe from any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cloudsuite/sent.h"
#include "model/attempt.h"

namespace crosswalk::cloudsuite {

// A class that holds rows until they are booked.
struct StagedClass {
  std::string name;
  std::vector<std::string> keys;  // fields that tell one row of a run group from another
  std::string prefix;             // before their values in a row's key (sent.h)
};

// A class that keeps documents as such, by company and number, once they are booked.
struct Subledger {
  std::string name;
  std::vector<std::pair<std::string, std::string>> whose;  // fields and what they must say
  std::string number;                                      // these are names of fields
  std::string date;
  std::string type;
  std::string amount;
  std::string credit;  // what `type` says of a credit memo
};

// Where to look for what became of a run group.
struct Places {
  std::vector<StagedClass> staged;
  std::string run_group;      // the field that names it, in those and in `results`
  std::string results;        // a row for each run; its number is the field of the class's own name
  std::string results_index;  // empty: the usual one
  std::string system;         // what its rows in journals and posted detail are known by
  std::string own_account;    // rows on it are the ledger's own other side; empty: there are none
  std::optional<Subledger> subledger;
};

class Dialect {
 public:
  virtual ~Dialect() = default;

  // How many of `documents` go into one run group; at least 1.
  virtual std::size_t fits(std::span<const Document> documents) const = 0;
  // Rows as they are sent. A run group belongs to one attempt and is used once.
  virtual Result<FrozenRequest> freeze(std::string_view attempt_id,
                                       std::span<const Document> documents) const = 0;
  // The same, read back.
  virtual Result<Sent> sent_by(const Attempt& attempt) const = 0;
  // What is asked for to have a run group booked, and to have its staged rows taken away.
  virtual std::string interface_path(const std::string& run_group) const = 0;
  virtual std::string clear_path(const std::string& run_group) const = 0;
  virtual Places places() const = 0;
};

}  // namespace crosswalk::cloudsuite
