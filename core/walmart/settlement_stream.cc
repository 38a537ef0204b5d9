#include "walmart/settlement_stream.h"

#include <algorithm>
#include <iterator>

#include "base/json_tree.h"
#include "base/log.h"

namespace crosswalk::walmart {
namespace {

constexpr std::ptrdiff_t looked_at_again = 2;

// What of `listed` is to be read: the unknown ones, and on a new day the newest of the known.
void plan(const std::vector<Date>& listed, Date today, SettlementPosition& position) {
  position.unread.clear();
  std::vector<Date> old;
  for (const Date date : listed) (position.known.count(date) > 0 ? old : position.unread).push_back(date);
  if (position.again == today) return;
  position.again = today;
  position.unread.insert(position.unread.end(),
                         old.end() - std::min(looked_at_again, static_cast<std::ptrdiff_t>(old.size())),
                         old.end());
}

}  // namespace

std::string text_of(const SettlementPosition& position) {
  Json known = Json::object();
  for (const auto& [date, digest] : position.known) known[date.text()] = digest;
  Json unread = Json::array();
  for (const Date date : position.unread) unread.push_back(date.text());
  return to_text(
      {{"again", position.again.text()}, {"known", std::move(known)}, {"unread", std::move(unread)}});
}

Result<SettlementPosition> settlement_position_in(std::string_view text) {
  SettlementPosition position;
  if (text.empty()) return position;
  const auto broken = [&] {
    return fail(ErrorKind::internal,
                "the stored cursor of the settlements cannot be read: " + std::string(text.substr(0, 80)));
  };
  const auto json = parse_json(text, "the cursor");
  if (!json || !json->is_object()) return broken();
  const auto again = Date::parse(text_in(*json, "again"));
  const auto known = json->find("known");
  const auto unread = json->find("unread");
  if (!again || known == json->end() || !known->is_object() || unread == json->end() || !unread->is_array())
    return broken();
  position.again = *again;
  for (const auto& item : known->items()) {
    const auto date = Date::parse(item.key());
    if (!date || !item.value().is_string()) return broken();
    position.known.emplace(*date, item.value().get<std::string>());
  }
  for (const auto& item : *unread) {
    const auto date = item.is_string() ? Date::parse(item.get<std::string>()) : Result<Date>(broken());
    if (!date) return broken();
    position.unread.push_back(*date);
  }
  return position;
}

Result<Page> SettlementStream::read(const Cursor& from, const Stop& stop) {
  auto stored = settlement_position_in(from.position);
  if (!stored) return stored.error();
  SettlementPosition position = std::move(*stored);
  const bool failed_before = !failed_at_.empty() && failed_at_ == from.position;
  if (position.unread.empty() || failed_before) {
    const auto listed = reports_.dates(stop);
    if (!listed) return listed.error();
    const std::vector<Date> waiting = std::move(position.unread);
    plan(*listed, TimeZone::utc().date_of(connection_.clock().now()), position);
    // What failed comes last.
    std::stable_partition(position.unread.begin(), position.unread.end(), [&](Date date) {
      return std::find(waiting.begin(), waiting.end(), date) == waiting.end();
    });
  }
  failed_at_.clear();
  Page page;
  std::vector<Date> failed;
  while (!position.unread.empty()) {
    const Date date = position.unread.front();
    position.unread.erase(position.unread.begin());
    auto report = reports_.report(date, stop);
    if (!report) {
      if (report.error().kind != ErrorKind::outside || position.unread.empty()) {
        failed_at_ = from.position;
        return report.error();
      }
      log::warning("walmart", report.error().text() + "; it is tried again after the others");
      failed.push_back(date);
      continue;
    }
    if (!report->has_value()) {
      log::warning("walmart", "Walmart lists a settlement report of " + date.text() + " but has none");
      continue;
    }
    const auto known = position.known.find(date);
    const bool same =
        known != position.known.end() && !known->second.empty() && known->second == (*report)->digest;
    position.known[date] = (*report)->digest;
    if (same) continue;
    page.records.push_back({RecordKind::settlement, date.text(), std::move((*report)->body)});
    break;
  }
  position.unread.insert(position.unread.end(), failed.begin(), failed.end());
  page.caught_up = position.unread.empty();
  page.next = {from.stream, text_of(position)};
  return page;
}

}  // namespace crosswalk::walmart
