#include "xero/numbers.h"

#include "base/crypto.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t max_contact_number = 50;
constexpr std::size_t max_idempotency_key = 128;

}  // namespace

std::string invoice_number(const Settings& settings, std::string_view order, int ordinal) {
  std::string number = settings.number_prefix + settings.number_tag + std::string(order);
  if (ordinal > 1) number += "-" + std::to_string(ordinal);
  return number;
}

std::string contact_number(const Settings& settings, std::string_view name) {
  const std::string hash = sha256(settings.pair + "\n" + std::string(name)).substr(0, 16);
  const std::string readable = settings.contact_prefix + ":" + settings.pair + ":" + hash;
  return readable.size() <= max_contact_number ? readable : hash;
}

std::string idempotency_key(const Settings& settings, std::string_view attempt_id) {
  std::string key = settings.account() + ":" + std::string(attempt_id);
  return key.size() <= max_idempotency_key ? key : sha256(key);
}

}  // namespace crosswalk::xero
