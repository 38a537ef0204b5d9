#include "wire/caller.h"

#include <algorithm>
#include <charconv>
#include <random>

namespace crosswalk::wire {
namespace {

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::optional<Instant> http_date(std::string_view text) {
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  if (text.size() != 29 || !text.ends_with(" GMT")) return std::nullopt;
  const auto month = months.find(text.substr(8, 3));
  if (month == std::string_view::npos) return std::nullopt;
  std::string iso(text.substr(12, 4));
  const std::string number = std::to_string(month / 3 + 1);
  iso += (number.size() == 1 ? "-0" : "-") + number + "-" + std::string(text.substr(5, 2)) + "T" +
         std::string(text.substr(17, 8)) + "Z";
  const auto instant = Instant::parse(iso);
  return instant ? std::optional(*instant) : std::nullopt;
}

constexpr int too_many_requests = 429;  // RFC 6585 §4: refused, so nothing was done

CallResult failed(Reach reach, Error error) {
  return {std::nullopt, {reach, std::move(error)}};
}

Error stopped() {
  return fail(ErrorKind::stopped, "the call was stopped while it waited");
}

}  // namespace

Jitter random_jitter() {
  return [] {
    thread_local std::minstd_rand generator{std::random_device{}()};
    return std::uniform_real_distribution<double>(0.0, 1.0)(generator);
  };
}

Millis backoff(int failed_tries, double jitter) {
  const double full = 1000.0 * static_cast<double>(1U << std::min(failed_tries - 1, 10));
  const double capped = std::min(full, static_cast<double>(limits::longest_backoff.count()));
  return Millis(static_cast<std::int64_t>(capped * (0.5 + jitter / 2)));
}

std::optional<Instant> retry_after(const Headers& headers, Instant now) {
  const auto value = header(headers, "Retry-After");
  if (!value) return std::nullopt;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value->data(), value->data() + value->size(), seconds);
  if (error == std::errc{} && end == value->data() + value->size() && seconds >= 0 && seconds < 100'000'000)
    return now + Millis(seconds * 1000);
  return http_date(*value);
}

Caller::Caller(Transport& transport, Budget& budget, Clock& clock, Jitter jitter)
    : transport_(transport), budget_(budget), clock_(clock), jitter_(std::move(jitter)) {}

Result<void> Caller::wait_for_budget(const CallPolicy& policy, std::optional<Instant> latest,
                                     const Stop& stop) {
  for (const auto& bucket : policy.buckets) {
    for (;;) {
      const Instant now = clock_.now();
      const auto when = budget_.take(bucket, now);
      if (!when) return when.error();
      if (*when <= now) break;
      if (latest && *when > *latest)
        return fail(ErrorKind::limit,
                    "the call budget of " + bucket.bucket + " is spent until " + when->text_seconds());
      if (!clock_.wait_until(*when, stop)) return stopped();
    }
  }
  return {};
}

CallResult Caller::call(const HttpRequest& request, const CallPolicy& policy, const Judge& judge,
                        const Stop& stop) {
  const auto latest = policy.patience ? std::optional(clock_.now() + *policy.patience) : std::nullopt;
  Reach reach = Reach::not_sent;  // of all tries so far
  for (int tries = 1;; ++tries) {
    if (stop.stop_requested()) return failed(reach, stopped());
    if (auto granted = wait_for_budget(policy, latest, stop); !granted) return failed(reach, granted.error());
    CallResult result = transport_.call(request, stop);
    Instant again = clock_.now() + backoff(tries, jitter_());
    bool repeat = false;
    if (result.reply) {
      const Advice advice = judge(*result.reply, clock_.now());
      if (advice.not_before) again = *advice.not_before;
      const auto paused =
          advice.pause_bucket.empty() ? Result<void>() : budget_.pause(advice.pause_bucket, again);
      // Without the pause the next try could break the other side's limit; the reply itself is never lost by
      // it.
      repeat = advice.retry && paused;
      if (result.reply->status != too_many_requests) reach = Reach::maybe_sent;
    } else {
      if (result.failure.reach == Reach::maybe_sent) reach = Reach::maybe_sent;
      repeat = result.failure.error.kind != ErrorKind::stopped &&
               (result.failure.reach == Reach::not_sent || policy.repeatable);
      result.failure.reach = reach;
    }
    if (!repeat || tries >= policy.tries || (latest && again > *latest)) return result;
    if (!clock_.wait_until(again, stop)) return failed(reach, stopped());
  }
}

}  // namespace crosswalk::wire
