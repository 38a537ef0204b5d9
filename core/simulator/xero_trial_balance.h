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

// In the organisation's own currency, on `day`: documents at their own rates, payments at theirs, bank
// accounts at the day's. What that leaves is on the accounts REALISEDCURRENCYGAIN and BANKCURRENCYGAIN; a
// loss is a debit. Manual journals are in that currency already.
std::map<std::string, Decimal> base_trial_balance(const XeroOrganisation& organisation, Date day);

}  // namespace crosswalk::simulator::xero_sim
