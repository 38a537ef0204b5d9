#include "flow/changed_by_others.h"

#include <algorithm>

#include "model/moved_money.h"

namespace crosswalk::flow {
namespace {

constexpr std::int64_t rate_rounding = Decimal::one / 1'000'000;
constexpr std::int64_t inverse_rounding = Decimal::one / 100'000;  // of two rates of six places, multiplied

void add(std::string& list, const std::string& part) {
  list += (list.empty() ? "" : ", ") + part;
}

std::string noun_of(DocumentKind kind) {
  std::string noun(name_of(kind));
  std::replace(noun.begin(), noun.end(), '_', ' ');
  return noun;
}

bool is(const std::optional<Money>& ours, const LedgerChange& theirs) {
  if (!ours || !theirs.total) return true;
  return ours->amount == *theirs.total &&
         (theirs.currency.empty() || theirs.currency == ours->currency.code());
}

std::string total_text(const LedgerChange& theirs, const Money& ours) {
  const bool other = !theirs.currency.empty() && theirs.currency != ours.currency.code();
  return theirs.total->text(2) + (other ? " " + theirs.currency : "");
}

}  // namespace

std::string difference_outside(const store::OutsideDocument& ours, const LedgerChange& theirs,
                               const std::string& ledger, bool contact_moved,
                               const std::optional<Places>& said) {
  const Document& document = ours.row.document;
  const auto& receipt = ours.row.receipt;
  // What a person let stand counts as well, and a receipt that differs says so.
  const bool let_stand = document.state == DocumentState::posted && receipt && receipt->total;
  std::string what;
  if (theirs.gone) {
    what = theirs.status.empty() ? "removed" : theirs.status;
    if (document.total) add(what, "total " + document.total->amount.text(2) + " → 0.00");
  } else {
    if (!is(document.total, theirs) && !(let_stand && is(receipt->total, theirs)))
      add(what, "total " + document.total->amount.text(2) + " → " + total_text(theirs, *document.total));
    if (theirs.date && *theirs.date != document.date)
      add(what, "date " + document.date.text() + " → " + theirs.date->text());
    if (contact_moved) add(what, "another contact");
    // Where the total is another one the lines are as well, and a person was told.
    if (what.empty() && said && theirs.places) what = moved_money(*said, *theirs.places);
  }
  return what.empty() ? what : "changed in " + ledger + " by somebody: " + what;
}

std::string seen_outside(const LedgerChange& theirs) {
  if (theirs.gone) return "gone";
  std::string lines;
  if (theirs.places)
    for (const PlacedAmount& one : *theirs.places) {
      lines += "|" + one.account + " " + one.tax_type;
      for (const auto& [category, option] : one.tracking) lines += " " + category + "=" + option;
      lines += " " + one.amount.text();
    }
  return (theirs.total ? theirs.total->text(2) + theirs.currency : std::string("-")) + "|" +
         (theirs.date ? theirs.date->text() : std::string("-")) + "|" + theirs.contact + "|" +
         (theirs.rate ? theirs.rate->text() : std::string("-")) + lines;
}

std::string rate_outside(Decimal sent, const LedgerChange& theirs, const std::string& ledger) {
  if (theirs.gone || !theirs.rate || sent.is_zero()) return {};
  const auto off = crosswalk::add(*theirs.rate, sent.negated());
  if (off && off->magnitude().units() <= rate_rounding) return {};
  const auto product = multiply(sent, *theirs.rate);
  const auto beside = product ? crosswalk::add(*product, Decimal::whole(-1)) : product;
  if (beside && beside->magnitude().units() <= inverse_rounding) return {};
  return "changed in " + ledger + " by somebody: rate " + sent.text() + " → " + theirs.rate->text();
}

std::string changed_by_others(const Posted& posted, const RecordKey& record, bool anew,
                              const Drafting& drafting, const std::string& ledger) {
  const bool writes =
      std::any_of(drafting.documents.begin(), drafting.documents.end(), [](const Document& document) {
        return side_of(document.kind) == Side::ledger && document.kind != DocumentKind::contact;
      });
  if (!writes) return {};
  for (const Standing& standing : posted) {
    const Document& document = standing.document;
    if (side_of(document.kind) != Side::ledger) continue;
    const std::string name = noun_of(document.kind) + " " + document.key;
    if (document.state == DocumentState::disputed)
      return name + " is other in " + ledger + " than it was sent (" + document.reason +
             "), and this record now asks for more: put it back there, or say that it stands with `crosswalk "
             "review --accept " +
             document.key + "`";
    if (standing.removed && !anew)
      return name + " was removed in " + ledger +
             " by somebody, and nothing is booked in its place on its own: `crosswalk replay " + record.id +
             "` books it anew";
  }
  return {};
}

}  // namespace crosswalk::flow
