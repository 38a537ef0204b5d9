#include "app/ledger_tenant.h"

#include <set>

#include "auth/token_vault.h"
#include "base/json_tree.h"

namespace crosswalk::app {
namespace {

std::string note_of(const std::string& pair) {
  return "tenant/" + pair;
}

Result<std::optional<LedgerTenant>> last_tenant(store::Store& store, const std::string& pair,
                                                const std::string& tokens) {
  const auto summary = auth::token_summary(store, tokens);
  if (!summary) return summary.error();
  if (*summary) return std::optional(LedgerTenant{(*summary)->tenant_id, (*summary)->tenant_name});
  const auto note = store.note(note_of(pair));
  if (!note) return note.error();
  if (note->empty()) return std::optional<LedgerTenant>();
  const auto json = parse_json(*note, "the note of the tenant of pair \"" + pair + "\"");
  if (!json) return json.error();
  return std::optional(LedgerTenant{text_in(*json, "id"), text_in(*json, "name")});
}

// "12 posted, 1 pending" of what took effect in the ledger, or may have; empty: nothing did.
Result<std::string> standing(store::Store& store, const std::string& pair) {
  static const std::set<std::string> nowhere = {"drafted", "retry", "rejected", "withdrawn"};
  const auto counts = store.counts(pair);
  if (!counts) return counts.error();
  std::string text;
  for (const auto& [state, count] : counts->documents)
    if (!nowhere.contains(state)) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + state;
  return text;
}

std::string shown(const LedgerTenant& tenant) {
  return tenant.name.empty() || tenant.name == tenant.id ? tenant.id : tenant.name + " (" + tenant.id + ")";
}

}  // namespace

Result<std::optional<LedgerTenant>> tenant_before(store::Store& store, const std::string& pair,
                                                  const std::string& tokens, const LedgerTenant& wanted) {
  auto before = last_tenant(store, pair, tokens);
  if (!before || !*before || (*before)->id == wanted.id) return before;
  const auto stand = standing(store, pair);
  if (!stand) return stand.error();
  if (stand->empty()) return before;
  return fail(
      ErrorKind::config,
      "documents of pair \"" + pair + "\" stand in " + shown(**before) + " (" + *stand + "), and " +
          shown(wanted) +
          " would never get them; nothing was changed. To begin anew there, give the pair another name "
          "in crosswalk.yaml or make a fresh workspace (crosswalk init), and connect that");
}

Result<void> forget_tenant(store::Store& store, const std::string& pair, const std::string& tokens) {
  const auto last = last_tenant(store, pair, tokens);
  if (!last) return last.error();
  if (*last)
    if (auto noted = store.set_note(note_of(pair), Json{{"id", (*last)->id}, {"name", (*last)->name}}.dump());
        !noted)
      return noted;
  return auth::forget_tokens(store, tokens);
}

Result<auth::GrantEnd> ended_or_forgotten(Result<auth::GrantEnd> revoked, bool forget_anyway) {
  if (revoked || revoked.error().kind != ErrorKind::outside) return revoked;
  if (forget_anyway) return auth::GrantEnd{false, revoked.error().message + " until it ends by itself"};
  return fail(ErrorKind::outside, revoked.error().message +
                                      "; nothing was forgotten. Try again, or add --forget to forget it here "
                                      "all the same");
}

}  // namespace crosswalk::app
