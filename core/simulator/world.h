// World: the orders of an invented seller account with the truth about them, their returns, and what happens
// at the account besides. Not thread-safe by itself; whoever shares one (WalmartService) locks. Copyable: a
// copy is a second, independent account.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/world_order.h"
#include "simulator/world_refund.h"
#include "simulator/world_settlement.h"
#include "simulator/world_truth.h"

namespace crosswalk::simulator {

class World {
 public:
  explicit World(ChargeMeans means = ChargeMeans::line) : means_(means) {}

  ChargeMeans charge_means() const { return means_; }
  // In the order they were added.
  const std::deque<MarketOrder>& orders() const& { return orders_; }
  const std::deque<MarketOrder>& orders() && = delete;  // would outlive its world
  const MarketOrder* find(std::string_view po) const;
  MarketOrder* find(std::string_view po);

  // False, and nothing is added, when an order of that number is there.
  bool add(MarketOrder order);

  // In the order they were added. A return of units that are not shipped yet does not count.
  const std::deque<MarketReturn>& returns() const& { return returns_; }
  const std::deque<MarketReturn>& returns() && = delete;
  const MarketReturn* find_return(std::string_view id) const;
  // False when a return of that number is there.
  bool add(MarketReturn made);

  // How the account is settled; without terms it never is.
  const std::optional<SettlementTerms>& terms() const { return terms_; }
  void set_terms(SettlementTerms terms) { terms_ = std::move(terms); }
  const std::vector<AccountEvent>& account() const { return account_; }
  void add(AccountEvent event) { account_.push_back(std::move(event)); }

  // By the orders' own schedules; orders placed after `now` do not count. Null-like (`po` empty) when
  // unknown.
  OrderTruth truth(std::string_view po, Instant now, const StandingRules& rules = {}) const;
  WorldTruth totals(Instant now, const StandingRules& rules = {}) const;

 private:
  ChargeMeans means_;
  std::deque<MarketOrder> orders_;
  std::map<std::string, std::size_t, std::less<>> by_po_;
  std::deque<MarketReturn> returns_;
  std::map<std::string, std::size_t, std::less<>> by_return_;
  std::optional<SettlementTerms> terms_;
  std::vector<AccountEvent> account_;
};

}  // namespace crosswalk::simulator
