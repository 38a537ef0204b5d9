#include "xero/edited.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/json_tree.h"
#include "model/moved_money.h"
#include "xero/changes.h"
#include "xero/dates.h"
#include "xero/errors.h"
#include "xero/invoice_line.h"
#include "xero/receipt.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t shown_words = 60;

void add_part(std::string& list, const std::string& part) {
  if (!part.empty()) list += (list.empty() ? "" : ", ") + part;
}

std::string_view list_of(DocumentKind kind) {
  return kind == DocumentKind::journal ? "JournalLines" : "LineItems";
}

const Json* lines_in(DocumentKind kind, const Json& document) {
  const Json* lines = member(document, list_of(kind));
  return lines != nullptr && lines->is_array() && !lines->empty() ? lines : nullptr;
}

bool every_line_has(const Json& lines, std::string_view name) {
  return std::all_of(lines.begin(), lines.end(),
                     [&](const Json& line) { return member(line, name) != nullptr; });
}

std::string moved_day(const Json& sent, const Json& found) {
  const auto ours = Date::parse(text_in(sent, "Date"));
  const auto theirs = parse_date(member_text(found, "Date"));
  return ours && theirs && *ours != *theirs ? "date " + ours->text() + " → " + theirs->text() : std::string();
}

std::string contact_in(const Json& document) {
  const Json* contact = member(document, "Contact");
  return contact == nullptr ? std::string() : member_text(*contact, "ContactID");
}

std::string other_contact(const Json& sent, const Json& found) {
  const std::string ours = contact_in(sent);
  const std::string theirs = contact_in(found);
  return ours.empty() || theirs.empty() || same_ignoring_case(ours, theirs) ? "" : "another contact";
}

// What its lines do not show is taken for what was sent.
std::string moved_places(DocumentKind kind, const Json& sent, const Json& found) {
  auto ours = places_in(kind, sent);
  const auto theirs = places_in(kind, found);
  const Json* lines = lines_in(kind, found);
  if (!ours || !theirs || lines == nullptr) return {};
  if (!every_line_has(*lines, "TaxType"))
    for (PlacedAmount& one : *ours) one.tax_type.clear();
  if (!every_line_has(*lines, "Tracking"))
    for (PlacedAmount& one : *ours) one.tracking.clear();
  return moved_money(*ours, *theirs);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Xero may tidy spaces, marks and letters that are not plain ones.
std::string letters_of(const std::string& text) {
  std::string letters;
  for (const char c : text)
    if ((c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z')) letters += lower(c);
  return letters;
}

struct Said {
  std::string compared;
  std::string shown;
  friend bool operator<(const Said& a, const Said& b) { return a.compared < b.compared; }
};

Said item_of(const Json& line) {
  const std::string code = member_text(line, "ItemCode");
  std::string compared = code;
  std::transform(compared.begin(), compared.end(), compared.begin(), lower);
  return {std::move(compared), code.empty() ? "none" : code};
}

Said quantity_of(const Json& line) {
  const auto quantity = decimal_in(line, "Quantity");
  return quantity ? Said{quantity->text(), quantity->text()} : Said{};
}

Said description_of(const Json& line) {
  const std::string text = member_text(line, "Description");
  return {
      letters_of(text),
      "\"" + (text.size() > shown_words ? text.substr(0, text.find(' ', shown_words)) + "…" : text) + "\""};
}

// By account and amount, because lines come in any order.
using ByMoney = std::map<std::pair<std::string, std::string>, std::vector<Said>>;

template <class Read>
ByMoney by_money(const Json& lines, Read read) {
  ByMoney all;
  for (const Json& line : lines) {
    all[{member_text(line, "AccountCode"), amount_of_line(line).text(2)}].push_back(read(line));
  }
  for (auto& [money, said] : all) std::sort(said.begin(), said.end());
  return all;
}

std::string joined(const std::vector<Said>& all) {
  std::string text;
  for (const Said& one : all) add_part(text, one.shown);
  return text.empty() ? "none" : text;
}

// Of lines of the same money those that say something else.
template <class Read>
std::string said_otherwise(const std::string& name, const Json& ours, const Json& theirs, Read read) {
  ByMoney before = by_money(ours, read);
  ByMoney after = by_money(theirs, read);
  std::string what;
  for (const auto& [money, said] : before) {
    const auto found = after.find(money);
    if (found == after.end()) continue;
    std::vector<Said> gone;
    std::vector<Said> come;
    std::set_difference(said.begin(), said.end(), found->second.begin(), found->second.end(),
                        std::back_inserter(gone));
    std::set_difference(found->second.begin(), found->second.end(), said.begin(), said.end(),
                        std::back_inserter(come));
    if (!gone.empty() || !come.empty()) add_part(what, name + " " + joined(gone) + " → " + joined(come));
  }
  return what;
}

}  // namespace

std::string edited_since(const Document& document, const Json& sent, const Json& found) {
  std::string listed = moved_day(sent, found);
  if (document.kind == DocumentKind::bank_transaction) add_part(listed, other_contact(sent, found));
  add_part(listed, moved_places(document.kind, sent, found));
  std::string unlisted;
  const Json* ours = lines_in(document.kind, sent);
  const Json* theirs = lines_in(document.kind, found);
  if (ours != nullptr && theirs != nullptr) {
    if (document.kind != DocumentKind::journal) {
      add_part(unlisted, said_otherwise("item", *ours, *theirs, item_of));
      if (every_line_has(*theirs, "Quantity"))
        add_part(unlisted, said_otherwise("quantity", *ours, *theirs, quantity_of));
    }
    if (every_line_has(*theirs, "Description"))
      add_part(unlisted, said_otherwise("description", *ours, *theirs, description_of));
  }
  if (unlisted.empty()) return listed.empty() ? listed : "changed in Xero by somebody: " + listed;
  add_part(listed, unlisted);
  return "found after a lost answer, and changed in Xero by somebody: " + listed;
}

std::string why_disputed(const Document& document, const Json& sent, const Json& found) {
  const std::string rate = rate_differs(sent, found);
  const std::string edited = edited_since(document, sent, found);
  return rate.empty() || edited.empty() ? rate + edited : rate + "; " + edited;
}

}  // namespace crosswalk::xero
