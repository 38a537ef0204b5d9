#include "simulator/xero_payments.h"

#include "simulator/xero_applied.h"
#include "simulator/xero_invoice_json.h"
#include "simulator/xero_list.h"
#include "simulator/xero_payment_plan.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

// An open object. A credit note that was paid out shows under "Invoice" as well.
std::string payment_json(const XeroOrganisation& organisation, const SimPayment& payment,
                         const CallContext& context) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("PaymentID", payment.id.empty() ? zero_guid : std::string_view(payment.id));
  json.day("Date", {}, payment.date);
  json.number("BankAmount", payment.amount, 2);
  json.number("Amount", payment.amount, 2);
  if (!payment.reference.empty()) json.text("Reference", payment.reference);
  json.number("CurrencyRate", payment.currency_rate, 10);
  json.text("PaymentType", payment.type);
  json.text("Status", payment.status);
  json.instant("UpdatedDateUTC", payment.updated);
  json.text("UpdatedDateUTCString", payment.updated.text_seconds());
  json.flag("HasAccount", !payment.account.empty());
  json.flag("IsReconciled", payment.reconciled);
  if (!payment.batch_id.empty()) json.text("BatchPaymentID", payment.batch_id);
  if (!payment.account.empty()) write_account(json, "Account", organisation, payment.account);
  const SimInvoice* target = organisation.document(list_paid_by(payment), payment.target_id);
  if (target == nullptr) return json.take();
  json.open("Invoice");
  json.text("Type", target->type);
  json.text("InvoiceID", target->id);
  json.text("InvoiceNumber", target->number);
  json.number("AmountDue", target->due(), 2);
  json.number("Total", target->total, 2);
  json.text("Status", target->status);
  json.text("CurrencyCode", target->currency);
  json.open("Contact");
  json.text("ContactID", target->contact_id);
  json.text("Name", target->contact);
  json.close();
  json.close();
  return json.take();
}

std::optional<FilterValue> field_of(const XeroOrganisation& organisation, const SimPayment& payment,
                                    std::string_view name) {
  if (same_text(name, "PaymentID")) return FilterValue::of(payment.id);
  if (same_text(name, "PaymentType")) return FilterValue::of(payment.type);
  if (same_text(name, "Status")) return FilterValue::of(payment.status);
  if (same_text(name, "Reference")) return optional_text(payment.reference);
  if (same_text(name, "Date")) return FilterValue::of(payment.date);
  if (same_text(name, "Amount")) return FilterValue::of(payment.amount);
  if (same_text(name, "Invoice.InvoiceID")) return FilterValue::of(payment.target_id);
  if (same_text(name, "Account.Code")) return FilterValue::of(payment.account);
  if (same_text(name, "Account.AccountID")) {
    const SimAccount* account = organisation.account(payment.account);
    return account != nullptr ? FilterValue::of(account->id) : FilterValue{};
  }
  if (!same_text(name, "Invoice.InvoiceNumber")) return std::nullopt;
  const SimInvoice* target = organisation.document(list_paid_by(payment), payment.target_id);
  return target != nullptr ? optional_text(target->number) : FilterValue{};
}

}  // namespace

wire::HttpReply read_payments(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                              const Query& query, const std::string& named, const CallContext& context) {
  if (!named.empty()) {
    const SimPayment* found = organisation.payments.find(named);
    if (found == nullptr) return nothing_there();
    return envelope(context, "Payments", "[" + payment_json(organisation, *found, context) + "}]");
  }
  std::vector<ListRow> rows;
  for (const SimPayment& payment : organisation.payments.all())
    rows.push_back({payment.id, payment.created, payment.updated,
                    [&](std::string_view name) { return field_of(organisation, payment, name); },
                    [&] { return payment_json(organisation, payment, context) + "}"; }});
  return list_reply(request, query, context, "Payments", rows, Paging::asked);
}

wire::HttpReply write_payments(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "Payments");
  if (!elements) return malformed_request("The request has no Payments. Path 'Payments'.");
  if (!named.empty()) {
    if (elements->size() != 1) return nothing_there();
    add_text(elements->front(), "PaymentID", named);
  }
  if (auto refused = refused_shape(*elements, payment_shape(), "Payments")) return *refused;
  const PaymentTerms terms{mode, nullptr, std::nullopt};
  for (const BodyValue& element : *elements)
    if (plan_payment(organisation, element, terms, context).not_found) return nothing_there();
  return write_each(organisation, context, query, "Payments", *elements, [&](const BodyValue& element) {
    const PaymentPlan plan = plan_payment(organisation, element, terms, context);
    SimPayment shown = plan.next;
    if (plan.errors.empty() && plan.ends) {
      take_off(organisation, plan.next.id, context.now);
      shown = *organisation.payments.find(plan.next.id);
    } else if (plan.errors.empty()) {
      shown = put_on(organisation, plan.next, context.now);
    }
    return finished(payment_json(organisation, shown, context), "HasValidationErrors", plan.errors, {},
                    context.switches);
  });
}

}  // namespace crosswalk::simulator::xero_sim
