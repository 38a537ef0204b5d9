#include "walmart/return_units.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "walmart/order_terms.h"

namespace crosswalk::walmart {
namespace {

constexpr std::string_view refunded = "REFUND_COMPLETED";

class LineUnits {
 public:
  LineUnits(const ReturnFields& all, const ReturnLineFields& line, Instant created)
      : line_(line),
        created_(created),
        tracks_(std::span(all.tracks).subspan(line.first_track, line.tracks)),
        events_(std::span(all.events).subspan(line.first_event, line.events)) {}

  bool has_event(std::string_view tag) const {
    return std::any_of(events_.begin(), events_.end(), [&](const auto& event) { return event.tag == tag; });
  }

  Result<void> read(std::vector<RefundedUnits>& out) const {
    out.clear();
    const auto whole = units_in(line_.quantity);
    if (!whole || *whole == 0) return wrong("the quantity must be a whole number above 0", "quantity");
    if (auto done = tracks_.empty() ? by_quantity(*whole, out) : by_track(*whole, out); !done) return done;
    std::uint64_t sum = 0;
    for (const auto& part : out) sum += part.units;
    if (sum > *whole)
      return wrong("more units are refunded (" + std::to_string(sum) + ") than returned (" +
                       std::to_string(*whole) + ")",
                   "currentTrackingStatuses");
    std::stable_sort(out.begin(), out.end(),
                     [](const RefundedUnits& a, const RefundedUnits& b) { return a.at < b.at; });
    return {};
  }

 private:
  static Result<void> wrong(std::string what, std::string path) {
    return fail(ErrorKind::invalid, std::move(what), std::move(path));
  }

  Result<void> by_track(std::uint32_t whole, std::vector<RefundedUnits>& out) const {
    for (std::size_t i = 0; i < tracks_.size(); ++i) {
      const ReturnTrackFields& track = tracks_[i];
      if (track.refund_status != refunded) continue;
      auto units = Result<std::uint32_t>(whole);
      if (!track.quantity.empty() || tracks_.size() > 1) units = units_in(track.quantity);
      if (!units)
        return wrong("a whole number of units is expected",
                     "currentTrackingStatuses[" + std::to_string(i) + "].quantity");
      if (*units > 0) out.push_back({*units, refund_time(track.time), is_back(track.status)});
    }
    return {};
  }

  // `currentRefundStatus` of a line is for all its units and out of date; it only speaks against a refund
  // that no event tells of.
  Result<void> by_quantity(std::uint32_t whole, std::vector<RefundedUnits>& out) const {
    const bool denied = line_.refund_status == "NOT_REFUNDED" && !has_event("REFUND_ISSUED") &&
                        !has_event("REFUND_INITIATED");
    if (denied) return {};
    std::uint32_t units = line_.refund_status == refunded ? whole : 0;
    if (!line_.refunded.empty()) {
      const auto said = units_in(line_.refunded);
      if (!said) return wrong("a whole number of units is expected", "refundedQty");
      units = *said;
    }
    if (units > 0) out.push_back({units, refund_time(line_.status_time), is_back(line_.status)});
    return {};
  }

  // The last refund event that happened by `status_time`, which itself moves on when the goods arrive.
  Instant refund_time(std::string_view status_time) const {
    const auto status = time_in(status_time);
    std::optional<Instant> issued;
    std::optional<Instant> begun;
    for (const auto& event : events_) {
      const bool is_issue = event.tag == "REFUND_ISSUED";
      if (!is_issue && event.tag != "REFUND_INITIATED") continue;
      const auto at = time_in(event.time);
      if (!at || (status && *at > *status)) continue;
      auto& latest = is_issue ? issued : begun;
      if (!latest || *at > *latest) latest = *at;
    }
    if (issued) return *issued;
    if (status) return *status;
    return begun.value_or(created_);
  }

  bool is_back(std::string_view status) const {
    if (line_.keep_it == "true" || line_.method == "KEEP_ITEM" || status == "INITIATED") return false;
    return has_event("DELIVERED_AT_RETURN_CENTER") || has_event("DELIVERED_AFTER_INVOICE");
  }

  const ReturnLineFields& line_;
  Instant created_;
  std::span<const ReturnTrackFields> tracks_;
  std::span<const ReturnEventFields> events_;
};

bool has_ended(std::string_view status) {
  return status == "COMPLETED" || status == "CANCELLED";
}

}  // namespace

Result<void> refunded_units(const ReturnFields& all, const ReturnLineFields& line, Instant created,
                            std::vector<RefundedUnits>& out) {
  return LineUnits(all, line, created).read(out);
}

bool is_cancelled(const ReturnFields& all, const ReturnLineFields& line) {
  const LineUnits units(all, line, Instant());
  std::vector<RefundedUnits> parts;
  if (!units.read(parts) || !parts.empty()) return false;
  const auto tracks = std::span(all.tracks).subspan(line.first_track, line.tracks);
  const bool ended = tracks.empty()
                         ? has_ended(line.status)
                         : std::all_of(tracks.begin(), tracks.end(), [](const auto& track) {
                             return has_ended(track.status) && track.refund_status != "REFUND_INITIATED";
                           });
  return ended && (units.has_event("RETURN_CANCELLED") || !line.cancellation_reason.empty() ||
                   line.status == "CANCELLED");
}

}  // namespace crosswalk::walmart
