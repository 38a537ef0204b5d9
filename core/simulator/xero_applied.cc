#include "simulator/xero_applied.h"

#include <algorithm>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

void settle(XeroOrganisation& organisation, SimInvoice document, Instant now) {
  if (document.status == "AUTHORISED" && document.due().is_zero())
    document.status = "PAID";
  else if (document.status == "PAID" && !document.due().is_zero())
    document.status = "AUTHORISED";
  document.updated = now;
  organisation.store(std::move(document), true);
}

}  // namespace

SimList list_paid_by(const SimPayment& payment) {
  return payment.on_credit_note ? SimList::credit_notes : SimList::invoices;
}

const SimPayment& put_on(XeroOrganisation& organisation, SimPayment payment, Instant now) {
  payment.id = organisation.new_id("payment");
  payment.created = now;
  payment.updated = now;
  organisation.count_created("Payments", payment.reference);
  SimInvoice document = *organisation.document(list_paid_by(payment), payment.target_id);
  document.payments.push_back(payment);
  settle(organisation, std::move(document), now);
  const std::string id = payment.id;
  organisation.payments.store(std::move(payment));
  return *organisation.payments.find(id);
}

void take_off(XeroOrganisation& organisation, const std::string& payment_id, Instant now) {
  SimPayment* payment = organisation.payments.find(payment_id);
  payment->status = "DELETED";
  payment->updated = now;
  SimInvoice document = *organisation.document(list_paid_by(*payment), payment->target_id);
  std::erase_if(document.payments, [&](const SimPayment& one) { return one.id == payment->id; });
  settle(organisation, std::move(document), now);
}

SimAllocation allocate(XeroOrganisation& organisation, const std::string& credit_note_id,
                       const std::string& invoice_id, Decimal amount, Date date, Instant now) {
  SimInvoice credit_note = *organisation.document(SimList::credit_notes, credit_note_id);
  SimInvoice invoice = *organisation.document(SimList::invoices, invoice_id);
  SimAllocation given{organisation.new_id("allocation"), invoice.id, invoice.number, date, amount};
  invoice.allocations.push_back({given.id, credit_note.id, credit_note.number, date, amount});
  credit_note.allocations.push_back(given);
  organisation.count_created("Allocations", credit_note.number + " > " + invoice.number);
  settle(organisation, std::move(invoice), now);
  settle(organisation, std::move(credit_note), now);
  return given;
}

bool end_allocation(XeroOrganisation& organisation, const std::string& credit_note_id,
                    const std::string& allocation_id, Instant now) {
  const SimInvoice* holder = organisation.document(SimList::credit_notes, credit_note_id);
  if (holder == nullptr) return false;
  SimInvoice credit_note = *holder;
  const auto is_it = [&](const SimAllocation& one) { return same_text(one.id, allocation_id); };
  const auto found = std::find_if(credit_note.allocations.begin(), credit_note.allocations.end(), is_it);
  if (found == credit_note.allocations.end()) return false;
  SimInvoice invoice = *organisation.document(SimList::invoices, found->other_id);
  std::erase_if(invoice.allocations, is_it);
  credit_note.taken_off.push_back(*found);
  credit_note.allocations.erase(found);
  settle(organisation, std::move(invoice), now);
  settle(organisation, std::move(credit_note), now);
  return true;
}

}  // namespace crosswalk::simulator::xero_sim
