// Batch payments (xero.md §5.3), where `xero: {payments: batch}` asks for them: payments of one date and
// account go out as one, which the bank statement shows as one line. A payment that is alone goes out by
// itself, and so does one whose batch failed again and again: then Xero says what is wrong with it. The
// payments of a batch cannot be deleted one by one. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "model/attempt.h"

namespace crosswalk::xero {

// The attempt's request creates batch payments.
bool is_batched(const Attempt& attempt);
struct BatchedPayment {
  std::string element;   // whole, as a single payment would be sent
  bool of_bill = false;  // Xero takes no bills beside invoices
};
// The list of a request's batches, as JSON.
Result<std::string> batches_text(const std::vector<BatchedPayment>& payments);
// The payments inside batches, ours or Xero's; empty where there is no list.
Json payments_in(const Json* batches);
// Of a member that Xero's batches do not name: its batch was refused, and one of its other payments may be
// why; or Xero says nothing, which happens without anything having been made (xero.md §3.1).
Outcome unnamed_in(const Json& sent_batches, const Json& batches, const Document& document);

}  // namespace crosswalk::xero
