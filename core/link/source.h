// Source: the face of a marketplace that records come from. Implemented by core/walmart; flow knows only
// this.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "base/stop.h"
#include "link/cursor.h"
#include "model/line.h"
#include "model/record.h"

namespace crosswalk {

struct Page {
  std::vector<RawRecord> records;
  Cursor next;
  bool caught_up = false;  // nothing newer now
};

// Takes the lines of one record. An error of the sink ends the walk and is returned by `lines`. A
// settlement's lines are as many as its rows and come one by one: their views live only until `line` returns.
class LineSink {
 public:
  virtual ~LineSink() = default;
  virtual Result<void> facts(const RecordFacts& facts) = 0;  // once, before the first line
  virtual Result<void> line(const Line& line) = 0;
};

// Every amount found in a record's bytes by a walk that shares no code with `lines`; the sums are those of
// its lines by class.
struct Tally {
  Money charges;  // all but taxes, cancelled units included
  Money taxes;
  int amounts = 0;
};

// One record inside a file's text; the views point into that text.
struct RecordView {
  RecordKind kind = RecordKind::order;
  std::string_view id;
  std::string_view body;
};

class Source {
 public:
  virtual ~Source() = default;

  // The streams to read, each with its own cursor; stable names ("orders/SellerFulfilled").
  virtual std::vector<std::string> streams() const = 0;
  // What is newer than `from`. A failed page leaves the cursor where it is. One thread a stream at a time.
  virtual Result<Page> read(const Cursor& from, const Stop& stop) = 0;
  // Records named by a webhook or by a person; those that do not exist are left out.
  virtual Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> keys, const Stop& stop) = 0;

  // Pure; safe from any thread; the views handed to `sink` live until this thread's next call, those of a
  // settlement's rows until the sink returns.
  // ErrorKind::invalid: the record cannot be processed as it is (a dead letter); ErrorKind::config: a setting
  // is missing and the record waits for a person (held). Either way the message says what to do.
  virtual Result<void> lines(const Record& record, LineSink& sink) const = 0;
  virtual Result<Tally> tally(const Record& record) const = 0;
  // The record's bytes without the buyer: name, mail, phone and street are empty texts, all else stands byte
  // for byte, and `lines` reads the same amounts from it. Works on broken bytes as well. Pure.
  virtual std::string scrub(const Record& record) const = 0;

  // Takes apart the text of a file: one record, a list reply, a record a line, or a settlement report. `name`
  // is the file's, for error messages, which say file:line, and for the date of a report. Pure.
  virtual Result<void> unpack(std::string_view text, std::string_view name,
                              const std::function<Result<void>(const RecordView&)>& record) const = 0;
};

}  // namespace crosswalk
