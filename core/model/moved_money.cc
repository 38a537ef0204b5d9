#include "model/moved_money.h"

#include <map>
#include <set>
#include <utility>

namespace crosswalk {
namespace {

void add_part(std::string& list, const std::string& part) {
  list += (list.empty() ? "" : ", ") + part;
}

// Which of its words for a place are compared: those that our lines say at all.
struct Compared {
  bool tax_types = false;
  std::set<std::string> categories;
};

Compared compared_in(const Places& said) {
  Compared compared;
  for (const PlacedAmount& one : said) {
    if (!one.tax_type.empty()) compared.tax_types = true;
    for (const auto& [category, option] : one.tracking) compared.categories.insert(category);
  }
  return compared;
}

// By account, and in words what else tells two places of one account apart.
using Sums = std::map<std::pair<std::string, std::string>, Decimal>;

std::optional<Sums> sums_of(const Places& places, const Compared& compared) {
  Sums sums;
  for (const PlacedAmount& one : places) {
    std::string rest;
    if (compared.tax_types) add_part(rest, "tax type " + (one.tax_type.empty() ? "none" : one.tax_type));
    for (const auto& [category, option] : one.tracking)
      if (compared.categories.contains(category)) add_part(rest, category + " " + option);
    Decimal& sum = sums[{one.account, std::move(rest)}];
    const auto more = add(sum, one.amount);
    if (!more) return std::nullopt;
    sum = *more;
  }
  return sums;
}

Decimal sum_at(const Sums& sums, const Sums::key_type& place) {
  const auto found = sums.find(place);
  return found == sums.end() ? Decimal() : found->second;
}

}  // namespace

std::string moved_money(const Places& said, const Places& shown) {
  const Compared compared = compared_in(said);
  std::string what;
  for (const Compared& closely : {Compared{}, compared}) {
    const auto ours = sums_of(said, closely);
    const auto theirs = sums_of(shown, closely);
    if (!ours || !theirs) return {};
    Sums both = *ours;
    both.insert(theirs->begin(), theirs->end());
    for (const auto& [place, any] : both) {
      const Decimal before = sum_at(*ours, place);
      const Decimal after = sum_at(*theirs, place);
      if (before != after)
        add_part(what, "account " + place.first + (place.second.empty() ? "" : " (" + place.second + ")") +
                           " " + before.text(2) + " → " + after.text(2));
    }
    if (!what.empty()) break;
  }
  return what;
}

}  // namespace crosswalk
