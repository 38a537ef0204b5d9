// The payment statement: what Walmart says of the account's balance in the open period (walmart.md §4.5). It
// books nothing; its lines are none, its facts are compared with the settlements. Pure but for `read`.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "link/source.h"
#include "model/record.h"
#include "walmart/connection.h"

namespace crosswalk::walmart {

// The day on which the period settles, as Walmart schedules it, or, where it names none, the day of the
// statement: "2026-02-10". ErrorKind::outside when the text is no statement.
Result<std::string> statement_id(std::string_view body);

// One page with the statement as it is now, or with none when Walmart has none.
Result<Page> read_statement(Connection& connection, const Cursor& from, const Stop& stop);

// Facts only: RecordFacts::sums with the balances, what they leave unexplained, and the first sum in the
// statement that does not hold. `paid` and `reserve` are above zero when money left the balance, whichever
// sign Walmart writes (it is not confirmed). ErrorKind::invalid when the balances cannot be read.
Result<void> statement_lines(const Record& record, Currency currency, const Market& market, LineSink& sink);

}  // namespace crosswalk::walmart
