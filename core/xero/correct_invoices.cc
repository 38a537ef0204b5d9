// Approved invoices that the entries do not ask for any more, where a person allowed to correct them.
#include <algorithm>

#include "base/json_tree.h"
#include "xero/invoice_drafter.h"
#include "xero/owed.h"
#include "xero/voiding.h"

namespace crosswalk::xero {

WantedInvoice* InvoiceDrafter::wanted_of(const Group& group) {
  const std::string day = date_in(*group.front()->effective);
  const auto found = std::find_if(shape_.shipped.begin(), shape_.shipped.end(),
                                  [&](const WantedInvoice& wanted) { return wanted.date.text() == day; });
  return found == shape_.shipped.end() ? nullptr : &*found;
}

// They stay as they are, with what mends them, and answer for all that their day asks for.
void InvoiceDrafter::stays(const Group& group, Date date) {
  for (StandingDocument* invoice : group) {
    keep(*invoice);
    if (invoice->effective->total)
      drafts_.approved.push_back({invoice->key, date, *invoice->effective->total});
  }
  wanted_of(group)->lines.clear();
}

// Together with the difference entries they say what is wanted of their day.
Result<bool> InvoiceDrafter::is_mended(const Group& group) const {
  const bool any = std::any_of(group.begin(), group.end(), [&](const StandingDocument* invoice) {
    return differences_.any(invoice->key);
  });
  const bool same_head = std::all_of(group.begin(), group.end(), [&](const StandingDocument* invoice) {
    return contact_of(*invoice->effective) == entries_.contact;
  });
  const std::string day = date_in(*group.front()->effective);
  const auto wanted = std::find_if(shape_.shipped.begin(), shape_.shipped.end(),
                                   [&](const WantedInvoice& each) { return each.date.text() == day; });
  if (!any || !same_head || wanted == shape_.shipped.end()) return false;
  PlacedMoney asked;
  if (auto added = asked.add(wanted->lines, LineSide::credit); !added) return added.error();
  const auto said = differences_.said(Mended({group.begin(), group.end()}));
  if (!said) return said.error();
  return *said == asked;
}

bool InvoiceDrafter::may_change(const StandingDocument& standing) const {
  const bool credited = std::any_of(posted_.begin(), posted_.end(), [&](const Standing& each) {
    const Document& document = each.document;
    return document.kind == DocumentKind::allocation && document.state != DocumentState::voided &&
           document.key.ends_with(allocation_key({}, standing.key));
  });
  return !credited && !correction_->is_bound(DocumentKind::invoice, standing.key) &&
         !correction_->is_locked(standing.effective->date) && differences_.may_go(standing.key, *correction_);
}

// In place where nothing is paid, else ended and made again; where neither may be, by a difference entry.
Result<void> InvoiceDrafter::correct(const Group& group) {
  const bool open = std::all_of(group.begin(), group.end(),
                                [&](const StandingDocument* invoice) { return may_change(*invoice); });
  if (!open) return mend(group);
  for (StandingDocument* invoice : group) {
    differences_.end(invoice->key, *correction_, out_);
    const auto content = parse_json(invoice->effective->content, "the content of " + invoice->key);
    if (!content) return content.error();
    const bool in_place = !is_paid(*invoice) && invoice->number == invoice->key &&
                          text_in(*content, "CurrencyCode") == entries_.currency.code();
    if (in_place)
      changing_.push_back(invoice);
    else
      replace(*invoice);
  }
  return {};
}

Result<void> InvoiceDrafter::mend(const Group& group) {
  const StandingDocument& first = *group.front();
  const std::string what = "invoice " + first.key + " of " + first.effective->date.text();
  const WantedInvoice* wanted = wanted_of(group);
  if (wanted == nullptr)
    return fail(ErrorKind::config, what +
                                       " may not be changed any more, and the rules now book nothing on its "
                                       "day: credit it in the open period by hand");
  for (const StandingDocument* invoice : group)
    if (contact_of(*invoice->effective) != entries_.contact)
      return fail(ErrorKind::config, what +
                                         " may not be changed any more, and its contact with it: undo the "
                                         "change of the contact rule for it");
  PlacedMoney asked;
  if (auto added = asked.add(wanted->lines, LineSide::credit); !added) return added;
  const auto said = differences_.said(Mended({group.begin(), group.end()}));
  if (!said) return said.error();
  if (*said == asked)
    return fail(ErrorKind::config, what +
                                       " may not be changed any more, and it differs in items or parts only, "
                                       "which no entry can mend; nothing of its money differs");
  if (auto mended = differences_.mend(Mended({group.begin(), group.end()}), asked, *correction_, entries_,
                                      settings_, rates_, out_);
      !mended)
    return mended;
  stays(group, wanted->date);
  return {};
}

// Ended, and its number is free for what is made in its place.
void InvoiceDrafter::replace(StandingDocument& standing) {
  drafts_.ended.push_back(standing.key);
  withdraw_unsent(standing);
  std::vector<Document> steps = void_steps(standing);
  replaced_[&standing] = date_in(*standing.effective);
  const int last = steps.back().step;
  add_void_steps(std::move(steps), standing);
  standing.last_step = last;
  standing.effective = nullptr;
  standing.authorised = false;
  standing.waiting = nullptr;
  standing.unsent.clear();
  standing.refused = false;
  standing.number = standing.key;
  standing.freed = true;
}

}  // namespace crosswalk::xero
