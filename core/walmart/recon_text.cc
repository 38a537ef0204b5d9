#include "walmart/recon_text.h"

namespace crosswalk::walmart {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char folded(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The next character that counts, a blank only between words; '\0' at the end.
char next(std::string_view text, std::size_t& at) {
  bool gap = false;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') continue;
    if (!is_blank(text[at])) break;
    gap = true;
  }
  if (at == text.size()) return '\0';
  if (gap) return ' ';
  return folded(text[at++]);
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text == "\"\"" ? std::string_view() : text;
}

bool same_words(std::string_view a, std::string_view b) {
  std::size_t at_a = 0;
  std::size_t at_b = 0;
  while (at_a < a.size() && (is_blank(a[at_a]) || a[at_a] == '"')) ++at_a;
  while (at_b < b.size() && (is_blank(b[at_b]) || b[at_b] == '"')) ++at_b;
  for (;;) {
    const char one = next(a, at_a);
    if (one != next(b, at_b)) return false;
    if (one == '\0') return true;
  }
}

std::size_t end_of_json(std::string_view text, std::size_t begin) {
  int depth = 0;
  for (std::size_t at = begin; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (--depth == 0) return at + 1;
    } else if (depth == 0) {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

}  // namespace crosswalk::walmart
