#include "auth/token_vault.h"

#include "base/json_tree.h"

namespace crosswalk::auth {
namespace {

std::string note_of(const std::string& name) {
  return "tokens/" + name;
}

// The text of a set in clear, wiped when it goes. Every member is text or a whole number.
Secret plain(const TokenSet& set) {
  Json json = {{"access", set.access.reveal()},
               {"access_expires", set.access_expires.millis()},
               {"refresh", set.refresh.reveal()},
               {"obtained", set.obtained.millis()},
               {"previous", set.previous.reveal()},
               {"scope", set.scope},
               {"tenant_id", set.tenant_id},
               {"tenant_name", set.tenant_name},
               {"refused", set.refused}};
  return Secret(to_text(json));
}

Instant instant_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  return Instant::from_millis(found != json.end() && found->is_number_integer() ? found->get<std::int64_t>()
                                                                                : 0);
}

bool flag_in(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

Error unreadable(const std::string& name) {
  return fail(ErrorKind::config,
              "the stored sign-in of " + name +
                  " was changed by somebody or belongs to another place; sign in again: crosswalk connect");
}

}  // namespace

std::string TokenVault::sealed(const TokenSet& set) const {
  return to_text({{"key", key_.name()},
                  {"sealed", key_.seal(plain(set).reveal(), note_of(name_))},
                  {"tenant_id", set.tenant_id},
                  {"tenant_name", set.tenant_name},
                  {"obtained", set.obtained.millis()},
                  {"refused", set.refused}});
}

Result<std::optional<KeptSet>> TokenVault::read() {
  auto text = store_.note(note_of(name_));
  if (!text) return text.error();
  if (text->empty()) return std::optional<KeptSet>();
  const auto outer = parse_json(*text, "the stored sign-in");
  if (!outer || !outer->is_object()) return unreadable(name_);
  if (text_in(*outer, "key") != key_.name())
    return fail(ErrorKind::config, "the stored sign-in of " + name_ + " was sealed with another key (" +
                                       text_in(*outer, "key") + ", the configured one is " + key_.name() +
                                       "); bring that key back, or sign in again: crosswalk connect");
  const auto opened = key_.open(text_in(*outer, "sealed"), note_of(name_));
  if (!opened) return unreadable(name_);
  const auto inner = parse_json(opened->reveal(), "the stored sign-in");
  if (!inner || !inner->is_object()) return unreadable(name_);
  KeptSet kept;
  kept.set.access = Secret(text_in(*inner, "access"));
  kept.set.access_expires = instant_in(*inner, "access_expires");
  kept.set.refresh = Secret(text_in(*inner, "refresh"));
  kept.set.obtained = instant_in(*inner, "obtained");
  kept.set.previous = Secret(text_in(*inner, "previous"));
  kept.set.scope = text_in(*inner, "scope");
  kept.set.tenant_id = text_in(*inner, "tenant_id");
  kept.set.tenant_name = text_in(*inner, "tenant_name");
  kept.set.refused = flag_in(*inner, "refused");
  kept.text = std::move(*text);
  return std::optional(std::move(kept));
}

Result<void> TokenVault::put(const TokenSet& set) {
  return store_.set_note(note_of(name_), sealed(set));
}

Result<std::optional<KeptSet>> TokenVault::replace(const KeptSet& seen, const TokenSet& set) {
  KeptSet kept{set, sealed(set)};
  const auto swapped = store_.swap_note(note_of(name_), seen.text, kept.text);
  if (!swapped) return swapped.error();
  if (!*swapped) return std::optional<KeptSet>();
  return std::optional(std::move(kept));
}

Result<std::optional<TokenSummary>> token_summary(store::Store& store, const std::string& name) {
  const auto text = store.note(note_of(name));
  if (!text) return text.error();
  if (text->empty()) return std::optional<TokenSummary>();
  const auto outer = parse_json(*text, "the stored sign-in");
  if (!outer || !outer->is_object()) return unreadable(name);
  return std::optional(TokenSummary{text_in(*outer, "tenant_id"), text_in(*outer, "tenant_name"),
                                    instant_in(*outer, "obtained"), flag_in(*outer, "refused")});
}

Result<void> forget_tokens(store::Store& store, const std::string& name) {
  return store.set_note(note_of(name), "");
}

}  // namespace crosswalk::auth
