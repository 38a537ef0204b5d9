#include "app/delivery_state.h"

#include "app/offline.h"
#include "app/wiring.h"
#include "base/json_tree.h"
#include "flow/preview_report.h"
#include "flow/standing_causes.h"
#include "flow/timetable.h"

namespace crosswalk::app {
namespace {

// "3,660"
std::string grouped(std::int64_t number) {
  const std::string digits = std::to_string(number);
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

// "14:20 UTC", with its day when that is not today. A begun minute counts as a whole one.
std::string clock_text(Instant when, Instant now) {
  constexpr Millis almost_a_minute{59'999};
  const std::string text = (when + almost_a_minute).text();
  const std::string time = text.substr(11, 5) + " UTC";
  return text.substr(0, 10) == now.text().substr(0, 10) ? time : text.substr(0, 10) + " " + time;
}

std::string calls_text(std::int64_t calls) {
  return grouped(calls) + (calls == 1 ? " call" : " calls");
}

}  // namespace

Result<DeliveryState> delivery_state(store::Store& store, const config::PairConfig& pair, Clock& clock) {
  NoNetwork network;
  const auto systems = Systems::make(pair, {network, store, clock, wire::random_jitter()}, false);
  if (!systems) return systems.error();
  DeliveryState state;
  state.now = clock.now();
  auto forecast = flow::forecast(store, pair.name.value, (*systems)->ledger(), state.now);
  if (!forecast) return forecast.error();
  state.forecast = std::move(*forecast);
  const auto undelivered = store.undelivered(pair.name.value, state.now - flow::delivery_patience);
  if (!undelivered) return undelivered.error();
  state.undelivered = static_cast<std::int64_t>(undelivered->size());
  if (!undelivered->empty()) state.undelivered_since = undelivered->front().since;
  const auto leaves = flow::next_posting(pair.name.value, pair.schedule, store, state.now);
  if (!leaves) return leaves.error();
  state.leaves = *leaves;
  return state;
}

Json delivery_state_json(const DeliveryState& state) {
  const auto& forecast = state.forecast;
  Json json = {{"documents", forecast.documents},  {"calls", forecast.calls},
               {"left_today", forecast.left},      {"done", nullptr},
               {"undelivered", state.undelivered}, {"paused", Json::array()}};
  if (forecast.calls > 0) json["done"] = forecast.done.text();
  json["leaves"] = state.leaves ? Json(state.leaves->text()) : Json();
  for (const auto& paused : forecast.paused)
    json["paused"].push_back({{"limit", paused.limit}, {"until", paused.until.text()}});
  return json;
}

void print_delivery_state(Session& session, const DeliveryState& state) {
  const auto& forecast = state.forecast;
  session.out << "  delivery: ";
  if (forecast.calls == 0)
    session.out << "nothing waits; " << calls_text(forecast.left) << " left today\n";
  else
    session.out << "this backlog needs " << calls_text(forecast.calls) << "; " << grouped(forecast.left)
                << " left today; done " << clock_text(forecast.done, state.now) << "\n";
  if (state.leaves && *state.leaves > state.now)
    session.out << "  a running engine sends to the ledger at " << clock_text(*state.leaves, state.now)
                << ", as poll.post says; `crosswalk once` does at once\n";
  if (state.undelivered > 0)
    session.out << "  attention: " << flow::counted(state.undelivered, "document") << " went out as early as "
                << clock_text(state.undelivered_since, state.now) << " and "
                << (state.undelivered == 1 ? "is" : "are")
                << " not known to have arrived; `crosswalk review` says why\n";
  for (const auto& paused : forecast.paused)
    session.out << "  paused until " << clock_text(paused.until, state.now)
                << ": the ledger says that its call limit of the " << paused.limit << " is used up\n";
}

}  // namespace crosswalk::app
