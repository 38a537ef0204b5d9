#include "server/hook_path.h"

#include "base/crypto.h"

namespace crosswalk::server {

Result<std::string> hook_path(store::Store& store, std::string_view system, std::string_view pair) {
  constexpr std::size_t random_bytes = 32;
  const std::string place = std::string(system) + "/" + std::string(pair);
  std::string secret;
  const auto edited =
      store.edit_note("webhook path " + place, [&](const std::string& kept) -> std::optional<std::string> {
        secret = kept.empty() ? random_base64url(random_bytes) : kept;
        return kept.empty() ? std::optional(secret) : std::nullopt;
      });
  if (!edited) return edited.error();
  return "/hooks/" + place + "/" + secret;
}

}  // namespace crosswalk::server
