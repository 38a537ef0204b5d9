#include "flow/commitments.h"

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

// The units whose product was booked, by the key of the product's line.
std::set<std::string> booked_lines(const std::string& text) {
  std::set<std::string> keys;
  if (text.empty()) return keys;
  const auto entries = read_entries(text);
  if (!entries) return keys;
  for (const Entry& entry : entries->entries)
    if (entry.role == EntryRole::placed && entry.state == UnitState::shipped) keys.insert(entry.line_key);
  return keys;
}

class Count {
 public:
  Count(Commitments& commitments, const OpenDays& open) : commitments_(commitments), open_(open) {}

  void order(const store::RecordRow& row, const LineList& lines, const std::string& entries) {
    const bool gone = row.state == RecordState::skipped || row.state == RecordState::dead;
    if (gone) return;
    const auto booked = booked_lines(entries);
    // An order line may have several charges for the same units.
    std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t>> seen;
    for (const Line& line : lines.lines()) {
      if (line.line_class != LineClass::product || line.fulfilment != "seller" || !line.refund.empty())
        continue;
      if (line.state == UnitState::cancelled || is_taken(row, line, booked)) continue;
      if (seen.emplace(line.order_line, line.unit_from, line.unit_to).second)
        commitments_.add(line.sku, line.quantity);
    }
  }

 private:
  bool is_taken(const store::RecordRow& row, const Line& line, const std::set<std::string>& booked) const {
    return line.state == UnitState::shipped && booked.contains(key_of(line)) &&
           !open_.contains({row.key.id, line.date});
  }

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
  Count count(commitments, *open);
  LineList lines;
  const auto each = [&](const store::RecordRow& row, const Record& record,
                        const std::string& entries) -> Result<void> {
    if (record.key.kind != RecordKind::order) return {};
    lines.clear();
    if (source.lines(record, lines)) count.order(row, lines, entries);
    return {};
  };
  if (auto read = store.each_received(pair, now - open_at_most, each); !read) return read.error();
  return commitments;
}

}  // namespace crosswalk::flow
