// Deposits: what bank statements show, imported from files. Equal lines of one file are numbered, so that the
// same file twice changes nothing and two equal payments of one day stay two.
#include <algorithm>
#include <vector>

#include "store/sqlite_store.h"

namespace crosswalk::store {

Result<int> SqliteStore::add_deposits(std::string_view pair, std::span<const Deposit> deposits, Instant now) {
  return write("add_deposits", [&](Connection& db) -> Result<int> {
    int fresh = 0;
    std::vector<const Deposit*> taken;
    for (const Deposit& deposit : deposits) {
      const auto number =
          std::count_if(taken.begin(), taken.end(), [&](const Deposit* other) { return *other == deposit; });
      taken.push_back(&deposit);
      fresh += db.run(
          "INSERT OR IGNORE INTO deposits (pair, date, amount, currency, reference, number, received)"
          " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
          pair, deposit.date, deposit.amount.amount.units(), deposit.amount.currency.code(),
          deposit.reference, static_cast<std::int64_t>(number), now);
    }
    return fresh;
  });
}

Result<std::vector<Deposit>> SqliteStore::deposits(std::string_view pair, Date from, Date to) {
  return read([&](Connection& db) -> Result<std::vector<Deposit>> {
    std::vector<Deposit> out;
    auto row = db.query(
        "SELECT date, amount, currency, reference FROM deposits WHERE pair = ?1 AND date >= ?2 AND date <= ?3"
        " ORDER BY date, amount, currency, reference, number",
        pair, from, to);
    while (row.next())
      out.push_back({row.date(0),
                     {Decimal::from_units(row.integer(1)), db.expect(Currency::parse(row.view(2)))},
                     row.text(3)});
    return out;
  });
}

}  // namespace crosswalk::store
