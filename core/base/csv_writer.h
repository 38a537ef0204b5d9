// CsvWriter: rows of CSV as RFC 4180 says, appended to a text as they are said. Texts of others that a
// spreadsheet would take for a formula get an apostrophe before them, as OWASP advises against CSV injection;
// amounts and dates go out as they are. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/decimal.h"

namespace crosswalk {

class CsvWriter {
 public:
  explicit CsvWriter(std::string& out) : out_(out) {}

  // A text that may be anybody's.
  CsvWriter& text(std::string_view value);
  // Our own words, dates and numbers.
  CsvWriter& plain(std::string_view value);
  CsvWriter& amount(Decimal value) { return plain(value.text(2)); }
  CsvWriter& end_row();

 private:
  void comma();
  void field(std::string_view value);

  std::string& out_;
  bool first_ = true;
};

}  // namespace crosswalk
