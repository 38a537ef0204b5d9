// Feedback: what a pair lets go back to the market. Nothing does unless it is asked for. Plain data.
#pragma once

#include <string>

namespace crosswalk {

// Where the values of stock or price come from that the market is told.
enum class OfferSource {
  none,    // it is told nothing
  ledger,  // the ledger's items, through the rules
  events,  // a warehouse or an ERP pushes them to us
};

struct Feedback {
  bool acknowledge = false;    // that an order was received
  bool shipments = false;      // what a warehouse says it shipped
  bool cancellations = false;  // what a warehouse says it cannot ship
  bool refunds = false;        // money back for an order line or a return
  OfferSource stock = OfferSource::none;
  OfferSource price = OfferSource::none;
  std::string ship_node;  // whose stock is told; empty: the market's only one
};

}  // namespace crosswalk
