// An invoice, a bill or a credit note as the JSON that a document keeps: everything but outside ids, which
// `freeze` adds. The same invoice always gives the same text: keys in alphabetical order, numbers as their
// own exact text. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "xero/invoice_line.h"

namespace crosswalk::xero {

enum class InvoiceForm {
  sale,
  bill,         // what we owe; no reference but its number, and a debit is a positive line
  credit_note,  // a debit is a positive line
};

struct Invoice {
  std::string number;
  std::string reference;
  Date date;
  bool authorised = true;  // else a draft
  Currency currency;
  std::vector<InvoiceLine> lines;
  InvoiceForm form = InvoiceForm::sale;
  // How much of `currency` one unit of the organisation's own is worth (xero.md §5.2: 18.6 digits; that it is
  // this way round is said by Xero's examples only, and it warns of a suspicious one). None: Xero's day rate.
  std::optional<Decimal> rate = {};
};

// Per cent by tax type, as the organisation says; NONE is zero without being told.
using TaxRates = std::map<std::string, Decimal, std::less<>>;

std::string text_of(const Invoice& invoice);

// The total that Xero will come to. An error is a hold: a tax type whose rate is not known, a total that
// differs from the entries' own sum, or a negative one, which Xero does not take.
Result<Money> predicted_total(const Invoice& invoice, const TaxRates& rates);

}  // namespace crosswalk::xero
