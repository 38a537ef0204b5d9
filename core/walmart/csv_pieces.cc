#include "walmart/csv_pieces.h"

#include "base/limits.h"

namespace crosswalk::walmart {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Takes the field that begins at `at` and ends at a comma or at the end of `row`, in place: what is left of a
// quoted field is shorter than the field.
std::string_view take_field(char* row, std::size_t size, std::size_t& at) {
  const std::size_t begin = at;
  if (at == size || row[at] != '"') {
    while (at < size && row[at] != ',') ++at;
    return {row + begin, at - begin};
  }
  std::size_t out = begin;
  for (++at; at < size; ++at) {
    if (row[at] == '"' && (at + 1 == size || row[at + 1] != '"')) break;
    if (row[at] == '"') ++at;
    row[out++] = row[at];
  }
  if (at < size) ++at;
  // What stands between the closing quote and the next comma belongs to the field, as spreadsheets read it.
  while (at < size && row[at] != ',') row[out++] = row[at++];
  return {row + begin, out - begin};
}

}  // namespace

Result<void> CsvPieces::feed(std::string_view piece) {
  text_.append(piece);
  if (!begun_) {
    if (text_.size() < byte_order_mark.size()) return {};
    begun_ = true;
    if (text_.starts_with(byte_order_mark)) begin_ = at_ = byte_order_mark.size();
  }
  if (auto done = take_rows(); !done) return done;
  text_.erase(0, begin_);
  at_ -= begin_;
  begin_ = 0;
  if (text_.size() > limits::max_report_row)
    return fail(ErrorKind::invalid, "a row is longer than any report's; a quoted field is never closed",
                "line " + std::to_string(line_));
  return {};
}

Result<void> CsvPieces::finish() {
  begun_ = true;
  if (auto done = take_rows(); !done) return done;
  if (quoted_)
    return fail(ErrorKind::invalid, "a quoted field is never closed", "line " + std::to_string(line_));
  if (begin_ < text_.size()) return take_row(text_.size());
  return {};
}

Result<void> CsvPieces::take_rows() {
  for (; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (quoted_) {
      just_closed_ = c == '"';
      if (just_closed_) quoted_ = false;
      if (c == '\n') ++breaks_;
      continue;
    }
    if (c == '\n') {
      const std::size_t end = at_;
      if (auto done = take_row(end); !done) return done;
      begin_ = end + 1;
      field_begins_ = true;
      just_closed_ = false;
      continue;
    }
    if (c == '"' && (field_begins_ || just_closed_)) quoted_ = true;
    just_closed_ = false;
    field_begins_ = c == ',';
  }
  return {};
}

Result<void> CsvPieces::take_row(std::size_t end) {
  const std::size_t line = line_;
  line_ += breaks_ + 1;
  breaks_ = 0;
  std::size_t size = end - begin_;
  char* row = text_.data() + begin_;
  if (size > 0 && row[size - 1] == '\r') --size;
  if (size == 0) return {};
  fields_.clear();
  for (std::size_t at = 0;; ++at) {
    fields_.push_back(take_field(row, size, at));
    if (at >= size) break;
    if (at + 1 == size) {  // a comma at the end
      fields_.emplace_back();
      break;
    }
  }
  return row_(fields_, line);
}

}  // namespace crosswalk::walmart
