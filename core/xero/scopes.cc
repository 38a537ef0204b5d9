#include "xero/scopes.h"

#include <algorithm>

namespace crosswalk::xero {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool grants(const std::vector<std::string>& granted, std::string_view wanted) {
  constexpr std::string_view read = ".read";
  if (contains(granted, wanted)) return true;
  return wanted.ends_with(read) && contains(granted, wanted.substr(0, wanted.size() - read.size()));
}

}  // namespace

std::string scopes_for(const Settings& settings) {
  std::string scopes = settings.scopes;
  const auto need = [&](std::string_view more) {
    if (!contains(scope_words(scopes), more)) scopes += " " + std::string(more);
  };
  if (!settings.clearing_account.empty()) {
    need("accounting.payments");
    need("accounting.banktransactions");
    need("accounting.manualjournals");
  }
  // Xero's page counts items to the invoices; it was seen to ask for the settings (xero.md §1.6).
  if (!settings.create_items.empty() || !settings.update_items.empty() || settings.create_tracking)
    need("accounting.settings");
  if (settings.attach_settlements) need("accounting.attachments");
  return scopes;
}

std::vector<std::string> scope_words(std::string_view text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    if (end > at) words.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::string missing_scopes(std::string_view wanted, std::string_view granted) {
  const auto have = scope_words(granted);
  std::string missing;
  for (const auto& word : scope_words(wanted))
    if (!grants(have, word)) missing += (missing.empty() ? "" : ", ") + word;
  return missing;
}

}  // namespace crosswalk::xero
