#include "flow/vet.h"

#include <algorithm>

#include "model/money_documents.h"

namespace crosswalk::flow {
namespace {

template <class List, class Same>
auto find(const List& list, Same same) {
  const auto found = std::find_if(list.begin(), list.end(), same);
  return found == list.end() ? nullptr : &*found;
}

std::optional<Objection> object(std::string reason, const Origin& origin) {
  return Objection{std::move(reason), origin.text()};
}

std::optional<Objection> vet_account(const Answer& answer, const Reference& reference) {
  const auto* account = find(reference.accounts, [&](const auto& a) { return a.code == answer.value; });
  if (account == nullptr)
    return object("the ledger has no account " + answer.value + "; correct the rule or add the account",
                  answer.origin);
  if (!account->active)
    return object("account " + answer.value + " (" + account->name + ") is archived in the ledger",
                  answer.origin);
  if (!account->takes_lines)
    return object("account " + answer.value + " (" + account->name + ") is of type " + account->type +
                      " and cannot stand on a line of a sales document",
                  answer.origin);
  return std::nullopt;
}

std::optional<Objection> vet_transfer(const Answer& answer, const Reference& reference) {
  const auto* account = find(reference.accounts, [&](const auto& a) { return a.code == answer.value; });
  if (account == nullptr)
    return object("the ledger has no account " + answer.value + "; correct the rule or add the account",
                  answer.origin);
  if (!account->active)
    return object("account " + answer.value + " (" + account->name + ") is archived in the ledger",
                  answer.origin);
  return std::nullopt;
}

std::optional<Objection> vet_tax(const Answer& answer, const Reference& reference) {
  const auto* tax = find(reference.tax_types, [&](const auto& t) { return t.code == answer.value; });
  if (tax == nullptr)
    return object("the ledger has no tax type " + answer.value + "; correct the rule", answer.origin);
  if (!tax->active) return object("tax type " + answer.value + " is not active in the ledger", answer.origin);
  return std::nullopt;
}

// A ledger may tie a tax type to kinds of accounts; where it says neither kind nor tie, nothing is known.
std::optional<Objection> vet_pairing(const LineAnswers& answers, const Reference& reference) {
  const auto* account =
      find(reference.accounts, [&](const auto& a) { return a.code == answers.account.value; });
  const auto* tax = find(reference.tax_types, [&](const auto& t) { return t.code == answers.tax.value; });
  if (account == nullptr || tax == nullptr || account->group.empty() || tax->groups.empty() ||
      std::find(tax->groups.begin(), tax->groups.end(), account->group) != tax->groups.end())
    return std::nullopt;
  std::string groups;
  for (const auto& group : tax->groups) groups += (groups.empty() ? "" : ", ") + group;
  return object("tax type " + tax->code + " (" + tax->name + ") cannot stand with account " + account->code +
                    " (" + account->name + "): it is for " + groups + " accounts, and this one is of " +
                    account->group + "; change the tax rule or the account rule",
                answers.tax.origin);
}

// What the ledger lacks, a rule lets be made there; the ledger's draft sees to it.
bool may_be_made(const Entry& entry, const Reference& reference) {
  return reference.makes_codes && !entry.answers.catalogue.value.empty();
}

// A rule asks for what this ledger never does; said where something is missing because of it.
std::string never_made(const Entry& entry) {
  const Answer& said = entry.answers.catalogue;
  return said.value.empty() ? std::string()
                            : "; none is ever made in this ledger, whatever " + said.origin.text() + " says";
}

std::optional<Objection> vet_tracking(const TrackingAnswer& answer, const Entry& entry,
                                      const Reference& reference) {
  const auto* option = find(reference.tracking, [&](const auto& t) {
    return t.category == answer.category && t.option == answer.option;
  });
  if (option == nullptr && may_be_made(entry, reference)) return std::nullopt;
  if (option == nullptr)
    return object("the ledger has no tracking option \"" + answer.option + "\" in \"" + answer.category +
                      "\"" + never_made(entry),
                  answer.origin);
  if (!option->active)
    return object(
        "tracking option \"" + answer.option + "\" of \"" + answer.category + "\" is archived in the ledger",
        answer.origin);
  return std::nullopt;
}

std::optional<Objection> vet_entry(const Entry& entry, const Reference& reference) {
  // Money between bank accounts is no line of a document, and the ledger keeps no tax of it.
  if (entry.line_class == LineClass::deposit) return vet_transfer(entry.answers.account, reference);
  if (auto objection = vet_account(entry.answers.account, reference)) return objection;
  if (auto objection = vet_tax(entry.answers.tax, reference)) return objection;
  if (auto objection = vet_pairing(entry.answers, reference)) return objection;
  for (const auto& tracking : entry.answers.tracking)
    if (auto objection = vet_tracking(tracking, entry, reference)) return objection;
  const Answer& item = entry.answers.item;
  if (!item.value.empty() && !may_be_made(entry, reference) &&
      find(reference.items, [&](const auto& i) { return i.code == item.value; }) == nullptr)
    return object("the ledger has no item " + item.value + " for SKU " + entry.sku + never_made(entry),
                  item.origin);
  return std::nullopt;
}

}  // namespace

std::optional<Objection> vet(const Entries& entries, std::span<const Document> documents,
                             const Reference& reference) {
  const auto& currencies = reference.currencies;
  if (std::find(currencies.begin(), currencies.end(), entries.currency) == currencies.end())
    return Objection{
        "the ledger does not keep " + std::string(entries.currency.code()) + "; add the currency there first",
        ""};
  for (const auto& entry : entries.entries) {
    if (entry.counter()) continue;
    if (auto objection = vet_entry(entry, reference)) return objection;
  }
  for (const auto& document : documents)
    if (books_money(document.kind) && reference.locked_until && document.date <= *reference.locked_until)
      return Objection{"the books are locked until " + reference.locked_until->text() + ", and " +
                           document.key + " is dated " + document.date.text() +
                           "; decide whether to open the period or to book it by hand",
                       ""};
  return std::nullopt;
}

}  // namespace crosswalk::flow
