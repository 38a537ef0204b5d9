#include "base/csv.h"

#include <algorithm>

namespace crosswalk {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    if (text_.substr(0, byte_order_mark.size()) == byte_order_mark)
      text_.remove_prefix(byte_order_mark.size());
  }

  bool at_end() const { return at_ >= text_.size(); }
  int line() const { return line_; }

  // False when a quote is never closed.
  bool read(CsvRow& row) {
    row.fields.clear();
    row.line = line_;
    for (;;) {
      if (!read_field(row.fields.emplace_back())) return false;
      if (at_end()) return true;
      const char c = text_[at_++];
      if (c == ',') continue;
      if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
      ++line_;
      return true;
    }
  }

 private:
  bool read_field(std::string& field) {
    if (at_end() || text_[at_] != '"') {
      const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
      field.assign(text_.substr(at_, end - at_));
      at_ = end;
      return true;
    }
    ++at_;
    for (;;) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) return false;
      append(field, text_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (at_end() || text_[at_] != '"') break;
      field += '"';
      ++at_;
    }
    // What stands between the closing quote and the next comma belongs to the field, as spreadsheets read it.
    const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
    field.append(text_.substr(at_, end - at_));
    at_ = end;
    return true;
  }

  void append(std::string& field, std::string_view part) {
    for (const char c : part)
      if (c == '\n') ++line_;
    field.append(part);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

Result<void> read_csv(std::string_view text, std::string_view file,
                      const std::function<Result<void>(const CsvRow&)>& row) {
  Reader reader(text);
  CsvRow current;
  while (!reader.at_end()) {
    const int line = reader.line();
    if (!reader.read(current))
      return fail(ErrorKind::invalid, "a quoted field is never closed",
                  std::string(file) + ":" + std::to_string(line));
    if (current.fields.size() == 1 && current.fields[0].empty()) continue;
    if (auto done = row(current); !done) return done;
  }
  return {};
}

}  // namespace crosswalk
