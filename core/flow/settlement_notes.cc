#include "flow/settlement_notes.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::flow {
namespace {

constexpr std::size_t kept_at_most = 6;  // a quarter; two say how long a period is

std::string key_of(std::string_view pair) {
  return "settlements:" + std::string(pair);
}

std::vector<SettlementNote> notes_in(std::string_view text) {
  std::vector<SettlementNote> notes;
  const auto json = parse_json(text, "the kept settlements");
  if (!json || !json->is_array()) return notes;
  for (const auto& each : *json) {
    const auto to = Date::parse(text_in(each, "to"));
    const auto amount = Decimal::parse(text_in(each, "payable"));
    const auto currency = Currency::parse(text_in(each, "currency"));
    if (!to || !amount || !currency) continue;
    // Notes of earlier versions have none.
    const auto difference = Decimal::parse(text_in(each, "difference"));
    notes.push_back(
        {text_in(each, "id"), *to, {*amount, *currency}, {difference ? *difference : Decimal(), *currency}});
  }
  return notes;
}

std::string text_of(const std::vector<SettlementNote>& notes) {
  Json json = Json::array();
  for (const auto& note : notes)
    json.push_back({{"id", note.id},
                    {"to", note.to.text()},
                    {"payable", note.payable.amount.text(2)},
                    {"difference", note.difference.amount.text(2)},
                    {"currency", note.payable.currency.code()}});
  return to_text(json);
}

}  // namespace

std::string payable_differs(const SettlementNote& settlement) {
  const Decimal& amount = settlement.difference.amount;
  return "its total payable of " + settlement.payable.text() + " is " +
         Money{amount.magnitude(), settlement.difference.currency}.text() +
         (amount.is_negative() ? " less" : " more") + " than its rows come to";
}

Result<void> keep_settlement(store::Store& store, std::string_view pair, const SettlementNote& settlement) {
  return store.edit_note(key_of(pair), [&](const std::string& value) -> std::optional<std::string> {
    auto notes = notes_in(value);
    std::erase_if(notes, [&](const SettlementNote& note) { return note.id == settlement.id; });
    notes.push_back(settlement);
    std::sort(notes.begin(), notes.end(),
              [](const SettlementNote& a, const SettlementNote& b) { return a.to > b.to; });
    if (notes.size() > kept_at_most) notes.resize(kept_at_most);
    return text_of(notes);
  });
}

Result<std::vector<SettlementNote>> kept_settlements(store::Store& store, std::string_view pair) {
  const auto note = store.note(key_of(pair));
  if (!note) return note.error();
  return notes_in(*note);
}

}  // namespace crosswalk::flow
