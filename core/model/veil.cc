#include "model/veil.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/json_tree.h"

namespace crosswalk {
namespace {

constexpr std::string_view buyer = "[buyer]";
constexpr std::size_t shortest_word = 2;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return lower(c); });
  return out;
}

// Bytes above ASCII belong to words, so that no character is cut.
bool in_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80U;
}

bool is_personal(std::string_view key) {
  const std::string name = lower(key);
  const auto has = [&](std::string_view part) { return name.find(part) != std::string::npos; };
  // What goods, charges and carriers are called.
  for (const std::string_view other : {"product", "item", "charge", "tax", "carrier", "node", "method"})
    if (has(other)) return false;
  for (const std::string_view part :
       {"name", "address", "phone", "mail", "city", "postal", "zip", "street", "contact", "recipient"})
    if (has(part)) return true;
  return false;
}

using Words = std::set<std::string>;

void add_words(std::string_view text, Words& words) {
  // Of an e-mail address what stands before the @: after it is a provider, and whole addresses go anyway.
  text = text.substr(0, text.find('@'));
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    while (end < text.size() && in_word(text[end])) ++end;
    if (end - at >= shortest_word) words.insert(lower(text.substr(at, end - at)));
    at = end + 1;
  }
}

// Every text below a personal key, however deep.
void collect(const Json& json, bool personal, Words& words) {
  if (json.is_string()) {
    if (personal) add_words(json.get_ref<const std::string&>(), words);
  } else if (json.is_object()) {
    for (const auto& member : json.items())
      collect(member.value(), is_personal(member.key()) && !member.value().is_object(), words);
  } else if (json.is_array()) {
    for (const auto& element : json) collect(element, personal, words);
  }
}

// Every run of visible characters with an @ inside.
std::string without_addresses(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n\"'<>()[],;", at), text.size());
    const std::string_view run = text.substr(at, end - at);
    out += run.find('@') != std::string_view::npos ? buyer : run;
    if (end < text.size()) out += text[end];
    at = end + 1;
  }
  return out;
}

std::string without(std::string_view text, const Words& words) {
  const std::string plain = without_addresses(text);
  std::string out;
  std::size_t at = 0;
  while (at < plain.size()) {
    std::size_t end = at;
    while (end < plain.size() && in_word(plain[end])) ++end;
    const std::string word = plain.substr(at, end - at);
    if (words.count(lower(word)) == 0)
      out += word;
    else if (!out.ends_with(std::string(buyer) + " "))
      out += buyer;
    else
      out.pop_back();  // one mark for several words in a row
    if (end < plain.size()) out += plain[end++];
    at = end;
  }
  return out;
}

}  // namespace

std::string veiled(std::string_view text, std::string_view record) {
  Words words;
  if (!record.empty()) {
    const auto json = parse_json(record, "the record");
    if (!json) return {};
    collect(*json, false, words);
  }
  return without(text, words);
}

std::string veiled_names(std::string_view text, const std::vector<std::string>& names,
                         const std::vector<std::string>& kept) {
  Words words;
  for (const std::string& name : names) add_words(name, words);
  std::string out;
  for (;;) {
    std::size_t at = text.size();
    std::string_view stays;
    for (const std::string& one : kept)
      if (const std::size_t found = text.find(one); !one.empty() && found < at) {
        at = found;
        stays = one;
      }
    out += without(text.substr(0, at), words);
    out += stays;
    if (stays.empty()) return out;
    text.remove_prefix(at + stays.size());
  }
}

}  // namespace crosswalk
