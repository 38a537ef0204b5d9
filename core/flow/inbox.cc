#include "flow/inbox.h"

#include <algorithm>
#include <iterator>

#include "base/json_tree.h"
#include "base/limits.h"
#include "base/log.h"
#include "flow/handled.h"
#include "model/push.h"

namespace crosswalk::flow {
namespace {

using Kind = store::HandledItem::Kind;

constexpr std::size_t claimed_at_once = 20;  // one call each, well within the lease
constexpr Millis shortest_wait{1'000};
constexpr Millis between_prunings{3'600'000};

store::HandledItem done() {
  return {};
}

std::string id_of(const store::ClaimedItem& item) {
  const auto json = parse_json(item.item.body, "the hint");
  return json ? text_in(*json, "id") : std::string();
}

}  // namespace

Inbox::Inbox(const Pair& pair, ItemHandlers handlers, Changes* changes)
    : pair_(pair), handlers_(std::move(handlers)), changes_(changes) {
  for (const auto kind :
       {push::hint_order, push::hint_return, push::hint_stock, push::hint_report, push::hint_ledger})
    kinds_.emplace_back(kind);
  for (const auto& [kind, handler] : handlers_)
    if (std::find(kinds_.begin(), kinds_.end(), kind) == kinds_.end()) kinds_.push_back(kind);
}

Result<InboxReport> Inbox::step(const Stop& stop) {
  InboxReport report;
  const auto claimed = pair_.store.claim_inbox(pair_.settings.name, kinds_, pair_.settings.worker,
                                               claimed_at_once, limits::inbox_lease, pair_.clock.now());
  if (!claimed) return claimed.error();
  if (claimed->empty()) {
    if (auto pruned = prune(); !pruned) return pruned.error();
    return report;
  }
  fetched_.clear();
  auto asked = ask_ledger(*claimed, stop);
  if (!asked) return asked.error();
  std::vector<store::HandledItem> handled = std::move(*asked);
  for (const auto& item : *claimed) {
    if (changes_ != nullptr && item.item.kind == push::hint_ledger) continue;
    auto outcome = handle(item, report, stop);
    if (!outcome) return outcome.error();
    outcome->id = item.id;
    // Whatever a handler says: a retry in the past would never let go of it.
    if (outcome->kind == Kind::retry)
      outcome->due = std::max(outcome->due, pair_.clock.now() + shortest_wait);
    handled.push_back(std::move(*outcome));
  }
  if (auto kept = pair_.store.finish_inbox(handled, pair_.settings.worker, pair_.clock.now()); !kept)
    return kept.error();
  report.handled = handled.size();
  return report;
}

Result<std::vector<store::HandledItem>> Inbox::ask_ledger(const std::vector<store::ClaimedItem>& claimed,
                                                          const Stop& stop) {
  std::vector<store::ClaimedItem> hints;
  if (changes_ != nullptr)
    std::copy_if(claimed.begin(), claimed.end(), std::back_inserter(hints),
                 [](const auto& item) { return item.item.kind == push::hint_ledger; });
  if (hints.empty()) return std::vector<store::HandledItem>{};
  return changes_->hinted(hints, stop);
}

Result<store::HandledItem> Inbox::handle(const store::ClaimedItem& item, InboxReport& report,
                                         const Stop& stop) {
  const std::string& kind = item.item.kind;
  if (kind == push::hint_order) return fetch(RecordKind::order, item, report, stop);
  if (kind == push::hint_return) return fetch(RecordKind::return_order, item, report, stop);
  // What a report holds is read with the list of them, which is asked at once.
  if (kind == push::hint_report) report.hurried.emplace_back("settlements");
  const auto handler = handlers_.find(kind);
  if (handler == handlers_.end()) return done();
  return handler->second(item);
}

Result<store::HandledItem> Inbox::fetch(RecordKind kind, const store::ClaimedItem& item, InboxReport& report,
                                        const Stop& stop) {
  const std::string what(name_of(kind));
  const std::vector<RecordKey> keys = {{pair_.settings.name, kind, id_of(item)}};
  if (keys[0].id.empty()) return refused("the event names no " + what + "; polling reads it all the same");
  if (std::find(fetched_.begin(), fetched_.end(), keys[0]) != fetched_.end()) return done();
  const Instant now = pair_.clock.now();
  if (stop.stop_requested()) return store::HandledItem{0, Kind::retry, "the engine was stopped", now};
  // A source that fails is not asked again and again for the rest of them.
  if (report.trouble) return later(item, report.trouble->text(), now);
  auto records = pair_.source.fetch(keys, stop);
  if (!records) {
    if (records.error().kind == ErrorKind::stopped)
      return store::HandledItem{0, Kind::retry, "the engine was stopped", now};
    report.trouble = records.error();
    log::warning("inbox", pair_.settings.name + ": " + records.error().text());
    return later(item, records.error().text(), pair_.clock.now());
  }
  if (records->empty())
    return later(item, what + " " + keys[0].id + " cannot be read yet", pair_.clock.now());
  const auto received = pair_.store.receive(pair_.settings.name, *records, "", "", pair_.clock.now());
  if (!received) return received.error();
  report.received.fresh += received->fresh;
  report.received.revised += received->revised;
  report.received.known += received->known;
  fetched_.push_back(keys[0]);
  return done();
}

Result<void> Inbox::prune() {
  const Instant now = pair_.clock.now();
  if (pruned_ && now - *pruned_ < between_prunings) return {};
  const auto pruned = pair_.store.prune_inbox(now);
  if (!pruned) return pruned.error();
  if (*pruned == 0) pruned_ = now;
  return {};
}

}  // namespace crosswalk::flow
