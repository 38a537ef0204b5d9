// What Walmart says went wrong: one parser for every envelope its systems answer with (walmart.md §8): four
// JSON shapes, XML with or without prefix and byte order mark, bare text, HTML from the edge, nothing. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::walmart {

struct ErrorEntry {
  std::string code;         // the part before the dot: "INVALID_REQUEST_CONTENT"
  std::string field;        // "data"
  std::string description;  // or, where there is none, the message or the info
  std::string info;
  std::string severity;  // "ERROR", "WARN", "INFO" or empty
};

struct ErrorBody {
  enum class Form { json, xml, text, html, empty };
  Form form = Form::empty;
  std::vector<ErrorEntry> entries;  // of json and xml; empty when the JSON is not an error at all

  bool has(std::string_view code) const;
  // Some entry is worse than a warning.
  bool is_serious() const;
  // Some entry says `words`, in either case.
  bool says(std::string_view words) const;
  // What Walmart's order system answers, with 400, to requests that are in order while it is down (walmart.md
  // §7).
  bool is_outage() const;
  // For a message to a person, without anything that looks like a token or an e-mail address: "CODE:
  // description".
  std::string text() const;

  std::string bare;  // of text: the beginning of it
};

ErrorBody read_error_body(std::string_view body);

}  // namespace crosswalk::walmart
