#include "simulator/xero_query.h"

#include <algorithm>
#include <charconv>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::size_t number_in(const std::optional<std::string>& text, std::size_t otherwise) {
  if (!text) return otherwise;
  long long value = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), value);
  if (read.ec == std::errc::result_out_of_range) return text->starts_with('-') ? 1 : 1'000'000;
  if (read.ec != std::errc()) return otherwise;
  return static_cast<std::size_t>(std::clamp(value, 1LL, 1'000'000LL));
}

}  // namespace

std::string url_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Query::Query(std::string_view url) {
  const auto mark = std::min(url.find('?'), url.size());
  for (const std::string& part : split(url.substr(0, mark), '/')) path_.push_back(url_decoded(part));
  for (const std::string& part : split(url.substr(std::min(mark + 1, url.size())), '&')) {
    const auto equal = std::min(part.find('='), part.size());
    parameters_.emplace_back(url_decoded(part.substr(0, equal)),
                             url_decoded(part.substr(std::min(equal + 1, part.size()))));
  }
}

std::optional<std::string> Query::get(std::string_view name) const {
  for (const auto& [key, value] : parameters_)
    if (same_text(key, name)) return value;
  return std::nullopt;
}

std::optional<std::vector<std::string>> Query::list(std::string_view name) const {
  const auto text = get(name);
  if (!text) return std::nullopt;
  std::vector<std::string> out;
  for (const std::string& part : split(*text, ',')) {
    std::string_view one = trimmed(part);
    if (one.size() >= 2 && one.front() == '"' && one.back() == '"') one = one.substr(1, one.size() - 2);
    out.emplace_back(one);
  }
  return out;
}

bool Query::is_true(std::string_view name) const {
  const auto value = get(name);
  return value && same_text(*value, "true");
}

Page page_of(const Query& query) {
  return {number_in(query.get("page"), 1),
          std::min<std::size_t>(number_in(query.get("pageSize"), 100), 1000)};
}

}  // namespace crosswalk::simulator::xero_sim
