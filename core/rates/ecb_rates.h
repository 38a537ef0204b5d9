// EcbRates: rates from a feed in the form of the European Central Bank's (ecb_feed.h), kept in a file of the
// workspace. It is read when a rate is asked for and the last reading is a day old, or an hour old and the
// rate is not there; when it cannot be read, what is kept goes on holding. The file keeps every day that was
// ever read, in the form of a rates file, so that a feed of 90 days is enough. Safe from any thread;
// processes that share the file each add what they read.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "base/clock.h"
#include "link/rates.h"
#include "rates/rate_table.h"
#include "wire/message.h"

namespace crosswalk::rates {

struct EcbSettings {
  std::string url;             // "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-hist-90d.xml"
  std::filesystem::path kept;  // the file
};

class EcbRates final : public Rates {
 public:
  EcbRates(EcbSettings settings, wire::Transport& transport, Clock& clock)
      : settings_(std::move(settings)), transport_(transport), clock_(clock) {}

  Result<Decimal> rate(Currency base, Currency currency, Date day, const Stop& stop) override;

 private:
  Result<void> read_kept();
  Result<void> read_feed(const Stop& stop);
  Result<void> keep() const;

  EcbSettings settings_;
  wire::Transport& transport_;
  Clock& clock_;
  std::mutex mutex_;
  RateTable table_;
  bool opened_ = false;
  Instant next_;        // the next reading of the feed
  Instant next_early_;  // the same where a rate is missing
};

}  // namespace crosswalk::rates
