// RateGate: how many requests a second one sender may make; what is above is answered 429. Counted in memory,
// a sender each, and only of senders that are known. Safe from any thread.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "base/date.h"

namespace crosswalk::server {

class RateGate {
 public:
  // A second's worth may come at once.
  explicit RateGate(int a_second) : most_(a_second) {}
  bool lets_in(const std::string& sender, Instant now);

 private:
  struct Bucket {
    double tokens = 0;
    Instant at;
  };
  const double most_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace crosswalk::server
