#include "wire/message.h"

#include <algorithm>
#include <cctype>

namespace crosswalk::wire {

std::optional<std::string_view> header(const Headers& headers, std::string_view name) {
  const auto same = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
  for (const auto& [key, value] : headers)
    if (key.size() == name.size() && std::equal(key.begin(), key.end(), name.begin(), same)) return value;
  return std::nullopt;
}

}  // namespace crosswalk::wire
