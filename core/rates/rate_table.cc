#include "rates/rate_table.h"

#include <array>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "base/csv.h"

namespace crosswalk::rates {
namespace {

constexpr std::array<std::string_view, 3> columns = {"date", "pair", "rate"};
constexpr std::string_view euro = "EUR";

struct Quote {
  Date day;
  Decimal rate;
};

using Days = std::map<Date, Decimal>;

// The newest that holds on `day`.
std::optional<Quote> newest(const Days* days, Date day) {
  if (days == nullptr) return std::nullopt;
  auto found = days->upper_bound(day);
  if (found == days->begin()) return std::nullopt;
  --found;
  if (found->first.plus_days(rate_holds_days) < day) return std::nullopt;
  return Quote{found->first, found->second};
}

Result<Decimal> ratio(Decimal over, Decimal under) {
  auto rate = scale(over, Decimal::one, under.units(), Decimal::places);
  if (rate && rate->is_zero())
    return fail(ErrorKind::invalid, "the rate is too small for six places; give it the other way round");
  return rate;
}

// The newest day on which both are known.
std::optional<std::pair<Quote, Quote>> newest_of_both(const Days* first, const Days* second, Date day) {
  if (first == nullptr || second == nullptr) return std::nullopt;
  for (Date at = day; day <= at.plus_days(rate_holds_days); at = at.plus_days(-1)) {
    const auto one = first->find(at);
    const auto other = second->find(at);
    if (one != first->end() && other != second->end())
      return std::pair(Quote{at, one->second}, Quote{at, other->second});
  }
  return std::nullopt;
}

Error wrong(std::string_view file, int line, const std::string& what) {
  return fail(ErrorKind::config, what, std::string(file) + ":" + std::to_string(line));
}

}  // namespace

const RateTable::Days* RateTable::days_of(Currency one, Currency in) const {
  const auto found = quotes_.find({std::string(one.code()), std::string(in.code())});
  return found == quotes_.end() ? nullptr : &found->second;
}

Result<void> RateTable::add(Currency one, Currency in, Date day, Decimal rate) {
  const std::string pair = std::string(one.code()) + "/" + std::string(in.code());
  if (one == in) return fail(ErrorKind::invalid, "the rate of " + pair + " is always 1; leave it out");
  if (rate.is_zero() || rate.is_negative())
    return fail(ErrorKind::invalid, "the rate of " + pair + " must be above zero");
  const auto [known, fresh] =
      quotes_[{std::string(one.code()), std::string(in.code())}].try_emplace(day, rate);
  if (!fresh && known->second != rate)
    return fail(ErrorKind::invalid, pair + " has two rates for " + day.text() + ": " + known->second.text() +
                                        " and " + rate.text() + "; keep one");
  return {};
}

Result<void> RateTable::read(std::string_view text, std::string_view file) {
  bool headed = false;
  return read_csv(text, file, [&](const CsvRow& row) -> Result<void> {
    if (!headed) {
      headed = true;
      if (!std::equal(row.fields.begin(), row.fields.end(), columns.begin(), columns.end()))
        return wrong(file, row.line, "the columns of a rates file are date,pair,rate");
      return {};
    }
    if (row.fields.size() != columns.size())
      return wrong(file, row.line, "a rate has three fields: 2026-01-30,CAD/USD,0.7400");
    const auto day = Date::parse(row.fields[0]);
    if (!day) return wrong(file, row.line, "the date is written as 2026-01-30");
    const std::string_view pair = row.fields[1];
    const auto one = Currency::parse(pair.substr(0, pair.find('/')));
    const auto in = Currency::parse(pair.size() == 7 ? pair.substr(4) : std::string_view());
    if (!one || !in) return wrong(file, row.line, "the pair is written as CAD/USD");
    const auto rate = Decimal::parse(row.fields[2]);
    if (!rate)
      return wrong(file, row.line,
                   "the rate is a number of at most six places, like 0.7400; a smaller one "
                   "is given the other way round");
    if (auto added = add(*one, *in, *day, *rate); !added) return wrong(file, row.line, added.error().message);
    return {};
  });
}

void RateTable::merge(const RateTable& other) {
  for (const auto& [pair, days] : other.quotes_) quotes_[pair].insert(days.begin(), days.end());
}

Result<Decimal> RateTable::find(Currency base, Currency currency, Date day, std::string_view source) const {
  if (base == currency) return Decimal::whole(1);
  const auto direct = newest(days_of(base, currency), day);
  const auto inverse = newest(days_of(currency, base), day);
  if (direct && (!inverse || inverse->day <= direct->day)) return direct->rate;
  if (inverse) return ratio(Decimal::whole(1), inverse->rate);
  const Currency eur = Currency::parse(euro).value();
  if (const auto both = newest_of_both(days_of(eur, currency), days_of(eur, base), day))
    return ratio(both->first.rate, both->second.rate);
  return fail(ErrorKind::not_found, std::string(source) + " has no rate between " +
                                        std::string(currency.code()) + " and " + std::string(base.code()) +
                                        " for " + day.text() + " or the " + std::to_string(rate_holds_days) +
                                        " days before it");
}

std::string RateTable::text() const {
  std::set<std::tuple<Date, std::string, std::string>> rows;
  for (const auto& [pair, days] : quotes_)
    for (const auto& [day, rate] : days) rows.emplace(day, pair.first + "/" + pair.second, rate.text());
  std::string out = "date,pair,rate\n";
  for (const auto& [day, pair, rate] : rows) out += day.text() + "," + pair + "," + rate + "\n";
  return out;
}

}  // namespace crosswalk::rates
