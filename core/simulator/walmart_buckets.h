// Rate limits of the Walmart stand-in: a bucket an endpoint that refills gradually (walmart.md §7), and the
// headers that tell of it, in every spelling and format that was seen. Not thread-safe; the service locks.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/date.h"
#include "wire/message.h"

namespace crosswalk::simulator {

class WalmartBuckets {
 public:
  WalmartBuckets();

  // `capacity` calls, `capacity` more over `period`. `endpoint` is method and shape: "POST
  // /v3/orders/#/acknowledge". An endpoint without a limit is free.
  void limit(std::string endpoint, int capacity, Millis period);
  // False: the bucket is empty, the call is refused.
  bool take(std::string_view endpoint, Instant now);
  // Says how full the bucket is; each answer in the next of three value formats and two spellings.
  void tell(std::string_view endpoint, Instant now, wire::Headers& headers);

 private:
  struct Bucket {
    int capacity = 1;
    Millis period{60'000};
    double level = 1;
    Instant filled;
  };
  Bucket* filled(std::string_view endpoint, Instant now);

  std::map<std::string, Bucket, std::less<>> buckets_;
  int told_ = 0;
};

}  // namespace crosswalk::simulator
