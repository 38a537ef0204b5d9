#include "server/api_keys.h"

#include "base/crypto.h"
#include "base/json_tree.h"
#include "server/limits.h"

namespace crosswalk::server {
namespace {

constexpr std::string_view note = "api keys";
constexpr std::string_view prefix = "cwk_";  // so that a scanner for leaked secrets can know it
constexpr std::size_t random_bytes = 32;  // as much as SHA-256 keeps apart: no salt, no slow hash is needed

// {"name": {"pair": …, "made": …, "hash": …}}; an unreadable text counts as broken, not as empty.
Result<Json> keys_in(const std::string& text) {
  if (text.empty()) return Json(Json::object());
  auto json = parse_json(text, "the stored API keys");
  if (!json) return fail(ErrorKind::io, json.error().message);
  if (!json->is_object()) return fail(ErrorKind::io, "the stored API keys are not readable");
  return json;
}

ApiKey key_in(const std::string& name, const Json& json) {
  const auto made = Instant::parse(text_in(json, "made"));
  return {name, text_in(json, "pair"), made ? *made : Instant()};
}

}  // namespace

Result<Secret> new_api_key(store::Store& store, const std::string& name, const std::string& pair,
                           Instant now) {
  const std::string key = std::string(prefix) + random_base64url(random_bytes);
  Result<void> done;
  const auto edited = store.edit_note(note, [&](const std::string& text) -> std::optional<std::string> {
    auto json = keys_in(text);
    if (!json) {
      done = json.error();
      return std::nullopt;
    }
    if (json->contains(name)) {
      done = fail(ErrorKind::invalid,
                  "there is an API key \"" + name + "\" already; revoke it first, or choose another name");
      return std::nullopt;
    }
    (*json)[name] = {{"pair", pair}, {"made", now.text_seconds()}, {"hash", sha256(key)}};
    return to_text(*json);
  });
  if (!edited) return edited.error();
  if (!done) return done.error();
  return Secret(key);
}

Result<void> revoke_api_key(store::Store& store, const std::string& name) {
  Result<void> done;
  const auto edited = store.edit_note(note, [&](const std::string& text) -> std::optional<std::string> {
    auto json = keys_in(text);
    if (!json) {
      done = json.error();
      return std::nullopt;
    }
    if (json->erase(name) == 0) {
      done = fail(ErrorKind::not_found, "there is no API key \"" + name + "\"");
      return std::nullopt;
    }
    return to_text(*json);
  });
  if (!edited) return edited.error();
  return done;
}

Result<std::vector<ApiKey>> api_keys(store::Store& store) {
  const auto text = store.note(note);
  if (!text) return text.error();
  const auto json = keys_in(*text);
  if (!json) return json.error();
  std::vector<ApiKey> keys;
  for (const auto& [name, each] : json->items()) keys.push_back(key_in(name, each));
  return keys;
}

Result<std::optional<ApiKey>> ApiKeys::owner_of(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  if (!read_ || now - *read_ >= limits::key_cache || now < *read_) {
    const auto text = store_.note(note);
    if (!text) return text.error();
    const auto json = keys_in(*text);
    if (!json) return json.error();
    kept_.clear();
    for (const auto& [name, each] : json->items())
      kept_.push_back({key_in(name, each), text_in(each, "hash")});
    read_ = now;
  }
  // All are compared, so that the time says nothing of which was nearly right.
  const std::string hash = sha256(key);
  std::optional<ApiKey> owner;
  for (const auto& each : kept_)
    if (same_in_constant_time(each.hash, hash)) owner = each.key;
  return owner;
}

}  // namespace crosswalk::server
