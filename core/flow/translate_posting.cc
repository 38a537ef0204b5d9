// Translate, who and how: whether a record books or only informs, for which contact, and what is receivable
// and paid for it.
#include <algorithm>
#include <tuple>

#include "flow/buyer.h"
#include "flow/translate.h"

namespace crosswalk::flow {
namespace {

using Verdict = Translation::Verdict;

}  // namespace

TranslateSettings translate_settings(const PairSettings& pair) {
  return {pair.book, pair.books_start, pair.pays, pair.pays_settled, pair.posting, pair.posting_since};
}

Posting posting_on(Date day, Posting posting, const std::optional<Date>& since) {
  if (!since || day >= *since) return posting;
  return posting == Posting::order ? Posting::settlement : Posting::order;
}

void Translator::choose_posting(const Entries* booked) {
  Entries& entries = translation_.entries;
  std::optional<Date> first;
  for (const Line& line : due_)
    if (line.state == UnitState::shipped && (!first || line.date < *first)) first = line.date;
  if (booked != nullptr && std::any_of(booked->entries.begin(), booked->entries.end(),
                                       [](const Entry& entry) { return entry.state == UnitState::shipped; }))
    entries.posting = booked->posting;
  else if (of_order_ && lines_.facts().kind != RecordKind::order)
    entries.posting = *of_order_;
  else if (first)
    entries.posting = posting_on(*first, settings_.posting, settings_.posting_since);
  else
    entries.posting = settings_.posting;
}

void Translator::keep_contact(const Entries& before) {
  Entries& entries = translation_.entries;
  entries.contact = before.contact;
  entries.customers = before.customers;
  entries.reference = before.reference;
  if (entries.contact == buyer_contact_of(lines_.facts())) entries.buyer = buyer_of(lines_.facts());
}

bool Translator::choose_contact(const Answer& answer, const Entries* booked) {
  const RecordFacts& facts = lines_.facts();
  Entries& entries = translation_.entries;
  entries.contact = answer.value;
  entries.contact_origin = answer.origin;
  entries.customers = mapping_->customers;
  if (answer.value != per_buyer) return true;
  // Its settlement books it, and is about every buyer.
  if (entries.informs()) {
    entries.contact = facts.channel;
    return true;
  }
  if (std::string own = buyer_contact_of(facts); !own.empty() && facts.kind == RecordKind::order) {
    entries.contact = std::move(own);
    entries.buyer = buyer_of(facts);
    return true;
  }
  // The buyer's data has been erased since.
  if (booked != nullptr && booked->contact.starts_with(buyer_contact)) {
    entries.contact = booked->contact;
    return true;
  }
  if (facts.kind == RecordKind::order) {
    set(Verdict::held,
        "the contact rule asks for the buyer's own contact, and the order does not say the buyer's name and "
        "address; let the rule answer with a name for such orders",
        answer.origin.text());
    return false;
  }
  // A return says no address: it is for whom its order was for.
  const std::string order(due_.front().purchase_order);
  if (books_ == nullptr) {
    entries.contact = std::string(buyer_contact) + "of order " + order;
    return true;
  }
  auto of_order = books_->contact_of(order);
  if (!of_order) {
    set(Verdict::held, of_order.error().text());
    return false;
  }
  entries.contact = of_order->empty() ? std::string(facts.channel) : std::move(*of_order);
  return true;
}

MoneySum& Translator::owed_of(const Entry& entry) {
  for (auto& owed : owed_)
    if (owed.state == entry.state && owed.date == entry.date && owed.refund == entry.refund &&
        owed.taken_back == entry.taken_back && owed.purchase_order == entry.purchase_order)
      return owed.sum;
  return owed_
      .emplace_back(Owed{entry.state, entry.date, entry.purchase_order, entry.refund, entry.taken_back,
                         MoneySum(translation_.entries.currency)})
      .sum;
}

bool Translator::pays_at_once(Date date, const Entries* booked) const {
  bool known = false;
  if (booked != nullptr)
    for (const Entry& entry : booked->entries) {
      if (entry.state != UnitState::shipped || entry.date != date || !entry.refund.empty()) continue;
      if (entry.role == EntryRole::clearing) return true;
      known = known || (entry.role == EntryRole::receivable && !entry.amount.amount.is_zero());
    }
  return !known && !settings_.pays_settled;
}

void Translator::add_counter_entries(const Entries* booked) {
  std::sort(owed_.begin(), owed_.end(), [](const Owed& a, const Owed& b) {
    return std::tie(a.state, a.date, a.purchase_order, a.refund, a.taken_back) <
           std::tie(b.state, b.date, b.purchase_order, b.refund, b.taken_back);
  });
  auto& entries = translation_.entries.entries;
  for (const auto& group : owed_) {
    const auto total = group.sum.total();
    if (!total) return set(Verdict::held, total.error().message);
    Entry owed;
    owed.role = EntryRole::receivable;
    owed.state = group.state;
    owed.date = group.date;
    owed.purchase_order = group.purchase_order;
    owed.refund = group.refund;
    owed.taken_back = group.taken_back;
    owed.amount = *total;
    entries.push_back(owed);
    if (!settings_.pays || group.state != UnitState::shipped || total->amount.is_zero()) continue;
    if (group.refund.empty() && !pays_at_once(group.date, booked)) continue;
    Entry paid = owed;
    paid.amount = total->negated();
    entries.push_back(paid);
    paid.role = EntryRole::clearing;
    paid.amount = *total;
    entries.push_back(std::move(paid));
  }
}

void Translator::note_owed(const RecordKey& record) {
  const Entries& entries = translation_.entries;
  if (!settings_.pays || entries.informs() || record.kind != RecordKind::order) return;
  MoneySum owed(entries.currency);
  for (const Entry& entry : entries.entries)
    if (entry.role == EntryRole::receivable && entry.refund.empty() && entry.state == UnitState::shipped)
      owed.add(entry.amount);
  const auto total = owed.total();
  if (!total) return set(Verdict::held, total.error().message);
  if (total->amount.is_zero()) return;
  store::Booking booking;
  booking.purchase_order = record.id;
  booking.side = store::BookingSide::owed;
  booking.charge = "invoice";
  booking.amount = *total;
  translation_.bookings.push_back(std::move(booking));
}

}  // namespace crosswalk::flow
