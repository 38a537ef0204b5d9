#include "base/line_diff.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace crosswalk {
namespace {

constexpr std::size_t context = 3;
// Beyond so many changed lines the search for the fewest takes too long, and nobody reads it line by line.
constexpr int most_changes = 2'000;

using Lines = std::vector<std::string_view>;

// With their line ends, so that a missing last one is a difference as well.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const auto size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// Which lines go and which come; all others are common to both, in order.
struct Changes {
  std::vector<bool> gone;
  std::vector<bool> come;
};

// Myers' greedy search for the shortest edit between a[from..a_end) and b[from..b_end).
class Search {
 public:
  Search(const Lines& a, const Lines& b, std::size_t from, std::size_t a_end, std::size_t b_end)
      : a_(a), b_(b), from_(from), n_(static_cast<int>(a_end - from)), m_(static_cast<int>(b_end - from)) {}

  void mark(Changes& changes) {
    const int found = search();
    if (found < 0) {
      std::fill_n(changes.gone.begin() + static_cast<std::ptrdiff_t>(from_), n_, true);
      std::fill_n(changes.come.begin() + static_cast<std::ptrdiff_t>(from_), m_, true);
      return;
    }
    int x = n_;
    int y = m_;
    for (int d = found; d > 0; --d) {
      const int k = x - y;
      const auto& v = trace_[static_cast<std::size_t>(d) - 1];  // of d - 1 changes
      const bool down = k == -d || (k != d && reach(v, d - 1, k - 1) < reach(v, d - 1, k + 1));
      const int before_k = down ? k + 1 : k - 1;
      x = reach(v, d - 1, before_k);
      y = x - before_k;
      if (down)
        changes.come[from_ + static_cast<std::size_t>(y)] = true;
      else
        changes.gone[from_ + static_cast<std::size_t>(x)] = true;
    }
  }

 private:
  // How far along `a` the best path with d changes is on diagonal k; of a diagonal that it cannot be on: -1.
  static int reach(const std::vector<int>& v, int d, int k) {
    const int at = k + d;
    return at < 0 || at > 2 * d ? -1 : v[static_cast<std::size_t>(at)];
  }

  // The number of changes, or -1 when there are too many. `trace_[d]` holds the reaches of d changes.
  int search() {
    for (int d = 0; d <= std::min(n_ + m_, most_changes); ++d) {
      std::vector<int> v(2 * static_cast<std::size_t>(d) + 1, -1);
      for (int k = -d; k <= d; k += 2) {
        int x = 0;
        if (d > 0) {
          const auto& last = trace_.back();
          const int left = reach(last, d - 1, k - 1);
          const int up = reach(last, d - 1, k + 1);
          x = k == -d || (k != d && left < up) ? up : left + 1;
        }
        int y = x - k;
        while (x < n_ && y < m_ &&
               a_[from_ + static_cast<std::size_t>(x)] == b_[from_ + static_cast<std::size_t>(y)]) {
          ++x;
          ++y;
        }
        const int at = k + d;
        v[static_cast<std::size_t>(at)] = x;
        if (x >= n_ && y >= m_) return d;
      }
      trace_.push_back(std::move(v));
    }
    return -1;
  }

  const Lines& a_;
  const Lines& b_;
  std::size_t from_;
  int n_;
  int m_;
  std::vector<std::vector<int>> trace_;
};

Changes changes_between(const Lines& a, const Lines& b) {
  Changes changes{std::vector<bool>(a.size()), std::vector<bool>(b.size())};
  std::size_t from = 0;
  while (from < a.size() && from < b.size() && a[from] == b[from]) ++from;
  std::size_t a_end = a.size();
  std::size_t b_end = b.size();
  while (a_end > from && b_end > from && a[a_end - 1] == b[b_end - 1]) {
    --a_end;
    --b_end;
  }
  Search(a, b, from, a_end, b_end).mark(changes);
  return changes;
}

// One printed line of a hunk, and where it stands on both sides.
struct Step {
  char sign = ' ';
  std::string_view line;
  std::size_t a = 0;
  std::size_t b = 0;
};

std::vector<Step> steps_of(const Lines& a, const Lines& b, const Changes& changes) {
  std::vector<Step> steps;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && changes.gone[i]) {
      steps.push_back({'-', a[i], i, j});
      ++i;
    } else if (j < b.size() && changes.come[j]) {
      steps.push_back({'+', b[j], i, j});
      ++j;
    } else {
      steps.push_back({' ', a[i], i, j});
      ++i;
      ++j;
    }
  }
  return steps;
}

// "12,3"; of no lines the line before them, as diff has it.
std::string range(std::size_t first, std::size_t count) {
  const std::string start = std::to_string(count == 0 ? first : first + 1);
  return count == 1 ? start : start + "," + std::to_string(count);
}

void write_hunk(const std::vector<Step>& steps, std::size_t begin, std::size_t end, std::string& out) {
  std::size_t a_count = 0;
  std::size_t b_count = 0;
  for (std::size_t i = begin; i < end; ++i) {
    if (steps[i].sign != '+') ++a_count;
    if (steps[i].sign != '-') ++b_count;
  }
  out += "@@ -" + range(steps[begin].a, a_count) + " +" + range(steps[begin].b, b_count) + " @@\n";
  for (std::size_t i = begin; i < end; ++i) {
    out += steps[i].sign;
    out += steps[i].line;
    if (steps[i].line.back() != '\n') out += "\n\\ No newline at end of file\n";
  }
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view before_name,
                         std::string_view after_name) {
  if (before == after) return {};
  const Lines a = lines_of(before);
  const Lines b = lines_of(after);
  const auto steps = steps_of(a, b, changes_between(a, b));
  std::string out;
  out.append("--- ").append(before_name).append("\n+++ ").append(after_name).append("\n");
  const auto changed = [](const Step& step) { return step.sign != ' '; };
  auto next = std::find_if(steps.begin(), steps.end(), changed);
  while (next != steps.end()) {
    const auto at = [&](auto it) { return static_cast<std::size_t>(it - steps.begin()); };
    const std::size_t begin = at(next) - std::min(at(next), context);
    std::size_t end = at(next);
    // Changes that are close enough for their surroundings to touch share a hunk.
    while (next != steps.end() && at(next) <= end + 2 * context) {
      end = at(next) + 1;
      next = std::find_if(next + 1, steps.end(), changed);
    }
    write_hunk(steps, begin, std::min(end + context, steps.size()), out);
  }
  return out;
}

}  // namespace crosswalk
