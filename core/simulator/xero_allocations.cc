#include "simulator/xero_allocations.h"

#include <algorithm>

#include "simulator/xero_applied.h"
#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_payment_plan.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

struct AllocationPlan {
  const SimInvoice* invoice = nullptr;
  Decimal amount;
  Date date;
  std::vector<std::string> errors;
};

AllocationPlan plan_allocation(const XeroOrganisation& organisation, const SimInvoice& credit_note,
                               const BodyValue& element, const CallContext& context) {
  AllocationPlan plan;
  if (const BodyValue* named = element.find("Invoice")) {
    const std::string id = named->text_of("InvoiceID");
    plan.invoice = id.empty() ? organisation.invoice_numbered(named->text_of("InvoiceNumber"))
                              : organisation.invoice(id);
  }
  if (plan.invoice == nullptr) {
    plan.errors.emplace_back("The invoice with the specified details could not be found");
    return plan;
  }
  const auto amount = number_of(element, "Amount");
  if (amount && *amount) plan.amount = round(**amount, 2);
  if (plan.amount <= Decimal{}) plan.errors.emplace_back("The allocation Amount must be greater than zero.");
  // What the request says of the date is not looked at: it is the later of the two documents' dates.
  plan.date = std::max(plan.invoice->date, credit_note.date);
  if (!element.has("Date") && context.switches.allocation_date_required)
    plan.errors.emplace_back("The allocation Date must be specified.");
  if (std::string lock = locked_by(organisation, plan.date); !lock.empty()) plan.errors.push_back(lock);
  const bool sides = plan.invoice->type + "CREDIT" == credit_note.type;
  if (!sides || plan.invoice->contact_id != credit_note.contact_id ||
      plan.invoice->currency != credit_note.currency)
    plan.errors.emplace_back("The credit note and the invoice must be of one contact, currency and side.");
  if (credit_note.status != "AUTHORISED" || plan.invoice->status != "AUTHORISED")
    plan.errors.emplace_back(
        "Only Authorised credit notes can be allocated, and only to Authorised invoices.");
  if (plan.amount > credit_note.due())
    plan.errors.emplace_back("The amount to allocate exceeds the remaining credit.");
  if (plan.amount > plan.invoice->due())
    plan.errors.emplace_back("The amount to allocate exceeds the amount due on the invoice.");
  return plan;
}

std::string allocation_json(const std::string& id, const std::string& credit_note_id,
                            const AllocationPlan& plan, const CallContext& context) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("AllocationID", id.empty() ? zero_guid : std::string_view(id));
  json.number("Amount", plan.amount, 2);
  json.day("Date", {}, plan.date);
  json.open("Invoice");
  json.text("InvoiceID", plan.invoice != nullptr ? std::string_view(plan.invoice->id) : zero_guid);
  json.close();
  json.open("CreditNote");
  json.text("CreditNoteID", credit_note_id);
  json.close();
  return json.take();
}

}  // namespace

wire::HttpReply write_allocations(XeroOrganisation& organisation, const std::string& credit_note_id,
                                  const BodyValue& body, const Query& query, const CallContext& context) {
  if (organisation.document(SimList::credit_notes, credit_note_id) == nullptr)
    return api_exception(404, 10, "ValidationException",
                         "An existing Credit Note with the specified CreditNoteID could not be found");
  const auto elements = elements_of(body, "Allocations");
  if (!elements) return malformed_request("The request has no Allocations. Path 'Allocations'.");
  if (auto refused = refused_shape(*elements, allocation_shape(), "Allocations")) return *refused;
  return write_each(organisation, context, query, "Allocations", *elements, [&](const BodyValue& element) {
    const SimInvoice& credit_note = *organisation.document(SimList::credit_notes, credit_note_id);
    const AllocationPlan plan = plan_allocation(organisation, credit_note, element, context);
    std::string id;
    if (plan.errors.empty())
      id = allocate(organisation, credit_note.id, plan.invoice->id, plan.amount, plan.date, context.now).id;
    return finished(allocation_json(id, credit_note_id, plan, context), "", plan.errors, {},
                    context.switches);
  });
}

wire::HttpReply delete_allocation(XeroOrganisation& organisation, const std::string& credit_note_id,
                                  const std::string& allocation_id, const CallContext& context) {
  if (!end_allocation(organisation, credit_note_id, allocation_id, context.now)) return nothing_there();
  JsonWriter json;
  json.open();
  json.text("AllocationId", allocation_id);
  json.flag("IsDeleted", true);
  json.close();
  return json_reply(200, json.take());
}

}  // namespace crosswalk::simulator::xero_sim
