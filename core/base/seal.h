// SealKey: encryption of what rests in the store, so that whoever holds a copy of the database can neither
// read it nor change it unseen: XChaCha20-Poly1305 with a random nonce, over libsodium. Immutable, safe from
// any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"

namespace crosswalk {

class SealKey {
 public:
  static constexpr std::size_t shortest = 32;
  // From a random text of at least `shortest` characters, such as `openssl rand -base64 32` writes.
  static Result<SealKey> from(const Secret& text);

  // Eight hex digits that tell keys apart and say nothing of them.
  const std::string& name() const { return name_; }
  // Base64. `bound_to` is not in it, but it opens only with the same: what was sealed for one place does not
  // open in another.
  std::string seal(std::string_view plain, std::string_view bound_to) const;
  // ErrorKind::invalid: another key, another `bound_to`, or bytes that were changed.
  Result<Secret> open(std::string_view sealed, std::string_view bound_to) const;

 private:
  SealKey(Secret key, std::string name) : key_(std::move(key)), name_(std::move(name)) {}
  Secret key_;
  std::string name_;
};

}  // namespace crosswalk
