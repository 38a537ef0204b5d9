// CSV that arrives in pieces: rows are handed over as soon as they are whole, so that a report of any length
// needs no more memory than a piece and its longest row. A byte order mark, quoted commas, quotes and line
// breaks are read as in base/csv.h, which takes a whole text. Not thread-safe.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::walmart {

class CsvPieces {
 public:
  // `line` is where the row begins, from 1. The fields live until `row` returns.
  using RowSink = std::function<Result<void>(std::span<const std::string_view> fields, std::size_t line)>;

  explicit CsvPieces(RowSink row) : row_(std::move(row)) {}

  // An error of the sink ends the walk and is returned as it is; a row longer than
  // `limits::max_report_row` is an error, because a quote was never closed.
  Result<void> feed(std::string_view piece);
  // The last row, which may lack its line break.
  Result<void> finish();

 private:
  Result<void> take_rows();
  Result<void> take_row(std::size_t end);

  RowSink row_;
  std::string text_;       // what is not taken yet
  std::size_t begin_ = 0;  // of the row that is being looked at, in text_
  std::size_t at_ = 0;     // how far it was looked at
  bool quoted_ = false;
  bool just_closed_ = false;  // a quote right behind a closing one is a quote in the field
  bool field_begins_ = true;
  bool begun_ = false;  // the byte order mark was looked for
  std::size_t line_ = 1;
  std::size_t breaks_ = 0;  // line breaks inside the row
  std::vector<std::string_view> fields_;
};

}  // namespace crosswalk::walmart
