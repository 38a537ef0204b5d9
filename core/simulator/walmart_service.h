// WalmartService: Walmart's Marketplace API as a stand-in on an injected clock, as strict and as unreliable
// as the real one (walmart.md §10). Endpoints: POST /v3/token, GET /v3/token/detail, GET /v3/orders, GET
// /v3/orders/released, GET /v3/orders/{po}, POST /v3/orders/{po}/acknowledge | shipping | cancel | refund;
// those of WalmartReturns, WalmartRecon and WalmartOffers. Safe from any thread: every method takes the one
// lock.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "simulator/service.h"
#include "simulator/walmart_actions.h"
#include "simulator/walmart_book.h"
#include "simulator/walmart_buckets.h"
#include "simulator/walmart_errors.h"
#include "simulator/walmart_listing.h"
#include "simulator/walmart_offers.h"
#include "simulator/walmart_random_faults.h"
#include "simulator/walmart_recon.h"
#include "simulator/walmart_returns.h"
#include "simulator/walmart_tokens.h"
#include "simulator/walmart_webhooks.h"
#include "simulator/walmart_writes.h"

namespace crosswalk::simulator {

struct WalmartAccount {
  std::string client_id = "simulated-client";
  std::string client_secret = "simulated-secret";
};

struct WalmartSwitches {
  ListingSwitches listing;
  ReturnsSwitches returns;
  ReconSwitches recon;
  StandingRules standing;  // set before the first call: they hold for the past as well
  OfferSwitches offers;
  WebhookSwitches webhooks;
  bool third_party_acknowledged =
      false;                     // the seller may acknowledge what a third party fulfils (UNCONFIRMED)
  bool refund_comments = false;  // an order shows what was written beside its refunds
  bool no_rate_headers = false;
  bool html_502 = false;                     // the edge answers every call with a page
  Millis clock_skew{0};                      // Walmart's clock minus ours
  Millis readable_after{0};                  // a new order answers 404 by number for so long
  std::string orders_scope = "full_access";  // or "view_only" (no POST), "no_access"
  std::string returns_scope = "full_access";
  std::string reports_scope = "full_access";
};

// How often an order was acknowledged; an effect is a call that moved at least one unit.
using Acknowledgements = WriteCount;

class WalmartService final : public Service {
 public:
  WalmartService(Clock& clock, World world, WalmartAccount account = {});

  Answer handle(const wire::HttpRequest& request) override;

  // Planned faults; matched on "METHOD /path?query". See walmart_errors.h for ready-made spoiled answers.
  FaultPlan& faults() { return faults_; }
  // From now on `share` (0 … 1) of all calls is spoiled, before or after it took effect.
  void set_random_faults(std::uint64_t seed, double share);
  WalmartSwitches switches() const;
  void set_switches(const WalmartSwitches& switches);
  // "POST /v3/orders/#/acknowledge", "GET /v3/orders", "GET /v3/orders/#" … have Walmart's limits from the
  // start; "POST /v3/token" has none, because no source knows it.
  void limit(std::string endpoint, int capacity, Millis period);
  // Every token given out so far is refused from now on.
  void revoke_tokens();
  int tokens_issued() const;

  // Things that happen at Walmart without a call. False: there is no such order, or (add) there is one
  // already.
  bool add_order(MarketOrder order);
  // `quantity` 0: all open units of the line; `line` empty: every line.
  bool cancel(const std::string& po, const std::string& line, int quantity = 0);
  // Acknowledges and ships units; `when` is the ship time, and when it takes effect if it is later than now.
  bool ship(const std::string& po, const std::string& line, int quantity, Instant when);
  // The buyer of a line asks to cancel it.
  bool ask_to_cancel(const std::string& po, const std::string& line);
  bool set_phone(const std::string& po, const std::string& phone);
  // Walmart gives the buyer money back without a return; the amounts are negative.
  bool refund(const std::string& po, const std::string& line, std::vector<MarketRefund> refunds);
  bool add_return(MarketReturn made);
  // False: there is no such return.
  bool change_return(const std::string& id, ReturnChange change);
  void add_account_event(AccountEvent event);
  // A report of that date holds one more row, an adjustment, although it was given out already. False: there
  // is no settlement of that date.
  bool revise_settlement(Date report_date, Decimal amount);
  // See WalmartRecon.
  void add_large_report(Date report_date, std::uint64_t seed, std::int64_t rows);

  // The truth now, with all that was posted. `po` empty in the answer: unknown.
  OrderTruth truth(std::string_view po) const;
  OrderTruth truth(std::string_view po, Instant when) const;
  WorldTruth totals() const;
  std::vector<std::string> purchase_orders() const;  // placed by now
  OrderStanding standing(std::string_view po) const;
  Acknowledgements acknowledgements(std::string_view po) const;
  ReturnTruth return_truth(std::string_view id) const;
  ReturnRefunds return_refunds(std::string_view id) const;
  std::vector<std::string> return_orders() const;  // that exist by now, in the order they were added
  // The closed ones, oldest first, with every row.
  std::vector<Settlement> settlements() const;

  // What the seller offers. False: there is such an item.
  bool add_item(std::string sku, std::string name, Decimal price);
  void add_ship_node(std::string node);
  std::vector<std::string> ship_nodes() const;
  NodeStock stock(std::string_view sku, std::string_view node);
  Decimal price(std::string_view sku);  // what was written last; zero: no such item
  std::vector<FeedTruth> feeds();
  // How often something was written; see WalmartWrites for the names.
  WriteCount writes(std::string_view what, std::string_view key) const;

  // Webhooks go out through `transport`, which outlives the service; without one, nothing answers. Not from
  // inside of it.
  void reach_out_through(wire::Transport* transport);
  // Sends every event that is due by now; how many calls that took. Whoever is called may call the service.
  int deliver_events(const Stop& stop);
  // An event that nothing here brings about: `payload` is a JSON object.
  void announce(std::string_view event_type, std::string_view payload);
  std::vector<DeliveryTruth> deliveries() const;

 private:
  Answer serve(const wire::HttpRequest& request);
  wire::HttpReply route(const wire::HttpRequest& request);
  wire::HttpReply business(const wire::HttpRequest& request, std::string_view path, std::string_view query);
  wire::HttpReply issue_token(const wire::HttpRequest& request);
  wire::HttpReply token_detail(const wire::HttpRequest& request);
  wire::HttpReply one_order(const wire::HttpRequest& request, std::string_view po, std::string_view query);
  wire::HttpReply act(const wire::HttpRequest& request, std::string_view po, std::string_view action);
  // What stands between a caller and any endpoint; nothing: go on.
  std::optional<wire::HttpReply> refuse(const wire::HttpRequest& request, std::string_view endpoint);
  std::optional<wire::HttpReply> refuse_headers(const wire::HttpRequest& request) const;
  Instant now() const { return clock_.now() + switches_.clock_skew; }

  Clock& clock_;
  WalmartAccount account_;
  mutable std::mutex mutex_;
  WalmartBook book_;
  WalmartWrites writes_;
  WalmartOffers offers_;
  WalmartWebhooks webhooks_;
  wire::Transport* outward_ = nullptr;
  WalmartListing listing_;
  WalmartReturns returns_;
  WalmartRecon recon_;
  WalmartTokens tokens_;
  WalmartBuckets buckets_;
  WalmartSwitches switches_;
  FaultPlan faults_;
  WalmartRandomFaults random_;
  int refused_tokens_ = 0;  // expired tokens are refused in two ways, in turn
};

}  // namespace crosswalk::simulator
