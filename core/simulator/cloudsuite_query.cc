#include "simulator/cloudsuite_query.h"

#include <algorithm>
#include <cctype>

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr std::string_view hex = "0123456789ABCDEF";

int digit(char c) {
  const auto at = hex.find(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

}  // namespace

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4U];
      out += hex[byte & 15U];
    }
  }
  return out;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + separator.size(), text.size()));
  }
  return parts;
}

Query::Query(std::string_view url) {
  const auto mark = std::min(url.find('?'), url.size());
  for (const auto part : parts_of(url.substr(0, mark), "/")) path_.push_back(percent_decoded(part));
  for (const auto part : parts_of(url.substr(std::min(mark + 1, url.size())), "&")) {
    const auto equal = std::min(part.find('='), part.size());
    parameters_.emplace_back(percent_decoded(part.substr(0, equal)),
                             percent_decoded(part.substr(std::min(equal + 1, part.size()))));
  }
}

std::optional<std::string> Query::get(std::string_view name) const {
  for (const auto& [key, value] : parameters_)
    if (key == name) return value;
  return std::nullopt;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
