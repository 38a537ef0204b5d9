#include "base/seal.h"

#include <sodium.h>

#include <array>
#include <cstdlib>

#include "base/crypto.h"

namespace crosswalk {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t key_size = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// A digest of `text` for one purpose; digests for different purposes say nothing of each other.
std::string digest(std::string_view text, std::string_view purpose, std::size_t size) {
  std::string out(size, '\0');
  if (crypto_generichash(bytes_of(out), out.size(), bytes_of(text), text.size(), bytes_of(purpose),
                         purpose.size()) != 0)
    abort();  // only for sizes out of range
  return out;
}

}  // namespace

Result<SealKey> SealKey::from(const Secret& text) {
  if (text.reveal().size() < shortest)
    return fail(ErrorKind::config, "the key is shorter than " + std::to_string(shortest) +
                                       " characters; make one with: openssl rand -base64 32");
  const std::string name = digest(text.reveal(), "crosswalk: name of a key", crypto_generichash_BYTES_MIN);
  return SealKey(Secret(digest(text.reveal(), "crosswalk: sealing in the store", key_size)),
                 sha256(name).substr(0, 8));
}

std::string SealKey::seal(std::string_view plain, std::string_view bound_to) const {
  std::string out(nonce_size + plain.size() + tag_size, '\0');
  randombytes_buf(out.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + nonce_size, nullptr, bytes_of(plain),
                                             plain.size(), bytes_of(bound_to), bound_to.size(), nullptr,
                                             bytes_of(out), bytes_of(std::string_view(key_.reveal())));
  return base64(out);
}

Result<Secret> SealKey::open(std::string_view sealed, std::string_view bound_to) const {
  const auto bytes = from_base64(sealed);
  if (!bytes || bytes->size() < nonce_size + tag_size)
    return fail(ErrorKind::invalid, "this was not sealed by Crosswalk");
  std::string plain(bytes->size() - nonce_size - tag_size, '\0');
  const std::string_view whole(*bytes);
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain), nullptr, nullptr, bytes_of(whole) + nonce_size, whole.size() - nonce_size,
      bytes_of(bound_to), bound_to.size(), bytes_of(whole), bytes_of(std::string_view(key_.reveal())));
  if (opened != 0) return fail(ErrorKind::invalid, "the key does not open it, or it was changed");
  return Secret(std::move(plain));
}

}  // namespace crosswalk
