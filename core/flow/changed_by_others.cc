#include "flow/changed_by_others.h"

#include <algorithm>

namespace crosswalk::flow {
namespace {

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

bool ended_by_us(const Posted& posted, const Document& document) {
  return std::any_of(posted.begin(), posted.end(), [&](const Standing& each) {
    const Document& step = each.document;
    return step.kind == document.kind && step.key == document.key && step.step > document.step &&
           step.state == DocumentState::posted &&
           (step.operation == Operation::remove || step.operation == Operation::annul);
  });
}

}  // namespace

std::string difference_outside(const store::OutsideDocument& ours, const LedgerChange& theirs,
                               const std::string& ledger, bool contact_moved) {
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
  }
  return what.empty() ? what : "changed in " + ledger + " by somebody: " + what;
}

std::string seen_outside(const LedgerChange& theirs) {
  if (theirs.gone) return "gone";
  return (theirs.total ? theirs.total->text(2) + theirs.currency : std::string("-")) + "|" +
         (theirs.date ? theirs.date->text() : std::string("-")) + "|" + theirs.contact;
}

std::string changed_by_others(const store::ClaimedRecord& claimed, const Drafting& drafting,
                              const std::string& ledger) {
  const bool writes =
      std::any_of(drafting.documents.begin(), drafting.documents.end(), [](const Document& document) {
        return side_of(document.kind) == Side::ledger && document.kind != DocumentKind::contact;
      });
  if (!writes) return {};
  for (const Standing& standing : claimed.posted) {
    const Document& document = standing.document;
    if (side_of(document.kind) != Side::ledger) continue;
    const std::string name = noun_of(document.kind) + " " + document.key;
    if (document.state == DocumentState::disputed)
      return name + " is other in " + ledger + " than it was sent (" + document.reason +
             "), and this record now asks for more: put it back there, or say that it stands with `crosswalk "
             "review --accept " +
             document.key + "`";
    if (document.state == DocumentState::voided && !claimed.replayed &&
        !ended_by_us(claimed.posted, document))
      return name + " was removed in " + ledger +
             " by somebody, and nothing is booked in its place on its own: `crosswalk replay " +
             claimed.record.key.id + "` books it anew";
  }
  return {};
}

}  // namespace crosswalk::flow
