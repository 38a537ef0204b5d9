#include "walmart/webhook_proof.h"

#include <charconv>

#include "base/crypto.h"

namespace crosswalk::walmart {
namespace {

constexpr Millis oldest_signature{300'000};  // walmart.md §6.3: five minutes
constexpr Millis clock_skew{120'000};        // and two more either way

// `text` without the scheme and the blanks behind it, compared without case.
std::string_view without_scheme(std::string_view text, std::string_view scheme) {
  if (text.size() <= scheme.size() || text[scheme.size()] != ' ') return text;
  for (std::size_t i = 0; i < scheme.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) | 0x20U) != static_cast<unsigned char>(scheme[i])) return text;
  const auto begin = text.find_first_not_of(' ', scheme.size());
  return begin == std::string_view::npos ? std::string_view() : text.substr(begin);
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// The bytes that hex or base64 stand for; empty when it is neither.
std::string decoded(std::string_view text) {
  constexpr std::size_t hex_size = 64;  // of 32 bytes; base64 of them has 44
  if (text.size() != hex_size) {
    auto bytes = from_base64(text);
    return bytes ? std::move(*bytes) : std::string();
  }
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit_of(text[i]);
    const int low = digit_of(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

bool is_basic(const WebhookSettings& settings, std::string_view value) {
  const std::string expected = base64(settings.user + ":" + settings.secret.reveal());
  return same_in_constant_time(without_scheme(value, "basic"), expected);
}

std::string token_code(const WebhookSettings& settings, std::string_view expires) {
  return base64url(hmac_sha256(settings.secret.reveal(), "crosswalk webhook token\n" + std::string(expires)));
}

bool is_token(const WebhookSettings& settings, std::string_view value, Instant now) {
  const std::string_view token = without_scheme(value, "bearer");
  const auto dot = token.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view expires = token.substr(0, dot);
  if (!same_in_constant_time(token.substr(dot + 1), token_code(settings, expires))) return false;
  std::int64_t millis = 0;
  std::from_chars(expires.data(), expires.data() + expires.size(), millis);
  return now < Instant::from_millis(millis);
}

std::string signature_refusal(const WebhookSettings& settings, const WebhookCall& call,
                              const std::string& signature, Instant now) {
  const std::string* stamp = call.header("WM_SEC.TIMESTAMP");
  std::int64_t seconds = 0;
  if (stamp == nullptr ||
      std::from_chars(stamp->data(), stamp->data() + stamp->size(), seconds).ptr !=
          stamp->data() + stamp->size() ||
      seconds <= 0 || seconds > now.millis() / 1000 + clock_skew.count() / 1000)
    return "the time of its signature is missing or in the future";
  if (now - Instant::from_millis(seconds * 1000) > oldest_signature + clock_skew)
    return "its signature is too old";
  const std::string signed_text =
      std::string(call.method) + "\n" + std::string(call.target) + "\n" + *stamp + "\n" + sha256(call.body);
  return same_in_constant_time(decoded(signature), hmac_sha256(settings.secret.reveal(), signed_text))
             ? std::string()
             : "its WM_SEC.SIGNATURE is wrong";
}

}  // namespace

std::string refusal(const WebhookSettings& settings, const WebhookCall& call, Instant now) {
  using Auth = WebhookSettings::Auth;
  const std::string* value = call.header(settings.header);
  if (value == nullptr) return "the header " + settings.header + " is missing";
  bool proven = false;
  switch (settings.auth) {
    case Auth::hmac:
      proven = same_in_constant_time(decoded(*value), hmac_sha256(settings.secret.reveal(), call.body));
      break;
    case Auth::basic:
      proven = is_basic(settings, *value);
      break;
    case Auth::oauth:
      proven = is_token(settings, *value, now);
      break;
  }
  if (!proven) return "the header " + settings.header + " does not prove that Walmart calls";
  const std::string* signature = call.header("WM_SEC.SIGNATURE");
  return signature == nullptr ? std::string() : signature_refusal(settings, call, *signature, now);
}

bool may_have_token(const WebhookSettings& settings, const WebhookCall& call) {
  const std::string* value = call.header(settings.header);
  return value != nullptr && is_basic(settings, *value) &&
         call.body.find("grant_type=client_credentials") != std::string_view::npos;
}

std::string new_webhook_token(const WebhookSettings& settings, Instant now) {
  const std::string expires = std::to_string((now + webhook_token_life).millis());
  return expires + "." + token_code(settings, expires);
}

}  // namespace crosswalk::walmart
