#include "model/entry_essence.h"

#include <algorithm>
#include <array>

namespace crosswalk {
namespace {

// Inside a text quotes are escaped, so these stand only where a member begins.
constexpr std::array<std::string_view, 2> decided = {R"("at":")", R"("version":")"};
constexpr std::string_view revision = R"("revision":)";
// What the ledger is told, but nothing that rules decide, and what rules were shown. Another member always
// follows.
constexpr std::array<std::string_view, 2> grounds = {R"("rates":")", R"("customers":")"};

// The end of a JSON text that begins at `from`, behind its opening quote; the place of its closing one.
std::size_t end_of_text(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find('"', from); at != std::string_view::npos; at = text.find('"', at + 1)) {
    std::size_t slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] == '\\') ++slashes;
    if (slashes % 2 == 0) return at;
  }
  return text.size();
}

}  // namespace

void essence_into(std::string_view entries, std::string& out) {
  out.clear();
  std::size_t kept = 0;
  std::size_t at = 0;
  const auto leave_out = [&](std::size_t from, std::size_t to) {
    out.append(entries, kept, from - kept);
    kept = to;
    at = to;
  };
  // Every member begins with a quote, so only quotes are looked at.
  while ((at = entries.find('"', at)) != std::string_view::npos) {
    const std::string_view rest = entries.substr(at);
    if (rest.starts_with(decided[0]) || rest.starts_with(decided[1])) {
      const std::size_t value = at + (rest[1] == 'a' ? decided[0] : decided[1]).size();
      leave_out(value, end_of_text(entries, value));
    } else if (rest.starts_with(grounds[0]) || rest.starts_with(grounds[1])) {
      const std::size_t end = end_of_text(entries, at + (rest[1] == 'r' ? grounds[0] : grounds[1]).size());
      leave_out(at, std::min(end + 2, entries.size()));
    } else if (rest.starts_with(revision)) {
      const std::size_t value = at + revision.size();
      const std::size_t end = entries.find_first_not_of("0123456789", value);
      leave_out(value, end == std::string_view::npos ? entries.size() : end);
    } else {
      ++at;
    }
  }
  out.append(entries, kept);
}

}  // namespace crosswalk
