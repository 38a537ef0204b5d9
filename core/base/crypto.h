// Hashes, encodings and random names, over libsodium. Pure functions; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk {

// SHA-256, 64 lower-case hex digits.
std::string sha256(std::string_view bytes);
// HMAC-SHA256 of `bytes` under `key` of any length: 32 raw bytes.
std::string hmac_sha256(std::string_view key, std::string_view bytes);
// Lower-case digits, two a byte.
std::string hex_digits(std::string_view bytes);
std::string base64(std::string_view bytes);
// Standard alphabet, padded; anything else is an error.
Result<std::string> from_base64(std::string_view text);
// The alphabet of addresses, without padding.
std::string base64url(std::string_view bytes);
// The SHA-256 of `text` as base64url, 43 characters: what PKCE calls S256.
std::string sha256_base64url(std::string_view text);
// So many random bytes as base64url, for what nobody may guess.
std::string random_base64url(std::size_t bytes);
// A random (version 4) UUID in lower case.
std::string random_uuid();
// A UUID that depends on `seed` only (version 8 layout over SHA-256): the same seed, the same name.
std::string uuid_from(std::string_view seed);
bool same_in_constant_time(std::string_view a, std::string_view b);

}  // namespace crosswalk
