// What this room bounds, and why.
#pragma once

#include <cstddef>

#include "base/date.h"

namespace crosswalk::server::limits {

// walmart.md §6.5: an answer within three seconds; xero.md §7: within five. Half a second is the network's.
inline constexpr Millis webhook_patience{2'500};
inline constexpr Millis api_patience{10'000};
inline constexpr std::size_t webhook_body = std::size_t{256} << 10;  // a real event has 1 to 10 KiB
inline constexpr std::size_t api_body = std::size_t{4} << 20;
inline constexpr std::size_t api_items = 1'000;  // notices in one request
inline constexpr std::size_t longest_key = 200;
// Requests that wait to be written; more are answered 429. A second's worth at the largest rate.
inline constexpr std::size_t most_waiting = 1'000;
inline constexpr std::size_t batch = 500;     // requests written in one transaction
inline constexpr std::size_t threads = 64;    // connections that are served at one time
inline constexpr Millis request_time{5'000};  // from a request's first byte to its last
inline constexpr Millis idle_time{30'000};    // a kept connection without a request
inline constexpr Millis key_cache{1'000};     // so soon does a revoked key stop working
inline constexpr int retry_after = 5;         // seconds, said with 429 and 503

}  // namespace crosswalk::server::limits
