#include "flow/settlement_months.h"

#include <algorithm>
#include <map>
#include <utility>

namespace crosswalk::flow {
namespace {

using Month = std::pair<int, unsigned>;

Month month_of(Date day) {
  return {day.year(), day.month()};
}

struct Part {
  Date date;
  MoneySum sum;
};

Entry beside(Date date, EntryRole role, const Money& amount) {
  Entry entry;
  entry.role = role;
  entry.state = UnitState::shipped;
  entry.date = date;
  entry.amount = amount;
  return entry;
}

Entry carried(const Part& part, const Money& amount, const BookAccounts& accounts, std::string said) {
  Entry entry = beside(part.date, EntryRole::moved, amount);
  entry.line_key = said;
  entry.quantity = Decimal::whole(1);
  entry.description = std::move(said);
  const Origin setting{"crosswalk.yaml, books.carried_forward_account", 0};
  entry.answers.account = {accounts.carried_forward, setting};
  entry.answers.tax = {accounts.no_tax, setting};
  return entry;
}

}  // namespace

Date last_day_of(Date day) {
  Date last = day;
  while (month_of(last.plus_days(1)) == month_of(day)) last = last.plus_days(1);
  return last;
}

Date day_of_month(const std::vector<Entry>& entries, Date day) {
  for (const Entry& entry : entries)
    if (entry.role == EntryRole::placed && month_of(entry.date) == month_of(day)) return entry.date;
  return day;
}

Date document_day(Date day, Date closes) {
  if (month_of(day) < month_of(closes)) return last_day_of(day);
  return std::max(day, closes);
}

Result<void> carry_forward(std::vector<Entry>& entries, Currency currency, const BookAccounts& accounts) {
  std::map<Month, Part> parts;
  for (const Entry& entry : entries) {
    Part& part = parts.try_emplace(month_of(entry.date), Part{entry.date, MoneySum(currency)}).first->second;
    part.date = std::max(part.date, entry.date);
    part.sum.add(entry.amount);
  }
  for (Entry& entry : entries) entry.date = parts.find(month_of(entry.date))->second.date;
  Decimal brought;  // what the month before has carried here: a credit is negative
  for (auto part = parts.begin(); part != parts.end(); ++part) {
    const auto own = part->second.sum.total();
    if (!own) return own.error();
    const auto all = add(own->amount, brought);
    if (!all) return all.error();
    const auto next = std::next(part);
    if (next == parts.end()) {
      if (all->is_zero()) break;
      const Money owed{all->negated(), currency};
      entries.push_back(beside(part->second.date, EntryRole::receivable, owed));
      entries.push_back(beside(part->second.date, EntryRole::receivable, owed.negated()));
      entries.push_back(beside(part->second.date, EntryRole::clearing, owed));
      break;
    }
    brought = *all;
    if (all->is_zero()) continue;
    if (accounts.carried_forward.empty())
      return fail(ErrorKind::config,
                  "the settlement spans two months, and no account carries the first one forward; set "
                  "books.carried_forward_account, then replay it");
    entries.push_back(carried(part->second, {all->negated(), currency}, accounts,
                              "carried forward to " + next->second.date.text().substr(0, 7)));
    entries.push_back(carried(next->second, {*all, currency}, accounts,
                              "carried forward from " + part->second.date.text().substr(0, 7)));
  }
  return {};
}

}  // namespace crosswalk::flow
