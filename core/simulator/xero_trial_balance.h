// The stand-in's own trial balance: every document that is in force, as debits and credits by account code.
// It shares nothing with what the client believes it has booked. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

// Debit positive, of what is in `currency`; adds up to zero. Accounts that were touched stay, at zero.
std::map<std::string, Decimal> trial_balance(const XeroOrganisation& organisation, std::string_view currency);

}  // namespace crosswalk::simulator::xero_sim
