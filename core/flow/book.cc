#include "flow/book.h"

#include <algorithm>
#include <set>

#include "base/log.h"
#include "flow/changed_by_others.h"
#include "flow/correct.h"
#include "flow/corrected_days.h"
#include "flow/day_rates.h"
#include "flow/prove.h"
#include "flow/stuck_refunds.h"
#include "flow/vet.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

using store::ClaimedRecord;
using store::MappedRecord;

// Documents of the ledger; what the market was told does not count.
bool something_stands(const Posted& posted) {
  return std::any_of(posted.begin(), posted.end(), [](const Standing& standing) {
    return side_of(standing.document.kind) == Side::ledger;
  });
}

}  // namespace

Booker::Booker(const Pair& pair, ReferenceKeeper& reference, LiveRules& live)
    : pair_(pair),
      reference_(reference),
      live_(live),
      books_(pair, reference),
      translator_(pair.source, LiveRules::Loan(live).mapper(), translate_settings(pair.settings), &books_),
      settler_(pair),
      accruer_(pair) {}

void Booker::hold(MappedRecord& mapped, std::string reason, std::string origin) {
  mapped.state = RecordState::held;
  mapped.reason = std::move(reason);
  mapped.origin = std::move(origin);
  mapped.entries.clear();
  mapped.withdraw.clear();
  mapped.bookings.reset();
  mapped.accrued.clear();
  mapped.accrual_months.clear();
}

// Whether anything is received is asked of the store first: an idle pair costs no calls.
Result<bool> Booker::may_book(const Stop& stop) {
  waits_.reset();
  if (checks_) return true;
  store::RecordFilter received;
  received.pair = pair_.settings.name;
  received.states = {RecordState::received};
  received.limit = 1;
  const auto any = pair_.store.records(received);
  if (!any) return any.error();
  if (any->empty()) return false;
  if (auto missing = reference_.missing(stop)) {
    waits_ = Wait{std::move(*missing), reference_.next_try()};
    return false;
  }
  checks_ = true;
  return true;
}

Result<std::size_t> Booker::step(const Stop& stop) {
  const auto may = may_book(stop);
  if (!may) return may.error();
  if (!*may) return std::size_t{0};
  // Before anything is claimed: a long list takes longer than a lease.
  customers_ = reference_.customers().current(stop);
  auto claimed = pair_.store.claim_records(pair_.settings.name, pair_.settings.worker, limits::claim_batch,
                                           limits::record_lease, pair_.clock.now());
  if (!claimed) return claimed.error();
  if (claimed->empty()) return std::size_t{0};
  std::vector<MappedRecord> batch;
  batch.reserve(claimed->size());
  for (const auto& record : *claimed)
    if (auto done = book_into(record, batch, stop); !done) return done.error();
  if (auto done = finish(batch); !done) return done.error();
  return claimed->size();
}

Result<void> Booker::finish(std::vector<MappedRecord>& batch) {
  if (batch.empty()) return {};
  auto stored = pair_.store.finish_records(batch, pair_.settings.worker, pair_.clock.now());
  batch.clear();
  return stored;
}

Result<void> Booker::book_into(const ClaimedRecord& claimed, std::vector<MappedRecord>& batch,
                               const Stop& stop) {
  const bool alone = claimed.record.key.kind != RecordKind::order;
  if (alone)
    if (auto done = finish(batch); !done) return done;
  if (claimed.record.key.kind == RecordKind::settlement) {
    auto settled =
        claimed.correction && !claimed.entries.empty() ? settle_again(claimed, stop) : settle(claimed, stop);
    // Another worker has it: this one's work on it counts for nothing.
    if (!settled && settled.error().kind == ErrorKind::limit) return {};
    if (!settled) return settled.error();
    batch.push_back(std::move(*settled));
  } else if (claimed.record.key.kind == RecordKind::statement || is_ours(claimed.record.key.kind)) {
    auto looked = claimed.record.key.kind == RecordKind::statement ? look_at_statement(claimed)
                  : claimed.record.key.kind == RecordKind::opening ? open(claimed, stop)
                                                                   : accrue(claimed, stop);
    if (!looked) return looked.error();
    batch.push_back(std::move(*looked));
  } else {
    batch.push_back(book(claimed, stop));
  }
  return alone || !batch.back().decided_by.empty() ? finish(batch) : Result<void>{};
}

MappedRecord Booker::roll_back(const ClaimedRecord& claimed, const Stop& stop) {
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  mapped.version = live_.version();
  const auto entries = entries_to_restore(pair_.store, claimed.id, claimed.record.revision, claimed.entries,
                                          *claimed.correction);
  if (!entries) {
    hold(mapped, entries.error().text());
    return mapped;
  }
  draft(claimed, *entries, *entries, mapped, stop);
  // What the run left out counts again. No rule is asked: every line has its decision.
  const Translation& told = translator_.translate(claimed.record, &*entries, true, &*entries);
  if (mapped.state == RecordState::booked && told.verdict == Translation::Verdict::booked)
    mapped.bookings = told.bookings;
  return mapped;
}

Result<Drafting> Booker::correct(const ClaimedRecord& claimed, const Entries& entries, const Posted& posted,
                                 const Stop& stop) {
  const auto reference = reference_.current(stop);
  if (reference->locked_until)
    if (auto kept = remember_lock(pair_.store, claimed.id, claimed.correction->run, *reference->locked_until);
        !kept)
      return kept.error();
  return draft_correction(pair_.store, pair_.ledger, claimed.id, claimed.correction->run, entries, posted,
                          reference->locked_until, reference->base_currency);
}

MappedRecord Booker::book(const ClaimedRecord& claimed, const Stop& stop) {
  if (claimed.correction && !claimed.correction->back.empty()) return roll_back(claimed, stop);
  MappedRecord mapped;
  mapped.id = claimed.id;
  mapped.revision = claimed.record.revision;
  std::optional<Entries> before;
  if (!claimed.entries.empty()) {
    auto read = read_entries(claimed.entries);
    if (!read && !claimed.replayed) {
      mapped.version = live_.version();
      hold(mapped, "its stored entries cannot be read: " + read.error().text());
      return mapped;
    }
    if (read) before = std::move(*read);
  }
  const bool stands = something_stands(claimed.posted);
  const Translation& translation = translate(claimed, before ? &*before : nullptr, stands, mapped.version);
  mapped.state = state_of(translation.verdict);
  mapped.reason = translation.reason;
  mapped.origin = translation.origin;
  mapped.awaits = translation.awaits;
  mapped.decided_by = translation.decided_by;
  for (const Remark& remark : translation.remarks)
    mapped.remarks.push_back(remark.text + " (" + remark.origin.text() + ")");
  const bool settles = translation.verdict == Translation::Verdict::booked ||
                       translation.verdict == Translation::Verdict::waiting ||
                       translation.verdict == Translation::Verdict::skipped;
  if (settles) mapped.bookings = translation.bookings;
  // Nothing that stands in the ledger is touched for a record that is held, dead or not yet understood.
  if (settles && (translation.verdict == Translation::Verdict::booked || stands)) {
    if (pair_.rates == nullptr || translation.entries.informs()) {
      draft(claimed, translation.entries, translation.entries, mapped, stop);
    } else {
      Entries entries = translation.entries;
      if (auto objection = rate(entries, before ? &*before : nullptr, stop))
        hold(mapped, std::move(objection->reason));
      else
        draft(claimed, entries, entries, mapped, stop);
    }
  }
  if (!mapped.entries.empty())
    mapped.accrual_months = months_told_anew(before ? &*before : nullptr, translation.entries);
  if (mapped.state == RecordState::held || mapped.state == RecordState::dead)
    mapped.stuck = translation.money;
  // A replay asks again for one that was refused, because what is shipped waits for it; an order that moved
  // on without it says so then.
  const bool refused =
      claimed.replayed &&
      std::any_of(claimed.posted.begin(), claimed.posted.end(), [](const Standing& standing) {
        return standing.document.kind == DocumentKind::acknowledgement &&
               standing.document.state == DocumentState::rejected;
      });
  if (pair_.settings.feedback.acknowledge && (translation.wants_acknowledgement || refused))
    mapped.documents.push_back(pair_.channel.acknowledgement(claimed.record.key));
  if (claimed.replayed) {
    const auto stuck = stuck_refunds(claimed.posted);
    mapped.withdraw.insert(mapped.withdraw.end(), stuck.begin(), stuck.end());
  }
  return mapped;
}

const Translation& Booker::translate(const ClaimedRecord& claimed, const Entries* booked, bool stands,
                                     std::string& version) {
  const LiveRules::Loan loan(live_);
  version = loan.mapper().rule_set().version();
  loan.mapper().use_customers(customers_ ? customers_->list : nullptr);
  translator_.use(loan.mapper());
  return translator_.translate(claimed.record, claimed.replayed ? nullptr : booked, stands, booked);
}

// What stands for the orders whose refunds a return tells of: credit may be spread over their invoices.
Result<void> Booker::add_orders(const Entries& entries, Posted& posted) const {
  if (entries.record.kind != RecordKind::return_order) return {};
  std::set<std::string> orders;
  for (const Entry& entry : entries.entries)
    if (!entry.refund.empty() && !entry.purchase_order.empty()) orders.insert(entry.purchase_order);
  // What goes back out of clearing is put on no invoice.
  for (const Entry& entry : entries.entries)
    if (entry.role == EntryRole::clearing && !entry.amount.amount.is_zero())
      orders.erase(entry.purchase_order);
  for (const std::string& order : orders) {
    store::RecordFilter filter;
    filter.pair = pair_.settings.name;
    filter.id = order;
    const auto found = pair_.store.records(filter);
    if (!found) return found.error();
    for (const auto& row : *found) {
      if (row.key.kind != RecordKind::order) continue;
      const auto documents = pair_.store.documents_of(row.id);
      if (!documents) return documents.error();
      for (const auto& each : *documents) posted.push_back({each.document, each.receipt});
    }
  }
  return {};
}

void Booker::draft(const ClaimedRecord& claimed, const Entries& entries, const Entries& kept,
                   MappedRecord& mapped, const Stop& stop) {
  Posted posted = claimed.posted;
  std::erase_if(posted, [&](const Standing& standing) {
    return std::find(mapped.withdraw.begin(), mapped.withdraw.end(), standing.document.id) !=
           mapped.withdraw.end();
  });
  if (auto added = add_orders(entries, posted); !added) return hold(mapped, added.error().text());
  auto drafting = entries.informs()    ? Result<Drafting>(Drafting{})
                  : claimed.correction ? correct(claimed, entries, posted, stop)
                                       : pair_.ledger.draft(entries, posted);
  const std::string refusal = drafting ? drafting->hold : drafting.error().text();
  if (refusal.empty())
    if (auto why = changed_by_others(claimed.posted, claimed.record.key,
                                     claimed.replayed && !claimed.correction, *drafting, pair_.ledger.name());
        !why.empty())
      return hold(mapped, std::move(why));
  std::optional<Objection> objection;
  if (!refusal.empty() || !drafting->documents.empty() || entries.informs())
    objection = objection_to(entries, refusal.empty() ? drafting->documents : std::vector<Document>{}, stop);
  // What is wrong with a rule's answer is told in the rule's words first.
  if (!objection && !refusal.empty()) objection = Objection{refusal, ""};
  if (objection) return hold(mapped, objection->reason, objection->origin);
  write_entries(kept, mapped.entries);
  mapped.withdraw.insert(mapped.withdraw.end(), drafting->withdraw.begin(), drafting->withdraw.end());
  for (auto& document : drafting->documents) {
    document.pair = pair_.settings.name;
    mapped.documents.push_back(std::move(document));
  }
}

std::optional<Objection> Booker::rate(Entries& entries, const Entries* before, const Stop& stop) {
  const auto reference = reference_.current(stop);
  if (pair_.rates == nullptr) {
    const Entries none;
    std::string why = needs_one_rate(entries, before != nullptr ? *before : none, reference->base_currency);
    return why.empty() ? std::nullopt : std::optional(Objection{std::move(why), ""});
  }
  const std::vector<DayRate> known = before != nullptr ? before->rates : std::vector<DayRate>{};
  if (auto taken = take_rates(entries, known, reference->base_currency, *pair_.rates, stop); !taken)
    return Objection{taken.error().text(), ""};
  return std::nullopt;
}

std::optional<Objection> Booker::objection_to(const Entries& entries, const std::vector<Document>& documents,
                                              const Stop& stop) {
  auto reference = reference_.current(stop);
  const auto codes_of = [&](const Reference& lists) {
    auto objection = vet(entries, documents, lists);
    if (objection || entries.informs() || makes_customer(entries, documents)) return objection;
    return vet_contact_code(pair_.ledger.contact_code(entries), entries.contact_origin, lists);
  };
  auto objection = codes_of(*reference);
  if (!objection) return objection_to_customer(entries, documents, stop);
  // The list may be older than the cure.
  reference_.suspect();
  reference = reference_.current(stop);
  objection = codes_of(*reference);
  return objection ? objection : objection_to_customer(entries, documents, stop);
}

// What becomes of a code of its own then, whoever makes it is told.
bool Booker::makes_customer(const Entries& entries, const std::vector<Document>& documents) const {
  const bool made = std::any_of(documents.begin(), documents.end(), [](const Document& document) {
    return document.kind == DocumentKind::contact;
  });
  return made && (!customers_ || is_new(pair_.ledger.customer_of(entries), *customers_));
}

std::optional<Objection> Booker::objection_to_customer(const Entries& entries,
                                                       const std::vector<Document>& documents,
                                                       const Stop& stop) {
  if (!customers_ || entries.informs()) return std::nullopt;
  const std::string code = pair_.ledger.customer_of(entries);
  const bool made = std::any_of(documents.begin(), documents.end(), [](const Document& document) {
    return document.kind == DocumentKind::contact;
  });
  auto objection = vet_customer(code, entries.contact_origin, made, *customers_);
  if (!objection) return std::nullopt;
  // The list may be older than the cure. What it says now is for the next record's rules as well.
  reference_.customers().suspect();
  customers_ = reference_.customers().current(stop);
  return customers_ ? vet_customer(code, entries.contact_origin, made, *customers_) : objection;
}

}  // namespace crosswalk::flow
