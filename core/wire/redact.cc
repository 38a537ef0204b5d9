#include "wire/redact.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace crosswalk::wire {
namespace {

constexpr std::string_view mark = "[redacted]";
constexpr auto npos = std::string_view::npos;

bool in_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

bool in_token(char c) {
  return in_name(c) || c == '~' || c == '+' || c == '/' || c == '=';
}

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

bool is_sensitive(std::string_view name) {
  static constexpr std::array parts{"token",     "secret",     "password", "passwd",  "authorization",
                                    "cookie",    "assertion",  "api_key",  "api-key", "apikey",
                                    "signature", "credential", "verifier", "private", "passphrase"};
  // `code` is OAuth's one-time code; the others are an .ionapi file's client secret and service account keys.
  static constexpr std::array whole{"code", "cs", "saak", "sask"};
  const std::string low = lower(name);
  return std::any_of(parts.begin(), parts.end(), [&](const char* part) { return low.find(part) != npos; }) ||
         std::find(whole.begin(), whole.end(), low) != whole.end();
}

// Where the run of characters that `belongs` accepts ends.
template <class Belongs>
std::size_t run_end(std::string_view text, std::size_t at, Belongs belongs) {
  while (at < text.size() && belongs(text[at])) ++at;
  return at;
}

// A quote as it stands: ", ' or the \" of JSON inside JSON, however deep. Its length, 0 when there is none.
std::size_t quote_at(std::string_view text, std::size_t at) {
  const std::size_t end = run_end(text, at, [](char c) { return c == '\\'; });
  return end < text.size() && (text[end] == '"' || text[end] == '\'') ? end + 1 - at : 0;
}

// Where the value that begins after the opening `quote` ends. A quote with more backslashes than the opening
// one is part of the value.
std::size_t quoted_end(std::string_view text, std::size_t at, std::string_view quote) {
  for (; at < text.size(); ++at) {
    const std::size_t length = quote_at(text, at);
    if (length != 0 && text[at + length - 1] == quote.back() && length <= quote.size()) return at;
    if (text[at] == '\\') at = run_end(text, at, [](char c) { return c == '\\'; });  // and what it escapes
  }
  return text.size();
}

// The value that belongs to the name that ended at `at`: [begin, end). Nothing is {npos, npos}.
struct Span {
  std::size_t begin = npos;
  std::size_t end = npos;
};

Span value_after(std::string_view text, std::size_t at) {
  const std::size_t closing = quote_at(text, at);
  at = run_end(text, at + closing, is_blank);
  if (at >= text.size()) return {};
  const char separator = text[at];
  if (separator != ':' && separator != '=' && separator != '>') return {};
  at = run_end(text, at + 1, [](char c) { return is_blank(c) || c == '\r' || c == '\n'; });
  if (at >= text.size()) return {};
  if (separator == '>') return {at, std::min(text.find('<', at), text.size())};
  if (const std::size_t quote = quote_at(text, at); quote != 0)
    return {at + quote, quoted_end(text, at + quote, text.substr(at, quote))};
  if (text[at] == '{' || text[at] == '[') return {at, text.size()};
  if (separator == '=') return {at, std::min(text.find_first_of("& \t\r\n\"'<>", at), text.size())};
  if (closing != 0)
    return {at, std::min(text.find_first_of(",}] \t\r\n", at), text.size())};  // a JSON number
  return {at, std::min(text.find_first_of("\r\n", at), text.size())};
}

// "Bearer" or "Basic" before a credential. Prose ("Basic authentication failed") is small letters only.
Span credential_after(std::string_view name, std::string_view text, std::size_t at) {
  const std::string low = lower(name);
  if (low != "bearer" && low != "basic") return {};
  const std::size_t begin = run_end(text, at, is_blank);
  const std::size_t end = run_end(text, begin, in_token);
  const bool prose = std::all_of(text.begin() + static_cast<std::ptrdiff_t>(begin),
                                 text.begin() + static_cast<std::ptrdiff_t>(end),
                                 [](unsigned char c) { return std::islower(c) != 0; });
  return begin == at || prose ? Span{} : Span{begin, end};
}

// "user:password@" after "://".
Span user_after(std::string_view text, std::size_t at) {
  if (text.substr(at, 3) != "://") return {};
  const std::size_t end = std::min(text.find_first_of("/?# \t\r\n\"'<>", at + 3), text.size());
  const std::size_t sign = text.substr(0, end).rfind('@');
  return sign == npos || sign < at + 3 ? Span{} : Span{at + 3, sign};
}

}  // namespace

std::string redacted(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    if (const Span user = user_after(text, at); user.begin != npos) {
      out += text.substr(at, 3);
      out += mark;
      at = user.end;
      continue;
    }
    if (!in_name(text[at])) {
      out += text[at++];
      continue;
    }
    const std::size_t end = run_end(text, at, in_name);
    const std::string_view name = text.substr(at, end - at);
    Span hidden = is_sensitive(name) ? value_after(text, end) : credential_after(name, text, end);
    if (hidden.begin == npos && name.starts_with("eyJ") && name.size() > 20)
      hidden = {at, end};  // a web token
    if (hidden.begin == npos || hidden.begin == hidden.end) {
      out += name;
      at = end;
      continue;
    }
    out += text.substr(at, hidden.begin - at);
    out += mark;
    at = hidden.end;
  }
  return out;
}

std::string describe(const HttpRequest& request) {
  std::string_view url = request.url;
  url = url.substr(0, url.find_first_of("?#"));
  std::string out = request.method + " ";
  if (const auto scheme = url.find("://"); scheme != npos) {
    out += url.substr(0, scheme + 3);
    url.remove_prefix(scheme + 3);
    const auto host = url.substr(0, url.find('/'));
    if (const auto sign = host.rfind('@'); sign != npos) url.remove_prefix(sign + 1);
  }
  return out.append(url);
}

}  // namespace crosswalk::wire
