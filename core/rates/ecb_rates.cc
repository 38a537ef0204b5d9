#include "rates/ecb_rates.h"

#include <unistd.h>

#include <fstream>
#include <iterator>
#include <system_error>

#include "base/log.h"
#include "rates/ecb_feed.h"

namespace crosswalk::rates {
namespace fs = std::filesystem;
namespace {

constexpr Millis between_readings{24 * 3'600'000};
constexpr Millis between_missing{3'600'000};
constexpr Millis after_failure{15 * 60'000};
constexpr Millis longest_reading{20'000};
constexpr std::size_t largest_feed = std::size_t{16} << 20;  // all days since 1999 are some 9 MB

}  // namespace

Result<void> EcbRates::read_kept() {
  std::error_code error;
  if (!fs::exists(settings_.kept, error)) return {};
  std::ifstream in(settings_.kept, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  RateTable kept;
  if (auto read = kept.read(text, settings_.kept.filename().string()); !read)
    return fail(ErrorKind::config, read.error().message + "; delete the file to have the rates read again",
                read.error().where);
  table_.merge(kept);
  return {};
}

// Another process may have added days meanwhile; the file is replaced as a whole.
Result<void> EcbRates::keep() const {
  RateTable all = table_;
  {
    std::ifstream in(settings_.kept, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    RateTable kept;
    if (!text.empty() && kept.read(text, settings_.kept.string())) all.merge(kept);
  }
  const fs::path fresh = settings_.kept.string() + "." + std::to_string(getpid());
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << all.text() << std::flush;
  std::error_code error;
  if (out) fs::rename(fresh, settings_.kept, error);
  if (!out || error)
    return fail(ErrorKind::io, "the rates that were read cannot be kept in " + settings_.kept.string());
  return {};
}

Result<void> EcbRates::read_feed(const Stop& stop) {
  wire::HttpRequest request;
  request.url = settings_.url;
  request.timeout = longest_reading;
  request.max_reply = largest_feed;
  const auto called = transport_.call(request, stop);
  if (!called.reply) return called.failure.error;
  if (called.reply->status != 200)
    return fail(ErrorKind::outside,
                "the feed of rates answers with HTTP " + std::to_string(called.reply->status));
  auto fresh = read_ecb_feed(called.reply->body);
  if (!fresh) return fresh.error();
  table_.merge(*fresh);
  return keep();
}

Result<Decimal> EcbRates::rate(Currency base, Currency currency, Date day, const Stop& stop) {
  const std::lock_guard lock(mutex_);
  if (!opened_) {
    if (auto read = read_kept(); !read) return read.error();
    opened_ = true;
  }
  constexpr std::string_view source = "the feed of rates";
  auto found = table_.find(base, currency, day, source);
  const Instant now = clock_.now();
  if (now >= (found ? next_ : next_early_)) {
    const auto read = read_feed(stop);
    if (!read) log::warning("rates", read.error().text());
    next_ = now + (read ? between_readings : after_failure);
    next_early_ = now + (read ? between_missing : after_failure);
    found = table_.find(base, currency, day, source);
  }
  if (!found && found.error().kind == ErrorKind::not_found)
    return fail(ErrorKind::not_found,
                found.error().message + "; replay it when the feed has one, or name a file of rates");
  return found;
}

}  // namespace crosswalk::rates
