#include "simulator/xero_payment_plan.h"

#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

// The document that the payment is for; an error when none is named, or two are, or it does not exist.
Result<const SimInvoice*> target_of(const XeroOrganisation& organisation, const BodyValue& element) {
  const SimInvoice* found = nullptr;
  int named = 0;
  for (const SimList list : {SimList::invoices, SimList::credit_notes}) {
    const XeroForm& form = form_of(list);
    const std::string_view field = list == SimList::invoices ? "Invoice" : "CreditNote";
    const BodyValue* object = element.find(field);
    std::string id;
    std::string number = element.text_of(form.number_name);
    if (object != nullptr) {
      id = object->text_of(form.id_name);
      if (number.empty()) number = object->text_of(form.number_name);
    }
    if (id.empty() && number.empty()) continue;
    ++named;
    found = !id.empty() ? organisation.document(list, id) : organisation.numbered(list, number);
    if (found == nullptr)
      return fail(ErrorKind::invalid, list == SimList::invoices
                                          ? "The invoice with the specified details could not be found"
                                          : "An existing Credit Note with the specified CreditNoteID could "
                                            "not be found");
  }
  if (named != 1)
    return fail(ErrorKind::invalid,
                "A payment must be for exactly one Invoice, CreditNote, Prepayment or Overpayment");
  return found;
}

void read_amount(const BodyValue& element, const XeroSwitches& switches, PaymentPlan& plan) {
  const auto amount = number_of(element, "Amount");
  if (!amount || !*amount || **amount <= Decimal{}) {
    plan.errors.emplace_back("The payment Amount must be greater than zero.");
    return;
  }
  plan.next.amount = round(**amount, 2);
  const auto rate = number_of(element, "CurrencyRate");
  plan.next.currency_rate = rate && *rate && **rate > Decimal{} ? as_read(**rate, switches) : Decimal{};
}

void check_target(const SimInvoice& target, PaymentPlan& plan) {
  plan.next.target_id = target.id;
  plan.next.currency = target.currency;
  plan.next.on_credit_note = list_of(target) == SimList::credit_notes;
  plan.next.type = target.type == "ACCRECCREDIT"   ? "ARCREDITPAYMENT"
                   : target.type == "ACCPAYCREDIT" ? "APCREDITPAYMENT"
                                                   : target.type + "PAYMENT";
  if (target.status != "AUTHORISED" && target.status != "PAID")
    plan.errors.emplace_back("Payments can only be made against Authorised documents");
  else if (plan.next.amount > target.due())
    plan.errors.emplace_back("Payment amount exceeds the amount outstanding on this document");
}

PaymentPlan plan_end(const XeroOrganisation& organisation, const SimPayment& old, const BodyValue& element) {
  PaymentPlan plan;
  plan.next = old;
  plan.ends = element.text_of("Status") == "DELETED";
  if (!plan.ends) plan.errors.emplace_back("Payments cannot be edited, only created and deleted.");
  if (plan.ends && old.status == "DELETED")
    plan.errors.emplace_back("Payment not of valid status for modification");
  if (!old.batch_id.empty())
    plan.errors.emplace_back("This payment is part of a batch payment and cannot be deleted by itself.");
  if (old.reconciled)
    plan.errors.emplace_back(
        "This payment cannot be deleted as it has been reconciled with a bank statement.");
  if (std::string lock = locked_by(organisation, old.date); !lock.empty())
    plan.errors.push_back(std::move(lock));
  return plan;
}

}  // namespace

std::string payment_account_refused(const SimAccount* account) {
  if (account == nullptr) return "Account could not be found.";
  if (account->status != "ACTIVE") return "Account '" + account->code + "' has been archived or deleted.";
  if (account->type != "BANK" && !account->takes_payments)
    return "Account '" + account->code + "' is not a bank account and payments to it are not enabled.";
  return "";
}

std::optional<Date> date_in(const BodyValue& element, std::string_view name) {
  const BodyValue* field = element.find(name);
  if (field == nullptr) return std::nullopt;
  const auto date = read_date(field->text);
  return date ? std::optional(*date) : std::nullopt;
}

PaymentPlan plan_payment(const XeroOrganisation& organisation, const BodyValue& element,
                         const PaymentTerms& terms, const CallContext& context) {
  PaymentPlan plan;
  const std::string id = element.text_of("PaymentID");
  if (terms.mode == WriteMode::upsert && !id.empty() && id != zero_guid) {
    const SimPayment* old = organisation.payments.find(id);
    if (old != nullptr) return plan_end(organisation, *old, element);
    plan.not_found = true;
    return plan;
  }
  read_amount(element, context.switches, plan);
  plan.next.reference = element.text_of("Reference");
  if (characters(plan.next.reference) > context.switches.longest_payment_reference)
    plan.errors.push_back("The field Reference must be " +
                          std::to_string(context.switches.longest_payment_reference) +
                          " characters or less.");
  plan.next.reconciled = element.flag_of("IsReconciled").value_or(false);
  plan.next.date =
      date_in(element, "Date").value_or(terms.date.value_or(organisation.zone.date_of(context.now)));
  if (std::string lock = locked_by(organisation, plan.next.date); !lock.empty())
    plan.errors.push_back(std::move(lock));
  const BodyValue* named = element.find("Account");
  const SimAccount* account = named != nullptr ? organisation.account_in(*named) : terms.account;
  if (std::string refused = payment_account_refused(account); !refused.empty())
    plan.errors.push_back(std::move(refused));
  const auto target = target_of(organisation, element);
  if (!target) {
    plan.errors.push_back(target.error().message);
    return plan;
  }
  check_target(**target, plan);
  if (plan.next.currency_rate.is_zero())
    plan.next.currency_rate = organisation.day_rate(plan.next.currency, plan.next.date);
  if (account == nullptr) return plan;
  plan.next.account = account->code;
  if (!account->currency.empty() && account->currency != plan.next.currency &&
      account->currency != organisation.base_currency)
    plan.errors.push_back("The currency of account '" + account->code + "' does not fit the document's.");
  return plan;
}

}  // namespace crosswalk::simulator::xero_sim
