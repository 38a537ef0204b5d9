// An invoice as Xero answers it, or a bill, a credit note, a bank transaction: money with 2 digits,
// quantities with 4, unit prices with 2 or 4, every date twice.
#pragma once

#include <string>
#include <vector>

#include "simulator/xero_forms.h"
#include "simulator/xero_organisation.h"
#include "simulator/xero_reply.h"
#include "simulator/xero_switches.h"

namespace crosswalk::simulator::xero_sim {

struct InvoiceView {
  int unit_places = 2;     // 4 with unitdp=4
  bool with_lines = true;  // lists without paging leave the lines out and shorten the contact
  // Only for an invoice that was refused.
  const std::vector<std::string>* contact_errors = nullptr;
  const std::vector<std::vector<std::string>>* line_errors = nullptr;
};

// An open object: the caller adds errors and warnings and closes it.
std::string invoice_json(const XeroOrganisation& organisation, const SimInvoice& invoice,
                         const XeroForm& form, const InvoiceView& view, const XeroSwitches& switches);

std::string_view types_text(LineAmountTypes types);
void write_tracking(JsonWriter& json, const XeroOrganisation& organisation,
                    const std::vector<SimTrackingPair>& tracking);
// {"AccountID": …, "Code": …, "Name": …} under `name`.
void write_account(JsonWriter& json, std::string_view name, const XeroOrganisation& organisation,
                   const std::string& code);

}  // namespace crosswalk::simulator::xero_sim
