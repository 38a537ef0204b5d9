// Entry export: the booked entries as a text that other programs read: a journal for hledger (which proves
// independently that everything balances), CSV or JSON. Debit is positive. Streams; safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "flow/booked_entries.h"

namespace crosswalk::flow {

enum class ExportFormat { hledger, csv, json };

struct ExportedPair {
  std::string name;
  std::string clearing;  // the clearing account's code; empty: there is none
  std::map<std::string, std::string, std::less<>> account_names;  // by code, as far as the ledger told them
  const Ledger* ledger = nullptr;                                 // whose books they are (each_booked)
};

struct Exported {
  std::int64_t records = 0;
  std::int64_t entries = 0;
};

// Where what is receivable stands, which ledgers keep on an account of their own; and what is paid where no
// clearing account is named.
inline constexpr std::string_view receivable_account = "receivable";
inline constexpr std::string_view unnamed_clearing = "clearing";

// Hands the text to `out` in pieces. In the journal there is one transaction for each record and date, with
// the record's number as its code, every line's key and the rules that placed it as tags; texts of others
// lose what hledger would read as markup. In JSON it is one array with an object for each entry.
Result<Exported> export_entries(store::Store& store, std::span<const ExportedPair> pairs, DateSpan span,
                                ExportFormat format,
                                const std::function<Result<void>(std::string_view)>& out);

}  // namespace crosswalk::flow
