// Session: one run of the command line: where its output goes, which workspace it works on and how it ended.
// Commands are functions of (Session, options) and return the exit code, so that tests call them without a
// process.
#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/hangup.h"
#include "base/json.h"
#include "base/result.h"
#include "base/stop.h"

namespace crosswalk::app {

// DESIGN §7.
inline constexpr int exit_ok = 0;
inline constexpr int exit_not_so = 1;   // what was asked for does not hold
inline constexpr int exit_usage = 2;    // usage or configuration
inline constexpr int exit_outside = 3;  // an outside system, the disk or the database failed

struct Session {
  std::ostream& out;
  std::ostream& err;
  std::istream& in;
  Clock& clock;
  Stop stop;
  bool terminal = false;  // standard error is a terminal: show progress
  std::string workspace = ".";
  bool json = false;
  Hangup* hangup = nullptr;  // null: none comes
};

// Prints the error in one sentence and answers its exit code.
int failed(Session& session, const Error& error);
// Prints the JSON as one line.
void print(Session& session, const Json& json);
// One line of progress on a terminal, over the last one; nothing in a pipe.
void progress(Session& session, const std::string& text);
// Ends the progress line.
void end_progress(Session& session);

// A table for a person: columns aligned, amounts (texts that begin with a digit or a minus) to the right.
class Table {
 public:
  explicit Table(std::vector<std::string> head) : rows_{std::move(head)} {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  void print(std::ostream& out) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace crosswalk::app
