// Changes, where the ledger posts later than it takes: a person may post what lies in a journal after days,
// or take it out again.
#include "base/log.h"
#include "flow/changes.h"

namespace crosswalk::flow {
namespace {

// How long what is posted is looked at once a day: a month's closing, when journals are reversed.
constexpr int days_looked_at = 35;

}  // namespace

Result<void> Changes::look_again(bool closely, std::optional<Error>& failure, const Stop& stop) {
  const auto today = Date::parse(pair_.clock.now().text().substr(0, 10));
  if (!today) return today.error();
  const Date since = today->plus_days(-days_looked_at);
  const auto days = pair_.store.days_standing(pair_.settings.name,
                                              closely ? std::optional<Date>(since) : std::optional<Date>());
  if (!days) return days.error();
  for (const Date day : *days) {
    if (stop.stop_requested()) return {};
    const auto room = may_read();
    if (!room) return room.error();
    if (!*room) {
      failure = fail(ErrorKind::limit, "the day's last calls are kept for what is to be booked");
      return {};
    }
    const auto ours = pair_.store.standing_on(pair_.settings.name, day, closely && day >= since);
    if (!ours) return ours.error();
    std::vector<Standing> standing;
    for (const store::OutsideDocument& document : *ours) {
      standing.push_back({document.row.document, document.row.receipt});
      standing.back().document.content = document.contents.front();
    }
    const auto shown = pair_.ledger.look_again(standing, closely, stop);
    if (!shown) {
      failure = shown.error();
      return {};
    }
    std::vector<store::Comparison> found;
    for (std::size_t i = 0; i < ours->size(); ++i)
      if (const auto& one = (*shown)[i]) compare_one((*ours)[i], *one, found, stop);
    if (found.empty()) continue;
    const auto kept = pair_.store.finish_comparison(found, pair_.settings.worker, pair_.clock.now());
    if (!kept) return kept.error();
  }
  return {};
}

}  // namespace crosswalk::flow
