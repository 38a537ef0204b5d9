#include "flow/changes.h"

#include <algorithm>

#include "base/json_tree.h"
#include "base/log.h"
#include "flow/changed_by_others.h"
#include "flow/handled.h"
#include "flow/headroom.h"
#include "flow/reconcile.h"

namespace crosswalk::flow {
namespace {

constexpr Millis day{86'400'000};
// How far the clocks of the ledger and of this machine may be apart: what was last changed so long before we
// wrote is the state before our writing, listed late.
constexpr Millis clocks_apart{120'000};
// An event so soon after our writing is our own.
constexpr Millis own_event{2'000};

bool shows_any(const ChangeStream& stream, const std::vector<DocumentKind>& kinds) {
  return std::any_of(kinds.begin(), kinds.end(), [&](DocumentKind kind) {
    return std::find(stream.kinds.begin(), stream.kinds.end(), kind) != stream.kinds.end();
  });
}

bool ended(const Document& document) {
  return document.state == DocumentState::voided || document.operation == Operation::remove ||
         document.operation == Operation::annul;
}

std::optional<Money> total_of(const LedgerChange& theirs, const Document& stands) {
  if (!theirs.total || !stands.total) return std::nullopt;
  const auto currency = Currency::parse(theirs.currency);
  return Money{*theirs.total, currency ? *currency : stands.total->currency};
}

// The ledger's own answer said that something is other than it was sent which no list of changes shows, its
// rate of exchange say: a person ends that dispute.
bool disputed_by_answer(const store::OutsideDocument& document, const std::string& ledger) {
  const Document& stands = document.row.document;
  const auto& total = document.row.receipt->total;
  return stands.state == DocumentState::disputed &&
         !stands.reason.starts_with("changed in " + ledger + " by somebody") &&
         (!stands.total || !total || *stands.total == *total);
}

// A hint as it is kept: of which document, and when that changed.
struct Hint {
  std::string id;
  std::optional<Instant> at;
};

Hint hint_of(const store::ClaimedItem& item) {
  const auto json = parse_json(item.item.body, "the hint");
  if (!json) return {};
  Hint hint{text_in(*json, "id"), std::nullopt};
  if (const auto at = Instant::parse(text_in(*json, "at"))) hint.at = *at;
  return hint;
}

}  // namespace

Result<bool> Changes::may_read() {
  const auto room = headroom(pair_.store, pair_.ledger.pace(), pair_.clock.now());
  if (!room) return room.error();
  return room->share >= lists_share;
}

Result<void> Changes::step(std::vector<std::string>& trouble, const Stop& stop) {
  const Instant begun = pair_.clock.now();
  const auto kinds = pair_.store.document_kinds(pair_.settings.name);
  if (!kinds) return kinds.error();
  const auto room = may_read();
  if (!room) return room.error();
  if (!*room) {
    timetable_.failed(cadence, begun);
    return {};
  }
  const std::string swept_note = "changes/" + pair_.settings.name + "/swept";
  const auto swept = pair_.store.note(swept_note);
  if (!swept) return swept.error();
  const auto last = Instant::parse(*swept);
  const bool sweep = pair_.settings.schedule.overlap && (!last || begun - *last >= day);
  std::optional<Error> failure;
  for (const auto& stream : pair_.ledger.change_streams()) {
    if (!shows_any(stream, *kinds)) continue;
    if (auto done = read(stream.name, sweep ? day : Millis(0), failure, stop); !done) return done;
    if (stop.stop_requested()) return {};
    if (failure) break;
  }
  if (!failure && pair_.ledger.posts_later())
    if (auto done = look_again(sweep, failure, stop); !done) return done;
  if (stop.stop_requested()) return {};
  if (failure) {
    const std::string why = "what changed in " + pair_.ledger.name() + " cannot be read: " + failure->text();
    log::warning("changes", pair_.settings.name + ": " + why);
    trouble.push_back(why);
    timetable_.failed(cadence, pair_.clock.now());
    return {};
  }
  if (sweep)
    if (auto kept = pair_.store.set_note(swept_note, begun.text()); !kept) return kept;
  return timetable_.done(cadence, begun);
}

Result<void> Changes::read(const std::string& stream, Millis reach_back, std::optional<Error>& failure,
                           const Stop& stop) {
  const std::string note = "changes/" + pair_.settings.name + "/at/" + stream;
  auto position = pair_.store.note(note);
  if (!position) return position.error();
  while (!stop.stop_requested()) {
    const auto page = pair_.ledger.changes({stream, *position, reach_back}, stop);
    if (!page) {
      failure = page.error();
      return {};
    }
    if (auto done = compare(page->changes, stop); !done) return done;
    reach_back = Millis(0);
    if (page->position != *position)
      if (auto kept = pair_.store.set_note(note, page->position); !kept) return kept;
    *position = page->position;
    if (page->caught_up) break;
  }
  return {};
}

// A merge moves the documents of a contact; nobody changed them. A ledger that cannot be asked just now
// leaves it open until the next look.
bool Changes::merged(const std::string& contact, const std::string& into, const Stop& stop) {
  const auto known = merged_into_.find(contact);
  if (known != merged_into_.end() && known->second == into) return true;
  const std::vector<std::string> ids = {contact};
  const auto found = pair_.ledger.look_at(DocumentKind::contact, ids, stop);
  if (!found) return true;
  for (const LedgerChange& one : *found)
    if (one.outside_id == contact && !one.replaced_by.empty()) merged_into_[contact] = one.replaced_by;
  const auto asked = merged_into_.find(contact);
  return asked != merged_into_.end() && asked->second == into;
}

std::optional<Places> Changes::said_by(const store::OutsideDocument& document) const {
  for (const std::string& content : document.contents)
    if (auto said = pair_.ledger.places(document.row.document.kind, content)) return said;
  return std::nullopt;
}

std::optional<Decimal> Changes::rate_of(const store::OutsideDocument& document) const {
  for (const std::string& content : document.contents)
    if (const auto sent = pair_.ledger.rate(content)) return sent;
  return std::nullopt;
}

void Changes::compare_one(const store::OutsideDocument& document, const LedgerChange& theirs,
                          std::vector<store::Comparison>& found, const Stop& stop) {
  const Document& stands = document.row.document;
  const Receipt& receipt = *document.row.receipt;
  if (document.under_way || ended(stands)) return;
  if (theirs.updated > Instant() && theirs.updated + clocks_apart < receipt.at) return;
  store::Comparison one;
  one.document = stands.id;
  one.state = stands.state;
  one.gone = theirs.gone;
  one.status = theirs.reconciled ? std::string(reconciled_status) : theirs.status;
  if (theirs.outside_id != receipt.outside_id) one.outside_id = theirs.outside_id;
  // What the bank's statement has, and what it is called there, is no change of the document.
  const bool marked = (one.status == reconciled_status) != (receipt.status == reconciled_status);
  const bool further = theirs.staged && theirs.status != receipt.status;
  one.only_receipt = !theirs.gone && (marked || further || !one.outside_id.empty());
  one.seen = seen_outside(theirs);
  const bool accepted = one.seen == document.accepted;
  if (!accepted) {
    const bool moved = !theirs.gone && !theirs.contact.empty() && !document.contact.empty() &&
                       theirs.contact != document.contact;
    one.difference =
        difference_outside(document, theirs, pair_.ledger.name(),
                           moved && !merged(document.contact, theirs.contact, stop), said_by(document));
    if (one.difference.empty() && !disputed_by_answer(document, pair_.ledger.name()))
      if (const auto sent = rate_of(document))
        one.difference = rate_outside(*sent, theirs, pair_.ledger.name());
  }
  const bool as_it_stands =
      one.difference.empty() && stands.state == DocumentState::posted && document.accepted.empty();
  if (accepted || as_it_stands) {
    if (further) one.total = total_of(theirs, stands);
    if (one.only_receipt) found.push_back(std::move(one));
    return;
  }
  one.only_receipt = false;
  if (one.difference.empty() && disputed_by_answer(document, pair_.ledger.name())) return;
  if (!one.difference.empty() && one.difference == stands.reason) return;
  one.total = total_of(theirs, stands);
  // Its first look has disputed it for this already, in other words.
  if (theirs.staged && !theirs.gone && stands.state == DocumentState::disputed && one.total &&
      one.total == receipt.total && document.accepted.empty() && !one.difference.empty())
    return;
  log::warning("changes", pair_.settings.name + ": " + std::string(name_of(stands.kind)) + " " + stands.key +
                              ": " + (one.difference.empty() ? "as it was sent again" : one.difference));
  found.push_back(std::move(one));
}

// Credit that lies nowhere any more was taken off by somebody. One that was put back has an id of its own,
// and is known by where it lies and how much it is.
Result<void> Changes::compare_shares(const store::OutsideDocument& giver, const LedgerChange& theirs,
                                     std::vector<store::Comparison>& found, const Stop& stop) {
  const auto ours = pair_.store.allocations_of(pair_.settings.name, giver.row.document.key);
  if (!ours) return ours.error();
  std::vector<LedgerShare> left = *theirs.shares;
  for (const store::OutsideDocument& allocation : *ours) {
    const Receipt& receipt = *allocation.row.receipt;
    // A list that is a little late does not show it yet; it is read again, because lists overlap by more.
    if (pair_.clock.now() < receipt.at + clocks_apart) continue;
    const auto& total = allocation.row.document.total;
    auto at = std::find_if(left.begin(), left.end(), [&](const LedgerShare& share) {
      return !share.outside_id.empty() && share.outside_id == receipt.outside_id;
    });
    if (at == left.end())
      at = std::find_if(left.begin(), left.end(), [&](const LedgerShare& share) {
        return share.onto == allocation.onto && (!total || share.amount == total->amount);
      });
    LedgerChange shown;
    shown.updated = theirs.updated;
    shown.outside_id = receipt.outside_id;
    shown.gone = at == left.end();
    if (at != left.end()) {
      if (!at->outside_id.empty()) shown.outside_id = at->outside_id;
      shown.total = at->amount;
      left.erase(at);
    }
    compare_one(allocation, shown, found, stop);
  }
  return {};
}

Result<void> Changes::compare(const std::vector<LedgerChange>& changes, const Stop& stop) {
  std::map<std::string, const LedgerChange*> by_id;  // the last that a page says of one counts
  for (const LedgerChange& change : changes) by_id[change.outside_id] = &change;
  std::vector<std::string> ids;
  for (const auto& [id, change] : by_id) ids.push_back(id);
  if (ids.empty()) return {};
  const auto ours = pair_.store.outside_documents(pair_.settings.name, ids);
  if (!ours) return ours.error();
  std::vector<store::Comparison> found;
  for (const store::OutsideDocument& document : *ours) {
    const LedgerChange& theirs = *by_id.at(document.row.receipt->outside_id);
    if (theirs.shares)
      if (auto done = compare_shares(document, theirs, found, stop); !done) return done;
    compare_one(document, theirs, found, stop);
  }
  if (found.empty()) return {};
  const auto kept = pair_.store.finish_comparison(found, pair_.settings.worker, pair_.clock.now());
  if (!kept) return kept.error();
  return {};
}

Result<std::vector<store::HandledItem>> Changes::hinted(const std::vector<store::ClaimedItem>& hints,
                                                        const Stop& stop) {
  std::vector<std::string> ids;
  for (const auto& item : hints)
    if (std::string id = hint_of(item).id; std::find(ids.begin(), ids.end(), id) == ids.end())
      ids.push_back(std::move(id));
  const auto ours = pair_.store.outside_documents(pair_.settings.name, ids);
  if (!ours) return ours.error();
  std::map<std::string, const store::OutsideDocument*> by_id;
  for (const auto& document : *ours) by_id[document.row.receipt->outside_id] = &document;

  const Instant now = pair_.clock.now();
  std::vector<store::HandledItem> handled;
  std::vector<const store::ClaimedItem*> asked;
  std::map<DocumentKind, std::vector<std::string>> to_ask;
  for (const auto& item : hints) {
    const Hint hint = hint_of(item);
    const auto found = by_id.find(hint.id);
    store::HandledItem answer;
    if (found != by_id.end()) {
      const store::OutsideDocument& document = *found->second;
      const bool own = hint.at && *hint.at <= document.touched + own_event;
      if (document.under_way) {
        answer = later(item, "a change of ours is under way", now);
      } else if (!own) {
        auto& list = to_ask[document.row.document.kind];
        if (std::find(list.begin(), list.end(), hint.id) == list.end()) list.push_back(hint.id);
        asked.push_back(&item);
        continue;
      }
    }
    answer.id = item.id;
    handled.push_back(std::move(answer));
  }
  std::optional<Error> failure;
  for (const auto& [kind, list] : to_ask) {
    if (stop.stop_requested()) failure = fail(ErrorKind::stopped, "the engine was stopped");
    if (failure) break;
    const auto shown = pair_.ledger.look_at(kind, list, stop);
    if (!shown) {
      failure = shown.error();
      log::warning("changes", pair_.settings.name + ": " + failure->text());
      break;
    }
    if (auto done = compare(*shown, stop); !done) return done.error();
  }
  for (const store::ClaimedItem* item : asked) {
    store::HandledItem answer = failure ? later(*item, failure->text(), now) : store::HandledItem{};
    answer.id = item->id;
    handled.push_back(std::move(answer));
  }
  return handled;
}

}  // namespace crosswalk::flow
