#include "xero/marks.h"

#include <algorithm>

namespace crosswalk::xero {

bool holds_all(const Marks& all, const Marks& part) {
  return std::includes(all.begin(), all.end(), part.begin(), part.end());
}

Marks marks_of(const std::vector<InvoiceLine>& lines) {
  Marks marks;
  for (const auto& line : lines) marks.push_back(mark_of(line));
  std::sort(marks.begin(), marks.end());
  return marks;
}

void take_out(std::vector<InvoiceLine>& lines, const Marks& marks) {
  for (const auto& mark : marks) {
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&](const InvoiceLine& l) { return mark_of(l) == mark; });
    if (found != lines.end()) lines.erase(found);
  }
}

}  // namespace crosswalk::xero
