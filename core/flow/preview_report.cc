#include "flow/preview_report.h"

#include <algorithm>

namespace crosswalk::flow {

std::string_view name_of(Turn turn) {
  constexpr std::array<std::string_view, all_turns.size()> names = {"newly held", "newly dead",
                                                                    "newly skipped", "released", "entering"};
  return names.at(static_cast<std::size_t>(turn));
}

std::int64_t Preview::waits() const {
  std::int64_t count = still_held;
  for (const TurnGroup& group : turns)
    if (group.turn == Turn::held || group.turn == Turn::dead) count += group.records;
  for (const PreviewSettlement& settlement : settlements)
    if (settlement.after == RecordState::held || settlement.after == RecordState::dead) ++count;
  for (const PreviewOwn& each : own)
    if (each.after == RecordState::held) ++count;
  return count;
}

Decimal Preview::largest_move(Currency currency) const {
  Decimal largest;
  for (const MoneyTable& table : tables)
    if (table.currency == currency) largest = std::max(largest, table.moved);
  return largest;
}

std::vector<Currency> Preview::currencies() const {
  std::vector<Currency> list;
  for (const MoneyTable& table : tables)
    if (std::find(list.begin(), list.end(), table.currency) == list.end()) list.push_back(table.currency);
  return list;
}

std::string counted(std::int64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string counted(std::int64_t count, std::string_view noun) {
  return counted(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string counted_records(std::int64_t orders, std::int64_t returns, std::int64_t settlements) {
  std::string text;
  const auto say = [&](std::int64_t count, std::string_view noun) {
    if (count > 0) text += (text.empty() ? "" : ", ") + counted(count, noun);
  };
  say(orders, "order");
  say(returns, "return");
  say(settlements, "settlement");
  return text.empty() ? counted(0, "order") : text;
}

std::string counted_records(const Preview& preview) {
  const auto settlements = static_cast<std::int64_t>(preview.settlements.size());
  return counted_records(preview.records - preview.returns - settlements, preview.returns, settlements);
}

std::string headline(const Preview& preview, std::string_view of) {
  const std::string text = counted_records(preview) + " " + std::string(of) + ": ";
  const auto documents = static_cast<std::int64_t>(preview.documents.size());
  std::string found;
  const auto say = [&](const std::string& part) { found += (found.empty() ? "" : ", ") + part; };
  if (documents > 0) say(counted(documents, "document") + (documents == 1 ? " differs" : " differ"));
  for (const Currency currency : preview.currencies())
    if (const Decimal moved = preview.largest_move(currency); !moved.is_zero())
      say(Money{moved, currency}.text() + " of differences");
  for (const Turn turn : all_turns) {
    std::int64_t records = 0;
    for (const TurnGroup& group : preview.turns)
      if (group.turn == turn) records += group.records;
    if (records > 0)
      say(counted(records) + " " + std::string(turn == Turn::entering ? "not booked before" : name_of(turn)));
  }
  for (const PreviewSettlement& settlement : preview.settlements)
    if (settlement.decided > 0)
      say("settlement " + settlement.id + " " + std::string(name_of(settlement.after)));
  if (preview.locked_records > 0) say(counted(preview.locked_records) + " in the locked period");
  return text + (found.empty() ? "nothing differs" : found);
}

}  // namespace crosswalk::flow
