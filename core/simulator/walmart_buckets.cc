#include "simulator/walmart_buckets.h"

#include <algorithm>
#include <cmath>

namespace crosswalk::simulator {

WalmartBuckets::WalmartBuckets() {
  constexpr Millis minute{60'000};
  limit("GET /v3/orders", 5000, minute);
  limit("GET /v3/orders/#", 5000, minute);
  limit("GET /v3/orders/released", 60, minute);
  for (const char* action : {"acknowledge", "shipping", "cancel", "refund"})
    limit("POST /v3/orders/#/" + std::string(action), 60, minute);
  limit("GET /v3/returns", 50, minute);
  limit("POST /v3/returns/#/refund", 60, minute);
  limit("GET /v3/report/reconreport/reconFile", 100, minute);
  limit("GET /v3/report/payment/statement", 15, minute);
  limit("GET /v3/report/payment/performance", 15, minute);
  for (const char* stock : {"PUT /v3/inventory", "GET /v3/inventory", "PUT /v3/inventories/#",
                            "GET /v3/inventories/#", "GET /v3/inventories"})
    limit(stock, 200, minute);
  constexpr Millis hour{3'600'000};
  limit("PUT /v3/price", 100, hour);
  limit("GET /v3/items", 300, minute);
  limit("GET /v3/items?", 60, minute);
  limit("GET /v3/items/#", 900, minute);
  limit("GET /v3/items/#?", 60, minute);
  limit("GET /v3/feeds", 5000, minute);
  limit("POST /v3/feeds inventory", 10, hour);
  limit("POST /v3/feeds MP_INVENTORY", 50, hour);
  limit("POST /v3/feeds price", 10, hour);
  limit("GET /v3/webhooks/eventTypes", 5, minute);
  limit("POST /v3/webhooks/subscriptions", 200, minute);
  limit("GET /v3/webhooks/subscriptions", 50, minute);
  limit("PATCH /v3/webhooks/subscriptions/#", 5, minute);
  limit("DELETE /v3/webhooks/subscriptions/#", 10, minute);
  limit("POST /v3/webhooks/test", 10, minute);
}

void WalmartBuckets::limit(std::string endpoint, int capacity, Millis period) {
  buckets_[std::move(endpoint)] = {capacity, period, static_cast<double>(capacity), Instant()};
}

WalmartBuckets::Bucket* WalmartBuckets::filled(std::string_view endpoint, Instant now) {
  const auto found = buckets_.find(endpoint);
  if (found == buckets_.end()) return nullptr;
  Bucket& bucket = found->second;
  if (bucket.filled != Instant() && now > bucket.filled) {
    const double part =
        static_cast<double>((now - bucket.filled).count()) / static_cast<double>(bucket.period.count());
    bucket.level = std::min<double>(bucket.capacity, bucket.level + part * bucket.capacity);
  }
  bucket.filled = std::max(now, bucket.filled);
  return &bucket;
}

bool WalmartBuckets::take(std::string_view endpoint, Instant now) {
  Bucket* bucket = filled(endpoint, now);
  if (bucket == nullptr) return true;
  if (bucket->level < 1 - 1e-9) return false;
  bucket->level -= 1;
  return true;
}

void WalmartBuckets::tell(std::string_view endpoint, Instant now, wire::Headers& headers) {
  const Bucket* bucket = filled(endpoint, now);
  if (bucket == nullptr) return;
  const double missing = std::max(0.0, 1 - bucket->level);
  const auto wait = static_cast<std::int64_t>(std::ceil(
      missing * static_cast<double>(bucket->period.count()) / static_cast<double>(bucket->capacity)));
  const Instant next = now + Millis(wait);
  const int turn = told_++ % 6;
  std::string when;
  if (turn % 3 == 0) when = std::to_string((wait + 999) / 1000);
  if (turn % 3 == 1) when = std::to_string(next.millis());
  if (turn % 3 == 2) when = next.text();
  const bool old_spelling = turn < 3;
  headers.emplace_back(old_spelling ? "X-Current-Token-Count" : "x-current-token-count",
                       std::to_string(static_cast<std::int64_t>(bucket->level + 1e-9)));
  headers.emplace_back(old_spelling ? "X-Next-Replenishment-Time" : "x-next-replenish-time", std::move(when));
  if (!old_spelling) headers.emplace_back("x-max-token-count", std::to_string(bucket->capacity));
}

}  // namespace crosswalk::simulator
