#include "config/nearest.h"

#include <algorithm>
#include <cctype>
#include <vector>

namespace crosswalk::config {
namespace {

// Optimal string alignment distance, without case.
std::size_t slips_between(std::string_view a, std::string_view b) {
  const auto same = [&](std::size_t i, std::size_t j) {
    return std::tolower(static_cast<unsigned char>(a[i])) == std::tolower(static_cast<unsigned char>(b[j]));
  };
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * width);
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      std::size_t& cell = cost[i * width + j];
      if (i == 0 || j == 0) {
        cell = i + j;
        continue;
      }
      cell = std::min({cost[(i - 1) * width + j] + 1, cost[i * width + j - 1] + 1,
                       cost[(i - 1) * width + j - 1] + (same(i - 1, j - 1) ? 0U : 1U)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1))
        cell = std::min(cell, cost[(i - 2) * width + j - 2] + 1);
    }
  }
  return cost.back();
}

constexpr std::size_t longest_compared = 64;

}  // namespace

std::string_view nearest(std::string_view written, std::span<const std::string_view> known) {
  std::string_view best;
  if (written.size() > longest_compared) return best;
  std::size_t fewest = 0;
  for (const auto word : known) {
    const std::size_t slips = slips_between(written, word);
    if (slips > std::max<std::size_t>(1, word.size() / 3)) continue;
    if (!best.empty() && slips >= fewest) continue;
    best = word;
    fewest = slips;
  }
  return best;
}

std::string suggestion(std::string_view written, std::span<const std::string_view> known) {
  if (const auto meant = nearest(written, known); !meant.empty()) {
    std::string text = "; did you mean `";
    return text.append(meant).append("`?");
  }
  std::string text = "; known here: ";
  for (std::size_t i = 0; i < known.size(); ++i) text.append(i == 0 ? "" : ", ").append(known[i]);
  return text;
}

}  // namespace crosswalk::config
