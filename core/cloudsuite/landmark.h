// Landmark's shapes (cloudsuite.md §4): lists with their paging element, batches that answer row by row, and
// what it says when it refuses. Every value is text. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "wire/message.h"

namespace crosswalk::cloudsuite {

// Field name → value, both without blanks around them: a key echoes what was asked for, blanks included.
using Fields = std::map<std::string, std::string, std::less<>>;

// "" when it is absent.
const std::string& field(const Fields& fields, std::string_view name);

struct Page {
  std::vector<Fields> rows;
  std::string next;  // the relative address of the next page; empty: none was named
};
// `what` is for sentences: "the list of GLTransactionInterface".
Result<Page> page_in(const Json& body, const std::string& what);

// What became of each row of a batch, in the order of the request; empty text: it was taken.
Result<std::vector<std::string>> batch_in(const std::string& body, std::size_t rows);

// An exception or error in a body, which may come on HTTP 200; empty: there is none.
std::string refusal_in(const std::string& body);
// The same, or what else the body says of a call that failed.
std::string words_in(const std::string& body);
// "HTTP 504: Request aborted after …".
std::string described(const wire::HttpReply& reply);

}  // namespace crosswalk::cloudsuite
