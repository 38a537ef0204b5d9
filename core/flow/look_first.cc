#include "flow/look_first.h"

#include <algorithm>
#include <map>

#include "base/json_tree.h"
#include "flow/changes.h"
#include "model/push.h"

namespace crosswalk::flow {

bool writes_over(const Document& document) {
  const DocumentKind kind = document.kind;
  return document.operation == Operation::update &&
         (kind == DocumentKind::invoice || kind == DocumentKind::bill || kind == DocumentKind::credit_note);
}

Result<LookedAt> look_first(const Pair& pair, const std::vector<Document>& batch, const Stop& stop) {
  const auto receipts = pair.store.receipts_of(batch);
  if (!receipts) return receipts.error();
  // As if the ledger had hinted at each of them.
  std::map<std::string, std::string> keys;  // by outside id
  std::vector<store::ClaimedItem> hints;
  for (const Document& document : batch) {
    const Receipt* receipt = receipts->find(document.kind, document.key);
    if (receipt == nullptr || !keys.emplace(receipt->outside_id, document.key).second) continue;
    store::ClaimedItem hint;
    hint.item.pair = pair.settings.name;
    hint.item.kind = push::hint_ledger;
    hint.item.body = to_text({{"id", receipt->outside_id}});
    hint.received = pair.clock.now();
    hints.push_back(std::move(hint));
  }
  Timetable unused(pair.settings.name, pair.settings.schedule, pair.store);
  const auto handled = Changes(pair, unused).hinted(hints, stop);
  if (!handled) return handled.error();
  LookedAt looked;
  for (const store::HandledItem& one : *handled)
    if (one.kind != store::HandledItem::Kind::done) looked.trouble = one.reason;
  if (!looked.trouble.empty()) return looked;
  std::vector<std::string> ids;
  for (const auto& [id, key] : keys) ids.push_back(id);
  const auto stands = pair.store.outside_documents(pair.settings.name, ids);
  if (!stands) return stands.error();
  for (const Document& document : batch) {
    const bool disputed = std::any_of(stands->begin(), stands->end(), [&](const store::OutsideDocument& one) {
      const Document& ours = one.row.document;
      return ours.kind == document.kind && ours.key == document.key && ours.state == DocumentState::disputed;
    });
    if (!disputed) looked.unchanged.push_back(document);
  }
  return looked;
}

}  // namespace crosswalk::flow
