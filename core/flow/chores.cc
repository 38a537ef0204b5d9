#include "flow/chores.h"

#include <algorithm>

#include "base/log.h"
#include "flow/standing_causes.h"

namespace crosswalk::flow {
namespace {

constexpr const char* stock_name = "stock";
constexpr const char* price_name = "prices";
constexpr Millis between_erasures{3'600'000};

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

std::vector<std::string> Chores::names_of(const Pair& pair) {
  std::vector<std::string> names;
  if (pair.settings.feedback.stock == OfferSource::ledger) names.emplace_back(stock_name);
  if (pair.settings.feedback.price == OfferSource::ledger) names.emplace_back(price_name);
  if (!pair.ledger.change_streams().empty() || pair.ledger.posts_later())
    names.emplace_back(Changes::cadence);
  return names;
}

Result<void> Chores::step(bool all, std::vector<std::string>& trouble, const Stop& stop) {
  if (auto made = make_records(); !made) return made;
  auto due = timetable_.due(names_, pair_.clock.now());
  if (!due) return due.error();
  const bool look = holds(*due, Changes::cadence);
  if (all) *due = names_;
  std::erase(*due, Changes::cadence);
  if (!due->empty())
    if (auto offered = offer(*due, trouble, stop); !offered) return offered;
  if (look)
    if (auto looked = changes_.step(trouble, stop); !looked) return looked;
  if (auto watched = limits_.step(); !watched) return watched;
  if (!all && pair_.clock.now() < next_erasure_) return {};
  return erase(stop);
}

Result<void> Chores::offer(const std::vector<std::string>& due, std::vector<std::string>& trouble,
                           const Stop& stop) {
  const Instant begun = pair_.clock.now();
  const auto report = offers_.step({holds(due, stock_name), holds(due, price_name)}, stop);
  if (stop.stop_requested()) return {};
  if (!report) {
    for (const auto& name : due) timetable_.failed(name, pair_.clock.now());
    const std::string why = "the ledger's items cannot be told to the market: " + report.error().text();
    log::warning("offers", pair_.settings.name + ": " + why);
    trouble.push_back(why);
  } else if (report->stocks + report->prices > 0) {
    log::info("offers", pair_.settings.name + ": " + std::to_string(report->stocks) + " stock values and " +
                            std::to_string(report->prices) + " prices are new to the market");
  }
  if (pair_.alerts != nullptr)
    pair_.alerts->standing(
        pair_.settings.name, "offering",
        trouble_causes("telling stock and price",
                       report ? std::vector<std::string>{} : std::vector<std::string>{report.error().text()},
                       !report && report.error().kind == ErrorKind::config));
  if (!report) return {};
  for (const auto& name : due)
    if (auto kept = timetable_.done(name, begun); !kept) return kept;
  return {};
}

Result<void> Chores::erase(const Stop& stop) {
  std::size_t records = 0;
  while (!stop.stop_requested()) {
    const auto erased = erasure_.step();
    if (!erased) return erased.error();
    if (*erased == 0) break;
    records += *erased;
  }
  if (records > 0)
    log::info("privacy", pair_.settings.name + ": buyers' data was erased from " + std::to_string(records) +
                             " records that have been settled long enough");
  next_erasure_ = pair_.clock.now() + between_erasures;
  return {};
}

}  // namespace crosswalk::flow
