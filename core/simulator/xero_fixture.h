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

// Accounts 090 (Walmart clearing) and 091 (bank); 120, 125 (reserve, carried forward); 200 to 235 (revenue);
// 310 and 630 (cost and stock of tracked items); 400 (archived); 405 to 420 (fees); 610 (debtors), 800
// (creditors), 820, 825, 860 (rounding); tax types NONE, OUTPUT (8.25 %), INPUT; tracking "Channel" and
// "Fulfilment"; currency USD only.
XeroOrganisation example_home_goods(std::string tenant_id, const ItemNames& items);

}  // namespace crosswalk::simulator::xero_sim
