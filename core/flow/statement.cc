#include "flow/statement.h"

#include "flow/line_list.h"

namespace crosswalk::flow {

StatementView view_statement(const Source& source, const Record& record) {
  LineList list;
  if (auto read = source.lines(record, list); !read) return {true, read.error().message, read.error().where};
  const Sums& sums = list.facts().sums;
  std::string text = "opening balance " + sums.opening.text() + ", paid " + sums.paid.text() +
                     ", closing balance " + sums.closing.text();
  if (!sums.difference.amount.is_zero())
    return {true,
            text + ": the closing balance differs by " + sums.difference.text() +
                " from what leads to it; compare it in Seller Center, then replay it",
            ""};
  if (!sums.doubt.empty())
    return {true,
            text + ": \"" + std::string(sums.doubt) +
                "\" is not the sum of its parts; compare it in Seller Center, then replay it",
            ""};
  return {false, std::move(text), ""};
}

}  // namespace crosswalk::flow
