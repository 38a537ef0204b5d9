#include "flow/buyer.h"

#include "base/crypto.h"

namespace crosswalk::flow {
namespace {

constexpr std::size_t hash_digits = 32;  // 128 bits: no two of any number of buyers share them

// "John  Q. Smith" → "john q smith". Bytes above ASCII stay.
std::string plain(std::string_view text) {
  std::string out;
  bool gap = false;
  for (const char c : text) {
    const bool big = c >= 'A' && c <= 'Z';
    const bool kept =
        big || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U;
    if (!kept) {
      gap = gap || c <= ' ';
      continue;
    }
    if (gap && !out.empty()) out += ' ';
    gap = false;
    out += big ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

std::string buyer_contact_of(const RecordFacts& facts) {
  const std::string name = plain(facts.buyer_name);
  const std::string street = plain(facts.address1);
  if (name.empty() || street.empty()) return {};
  std::string text = name + "\n" + street;
  for (const std::string_view part :
       {facts.address2, facts.city, facts.state, facts.postal_code, facts.country})
    text += "\n" + plain(part);
  return std::string(buyer_contact) + sha256(text).substr(0, hash_digits);
}

Buyer buyer_of(const RecordFacts& facts) {
  Buyer buyer;
  buyer.name = facts.buyer_name;
  if (!facts.email_relayed) buyer.email = facts.buyer_email;
  return buyer;
}

}  // namespace crosswalk::flow
