// What a settlement report says as a whole, found in one walk over all of its rows: its summary, the sum and
// the number of its rows, and a digest of everything that lines are made of. Pure; safe from any thread.
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "base/result.h"
#include "walmart/recon_rows.h"

namespace crosswalk::walmart {

struct ReconSurvey {
  Date from;
  Date to;
  Date settles;
  std::string payer;  // "Deposited in PAYONEER account"
  Currency currency;
  Decimal payable;
  Decimal sum;  // of the rows
  ReconEnd end;
  std::string digest;  // the same for the same rows, whether they came as ZIP, CSV or JSON; 16 hex digits

  // Payable less the rows: zero, unless a balance from outside the report is in it (walmart.md §4.4).
  Result<Decimal> difference() const { return subtract(payable, sum); }
};

// `usual`: the currency of a report that names none. ErrorKind::invalid: a row cannot be read, or a report
// without a ZIP's checksum is cut: neither the number nor the sum of its rows is as it says.
Result<ReconSurvey> survey_recon(std::string_view body, Currency usual);

}  // namespace crosswalk::walmart
