#include "walmart/facilitator.h"

#include <algorithm>
#include <array>

namespace crosswalk::walmart {
namespace {

struct Law {
  std::string_view state;
  int year;
  unsigned month;
  unsigned day;
};

// By state, for the binary search.
constexpr std::array laws = {
    Law{"AK", 2020, 4, 1},  Law{"AL", 2019, 1, 1},  Law{"AR", 2019, 7, 1},  Law{"AZ", 2019, 10, 1},
    Law{"CA", 2019, 10, 1}, Law{"CO", 2019, 10, 1}, Law{"CT", 2018, 12, 1}, Law{"DC", 2019, 4, 1},
    Law{"FL", 2021, 7, 1},  Law{"GA", 2020, 4, 1},  Law{"HI", 2020, 1, 1},  Law{"IA", 2019, 1, 1},
    Law{"ID", 2019, 6, 1},  Law{"IL", 2020, 1, 1},  Law{"IN", 2019, 7, 1},  Law{"KS", 2021, 7, 1},
    Law{"KY", 2019, 7, 1},  Law{"LA", 2020, 7, 1},  Law{"MA", 2019, 10, 1}, Law{"MD", 2019, 10, 1},
    Law{"ME", 2019, 10, 1}, Law{"MI", 2020, 1, 1},  Law{"MN", 2018, 10, 1}, Law{"MO", 2023, 1, 1},
    Law{"MS", 2020, 7, 1},  Law{"NC", 2020, 2, 1},  Law{"ND", 2019, 10, 1}, Law{"NE", 2019, 4, 1},
    Law{"NJ", 2018, 11, 1}, Law{"NM", 2019, 7, 1},  Law{"NV", 2019, 10, 1}, Law{"NY", 2019, 6, 1},
    Law{"OH", 2019, 9, 1},  Law{"OK", 2018, 7, 1},  Law{"PA", 2018, 4, 1},  Law{"PR", 2020, 1, 1},
    Law{"RI", 2019, 7, 1},  Law{"SC", 2019, 4, 29}, Law{"SD", 2019, 3, 1},  Law{"TN", 2020, 10, 1},
    Law{"TX", 2019, 10, 1}, Law{"UT", 2019, 10, 1}, Law{"VA", 2019, 7, 1},  Law{"VT", 2019, 6, 7},
    Law{"WA", 2018, 1, 1},  Law{"WI", 2020, 1, 1},  Law{"WV", 2019, 7, 1},  Law{"WY", 2019, 7, 1},
};
static_assert(std::is_sorted(laws.begin(), laws.end(),
                             [](const Law& a, const Law& b) { return a.state < b.state; }));

constexpr char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

}  // namespace

std::optional<Date> facilitator_since(std::string_view state) {
  if (state.size() != 2) return std::nullopt;
  const std::array<char, 2> letters = {upper(state[0]), upper(state[1])};
  const std::string_view code(letters.data(), letters.size());
  const auto found =
      std::lower_bound(laws.begin(), laws.end(), code,
                       [](const Law& law, std::string_view wanted) { return law.state < wanted; });
  if (found == laws.end() || found->state != code) return std::nullopt;
  const auto date = Date::of(found->year, found->month, found->day);
  return date ? std::optional(*date) : std::nullopt;
}

bool is_facilitated(std::string_view state, Date ordered) {
  const auto since = facilitator_since(state);
  return since && ordered >= *since;
}

}  // namespace crosswalk::walmart
