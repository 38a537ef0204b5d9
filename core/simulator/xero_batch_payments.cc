#include "simulator/xero_batch_payments.h"

#include <utility>

#include "simulator/xero_applied.h"
#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_list.h"
#include "simulator/xero_payment_plan.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::pair<std::string_view, std::size_t> texts[] = {
    {"Reference", 255}, {"Particulars", 12}, {"Code", 12}, {"Narrative", 18}, {"Details", 18}};

struct BatchPlan {
  SimBatch next;
  std::vector<SimPayment> payments;
  bool not_found = false;
  bool ends = false;
  std::vector<std::string> errors;
};

std::string batch_json(const XeroOrganisation& organisation, const SimBatch& batch,
                       const CallContext& context) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("BatchPaymentID", batch.id.empty() ? zero_guid : std::string_view(batch.id));
  json.open("Account");
  if (const SimAccount* account = organisation.account(batch.account)) json.text("AccountID", account->id);
  json.close();
  json.text("Reference", batch.reference);
  if (!batch.narrative.empty()) json.text("Narrative", batch.narrative);
  json.day("Date", "DateString", batch.date);
  json.open_list("Payments");
  for (const std::string& id : batch.payments) {
    const SimPayment* payment = organisation.payments.find(id);
    if (payment == nullptr || batch.status == "DELETED") continue;
    json.open();
    json.open("Invoice");
    json.text("InvoiceID", payment->target_id);
    json.close();
    json.text("PaymentID", payment->id);
    json.number("Amount", payment->amount, 2);
    json.number("BankAmount", payment->amount, 2);
    json.close();
  }
  json.close_list();
  json.text("Type", batch.type);
  json.text("Status", batch.status);
  json.number("TotalAmount", batch.total, 2);
  json.instant("UpdatedDateUTC", batch.updated);
  json.flag("IsReconciled", batch.reconciled);
  return json.take();
}

std::optional<FilterValue> field_of(const SimBatch& batch, std::string_view name) {
  if (same_text(name, "BatchPaymentID")) return FilterValue::of(batch.id);
  if (same_text(name, "Reference")) return optional_text(batch.reference);
  if (same_text(name, "Status")) return FilterValue::of(batch.status);
  if (same_text(name, "Date")) return FilterValue::of(batch.date);
  return std::nullopt;
}

BatchPlan plan_end(const XeroOrganisation& organisation, const SimBatch& old, const BodyValue& element) {
  BatchPlan plan;
  plan.next = old;
  plan.ends = true;
  if (element.text_of("Status") != "DELETED" || old.status == "DELETED")
    plan.errors.emplace_back("Batch Payment not of valid status for modification");
  if (old.reconciled) plan.errors.emplace_back("A reconciled batch payment cannot be deleted.");
  if (std::string lock = locked_by(organisation, old.date); !lock.empty()) plan.errors.push_back(lock);
  return plan;
}

// Each payment is judged alone; together they must not pay one document twice.
void plan_payments(const XeroOrganisation& organisation, const BodyValue& element, const SimAccount* account,
                   const CallContext& context, BatchPlan& plan) {
  const BodyValue* list = element.find("Payments");
  if (list == nullptr || list->items.empty()) {
    plan.errors.emplace_back("A batch payment must have at least one payment.");
    return;
  }
  for (const BodyValue& one : list->items) {
    PaymentPlan payment =
        plan_payment(organisation, one, {WriteMode::create, account, plan.next.date}, context);
    if (context.switches.batch_children_lose_reference) payment.next.reference.clear();
    for (std::string& error : payment.errors) plan.errors.push_back(std::move(error));
    for (const SimPayment& other : plan.payments)
      if (other.target_id == payment.next.target_id)
        plan.errors.emplace_back("A document can be paid only once in a batch payment.");
    plan.next.total = plus(plan.next.total, payment.next.amount);
    plan.payments.push_back(std::move(payment.next));
  }
  plan.next.type = plan.payments.front().type == "ACCPAYPAYMENT" ? "PAYBATCH" : "RECBATCH";
  for (const SimPayment& payment : plan.payments)
    if (payment.on_credit_note || payment.type != plan.payments.front().type)
      plan.errors.emplace_back("A batch payment is for invoices, or for bills, alone.");
}

BatchPlan plan_batch(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode,
                     const CallContext& context) {
  BatchPlan plan;
  if (const std::string id = element.text_of("BatchPaymentID"); mode == WriteMode::upsert && !id.empty()) {
    const SimBatch* old = organisation.batches.find(id);
    if (old != nullptr) return plan_end(organisation, *old, element);
    plan.not_found = true;
    return plan;
  }
  for (const auto& [name, longest] : texts)
    if (characters(element.text_of(name)) > longest)
      plan.errors.push_back("The field " + std::string(name) + " must be " + std::to_string(longest) +
                            " characters or less.");
  plan.next.reference = element.text_of("Reference");
  plan.next.narrative = element.text_of("Narrative");
  plan.next.date = date_in(element, "Date").value_or(organisation.zone.date_of(context.now));
  const BodyValue* named = element.find("Account");
  const SimAccount* account = named != nullptr ? organisation.account_in(*named) : nullptr;
  if (account != nullptr) plan.next.account = account->code;
  plan_payments(organisation, element, account, context, plan);
  return plan;
}

void carry_out(XeroOrganisation& organisation, BatchPlan& plan, Instant now) {
  SimBatch& batch = plan.next;
  batch.updated = now;
  if (plan.ends) {
    batch.status = "DELETED";
    for (const std::string& id : batch.payments) take_off(organisation, id, now);
  } else {
    batch.id = organisation.new_id("batch");
    batch.created = now;
    organisation.count_created("BatchPayments", batch.reference);
    for (SimPayment& payment : plan.payments) {
      payment.batch_id = batch.id;
      batch.payments.push_back(put_on(organisation, std::move(payment), now).id);
    }
  }
  organisation.batches.store(batch);
}

}  // namespace

wire::HttpReply read_batch_payments(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                                    const Query& query, const std::string& named,
                                    const CallContext& context) {
  if (!named.empty()) {
    const SimBatch* found = organisation.batches.find(named);
    if (found == nullptr) return nothing_there();
    return envelope(context, "BatchPayments", "[" + batch_json(organisation, *found, context) + "}]");
  }
  std::vector<ListRow> rows;
  for (const SimBatch& batch : organisation.batches.all())
    rows.push_back({batch.id, batch.created, batch.updated,
                    [&](std::string_view name) { return field_of(batch, name); },
                    [&] { return batch_json(organisation, batch, context) + "}"; }});
  return list_reply(request, query, context, "BatchPayments", rows, Paging::never);
}

wire::HttpReply write_batch_payments(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                                     const Query& query, const std::string& named,
                                     const CallContext& context) {
  auto elements = elements_of(body, "BatchPayments");
  if (!elements) return malformed_request("The request has no BatchPayments. Path 'BatchPayments'.");
  if (!named.empty()) {
    if (elements->size() != 1) return nothing_there();
    add_text(elements->front(), "BatchPaymentID", named);
  }
  if (auto refused = refused_shape(*elements, batch_payment_shape(), "BatchPayments")) return *refused;
  for (const BodyValue& element : *elements)
    if (plan_batch(organisation, element, mode, context).not_found) return nothing_there();
  const bool silent = context.switches.batch_payments_fail_silently && !summarises(query, context.switches);
  return write_each(organisation, context, query, "BatchPayments", *elements, [&](const BodyValue& element) {
    BatchPlan plan = plan_batch(organisation, element, mode, context);
    if (plan.errors.empty()) carry_out(organisation, plan, context.now);
    // Seen with summarizeErrors=false: nothing was made, and nothing says so but the missing id.
    if (!plan.errors.empty() && silent)
      return Element{batch_json(organisation, plan.next, context) + ",\"HasValidationErrors\":false", false,
                     false};
    return finished(batch_json(organisation, plan.next, context), "", plan.errors, {}, context.switches);
  });
}

}  // namespace crosswalk::simulator::xero_sim
