// CSV as RFC 4180 says and as exports really are: a BOM, CRLF or LF, quoted fields with commas, quotes and
// line breaks. One row at a time, so that a report of a million rows needs no more memory than its longest
// row. Not thread-safe; one reader a thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk {

struct CsvRow {
  std::vector<std::string> fields;
  int line = 0;  // where the row begins, 1-based
};

// Calls `row` for every non-empty row of `text`. An error of `row` ends the walk and is returned as it is; an
// unclosed quote is an error that names `file` and line.
Result<void> read_csv(std::string_view text, std::string_view file,
                      const std::function<Result<void>(const CsvRow&)>& row);

}  // namespace crosswalk
