// Opening balance: what the market owed when the books started, as `books.opening_balance` says it, booked
// once on clearing against the opening account. What settles of it books nothing more: its rows are tied to
// it, and count down what is expected. A number that changes after it was booked is held until a person
// agrees to book the difference. Pure, but for `opening_standing`, which reads the store.
#pragma once

#include <optional>
#include <string>

#include "flow/pair.h"

namespace crosswalk::flow {

// The record's number; there is one a pair.
inline constexpr std::string_view opening_id = "opening";
// What places an entry on the opening account.
inline constexpr std::string_view opening_setting = "crosswalk.yaml, books.opening_account";

// The record of what crosswalk.yaml says: {"amount":"1234.56","currency":"USD","start":"2026-01-01"}.
RawRecord opening_record(const PairSettings& settings);

struct OpeningBooking {
  Entries fresh;
  std::string hold;  // not empty: nothing of it counts
};

// `booked`: all that was booked of it before. `agreed`: a person has sent it round again.
Result<OpeningBooking> book_opening(const Record& record, const Entries& booked, bool agreed,
                                    const PairSettings& settings, std::optional<Date> locked_until);

// Why none may be booked any more: settlements have booked against the opening account row by row. Empty:
// nothing is against it.
Result<std::string> booked_against_opening(store::Store& store, const std::string& pair);

// What is left of it.
struct OpeningStanding {
  Money booked;
  Money settled;  // rows that have come of what happened before the start
  Money expected;
};

// Nothing: none was booked.
Result<std::optional<OpeningStanding>> opening_standing(store::Store& store, const std::string& pair);

}  // namespace crosswalk::flow
