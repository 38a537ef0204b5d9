// One line of an invoice: what a request says of it, computed and checked against the organisation (facts:
// "Invoices", "Accounts", "Tax rates", "Tracking categories"). Nothing is changed here. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/xero_body.h"
#include "simulator/xero_organisation.h"
#include "simulator/xero_switches.h"

namespace crosswalk::simulator::xero_sim {

struct LinePlan {
  SimLine next;
  std::vector<std::string> errors;
};

// The line that `element` makes of `old`, which is empty for a new one. `unit_places`: 2, or 4 with unitdp=4.
LinePlan plan_line(const XeroOrganisation& organisation, const BodyValue& element, const SimLine& old,
                   LineAmountTypes types, int unit_places, const XeroSwitches& switches);

// What stands against booking the line: its account, tax type, item. An approved document needs an account.
std::vector<std::string> check_line(const XeroOrganisation& organisation, const SimLine& line, bool approved);

// Computes the tax of a line whose tax was not stated.
Result<Decimal> computed_tax(const XeroOrganisation& organisation, const SimLine& line,
                             LineAmountTypes types);

// The tracking of a request's line, onto `line`; what is wrong with it.
std::vector<std::string> read_line_tracking(const XeroOrganisation& organisation, const BodyValue& element,
                                            SimLine& line, const XeroSwitches& switches);

// A number field, exactly. Nothing when it is absent; an error when it is in exponent notation or too
// precise.
Result<std::optional<Decimal>> number_of(const BodyValue& element, std::string_view name);

}  // namespace crosswalk::simulator::xero_sim
