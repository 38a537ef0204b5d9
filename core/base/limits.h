// Every limit of the engine, named, in one place. Where a limit is an outside system's, the source is said.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/date.h"

namespace crosswalk::limits {

// Rules: what one record may cost (DESIGN §5). Both can be set in crosswalk.yaml.
inline constexpr Millis rule_time{50};
inline constexpr std::size_t rule_memory = std::size_t{16} << 20;
inline constexpr std::int64_t rule_instructions = 5'000'000;

// Wire.
inline constexpr Millis connect_timeout{10'000};
inline constexpr Millis call_timeout{100'000};
inline constexpr std::size_t max_reply_bytes = std::size_t{64} << 20;
inline constexpr Millis longest_backoff{60'000};
inline constexpr Millis slot_lease{150'000};    // of calls at once: longer than one may take
inline constexpr Millis slot_look{100};         // how often to see whether another process gave one back
inline constexpr Millis slot_patience{10'000};  // what a call waits for one, well below an attempt's lease
inline constexpr int read_tries = 5;            // walmart.md §7: "GET: retry 5×"

// Records.
inline constexpr std::size_t max_record_bytes = std::size_t{16} << 20;
inline constexpr std::size_t claim_batch = 50;  // performance.md: store transactions of about 50
inline constexpr Millis record_lease{60'000};
inline constexpr Millis put_back_rest{1'000};  // before a record is mapped again whose grounds have changed
inline constexpr std::size_t settlement_chunk = 2'000;  // rows of a settlement in one transaction

// Settlement reports (walmart.md §4.2): a million rows are some 350 MB of text and a tenth of it as a ZIP.
inline constexpr std::size_t max_report_bytes = std::size_t{256} << 20;
inline constexpr std::size_t max_report_text = std::size_t{4} << 30;
inline constexpr std::size_t max_report_row = std::size_t{1} << 20;

// Dispatch.
inline constexpr std::size_t ledger_batch = 50;              // xero.md §3.1: about 50 elements a request
inline constexpr std::size_t ledger_body_bytes = 3'500'000;  // xero.md §3.1: "stay ≤ 3.5 MB"
inline constexpr Millis attempt_lease{180'000};              // longer than any call may take
inline constexpr Millis send_patience{60'000};   // what a write may wait for its turn, well below the lease
inline constexpr Millis absence_spacing{5'000};  // xero.md §8.3: look up twice, some seconds apart
inline constexpr int absences_needed = 2;        // DESIGN §2.7
inline constexpr int send_tries = 8;             // of what never arrives; then a person is asked
inline constexpr Millis first_retry{10'000};     // four times longer after each try
inline constexpr Millis longest_retry{3'600'000};
inline constexpr Millis longest_look_up_gap{600'000};

// Inbox.
inline constexpr Millis inbox_lease{180'000};      // longer than fetching a batch of orders may take
inline constexpr Millis inbox_first_retry{5'000};  // three times longer after each try
inline constexpr Millis inbox_longest_retry{900'000};
inline constexpr Millis hint_patience{
    86'400'000};  // what was not readable for so long: polling would show it
inline constexpr Millis inbox_keep_done{40LL * 86'400'000};  // xero.md §7: events are replayed for 31 days
inline constexpr Millis inbox_keep_refused{90LL * 86'400'000};

// What goes to the market.
inline constexpr std::size_t feed_from_stock = 50;   // so many at once go as one feed, fewer one by one
inline constexpr std::size_t feed_from_prices = 10;  // walmart.md §7: 100 single prices an hour, 10 feeds
inline constexpr std::size_t feed_items = 2'000;     // well below a feed's largest size (walmart.md §5.4)

// Reload.
inline constexpr Millis reload_settle{200};      // rest after the last change of a rule file, then it is read
inline constexpr Millis worker_silence{15'000};  // a worker that has not reported for so long is dead
inline constexpr Millis worker_heartbeat{5'000};  // a third of it
inline constexpr Millis published_look{250};      // how often a worker asks what others have published

// Alerts.
inline constexpr Millis alert_quiet{3'600'000};
inline constexpr Millis alert_remind{86'400'000};
inline constexpr Millis alert_gather{
    30'000};  // a fresh cause is given time to grow, so that one message tells all
inline constexpr Millis alert_look{10'000};     // how often what stands is looked at
inline constexpr Millis alert_timeout{30'000};  // what telling one target may take
inline constexpr Millis alert_lease{300'000};   // longer than telling may take
inline constexpr Millis alert_first_retry{60'000};
inline constexpr Millis alert_longest_retry{3'600'000};
inline constexpr std::size_t alert_causes = 500;

// Store.
inline constexpr Millis store_patience{10'000};  // how long a step waits for another process's step

}  // namespace crosswalk::limits
