#include "flow/unknown_codes.h"

#include <string>
#include <string_view>
#include <unordered_set>

namespace crosswalk::flow {
namespace {

using Kind = rules::NamedCode::Kind;

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::account:
      return "active account";
    case Kind::tax:
      return "active tax type";
    case Kind::item:
      return "item";
    case Kind::tracking:
      return "active tracking option";
    case Kind::contact:
      return "contact";
  }
  return "code";
}

std::string key_of(Kind kind, std::string_view value) {
  return std::string(name_of(kind)).append("/").append(value);
}

}  // namespace

std::vector<Error> unknown_codes(const std::vector<rules::NamedCode>& codes, const Reference& reference) {
  // A set, because a table may name a hundred thousand items.
  std::unordered_set<std::string> known;
  for (const auto& account : reference.accounts)
    if (account.active) known.insert(key_of(Kind::account, account.code));
  for (const auto& tax : reference.tax_types)
    if (tax.active) known.insert(key_of(Kind::tax, tax.code));
  for (const auto& item : reference.items) known.insert(key_of(Kind::item, item.code));
  for (const auto& tracking : reference.tracking)
    if (tracking.active) known.insert(key_of(Kind::tracking, tracking.category + "/" + tracking.option));
  std::vector<Error> unknown;
  for (const auto& code : codes)
    if (code.kind != Kind::contact && known.count(key_of(code.kind, code.value)) == 0)
      unknown.push_back(fail(ErrorKind::config,
                             "the ledger has no " + std::string(name_of(code.kind)) + " " + code.value +
                                 "; correct the rule or add it to the ledger",
                             code.where));
  return unknown;
}

}  // namespace crosswalk::flow
