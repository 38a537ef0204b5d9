// Difference entries: journals in an open period that mend what an approved document says and may not say
// otherwise any more, because its period is locked or other money lies on it (accounting.md §1.9). Where no
// journal may stand (another currency, a stock or system account, a tax that Xero would add: xero.md §5.10)
// two bank transactions, in and out of the clearing account, that leave it as it was; they stay for good. The
// key of one is "<document>~C1", then "~C2" and so on, of money with "-R" and "-S" behind it: they are found
// by the document that they mend. Pure; views into a Posted, which must outlive it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "model/correction.h"
#include "xero/invoice_line.h"
#include "xero/journal_body.h"
#include "xero/settings.h"
#include "xero/standing.h"

namespace crosswalk::xero {

// Account, tax type and tracking with what is booked there, debit positive; never a zero.
class PlacedMoney {
 public:
  Result<void> add(const std::vector<InvoiceLine>& lines, LineSide side);
  // Of an invoice, a bill, a credit note or a bank transaction as its document keeps it.
  Result<void> add_document(const Json& content);
  Result<void> add_journal(const Json& content);
  Result<void> take_away(const PlacedMoney& other);

  bool empty() const { return sums_.empty(); }
  Result<Decimal> total() const;
  // Accounts of it that are among `accounts`.
  bool touches(const std::set<std::string, std::less<>>& accounts) const;
  // As lines of a journal.
  std::vector<InvoiceLine> lines(const std::string& description) const;
  friend bool operator==(const PlacedMoney&, const PlacedMoney&) = default;

 private:
  struct Place {
    std::string account;
    std::string tax_type;
    std::vector<std::pair<std::string, std::string>> tracking;  // sorted
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  Result<void> put(Place place, Decimal debit);
  Result<void> put_lines(const Json& content, const char* list, bool debits);

  std::map<Place, Decimal> sums_;
};

// Whether it is such an entry, by its key.
bool is_difference(const Document& document);

// What is mended together: documents of one day that stay. A day of a settlement that came to nothing has
// none.
struct Mended {
  // At least one document.
  explicit Mended(const std::vector<const StandingDocument*>& staying);
  // `key`: what the day's first document is, or would be, called.
  Mended(const std::vector<const StandingDocument*>& staying, const std::string& key, Date day);

  std::vector<const StandingDocument*> documents;
  std::vector<std::string> keys;  // that its entries are found by; new ones are numbered after the first
  Date date;
};

class Differences {
 public:
  // What stands, or is about to, of the record's own.
  Result<void> read(const Posted& posted);
  bool any(const std::string& document) const;
  // What the documents and the entries that mend them say together.
  Result<PlacedMoney> said(const Mended& mended) const;
  // All of them can go: they are journals, and lie in an open period.
  bool may_go(const std::string& document, const Correction& correction) const;
  // Ends the journals of an open period.
  void end(const std::string& document, const Correction& correction, Drafting& out) const;
  // Makes what stays say `wanted` by one entry, in place of the journals of an open period. `wanted` differs
  // from what is said. An error is a hold.
  Result<void> mend(const Mended& mended, const PlacedMoney& wanted, const Correction& correction,
                    const Entries& entries, const Settings& settings, const TaxRates& rates,
                    Drafting& out) const;

 private:
  Result<PlacedMoney> sum(const Mended& mended, const Correction* without_open) const;
  std::vector<const StandingDocument*> of(const std::string& document) const;
  std::string next_key(const std::string& document) const;

  std::vector<StandingDocument> entries_;  // journals, then money
};

}  // namespace crosswalk::xero
