#include "auth/lease.h"

#include <charconv>
#include <utility>

#include "base/crypto.h"

namespace crosswalk::auth {
namespace {

constexpr Millis look_again{50};

// An end further ahead than a whole life was written by a clock that went wrong.
bool is_held(const std::string& text, Millis life, Instant now) {
  const auto blank = text.find(' ');
  std::int64_t until = 0;
  if (blank == std::string::npos ||
      std::from_chars(text.data() + blank + 1, text.data() + text.size(), until).ec != std::errc{})
    return false;
  return until > now.millis() && until <= (now + life).millis();
}

}  // namespace

Result<Lease> Lease::take(store::Store& store, const std::string& name, Millis life, Clock& clock,
                          const Stop& stop) {
  const std::string note = "lease/" + name;
  const std::string owner = random_uuid();
  for (;;) {
    const auto there = store.note(note);
    if (!there) return there.error();
    const Instant now = clock.now();
    if (!is_held(*there, life, now)) {
      std::string mine = owner + " " + std::to_string((now + life).millis());
      const auto taken = store.swap_note(note, *there, mine);
      if (!taken) return taken.error();
      if (*taken) return Lease(store, note, std::move(mine));
    } else if (!clock.wait_until(now + look_again, stop)) {
      return fail(ErrorKind::stopped, "stopped while another process renews the sign-in");
    }
  }
}

Lease::Lease(Lease&& other) noexcept
    : store_(std::exchange(other.store_, nullptr)),
      note_(std::move(other.note_)),
      text_(std::move(other.text_)) {}

Lease::~Lease() {
  // Where this fails the lease ends by itself; where another has it by now, it stays the other's.
  if (store_ != nullptr) (void)store_->swap_note(note_, text_, "");
}

}  // namespace crosswalk::auth
