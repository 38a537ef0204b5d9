// The organisation that samples and tests start from: a US seller's books with a Walmart clearing account.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "simulator/xero_organisation.h"

namespace crosswalk::simulator::xero_sim {

// Code and name of an item; the application passes the market's catalogue, so that both simulators sell the
// same.
using ItemNames = std::vector<std::pair<std::string, std::string>>;

// Accounts 090 (Walmart clearing, bank), 200, 210, 215, 220 (revenue), 400 (archived), 610 (debtors), 820,
// 825, 860 (rounding); tax types NONE, OUTPUT (8.25 %), INPUT; tracking "Channel" and "Fulfilment"; currency
// USD only.
XeroOrganisation example_home_goods(std::string tenant_id, const ItemNames& items);

}  // namespace crosswalk::simulator::xero_sim
