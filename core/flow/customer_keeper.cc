#include "flow/customer_keeper.h"

#include <algorithm>

#include "base/log.h"
#include "flow/headroom.h"

namespace crosswalk::flow {
namespace {

constexpr Millis list_after{6 * 3'600'000};
constexpr Millis retry_after_failure{60'000};
// A list is read again for a customer whom it lacks no sooner than this for each so many that it has: long
// lists are many pages.
constexpr std::size_t customers_a_minute = 10'000;
constexpr std::size_t most_named = 10;

// ", 2 renamed (C1, C2)"; nothing of none.
std::string told(const std::vector<std::string>& codes, std::string_view what) {
  if (codes.empty()) return {};
  std::string text = ", " + std::to_string(codes.size()) + " " + std::string(what) + " (";
  for (std::size_t i = 0; i < std::min(codes.size(), most_named); ++i)
    text += (i == 0 ? "" : ", ") + codes[i];
  return text + (codes.size() > most_named ? ", …)" : ")");
}

// Codes only: names may be people's.
void tell(const std::string& pair, const Customers& before, const Customers& now) {
  const CustomerChanges changes = changes_between(before, now);
  const std::string text = told(changes.added, "new") + told(changes.renamed, "renamed") +
                           told(changes.ended, "no longer active") +
                           told(changes.vanished, "no longer listed");
  if (!text.empty())
    log::info("customers", "the ledger's customers of pair " + pair + " have changed" + text);
}

}  // namespace

std::optional<CustomerReading> CustomerKeeper::current(const Stop& stop) {
  const std::string source = ledger_.customer_source();
  if (source.empty()) return std::nullopt;
  const std::lock_guard lock(mutex_);
  const Instant now = clock_.now();
  if (now >= next_) look_at_store(source);
  if (now >= next_) read(source, now, stop);
  return reading_;
}

// What another process has read since serves as well.
void CustomerKeeper::look_at_store(const std::string& source) {
  auto kept = kept_customers(store_, pair_, source);
  if (!kept) {
    log::warning("customers", kept.error().text());
    return;
  }
  if (!kept->has_value() || (reading_ && (*kept)->read <= reading_->read)) return;
  reading_ = std::move(*kept);
  next_ = reading_->read + list_after;
}

void CustomerKeeper::read(const std::string& source, Instant now, const Stop& stop) {
  next_ = now + retry_after_failure;
  if (reading_)
    // A list that is a little old costs less than a day's last calls.
    if (const auto room = headroom(store_, ledger_.pace(), now); room && room->share < lists_share) return;
  auto read = ledger_.customers(stop);
  auto list = read ? Customers::of(std::move(*read)) : Result<Customers>(read.error());
  if (!list) {
    log::warning("customers", list.error().text());
    return;
  }
  if (reading_) tell(pair_, *reading_->list, *list);
  reading_ = next_reading(reading_, std::move(*list), source, now);
  next_ = now + list_after;
  // One that could not be kept costs a preview its customers, never a booking.
  if (const auto kept = keep_customers(store_, pair_, *reading_); !kept)
    log::warning("customers", kept.error().text());
}

void CustomerKeeper::suspect() {
  const std::lock_guard lock(mutex_);
  if (!reading_) return;
  const auto minutes = 1 + static_cast<std::int64_t>(reading_->list->size() / customers_a_minute);
  next_ = std::min(next_, reading_->read + minutes * Millis(60'000));
}

}  // namespace crosswalk::flow
