#include "app/session.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

int exit_code_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::config:
      return exit_usage;
    case ErrorKind::outside:
    case ErrorKind::io:
      return exit_outside;
    default:
      return exit_not_so;
  }
}

bool is_number(const std::string& text) {
  return !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
}

// Characters, not bytes: names may hold more than ASCII.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

int failed(Session& session, const Error& error) {
  end_progress(session);
  session.err << "crosswalk: " << error.text() << "\n";
  return exit_code_of(error.kind);
}

void print(Session& session, const Json& json) {
  session.out << to_text(json) << "\n";
}

void progress(Session& session, const std::string& text) {
  if (session.terminal) session.err << "\r\x1b[K" << text << std::flush;
}

void end_progress(Session& session) {
  if (session.terminal) session.err << "\r\x1b[K" << std::flush;
}

void Table::print(std::ostream& out) const {
  std::vector<std::size_t> widths(rows_.front().size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  // A head stands over its column the way the column stands.
  const auto to_the_right = [this](const std::vector<std::string>& row, std::size_t i) {
    return is_number(row[i]) || (&row == &rows_.front() && rows_.size() > 1 && is_number(rows_[1][i]));
  };
  for (const auto& row : rows_) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - width(row[i]), ' ');
      line += to_the_right(row, i) ? pad + row[i] : row[i] + pad;
      line += "  ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out << line << "\n";
  }
}

}  // namespace crosswalk::app
