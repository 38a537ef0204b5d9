#include "flow/commitments.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "flow/bookings.h"
#include "flow/line_list.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

// Walmart cancels by itself what has not shipped days after its date (walmart.md §2.8), so that nothing stays
// open for longer.
constexpr Millis open_at_most{std::int64_t{90} * 86'400'000};

// The days of a record whose invoice is not there yet, by the record's number.
using OpenDays = std::set<std::pair<std::string, Date>>;

Result<OpenDays> open_days(store::Store& store, const std::string& pair) {
  OpenDays days;
  const auto rows = store.open_documents(pair, DocumentKind::invoice);
  if (!rows) return rows.error();
  for (const auto& row : *rows)
    if (row.document.record) days.emplace(row.document.record->id, row.document.date);
  return days;
}

struct Booked {
  std::set<std::string> lines;  // keys of the products' lines whose units were booked
  bool informs = false;         // the order's settlements book them instead
};

Booked booked_by(const std::string& text) {
  Booked booked;
  if (text.empty()) return booked;
  const auto entries = read_entries(text);
  if (!entries) return booked;
  booked.informs = entries->informs();
  for (const Entry& entry : entries->entries)
    if (entry.role == EntryRole::placed && entry.state == UnitState::shipped)
      booked.lines.insert(entry.line_key);
  return booked;
}

using Units = std::map<std::string, std::int64_t>;  // millionths, by SKU in small letters

// Of an order that only informs.
Result<Units> settled_units(store::Store& store, const std::string& pair, const std::string& order) {
  const auto standing = store.order_standings(pair, {&order, 1}, RecordKey{});
  if (!standing) return standing.error();
  Units units;
  for (const store::Booking& booking : standing->front().settled)
    if (booking.side == store::BookingSide::sale && booking.charge == "product")
      units[booking.sku] += booking.quantity.units();
  return units;
}

class Count {
 public:
  Count(store::Store& store, std::string pair, Commitments& commitments, const OpenDays& open)
      : store_(store), pair_(std::move(pair)), commitments_(commitments), open_(open) {}

  Result<void> order(const store::RecordRow& row, const LineList& lines, const std::string& entries) {
    const bool gone = row.state == RecordState::skipped || row.state == RecordState::dead;
    if (gone) return {};
    const Booked booked = booked_by(entries);
    Units settled;
    if (booked.informs) {
      auto read = settled_units(store_, pair_, row.key.id);
      if (!read) return read.error();
      settled = std::move(*read);
    }
    // An order line may have several charges for the same units.
    std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t>> seen;
    for (const Line& line : lines.lines()) {
      if (line.line_class != LineClass::product || line.fulfilment != "seller" || !line.refund.empty())
        continue;
      if (line.state == UnitState::cancelled) continue;
      if (!booked.informs && is_taken(row, line, booked.lines)) continue;
      if (!seen.emplace(line.order_line, line.unit_from, line.unit_to).second) continue;
      std::int64_t& taken = settled[folded_sku(line.sku)];
      const std::int64_t here =
          line.state == UnitState::shipped ? std::clamp(taken, std::int64_t{0}, line.quantity.units()) : 0;
      taken -= here;
      commitments_.add(line.sku, Decimal::from_units(line.quantity.units() - here));
    }
    return {};
  }

 private:
  bool is_taken(const store::RecordRow& row, const Line& line, const std::set<std::string>& booked) const {
    return line.state == UnitState::shipped && booked.contains(key_of(line)) &&
           !open_.contains({row.key.id, line.date});
  }

  store::Store& store_;
  std::string pair_;
  Commitments& commitments_;
  const OpenDays& open_;
};

}  // namespace

Decimal Commitments::of(std::string_view sku) const {
  const auto found = units_.find(folded_sku(sku));
  return found == units_.end() ? Decimal() : found->second;
}

void Commitments::add(std::string_view sku, Decimal units) {
  Decimal& sum = units_[folded_sku(sku)];
  // Units are small; what would overflow stays at what is known.
  if (const auto more = crosswalk::add(sum, units)) sum = *more;
}

Result<Commitments> read_commitments(store::Store& store, const Source& source, const std::string& pair,
                                     Instant now) {
  const auto open = open_days(store, pair);
  if (!open) return open.error();
  Commitments commitments;
  Count count(store, pair, commitments, *open);
  LineList lines;
  const auto each = [&](const store::RecordRow& row, const Record& record,
                        const std::string& entries) -> Result<void> {
    if (record.key.kind != RecordKind::order) return {};
    lines.clear();
    return source.lines(record, lines) ? count.order(row, lines, entries) : Result<void>{};
  };
  if (auto read = store.each_received(pair, now - open_at_most, each); !read) return read.error();
  return commitments;
}

}  // namespace crosswalk::flow
