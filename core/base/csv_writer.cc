#include "base/csv_writer.h"

namespace crosswalk {

void CsvWriter::comma() {
  if (!first_) out_ += ',';
  first_ = false;
}

void CsvWriter::field(std::string_view value) {
  if (value.find_first_of("\",\r\n") == std::string_view::npos) {
    out_ += value;
    return;
  }
  out_ += '"';
  for (const char c : value) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  out_ += '"';
}

CsvWriter& CsvWriter::text(std::string_view value) {
  comma();
  if (value.empty() || std::string_view("=+-@\t\r").find(value.front()) == std::string_view::npos)
    field(value);
  else
    field("'" + std::string(value));
  return *this;
}

CsvWriter& CsvWriter::plain(std::string_view value) {
  comma();
  field(value);
  return *this;
}

CsvWriter& CsvWriter::end_row() {
  out_ += "\r\n";
  first_ = true;
  return *this;
}

}  // namespace crosswalk
