#include "flow/settle_refused.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace crosswalk::flow {
namespace {

using Place = std::pair<Date, RowPart>;

// The part that documents of a kind book; nothing: they follow from no rule's answer, or book whole visits.
std::optional<RowPart> part_booked_by(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::bank_transaction:
    case DocumentKind::invoice:
    case DocumentKind::bill:
      return RowPart::rows;
    case DocumentKind::credit_note:
      return RowPart::refunds;
    case DocumentKind::bank_transfer:
      return RowPart::payouts;
    default:
      return std::nullopt;
  }
}

bool books_visits(DocumentKind kind) {
  return kind == DocumentKind::gl_run_group || kind == DocumentKind::receivable;
}

// Certainly not in the ledger, and not on its way there.
bool is_unsent(const Document& document) {
  return document.state == DocumentState::rejected || document.state == DocumentState::drafted ||
         document.state == DocumentState::retry;
}

struct Found {
  bool refused = false;
  bool stands = false;  // any of it, or a person let it be gone
  Decimal total;        // of what was refused: onto the clearing account
};

void note(const Standing& standing, Found& found) {
  const bool unsent = is_unsent(standing.document) && !standing.removed;
  found.stands = found.stands || !unsent;
  found.refused = found.refused || standing.document.state == DocumentState::rejected;
}

// What a document says moves onto the clearing account.
Decimal onto_clearing(const Document& document, const Ledger& ledger) {
  const Decimal total = document.total ? document.total->amount : Decimal();
  if (document.kind == DocumentKind::bank_transaction && ledger.onto_clearing(document) < 0)
    return total.negated();
  const bool out = document.kind == DocumentKind::bill || document.kind == DocumentKind::credit_note;
  return out ? total.negated() : total;
}

// What the entries of a day say of the same: all but the other side of the rows.
Result<Decimal> booked_at(const Place& place, const Entries& booked) {
  Decimal sum;
  for (const Entry& entry : booked.entries) {
    if (entry.counter() || entry.role == EntryRole::accrued || entry.date != place.first ||
        part_of(entry) != place.second)
      continue;
    const auto more = add(sum, entry.amount.amount.negated());
    if (!more) return more.error();
    sum = *more;
  }
  return sum;
}

// A payout's direction is in its accounts.
bool agrees(const Place& place, Decimal booked, Decimal told) {
  return place.second == RowPart::payouts ? booked.magnitude() == told.magnitude() : booked == told;
}

}  // namespace

RowPart part_of(const Entry& entry) {
  if (entry.line_class == LineClass::deposit) return RowPart::payouts;
  return entry.refund.empty() ? RowPart::rows : RowPart::refunds;
}

Result<RefusedParts> RefusedParts::of(const Entries& booked, const Posted& posted, const Ledger& ledger) {
  RefusedParts out;
  std::map<Place, Found> places;
  Found visits;
  for (const Standing& standing : posted) {
    const Document& document = standing.document;
    if (books_visits(document.kind)) note(standing, visits);
    const auto part = part_booked_by(document.kind);
    if (!part) continue;
    Found& found = places[{document.date, *part}];
    note(standing, found);
    const auto more = add(found.total, onto_clearing(document, ledger));
    if (!more) return more.error();
    found.total = *more;
  }
  out.everything_ = visits.refused && !visits.stands;
  for (const auto& [place, found] : places) {
    if (!found.refused || found.stands) continue;
    const auto sum = booked_at(place, booked);
    if (!sum) return sum.error();
    if (agrees(place, *sum, found.total)) out.parts_.insert(place);
  }
  std::set<std::pair<DocumentKind, std::string>> gone;
  for (const Standing& standing : posted) {
    const Document& document = standing.document;
    const auto part = part_booked_by(document.kind);
    const bool goes =
        books_visits(document.kind) ? out.everything_ : part && out.parts_.contains({document.date, *part});
    if (!goes) continue;
    out.withdrawn_.push_back(document.id);
    gone.emplace(document.kind, document.key);
  }
  // What waits for them is drafted anew as well.
  for (const Standing& standing : posted) {
    const Document& document = standing.document;
    const bool moves = document.kind == DocumentKind::payment || document.kind == DocumentKind::refund ||
                       document.kind == DocumentKind::allocation;
    if (moves && is_unsent(document) &&
        std::any_of(document.depends_on.begin(), document.depends_on.end(), [&](const Dependency& awaited) {
          return gone.contains({awaited.kind, awaited.key});
        }))
      out.withdrawn_.push_back(document.id);
  }
  return out;
}

bool RefusedParts::takes(Date date, RowPart part) const {
  return everything_ || parts_.contains({date, part});
}

bool RefusedParts::takes(const Entry& entry) const {
  if (everything_) return true;
  // Payments of other records' invoices are documents of their own, and so is what is taken back of an
  // accrual.
  if (entry.role == EntryRole::accrued || !entry.pays.empty()) return false;
  return parts_.contains({entry.date, part_of(entry)});
}

}  // namespace crosswalk::flow
