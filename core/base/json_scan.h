// Reading records on the hot path: simdjson's On-Demand parser, each number kept as its own text until it
// becomes a Decimal. Heavy header, for .cc files only. A Scanner is not thread-safe: one a thread; what
// `text` returns lives until the scanner's next `open`.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk {

namespace scan = simdjson::ondemand;

class Scanner {
 public:
  // Begins to read `text`. The text is copied once, because the parser reads past the end.
  Result<scan::document> open(std::string_view text) {
    buffer_.assign(text);
    buffer_.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    scan::document document;
    const auto error =
        parser_.iterate(simdjson::padded_string_view(buffer_.data(), buffer_.size(), buffer_.capacity()))
            .get(document);
    if (error != simdjson::SUCCESS) return broken(error);
    return document;
  }

  static Error broken(simdjson::error_code error, std::string where = {}) {
    return fail(ErrorKind::invalid, std::string("the JSON cannot be read: ") + simdjson::error_message(error),
                std::move(where));
  }

  // The text that is being read; views into it live until the next `open`.
  std::string_view source() const { return buffer_; }

 private:
  scan::parser parser_;
  std::string buffer_;
};

// A number's own text without the blanks that raw_json_token leaves behind it.
inline std::string_view trimmed_token(std::string_view token) {
  while (!token.empty() &&
         (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
    token.remove_suffix(1);
  return token;
}

}  // namespace crosswalk
