// FileRates: rates from a file of the workspace (rate_table.h says how it looks), read anew when it has
// changed. Safe from any thread.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>

#include "link/rates.h"
#include "rates/rate_table.h"

namespace crosswalk::rates {

class FileRates final : public Rates {
 public:
  // `shown` is how messages call it: "rates.csv".
  FileRates(std::filesystem::path file, std::string shown)
      : file_(std::move(file)), shown_(std::move(shown)) {}

  // ErrorKind::config with file:line where the file cannot be read.
  Result<Decimal> rate(Currency base, Currency currency, Date day, const Stop& stop) override;

 private:
  Result<void> read_if_changed();

  std::filesystem::path file_;
  std::string shown_;
  std::mutex mutex_;
  RateTable table_;
  std::filesystem::file_time_type changed_{};
  std::uintmax_t size_ = 0;
  bool known_ = false;
};

}  // namespace crosswalk::rates
