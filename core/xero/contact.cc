#include "xero/contact.h"

#include <algorithm>

#include "base/json_tree.h"
#include "xero/numbers.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t max_name = 255;
constexpr std::size_t max_email = 255;
constexpr std::size_t short_id = 6;  // of the contact number's last digits

std::string trouble_with(const std::string& name) {
  if (name.empty()) return "is empty";
  if (name.size() > max_name) return "is longer than 255 characters";
  if (name.find_first_of("<>") != std::string::npos) return "has a < or > in it";
  if (name.front() == ' ' || name.back() == ' ' || name.find("  ") != std::string::npos)
    return "has a blank at an end or two together";
  return {};
}

std::string cut(std::string name, std::size_t size) {
  if (name.size() <= size) return name;
  while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U)
    --size;  // not inside a character
  name.resize(size);
  while (!name.empty() && name.back() == ' ') name.pop_back();
  return name;
}

// Nobody chose a buyer's name, so nobody can mend it.
std::string made_fit(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '<' || c == '>') continue;
    const bool blank = static_cast<unsigned char>(c) <= ' ';
    if (blank && (out.empty() || out.back() == ' ')) continue;
    out += blank ? ' ' : c;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return cut(std::move(out), max_name);
}

// As narrow as Xero, which takes no umlauts (xero.md §5.1): what it would refuse is left out.
bool is_address(std::string_view email) {
  const auto at = email.find('@');
  if (at == 0 || at == std::string_view::npos || email.size() > max_email) return false;
  const auto host = email.substr(at + 1);
  const auto dot = host.rfind('.');
  return dot != 0 && dot != std::string_view::npos && dot + 1 != host.size() &&
         host.find('@') == std::string_view::npos &&
         std::all_of(email.begin(), email.end(), [](unsigned char c) { return c > 0x20 && c < 0x7F; }) &&
         email.find_first_of("\"\\<>") == std::string_view::npos;
}

}  // namespace

Result<Document> contact_document(const Settings& settings, const std::string& key, const Buyer& buyer) {
  const bool of_buyer = key.starts_with(buyer_contact);
  const std::string name = of_buyer ? made_fit(buyer.name) : key;
  // The name itself may be a buyer's and is not repeated.
  if (const std::string trouble = trouble_with(name); !trouble.empty())
    return fail(ErrorKind::config,
                "the contact's name " + trouble + ", which Xero refuses; mend the contact rule");
  Json content = {{"Name", name}, {"ContactNumber", contact_number(settings, key)}};
  if (of_buyer && is_address(buyer.email)) content["EmailAddress"] = buyer.email;
  Document document;
  document.pair = settings.pair;
  document.kind = DocumentKind::contact;
  document.key = key;
  document.content = to_text(content);
  return document;
}

Result<std::string> contact_content(const Document& document) {
  if (document.variant == 0) return document.content;
  auto content = parse_json(document.content, "the content of a contact");
  if (!content) return content.error();
  const std::string number = text_in(*content, "ContactNumber");
  const std::size_t digits = short_id * static_cast<std::size_t>(document.variant);
  const std::string suffix = " (" + number.substr(number.size() - std::min(number.size(), digits)) + ")";
  (*content)["Name"] = cut(text_in(*content, "Name"), max_name - suffix.size()) + suffix;
  return to_text(*content);
}

}  // namespace crosswalk::xero
