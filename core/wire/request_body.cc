#include "wire/request_body.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace crosswalk::wire {
namespace {

constexpr int fine = 0;
constexpr int bad_request = 400;
constexpr int too_large = 413;
constexpr int not_implemented = 501;
constexpr std::size_t longest_line = 4096;  // a chunk's size line or a trailer
constexpr int most_trailers = 64;
constexpr std::size_t piece = 65'536;

bool is_named(const std::pair<std::string, std::string>& header, std::string_view name) {
  return std::equal(header.first.begin(), header.first.end(), name.begin(), name.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

bool is_chunked(std::string_view coding) {
  static constexpr std::string_view chunked = "chunked";
  return std::equal(coding.begin(), coding.end(), chunked.begin(), chunked.end(),
                    [](unsigned char a, unsigned char b) { return std::tolower(a) == b; });
}

// All of `digits`, in `base`.
bool parse_size(std::string_view digits, int base, std::size_t& size) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, base);
  return error == std::errc{} && end == digits.data() + digits.size();
}

// Grows with what really arrives: an announced length alone takes no memory.
bool read_exactly(const ReadBytes& read, std::size_t size, std::string& body) {
  while (size > 0) {
    const std::size_t before = body.size();
    body.resize(before + std::min(size, piece));
    const std::ptrdiff_t got = read(body.data() + before, body.size() - before);
    body.resize(before + static_cast<std::size_t>(std::max<std::ptrdiff_t>(got, 0)));
    if (got <= 0) return false;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

bool read_line(const ReadBytes& read, std::string& line) {
  line.clear();
  for (char c = 0; line.size() < longest_line;) {
    if (read(&c, 1) != 1) return false;
    line += c;
    if (!line.ends_with("\r\n")) continue;
    line.resize(line.size() - 2);
    return true;
  }
  return false;
}

int read_chunks(const ReadBytes& read, std::size_t max_body, std::string& body) {
  std::string line;
  for (;;) {
    std::size_t size = 0;
    if (!read_line(read, line)) return bad_request;
    std::string_view digits = std::string_view(line).substr(0, line.find(';'));  // an extension may follow
    while (digits.ends_with(' ') || digits.ends_with('\t')) digits.remove_suffix(1);
    if (!parse_size(digits, 16, size)) return bad_request;
    if (size == 0) break;
    if (size > max_body - body.size()) return too_large;
    if (!read_exactly(read, size, body) || !read_line(read, line) || !line.empty()) return bad_request;
  }
  for (int trailers = 0; trailers < most_trailers; ++trailers) {
    if (!read_line(read, line)) return bad_request;
    if (line.empty()) return fine;
  }
  return bad_request;
}

}  // namespace

int read_body(const Headers& headers, const ReadBytes& read, std::size_t max_body, std::string& body) {
  const std::string* length = nullptr;
  const std::string* coding = nullptr;
  for (const auto& each : headers) {
    if (is_named(each, "Content-Length")) {
      // Two lengths, or a length beside a coding, may be read differently by a proxy before us.
      if (length != nullptr) return bad_request;
      length = &each.second;
    } else if (is_named(each, "Transfer-Encoding")) {
      if (coding != nullptr) return bad_request;
      coding = &each.second;
    }
  }
  if (coding != nullptr) {
    if (length != nullptr) return bad_request;
    return is_chunked(*coding) ? read_chunks(read, max_body, body) : not_implemented;
  }
  if (length == nullptr) return fine;
  std::size_t size = 0;
  if (!parse_size(*length, 10, size)) return bad_request;
  if (size > max_body) return too_large;
  return read_exactly(read, size, body) ? fine : bad_request;
}

}  // namespace crosswalk::wire
