#include "rates/file_rates.h"

#include <fstream>
#include <iterator>
#include <system_error>

namespace crosswalk::rates {
namespace fs = std::filesystem;

Result<void> FileRates::read_if_changed() {
  std::error_code no_time;
  std::error_code no_size;
  const auto changed = fs::last_write_time(file_, no_time);
  const auto size = fs::file_size(file_, no_size);
  const auto unreadable = [this] {
    return fail(ErrorKind::config, "the rates cannot be read; `rates: {file: …}` must name a readable file",
                shown_);
  };
  if (no_time || no_size) return unreadable();
  if (known_ && changed == changed_ && size == size_) return {};
  std::ifstream in(file_, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return unreadable();
  RateTable table;
  if (auto read = table.read(text, shown_); !read) return read;
  table_ = std::move(table);
  changed_ = changed;
  size_ = size;
  known_ = true;
  return {};
}

Result<Decimal> FileRates::rate(Currency base, Currency currency, Date day, const Stop& /*stop*/) {
  const std::lock_guard lock(mutex_);
  if (auto read = read_if_changed(); !read) return read.error();
  auto found = table_.find(base, currency, day, shown_);
  if (!found && found.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found, found.error().message + "; add it, then replay");
  return found;
}

}  // namespace crosswalk::rates
