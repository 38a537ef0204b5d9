// Rig: the whole engine of one pair against both simulators, in one process on a virtual clock. A test moves
// time with `pass`, lets the process "die" with `restart`, and looks into store, Walmart and Xero.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/virtual_clock.h"
#include "checkout.h"
#include "flow/engine.h"
#include "model/entry_text.h"
#include "simulator/walmart_service.h"
#include "simulator/world.h"
#include "simulator/xero_service.h"
#include "walmart/channel.h"
#include "walmart/connection.h"
#include "walmart/source.h"
#include "xero/ledger.h"

namespace crosswalk::tests {

struct RigSettings {
  BookMode book = BookMode::shipped;
  std::optional<walmart::ChargeAmount> charge_amount = walmart::ChargeAmount::line;
  bool acknowledge = true;
  Feedback feedback;  // what goes back beside acknowledgements
  std::string store = "sqlite::memory:";
  std::filesystem::path rules = checkout("/rules");
  Date books_start;              // 1970: everything
  std::string clearing_account;  // empty: nothing is paid, and settlements wait
  flow::ItemHandlers handlers = {};
  Rates* rates = nullptr;
  Alerts* alerts = nullptr;
  Schedule schedule = usual_schedule();
  Instant start = Instant::parse("2026-02-10T12:00:00Z").value();
  std::function<void(flow::PairSettings&)> adjust = {};  // what else the pair says
  // Another ledger than the simulated Xero; empty: that one.
  std::function<std::unique_ptr<Ledger>(wire::Transport&, store::Store&, Clock&)> ledger = {};
};

// What the simulators hold; it outlives engines, so that a restarted one meets the same outside.
struct Outside {
  explicit Outside(simulator::World world, Instant start);
  VirtualClock clock;
  simulator::WalmartService walmart;
  simulator::XeroService xero;
  simulator::InProcess network;
};

// How an engine reaches the simulators.
struct Wires {
  wire::Transport& transport;
  Clock& clock;
  std::string walmart_url = "http://walmart.test";
  std::string xero_url = "http://xero.test";
};

// One process: a store, the connectors and the engine.
struct Process {
  Process(const RigSettings& settings, const Wires& wires, const std::string& worker,
          store::KillPoint kill = {}, std::unique_ptr<store::Store> kept = nullptr);

  std::unique_ptr<store::Store> store;
  std::unique_ptr<walmart::Connection> connection;
  std::unique_ptr<walmart::WalmartSource> source;
  std::unique_ptr<walmart::WalmartChannel> channel;
  std::unique_ptr<Ledger> ledger;
  std::unique_ptr<flow::Engine> engine;
};

class Rig {
 public:
  Rig(simulator::World world, RigSettings settings = {});

  // One `once`; REQUIREs that the store held. Outside trouble is in the report.
  flow::EngineReport pass(bool sweep = true);
  void advance(Millis by) { outside_->clock.advance(by); }
  // A new process on the same store (a file, then) with rules read anew.
  void restart();

  VirtualClock& clock() { return outside_->clock; }
  simulator::WalmartService& walmart() { return outside_->walmart; }
  simulator::XeroService& xero() { return outside_->xero; }
  simulator::InProcess& network() { return outside_->network; }
  store::Store& store() { return *process_->store; }
  flow::Engine& engine() { return *process_->engine; }
  const Source& source() const { return *process_->source; }
  const Ledger& ledger() const { return *process_->ledger; }
  RigSettings& settings() { return settings_; }

  store::RecordRow record(const std::string& po);
  std::string state(const std::string& po) { return std::string(name_of(record(po).state)); }
  void replay(const std::string& po);
  // Calls that could change something outside: writes to either system, without sign-in.
  int writes() const;

 private:
  RigSettings settings_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<Process> process_;
  int workers_ = 0;
};

// A plain order of one line, placed at `ordered`: for tests that write their own worlds.
simulator::MarketOrder plain_order(const std::string& po, const std::string& sku, int quantity,
                                   const char* amount, const char* tax, Instant ordered);
// The charges without tax that approved and draft invoices of an order hold in Xero: lines not on tax
// accounts.
struct Ledgered {
  Decimal charges;
  Decimal facilitator;  // account 820: nets to zero
  Decimal collected;    // account 820 without the derived mirror
  Decimal seller_tax;   // account 825
  int invoices = 0;
};
Ledgered ledgered(const std::vector<simulator::SimInvoice>& invoices, const std::string& po, bool drafts);

}  // namespace crosswalk::tests
