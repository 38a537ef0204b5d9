#include "flow/unknown_codes.h"

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "rules/language/suggestion.h"

namespace crosswalk::flow {
namespace {

using Kind = rules::NamedCode::Kind;

constexpr std::size_t most_suggestions = 20;
constexpr std::size_t kinds = static_cast<std::size_t>(Kind::contact) + 1;

std::string_view name_of(Kind kind) {
  constexpr std::array<std::string_view, kinds> names = {"account", "tax type", "item", "tracking option",
                                                         "contact"};
  return names.at(static_cast<std::size_t>(kind));
}

// The ledger's codes of one kind, each with what speaks against it.
class Known {
 public:
  void add(const std::string& code, const std::string& flaw) {
    // Where a code stands twice, the one that can be used counts.
    std::string& known = flaws_.try_emplace(code, flaw).first->second;
    if (flaw.empty()) known.clear();
  }
  bool has(const std::string& code) const { return flaws_.contains(code); }
  // Nothing: the code can be used.
  std::string flaw_of(Kind kind, const std::string& code, bool with_nearest) const {
    const std::string named = std::string(name_of(kind)) + " " + code;
    const auto found = flaws_.find(code);
    if (found == flaws_.end()) {
      std::vector<std::string_view> usable;
      if (with_nearest)
        for (const auto& [other, flaw] : flaws_)
          if (flaw.empty()) usable.push_back(other);
      return "the ledger has no " + named + "; correct the rule or add it to the ledger" +
             rules::suggestion(code, usable);
    }
    return found->second.empty() ? "" : named + " " + found->second;
  }

 private:
  std::map<std::string, std::string> flaws_;
};

using AllKnown = std::array<Known, kinds>;

Known& of(AllKnown& all, Kind kind) {
  return all.at(static_cast<std::size_t>(kind));
}

std::string archived(bool active) {
  return active ? "" : "is archived in the ledger";
}

AllKnown known_of(const Reference& reference) {
  AllKnown all;
  for (const auto& account : reference.accounts) {
    std::string flaw = archived(account.active);
    // An early payout goes to a bank account; what else would stand there is found when it is booked.
    if (flaw.empty() && !account.takes_lines && account.type != "BANK")
      flaw = "(" + account.name + ") is of type " + account.type +
             " in the ledger and cannot stand on a line of a sales document";
    of(all, Kind::account).add(account.code, flaw);
  }
  for (const auto& tax : reference.tax_types) of(all, Kind::tax).add(tax.code, archived(tax.active));
  for (const auto& item : reference.items) of(all, Kind::item).add(item.code, "");
  for (const auto& option : reference.tracking)
    of(all, Kind::tracking).add(option.category + "/" + option.option, archived(option.active));
  return all;
}

}  // namespace

std::vector<Error> unknown_codes(const std::vector<rules::NamedCode>& codes, const Reference& reference) {
  AllKnown known = known_of(reference);
  std::vector<Error> unknown;
  std::size_t told = 0;
  for (const auto& code : codes) {
    if (code.kind == Kind::contact) continue;
    // To look for the nearest code is dear, and a table may name a hundred thousand items.
    const bool with_nearest = told < most_suggestions;
    if (reference.makes_codes && code.may_be_made && !of(known, code.kind).has(code.value)) continue;
    const std::string flaw = of(known, code.kind).flaw_of(code.kind, code.value, with_nearest);
    if (flaw.empty()) continue;
    ++told;
    unknown.push_back(fail(ErrorKind::config, flaw, code.where));
  }
  return unknown;
}

}  // namespace crosswalk::flow
