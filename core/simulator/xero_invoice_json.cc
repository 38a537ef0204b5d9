#include "simulator/xero_invoice_json.h"

#include <algorithm>
#include <optional>

#include "simulator/xero_contacts.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {

std::string_view types_text(LineAmountTypes types) {
  switch (types) {
    case LineAmountTypes::exclusive:
      return "Exclusive";
    case LineAmountTypes::inclusive:
      return "Inclusive";
    case LineAmountTypes::no_tax:
      return "NoTax";
  }
  return "";
}

void write_tracking(JsonWriter& json, const XeroOrganisation& organisation,
                    const std::vector<SimTrackingPair>& tracking) {
  json.open_list("Tracking");
  for (const SimTrackingPair& pair : tracking) {
    json.open();
    json.text("Name", pair.category);
    json.text("Option", pair.option);
    for (const SimTracking& category : organisation.tracking) {
      if (category.name != pair.category) continue;
      json.text("TrackingCategoryID", category.id);
      for (const SimOption& option : category.options)
        if (option.name == pair.option) json.text("TrackingOptionID", option.id);
    }
    json.close();
  }
  json.close_list();
}

void write_account(JsonWriter& json, std::string_view name, const XeroOrganisation& organisation,
                   const std::string& code) {
  json.open(name);
  if (const SimAccount* account = organisation.account(code)) {
    json.text("AccountID", account->id);
    json.text("Code", account->code);
    json.text("Name", account->name);
  }
  json.close();
}

namespace {

void write_contact_of(JsonWriter& json, const XeroOrganisation& organisation, const SimInvoice& invoice,
                      const InvoiceView& view, const XeroSwitches& switches) {
  const SimContact* contact = organisation.contact(invoice.contact_id);
  JsonWriter inner(switches.date_offset);
  if (contact != nullptr && view.with_lines) {
    write_contact(inner, *contact, true);
  } else {
    inner.open();
    inner.text("ContactID", contact != nullptr ? std::string_view(contact->id) : zero_guid);
    inner.text("Name", contact != nullptr ? contact->name : invoice.contact);
  }
  const bool failed = view.contact_errors != nullptr && !view.contact_errors->empty();
  inner.flag("HasValidationErrors", failed);
  if (failed) inner.messages("ValidationErrors", *view.contact_errors, switches.errors_as_description);
  inner.close();
  json.raw("Contact", inner.take());
}

void write_line(JsonWriter& json, const XeroOrganisation& organisation, const SimLine& line, int unit_places,
                const std::vector<std::string>* errors, const XeroSwitches& switches) {
  json.open();
  if (!line.id.empty()) json.text("LineItemID", line.id);
  json.text("Description", line.description);
  if (!line.text_only) {
    if (!line.item.empty()) json.text("ItemCode", line.item);
    json.number("Quantity", line.quantity, 4);
    json.number("UnitAmount", line.unit_amount, unit_places);
    if (line.discount_rate) json.number("DiscountRate", *line.discount_rate, 4);
    if (line.discount_amount) json.number("DiscountAmount", *line.discount_amount, 2);
    if (!line.tax_type.empty()) json.text("TaxType", line.tax_type);
    if (!line.account.empty()) json.text("AccountCode", line.account);
    if (const SimAccount* account = organisation.account(line.account)) json.text("AccountID", account->id);
  }
  json.number("TaxAmount", line.tax_amount, 2);
  json.number("LineAmount", line.line_amount, 2);
  write_tracking(json, organisation, line.tracking);
  if (errors != nullptr && !errors->empty())
    json.messages("ValidationErrors", *errors, switches.errors_as_description);
  json.close();
}

void write_payments(JsonWriter& json, const SimInvoice& invoice) {
  json.open_list("Payments");
  for (const SimPayment& payment : invoice.payments) {
    json.open();
    json.text("PaymentID", payment.id);
    json.day("Date", {}, payment.date);
    json.number("Amount", payment.amount, 2);
    if (!payment.reference.empty()) json.text("Reference", payment.reference);
    json.number("CurrencyRate", payment.currency_rate, 10);
    json.flag("HasAccount", false);
    json.flag("HasValidationErrors", false);
    json.close();
  }
  json.close_list();
}

// What a credit note gave, by invoice, and what an invoice got, by credit note.
void write_allocations(JsonWriter& json, const SimInvoice& invoice, const XeroForm& form,
                       const XeroSwitches& switches) {
  const bool gives = form.list == SimList::credit_notes;
  json.open_list(gives ? "Allocations" : "CreditNotes");
  const auto write = [&](const SimAllocation& allocation, bool ended) {
    json.open();
    if (gives) {
      json.text("AllocationID", allocation.id);
      json.number("Amount", allocation.amount, 2);
      json.open("Invoice");
      json.text("InvoiceID", allocation.other_id);
      json.text("InvoiceNumber", allocation.other_number);
      json.close();
      json.flag("IsDeleted", ended);
    } else {
      json.text("CreditNoteID", allocation.other_id);
      json.text("CreditNoteNumber", allocation.other_number);
      json.number("AppliedAmount", allocation.amount, 2);
    }
    json.day("Date", {}, allocation.date);
    json.close();
  };
  if (gives && switches.ended_allocations_shown)
    for (const SimAllocation& allocation : invoice.taken_off) write(allocation, true);
  for (const SimAllocation& allocation : invoice.allocations) write(allocation, false);
  json.close_list();
  if (gives) return;
  for (const std::string_view none : {"Prepayments", "Overpayments"}) json.raw(none, "[]");
}

std::optional<Date> fully_paid_on(const SimInvoice& invoice) {
  std::optional<Date> last;
  for (const SimPayment& payment : invoice.payments)
    if (!last || *last < payment.date) last = payment.date;
  for (const SimAllocation& allocation : invoice.allocations)
    if (!last || *last < allocation.date) last = allocation.date;
  return invoice.status == "PAID" ? last : std::nullopt;
}

void write_amounts(JsonWriter& json, const SimInvoice& invoice, const XeroForm& form) {
  json.number("SubTotal", invoice.sub_total, 2);
  json.number("TotalTax", invoice.total_tax, 2);
  json.number("Total", invoice.total, 2);
  if (!invoice.rounding.is_zero()) json.number("RoundingAmount", invoice.rounding, 2);
  if (form.list == SimList::invoices) {
    json.number("AmountDue", invoice.due(), 2);
    json.number("AmountPaid", invoice.paid(), 2);
    json.number("AmountCredited", invoice.credited(), 2);
  }
  if (form.list == SimList::credit_notes) json.number("RemainingCredit", invoice.due(), 2);
  json.text("CurrencyCode", invoice.currency);
  json.number("CurrencyRate", invoice.currency_rate, 10);
  if (const auto last = fully_paid_on(invoice)) json.day("FullyPaidOnDate", {}, *last);
}

}  // namespace

std::string invoice_json(const XeroOrganisation& organisation, const SimInvoice& invoice,
                         const XeroForm& form, const InvoiceView& view, const XeroSwitches& switches) {
  JsonWriter json(switches.date_offset);
  json.open();
  json.text("Type", invoice.type);
  json.text(form.id_name, invoice.id.empty() ? zero_guid : std::string_view(invoice.id));
  if (!form.number_name.empty()) json.text(form.number_name, invoice.number);
  json.text("Reference", invoice.reference);
  if (form.has_bank_account) {
    write_account(json, "BankAccount", organisation, invoice.bank_account);
    json.flag("IsReconciled", invoice.reconciled);
  } else {
    write_payments(json, invoice);
    write_allocations(json, invoice, form, switches);
  }
  write_contact_of(json, organisation, invoice, view, switches);
  json.day("Date", "DateString", invoice.date);
  if (invoice.due_date) json.day("DueDate", "DueDateString", *invoice.due_date);
  json.text("Status", invoice.status);
  json.text("LineAmountTypes", types_text(invoice.types));
  json.open_list("LineItems");
  for (std::size_t i = 0; view.with_lines && i < invoice.lines.size(); ++i)
    write_line(
        json, organisation, invoice.lines[i], view.unit_places,
        view.line_errors != nullptr && i < view.line_errors->size() ? &(*view.line_errors)[i] : nullptr,
        switches);
  json.close_list();
  write_amounts(json, invoice, form);
  if (!invoice.url.empty()) json.text("Url", invoice.url);
  if (!form.has_bank_account) json.flag("SentToContact", invoice.sent);
  if (form.list == SimList::invoices)
    json.flag("IsDiscounted", std::any_of(invoice.lines.begin(), invoice.lines.end(), [](const SimLine& l) {
                return l.discount_rate || l.discount_amount;
              }));
  json.flag("HasAttachments", organisation.has_attachments(invoice.id));
  json.instant("UpdatedDateUTC", invoice.updated);
  if (!form.has_bank_account) json.text("UpdatedDateUTCString", invoice.updated.text_seconds());
  return json.take();
}

}  // namespace crosswalk::simulator::xero_sim
