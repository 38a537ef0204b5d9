#include "wire/request_head.h"

#include <algorithm>

namespace crosswalk::wire {
namespace {

constexpr auto npos = std::string_view::npos;

// The next line of `text` without its line break; `text` goes on behind it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text = end == npos ? std::string_view{} : text.substr(end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

}  // namespace

std::optional<HttpRequest> parse_head(std::string_view head) {
  const std::string_view first = take_line(head);
  const std::size_t method_end = first.find(' ');
  const std::size_t target_end = first.rfind(' ');
  if (method_end == npos || method_end + 1 >= target_end) return std::nullopt;
  HttpRequest request;
  request.method = first.substr(0, method_end);
  request.url = first.substr(method_end + 1, target_end - method_end - 1);
  if (request.url.find(' ') != std::string::npos) return std::nullopt;
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    if (line.empty()) break;
    const std::string_view name = line.substr(0, line.find(':'));
    if (name.empty() || name.size() == line.size() || name.find_first_of(" \t") != npos) return std::nullopt;
    request.headers.emplace_back(name, trimmed(line.substr(name.size() + 1)));
  }
  return request;
}

}  // namespace crosswalk::wire
