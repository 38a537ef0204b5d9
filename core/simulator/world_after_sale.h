// What follows the sales of a generated world: returns, refunds without a return, and what happens at the
// account. The same settings give the same, byte for byte, and change nothing about the orders but their
// scheduled refunds. Pure.
#pragma once

#include <cstdint>

#include "simulator/world.h"

namespace crosswalk::simulator {

// Shares, 0 … 1.
struct ReturnShares {
  double returned = 0.12;         // of orders with delivered units
  double refunded = 0.03;         // of the others: money back without a return, by Walmart
  double every_line = 0.3;        // of returns: more than one line, where the order has more
  double cancelled = 0.1;         // of returns
  double keep_it = 0.1;           // … refunded without the goods
  double before_delivery = 0.15;  // … in a shop: the money comes before the goods
  double never_sent = 0.04;       // … nothing ever happens
  double replaced = 0.05;         // … goods again instead of money
  double restocking_fee = 0.1;
  double with_shipping = 0.15;
  double by_parts = 0.5;  // of lines of several units: not all meet the same fate
  double exception = 0.02;
};

struct AfterSale {
  ReturnShares returns;
  // `first_day` unset: the last Saturday before the first order, so that periods close on Fridays.
  SettlementTerms terms;
  SettlementQuirks quirks = SettlementQuirks::usual();
  bool account_activity = true;  // advertising, storage, reserves, early payouts …
  int days_after = 60;           // account activity goes on so long after the last order
};

// Adds all of it to a world that has its orders; `until` is when the last of them is placed.
void add_after_sale(World& world, const AfterSale& settings, std::uint64_t seed, Instant from, Instant until);

// Parts of it.
void add_returns(World& world, const ReturnShares& shares, std::uint64_t seed);
void add_account_activity(World& world, const SettlementTerms& terms, Instant until);

}  // namespace crosswalk::simulator
