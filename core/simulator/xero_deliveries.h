// What can go wrong with a webhook of Xero's between Xero and the app, by name (facts: "Webhooks"): at least
// once, late, in any order, and now and then not at all. RandomDeliveries deals them from a shuffled pack
// that holds each once, so that none is rare. Not thread-safe: XeroService locks.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace crosswalk::simulator::xero_sim {

enum class DeliveryFault {
  lost,         // so is the try right after it: the next one comes a quarter of an hour later
  answer_lost,  // the app took it, and Xero does not know
  twice,        // the app took it, and all of it comes again
  late,         // some hours, and what happened since comes before it
  backwards,    // the newest event of the post comes first
  untold,       // these events never come
  day_down,     // nothing arrives for a day: the subscription is turned off
};

struct NamedDelivery {
  DeliveryFault fault;
  std::string_view name;
};
std::span<const NamedDelivery> named_deliveries();

class RandomDeliveries {
 public:
  // How late a late post is at most.
  static constexpr Millis latest{6LL * 3'600'000};

  // `share` of the posts is struck: 0 none, 1 all.
  void set(std::uint64_t seed, double share);
  // What strikes the next post, if anything; it counts as struck.
  std::optional<DeliveryFault> next();
  // Between one minute and `latest`.
  Millis lateness();
  const std::map<std::string, int>& struck() const { return struck_; }

 private:
  std::mt19937_64 random_;
  std::uint64_t threshold_ = 0;  // of a million
  std::vector<const NamedDelivery*> pack_;
  std::map<std::string, int> struck_;
};

}  // namespace crosswalk::simulator::xero_sim
