// MoneyTables: what two bookings of the same records put on each account, tax type, tracking option and
// accounting month, before and after, a currency each. Income is positive, because that is how a seller reads
// it. Receivables are left out: they follow from the rest. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/money.h"
#include "model/entry.h"

namespace crosswalk::flow {

enum class Dimension { account, tax, tracking, month };
inline constexpr std::array all_dimensions = {Dimension::account, Dimension::tax, Dimension::tracking,
                                              Dimension::month};
std::string_view name_of(Dimension dimension);

struct MoneyRow {
  std::string place;  // "200"; of tracking "Walmart US" or "none"; of a month "2026-01"
  Decimal before;
  Decimal after;
  Decimal difference;
};

struct MoneyTable {
  Dimension dimension = Dimension::account;
  std::string category;  // of tracking, which has a table for each: "Channel"
  Currency currency;
  std::vector<MoneyRow> rows;  // only those that differ, sorted by place
  MoneyRow total;              // of every row, those that do not differ included
  Decimal moved;               // the rows' differences without their signs, added up

  // "account", "tracking option of Channel".
  std::string title() const;
};

class MoneyTables {
 public:
  enum class Side { before, after, both };
  void add(const Entries& entries, Side side);
  // Only what is dated on or before `last`.
  void add_until(const Entries& entries, Side side, Date last);
  // Every table of every currency, also those without rows. An error when a sum leaves the range.
  Result<std::vector<MoneyTable>> tables() const;

 private:
  struct Sums {
    explicit Sums(Currency currency) : before(currency), after(currency) {}
    MoneySum before;
    MoneySum after;
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  using Places = std::unordered_map<std::string, Sums, Hash, std::equal_to<>>;
  struct Books {
    explicit Books(Currency currency) : total(currency) {}
    Places accounts;
    Places taxes;
    std::map<std::string, Places, std::less<>> categories;  // options by their category
    std::map<std::int32_t, Sums> months;                    // year × 12 + month − 1
    Sums total;
  };

  void add_entry(const Entry& entry, Side side);
  Books& books_of(Currency currency);

  std::vector<std::pair<Currency, Books>> books_;
  Date month_of_;  // whose month is known
  std::int32_t month_ = 0;
};

}  // namespace crosswalk::flow
