#include "rules/testing/case_lines.h"

#include <string>

namespace crosswalk::rules {
namespace {

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Walks over Lua text, word by word; whatever is quoted is one word.
class Scanner {
 public:
  Scanner(std::string_view text, int line) : text_(text) {
    while (line_ < line && at_ < text_.size()) step();
  }

  // The next word, or empty at the end. Comments are no words.
  std::string_view next() {
    skip_blanks();
    began_ = line_;
    const std::size_t begin = at_;
    if (at_ == text_.size()) return {};
    const char c = text_[at_];
    if (const std::size_t level = bracket_level(at_); level > 0) {
      skip_bracketed(level);
    } else if (c == '"' || c == '\'') {
      skip_quoted(c);
    } else if (is_name_letter(c)) {
      while (at_ < text_.size() && is_name_letter(text_[at_])) step();
    } else {
      step();
    }
    return text_.substr(begin, at_ - begin);
  }
  // The line that the last word begins on.
  int line() const { return began_; }

 private:
  void step() {
    if (text_[at_] == '\n') ++line_;
    ++at_;
  }
  // Of "[[" 2, of "[=[" 3, …; 0: no long bracket.
  std::size_t bracket_level(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '[') return 0;
    std::size_t end = at + 1;
    while (end < text_.size() && text_[end] == '=') ++end;
    return end < text_.size() && text_[end] == '[' ? end - at + 1 : 0;
  }
  void skip_bracketed(std::size_t level) {
    std::string close(level, '=');
    close.front() = close.back() = ']';
    const std::size_t found = text_.find(close, at_ + level);
    const std::size_t end = found == std::string_view::npos ? text_.size() : found + level;
    while (at_ < end) step();
  }
  void skip_quoted(char quote) {
    step();
    while (at_ < text_.size() && text_[at_] != quote) {
      if (text_[at_] == '\\') step();
      if (at_ < text_.size()) step();
    }
    if (at_ < text_.size()) step();
  }
  void skip_blanks() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        step();
      } else if (text_.substr(at_).starts_with("--")) {
        if (const std::size_t level = bracket_level(at_ + 2); level > 0) {
          at_ += 2;
          skip_bracketed(level);
        } else {
          while (at_ < text_.size() && text_[at_] != '\n') step();
        }
      } else {
        return;
      }
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int began_ = 1;
};

bool is_quoted(std::string_view word) {
  return word.size() >= 2 && (word.front() == '"' || word.front() == '\'' || word.front() == '[');
}

}  // namespace

std::vector<int> case_lines(std::string_view text, int line) {
  Scanner scanner(text, line);
  std::string_view word = scanner.next();
  while (!word.empty() && word != "cases") word = scanner.next();
  if (scanner.next() != "(" || !is_quoted(scanner.next()) || scanner.next() != "," || scanner.next() != "{")
    return {};
  std::vector<int> lines;
  int depth = 1;
  bool begins = true;  // the next word begins an entry
  for (word = scanner.next(); !word.empty(); word = scanner.next()) {
    if (word == "}" && depth == 1) return lines;
    if (depth == 1 && (word == "," || word == ";")) {
      begins = true;
      continue;
    }
    if (begins) lines.push_back(scanner.line());
    begins = false;
    if (word == "{" || word == "(") ++depth;
    if (word == "}" || word == ")") --depth;
  }
  return {};
}

}  // namespace crosswalk::rules
