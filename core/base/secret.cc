#include "base/secret.h"

#include <sodium.h>

#include "base/crypto.h"

namespace crosswalk {

Secret::~Secret() {
  sodium_memzero(text_.data(), text_.size());
}

bool Secret::same_as(const Secret& other) const {
  return same_in_constant_time(text_, other.text_);
}

}  // namespace crosswalk
