// Deciding what a payment in a request means: money on an invoice, a bill or a credit note, or the end of a
// payment that stands (facts: "Payments, refunds, batch payments"). Payments are never edited. Nothing is
// changed here. Pure functions.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

struct PaymentPlan {
  SimPayment next;
  bool not_found = false;  // it names a PaymentID that does not exist
  bool ends = false;       // the payment `next.id` is to be deleted
  std::vector<std::string> errors;
};

// `account` and `date` stand in for what the element does not say itself: those of its batch payment.
struct PaymentTerms {
  WriteMode mode = WriteMode::create;
  const SimAccount* account = nullptr;
  std::optional<Date> date;
};
PaymentPlan plan_payment(const XeroOrganisation& organisation, const BodyValue& element,
                         const PaymentTerms& terms, const CallContext& context);

// What stands against paying from, or to, the account: "" when nothing does. Null: it does not exist.
std::string payment_account_refused(const SimAccount* account);

// A date field of a request; nothing when it is absent.
std::optional<Date> date_in(const BodyValue& element, std::string_view name);

}  // namespace crosswalk::simulator::xero_sim
