#include "xero/draft.h"

#include <algorithm>
#include <map>

#include "xero/attachment.h"
#include "xero/contact.h"
#include "xero/correct_settlement.h"
#include "xero/draft_invoices.h"
#include "xero/draft_money.h"
#include "xero/draft_refunds.h"
#include "xero/draft_settlement.h"
#include "xero/history.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

// What the entries pay of each ship date's invoices, where they pay at all.
std::map<Date, Decimal> paid_by_date(const Entries& entries) {
  std::map<Date, Decimal> paid;
  for (const Entry& entry : entries.entries) {
    if (entry.role != EntryRole::clearing || !entry.refund.empty()) continue;
    Decimal& sum = paid[entry.date];
    if (const auto more = add(sum, entry.amount.amount)) sum = *more;
  }
  return paid;
}

// One payment for each invoice of a date that is paid.
Result<std::vector<WantedMoney>> payments_of(const Entries& entries, const InvoiceDrafts& invoices) {
  std::map<Date, Decimal> paid = paid_by_date(entries);
  std::vector<WantedMoney> wanted;
  std::map<Date, Decimal> invoiced;
  for (const ApprovedInvoice& invoice : invoices.approved) {
    if (!paid.contains(invoice.date)) continue;
    const auto sum = add(invoiced[invoice.date], invoice.total.amount);
    if (!sum) return sum.error();
    invoiced[invoice.date] = *sum;
    if (invoice.total.amount.is_zero()) continue;
    wanted.push_back({invoice.key, invoice.date, invoice.total, {{DocumentKind::invoice, invoice.key}}});
  }
  for (const auto& [date, sum] : paid)
    if (invoiced[date] != sum)
      return fail(ErrorKind::config, "the entries of " + date.text() + " pay " + sum.text(2) +
                                         " and the invoices of that day come to " + invoiced[date].text(2));
  return wanted;
}

Result<void> draft_order(const Entries& entries, const Posted& posted, const Settings& settings,
                         const TaxRates& rates, const Correction* correction, Drafting& out) {
  const auto invoices = draft_invoices(entries, posted, settings, rates, correction, out);
  if (!invoices) return invoices.error();
  const auto payments = payments_of(entries, *invoices);
  if (!payments) return payments.error();
  return draft_money(DocumentKind::payment, *payments, invoices->ended, entries, posted, settings, out);
}

Result<void> add_contact(const Entries& entries, const Settings& settings, Drafting& out) {
  const bool needed = std::any_of(out.documents.begin(), out.documents.end(), [&](const Document& document) {
    return !document.depends_on.empty() && contact_of(document) == entries.contact;
  });
  // Whose buyer is not told any more was made when it was.
  const bool told = !entries.contact.starts_with(buyer_contact) || !entries.buyer.name.empty();
  if (!needed || !told) return {};
  auto contact = contact_document(settings, entries.contact, entries.buyer);
  if (!contact) return contact.error();
  out.documents.insert(out.documents.begin(), std::move(*contact));
  return {};
}

Result<void> draft_all(const Entries& entries, const Posted& posted, const Posted& orders,
                       const Settings& settings, const Lists& lists, const Correction* correction,
                       Drafting& out) {
  const TaxRates& rates = lists.rates;
  if (entries.record.kind == RecordKind::order)
    if (auto done = draft_order(entries, posted, settings, rates, correction, out); !done) return done;
  if (auto done = draft_refunds(entries, posted, orders, settings, rates, correction, out); !done)
    return done;
  if (grows(entries.record.kind))
    if (auto done = correction != nullptr
                        ? correct_settlement(entries, posted, settings, rates, *correction, out)
                        : draft_settlement(entries, posted, settings, rates, out);
        !done)
      return done;
  if (settings.notes)
    if (auto done = draft_notes(entries, posted, out); !done) return done;
  if (entries.record.kind == RecordKind::settlement)
    if (auto done = draft_attachment(entries, posted, out); !done) return done;
  if (auto done = draft_catalogue(entries, settings, lists.catalogue.get(), out); !done) return done;
  return add_contact(entries, settings, out);
}

}  // namespace

Result<Drafting> draft(const Entries& entries, const Posted& posted, const Settings& settings,
                       const Lists& lists, const Correction* correction) {
  if (entries.record.kind == RecordKind::statement)
    return fail(ErrorKind::invalid, "a statement books nothing in Xero; it is compared");
  Posted own;
  Posted orders;
  for (const Standing& standing : posted) {
    const auto& record = standing.document.record;
    (record && *record != entries.record ? orders : own).push_back(standing);
  }
  Drafting out;
  if (auto done = draft_all(entries, own, orders, settings, lists, correction, out); !done) {
    Drafting held;
    held.hold = done.error().text();
    return held;
  }
  return out;
}

}  // namespace crosswalk::xero
