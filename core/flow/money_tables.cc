#include "flow/money_tables.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

using Side = MoneyTables::Side;

template <class Sums>
void put(Sums& sums, const Money& income, Side side) {
  if (side != Side::after) sums.before.add(income);
  if (side != Side::before) sums.after.add(income);
}

template <class Places>
auto& place_in(Places& places, std::string_view name, Currency currency) {
  const auto found = places.find(name);
  if (found != places.end()) return found->second;
  return places.try_emplace(std::string(name), currency).first->second;
}

// Makes one table; what could not be added up is kept as its error.
class TableMaker {
 public:
  template <class Sums>
  TableMaker(Dimension dimension, Currency currency, const Sums& all, std::string category = {}) {
    table_.dimension = dimension;
    table_.category = std::move(category);
    table_.currency = currency;
    table_.total = row("all", all);
  }

  template <class Sums>
  void add(std::string place, const Sums& sums) {
    add(row(std::move(place), sums));
  }
  void add(MoneyRow row) {
    if (row.difference.is_zero()) return;
    table_.moved = kept(crosswalk::add(table_.moved, row.difference.magnitude()));
    table_.rows.push_back(std::move(row));
  }
  template <class Sums>
  MoneyRow row(std::string place, const Sums& sums) {
    MoneyRow row;
    row.place = std::move(place);
    row.before = amount(sums.before);
    row.after = amount(sums.after);
    row.difference = kept(subtract(row.after, row.before));
    return row;
  }
  // What of the total is in none of `rows`.
  MoneyRow rest(std::string place, const std::vector<MoneyRow>& rows) {
    MoneyRow rest = table_.total;
    rest.place = std::move(place);
    for (const MoneyRow& row : rows) {
      rest.before = kept(subtract(rest.before, row.before));
      rest.after = kept(subtract(rest.after, row.after));
    }
    rest.difference = kept(subtract(rest.after, rest.before));
    return rest;
  }
  Result<MoneyTable> done() {
    if (!trouble_) return trouble_.error();
    std::sort(table_.rows.begin(), table_.rows.end(),
              [](const MoneyRow& a, const MoneyRow& b) { return a.place < b.place; });
    return std::move(table_);
  }

 private:
  Decimal kept(const Result<Decimal>& sum) {
    if (!sum) trouble_ = sum.error();
    return sum ? *sum : Decimal();
  }
  Decimal amount(const MoneySum& sum) {
    const auto total = sum.total();
    if (!total) trouble_ = total.error();
    return total ? total->amount : Decimal();
  }

  MoneyTable table_;
  Result<void> trouble_;
};

template <class Places, class Sums>
TableMaker tracking_table(const std::string& category, Currency currency, const Places& options,
                          const Sums& all) {
  TableMaker maker(Dimension::tracking, currency, all, category);
  std::vector<MoneyRow> rows;
  for (const auto& [option, sums] : options) rows.push_back(maker.row(option, sums));
  // So that what leaves an option for none is seen where it goes.
  rows.push_back(maker.rest("none", rows));
  for (MoneyRow& row : rows) maker.add(std::move(row));
  return maker;
}

std::string month_name(std::int32_t month) {
  const std::string number = std::to_string(month % 12 + 1);
  return std::to_string(month / 12) + (number.size() == 1 ? "-0" : "-") + number;
}

}  // namespace

std::string_view name_of(Dimension dimension) {
  constexpr std::array<std::string_view, all_dimensions.size()> names = {"account", "tax type",
                                                                         "tracking option", "month"};
  return names.at(static_cast<std::size_t>(dimension));
}

std::string MoneyTable::title() const {
  std::string title(name_of(dimension));
  return category.empty() ? title : title + " of " + category;
}

MoneyTables::Books& MoneyTables::books_of(Currency currency) {
  for (auto& [known, books] : books_)
    if (known == currency) return books;
  return books_.emplace_back(currency, Books(currency)).second;
}

void MoneyTables::add_entry(const Entry& entry, Side side) {
  if (entry.counter() || entry.state == UnitState::cancelled) return;
  const Money income = entry.amount.negated();
  const Currency currency = income.currency;
  Books& books = books_of(currency);
  put(books.total, income, side);
  put(place_in(books.accounts, entry.answers.account.value, currency), income, side);
  put(place_in(books.taxes, entry.answers.tax.value, currency), income, side);
  for (const TrackingAnswer& answer : entry.answers.tracking) {
    auto category = books.categories.find(answer.category);
    if (category == books.categories.end()) category = books.categories.try_emplace(answer.category).first;
    put(place_in(category->second, answer.option, currency), income, side);
  }
  if (entry.date != month_of_) {
    month_of_ = entry.date;
    month_ = entry.date.year() * 12 + static_cast<std::int32_t>(entry.date.month()) - 1;
  }
  put(books.months.try_emplace(month_, currency).first->second, income, side);
}

void MoneyTables::add(const Entries& entries, Side side) {
  for (const Entry& entry : entries.entries) add_entry(entry, side);
}

void MoneyTables::add_until(const Entries& entries, Side side, Date last) {
  for (const Entry& entry : entries.entries)
    if (entry.date <= last) add_entry(entry, side);
}

Result<std::vector<MoneyTable>> MoneyTables::tables() const {
  std::vector<MoneyTable> tables;
  for (const auto& [currency, books] : books_) {
    TableMaker accounts(Dimension::account, currency, books.total);
    for (const auto& [place, sums] : books.accounts) accounts.add(place, sums);
    TableMaker taxes(Dimension::tax, currency, books.total);
    for (const auto& [place, sums] : books.taxes) taxes.add(place, sums);
    TableMaker months(Dimension::month, currency, books.total);
    for (const auto& [month, sums] : books.months) months.add(month_name(month), sums);
    std::vector<TableMaker> makers = {std::move(accounts), std::move(taxes)};
    for (const auto& [category, options] : books.categories)
      makers.push_back(tracking_table(category, currency, options, books.total));
    makers.push_back(std::move(months));
    for (TableMaker& maker : makers) {
      auto table = maker.done();
      if (!table) return table.error();
      tables.push_back(std::move(*table));
    }
  }
  return tables;
}

}  // namespace crosswalk::flow
