#include "flow/prove.h"

#include <map>
#include <utility>

namespace crosswalk::flow {
namespace {

Error differs(std::string_view what, const Money& ours, const Money& theirs) {
  return fail(ErrorKind::internal, std::string(what) + " add up to " + ours.text() +
                                       ", but the record's own amounts to " + theirs.text() +
                                       "; nothing of it is booked until this is explained");
}

}  // namespace

Result<Money> total_of(std::span<const Line> lines, Currency currency) {
  MoneySum sum(currency);
  for (const auto& line : lines) sum.add(line.amount);
  return sum.total();
}

Result<void> prove_lines(std::span<const Line> lines, const Tally& tally) {
  MoneySum charges(tally.charges.currency);
  MoneySum taxes(tally.charges.currency);
  for (const auto& line : lines) (line.line_class == LineClass::tax ? taxes : charges).add(line.amount);
  const auto charge_total = charges.total();
  if (!charge_total) return charge_total.error();
  const auto tax_total = taxes.total();
  if (!tax_total) return tax_total.error();
  if (charge_total->amount != tally.charges.amount)
    return differs("the charges", *charge_total, tally.charges);
  if (tax_total->amount != tally.taxes.amount) return differs("the taxes", *tax_total, tally.taxes);
  return {};
}

Result<void> prove_balance(const Entries& entries) {
  std::map<std::pair<Date, UnitState>, MoneySum> groups;
  for (const auto& entry : entries.entries)
    groups.try_emplace({entry.date, entry.state}, entries.currency).first->second.add(entry.amount);
  for (const auto& [group, sum] : groups) {
    const auto total = sum.total();
    if (!total) return total.error();
    if (!total->amount.is_zero())
      return fail(ErrorKind::internal,
                  "the entries of " + group.first.text() + " do not balance: " + total->text());
  }
  return {};
}

Result<void> prove_settled(const Entries& entries, const Money& booked) {
  if (auto balanced = prove_balance(entries); !balanced) return balanced;
  MoneySum placed(entries.currency);
  for (const auto& entry : entries.entries)
    if (entry.role == EntryRole::placed) placed.add(entry.amount.negated());
  const auto total = placed.total();
  if (!total) return total.error();
  if (*total != booked)
    return fail(ErrorKind::internal, "the entries add up to " + total->text() + ", but the booked rows to " +
                                         booked.text() + "; nothing of it is booked until this is explained");
  return {};
}

Result<void> prove_entries(const Entries& entries, std::span<const Line> due) {
  if (auto balanced = prove_balance(entries); !balanced) return balanced;
  MoneySum placed(entries.currency);
  MoneySum derived(entries.currency);
  for (const auto& entry : entries.entries) {
    if (entry.role == EntryRole::placed) placed.add(entry.amount);
    // A derived entry and the tax it mirrors cancel each other.
    if (entry.role == EntryRole::mirror ||
        (entry.role == EntryRole::placed && entry.line_class == LineClass::tax &&
         entry.tax_class == TaxClass::facilitator))
      derived.add(entry.amount);
  }
  const auto lines_total = total_of(due, entries.currency);
  if (!lines_total) return lines_total.error();
  const auto placed_total = placed.total();
  if (!placed_total) return placed_total.error();
  if (placed_total->amount != lines_total->amount.negated())
    return differs("the entries", *placed_total, *lines_total);
  const auto derived_total = derived.total();
  if (!derived_total) return derived_total.error();
  if (!derived_total->amount.is_zero())
    return fail(ErrorKind::internal, "the derived entries do not cancel out: " + derived_total->text());
  return {};
}

}  // namespace crosswalk::flow
