// ReturnStanding: how much of a return is refunded, read from the return's bytes, bare or in the list that
// GET /v3/returns answers: what the way back needs to know before it asks for a refund and after (walmart.md
// §3.2). Counts are per quantity; a line's own status is of one unit only. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::walmart {

struct ReturnLineStanding {
  int number = 0;
  int quantity = 0;
  int refunded = 0;  // initiated or completed
};

struct ReturnStanding {
  std::string id;
  std::string customer_order;
  std::vector<ReturnLineStanding> lines;

  const ReturnLineStanding* find(int number) const;
};

// The return of that number; `id` empty: the only one. ErrorKind::not_found when it is not among them,
// ErrorKind::invalid when the bytes are no return.
Result<ReturnStanding> read_return_standing(std::string_view body, std::string_view id);

}  // namespace crosswalk::walmart
