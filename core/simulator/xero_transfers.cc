#include "simulator/xero_transfers.h"

#include "simulator/xero_invoice_json.h"
#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_list.h"
#include "simulator/xero_payment_plan.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

struct TransferPlan {
  SimTransfer next;
  bool not_found = false;
  bool is_new = true;
  std::vector<std::string> errors;
};

std::string transfer_json(const XeroOrganisation& organisation, const SimTransfer& transfer,
                          const CallContext& context) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("BankTransferID", transfer.id.empty() ? zero_guid : std::string_view(transfer.id));
  json.day("Date", "DateString", transfer.date);
  json.text("Status", transfer.status);
  write_account(json, "FromBankAccount", organisation, transfer.from);
  write_account(json, "ToBankAccount", organisation, transfer.to);
  json.number("Amount", transfer.amount, 2);
  json.flag("FromIsReconciled", transfer.from_reconciled);
  json.flag("ToIsReconciled", transfer.to_reconciled);
  json.text("Reference", transfer.reference);
  json.number("CurrencyRate", transfer.rate, 10);
  json.flag("HasAttachments", organisation.has_attachments(transfer.id));
  json.instant("CreatedDateUTC", transfer.created);
  return json.take();
}

std::optional<FilterValue> field_of(const SimTransfer& transfer, std::string_view name) {
  if (same_text(name, "BankTransferID")) return FilterValue::of(transfer.id);
  if (same_text(name, "Reference")) return optional_text(transfer.reference);
  if (same_text(name, "Status")) return FilterValue::of(transfer.status);
  if (same_text(name, "Date")) return FilterValue::of(transfer.date);
  if (same_text(name, "Amount")) return FilterValue::of(transfer.amount);
  if (same_text(name, "FromBankAccount.Code")) return FilterValue::of(transfer.from);
  if (same_text(name, "ToBankAccount.Code")) return FilterValue::of(transfer.to);
  return std::nullopt;
}

TransferPlan plan_end(const XeroOrganisation& organisation, const SimTransfer& old,
                      const BodyValue& element) {
  TransferPlan plan;
  plan.next = old;
  plan.is_new = false;
  if (element.text_of("Status") != "DELETED" || old.status == "DELETED")
    plan.errors.emplace_back("Bank Transfer not of valid status for modification");
  if (old.from_reconciled || old.to_reconciled)
    plan.errors.emplace_back("A reconciled bank transfer cannot be deleted.");
  if (std::string lock = locked_by(organisation, old.date); !lock.empty()) plan.errors.push_back(lock);
  plan.next.status = "DELETED";
  return plan;
}

const SimAccount* bank_account(const XeroOrganisation& organisation, const BodyValue& element,
                               std::string_view name, TransferPlan& plan) {
  const BodyValue* named = element.find(name);
  const SimAccount* account = named != nullptr ? organisation.account_in(*named) : nullptr;
  if (account == nullptr || account->type != "BANK" || account->status != "ACTIVE") {
    plan.errors.push_back("The " + std::string(name) + " is not an active bank account.");
    return nullptr;
  }
  return account;
}

TransferPlan plan_transfer(const XeroOrganisation& organisation, const BodyValue& element, WriteMode mode,
                           const CallContext& context) {
  TransferPlan plan;
  if (const std::string id = element.text_of("BankTransferID"); mode == WriteMode::upsert && !id.empty()) {
    const SimTransfer* old = organisation.transfers.find(id);
    if (old != nullptr) return plan_end(organisation, *old, element);
    plan.not_found = true;
    return plan;
  }
  const SimAccount* from = bank_account(organisation, element, "FromBankAccount", plan);
  const SimAccount* to = bank_account(organisation, element, "ToBankAccount", plan);
  if (from != nullptr && from == to)
    plan.errors.emplace_back("A bank transfer must be between two different accounts.");
  if (from != nullptr) plan.next.from = from->code;
  if (to != nullptr) plan.next.to = to->code;
  plan.next.currency =
      from == nullptr || from->currency.empty() ? organisation.base_currency : from->currency;
  const auto amount = number_of(element, "Amount");
  if (amount && *amount) plan.next.amount = round(**amount, 2);
  if (plan.next.amount <= Decimal{}) plan.errors.emplace_back("The Amount must be greater than zero.");
  plan.next.date = date_in(element, "Date").value_or(organisation.zone.date_of(context.now));
  if (std::string lock = locked_by(organisation, plan.next.date); !lock.empty())
    plan.errors.push_back(std::move(lock));
  plan.next.rate = organisation.day_rate(plan.next.currency, plan.next.date);
  plan.next.reference = element.text_of("Reference");
  if (characters(plan.next.reference) > 255)
    plan.errors.emplace_back("The field Reference must be 255 characters or less.");
  plan.next.from_reconciled = element.flag_of("FromIsReconciled").value_or(false);
  plan.next.to_reconciled = element.flag_of("ToIsReconciled").value_or(false);
  return plan;
}

}  // namespace

wire::HttpReply read_transfers(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                               const Query& query, const std::string& named, const CallContext& context) {
  if (!named.empty()) {
    const SimTransfer* found = organisation.transfers.find(named);
    if (found == nullptr) return nothing_there();
    return envelope(context, "BankTransfers", "[" + transfer_json(organisation, *found, context) + "}]");
  }
  const bool deleted_too = query.get("includeDeleted").value_or("") == "true";
  std::vector<ListRow> rows;
  for (const SimTransfer& transfer : organisation.transfers.all())
    if (transfer.status != "DELETED" || deleted_too)
      rows.push_back({transfer.id, transfer.created, transfer.updated,
                      [&](std::string_view name) { return field_of(transfer, name); },
                      [&] { return transfer_json(organisation, transfer, context) + "}"; }});
  return list_reply(request, query, context, "BankTransfers", rows, Paging::never);
}

wire::HttpReply write_transfers(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                                const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "BankTransfers");
  if (!elements) return malformed_request("The request has no BankTransfers. Path 'BankTransfers'.");
  if (!named.empty()) {
    if (elements->size() != 1) return nothing_there();
    add_text(elements->front(), "BankTransferID", named);
  }
  if (auto refused = refused_shape(*elements, bank_transfer_shape(), "BankTransfers")) return *refused;
  for (const BodyValue& element : *elements)
    if (plan_transfer(organisation, element, mode, context).not_found) return nothing_there();
  return write_each(organisation, context, query, "BankTransfers", *elements, [&](const BodyValue& element) {
    TransferPlan plan = plan_transfer(organisation, element, mode, context);
    if (plan.errors.empty()) {
      if (plan.is_new || context.switches.deleting_touches_transfer) plan.next.updated = context.now;
      if (plan.is_new) {
        plan.next.id = organisation.new_id("transfer");
        plan.next.created = context.now;
        organisation.count_created("BankTransfers", plan.next.reference);
      }
      organisation.transfers.store(plan.next);
    }
    return finished(transfer_json(organisation, plan.next, context), "", plan.errors, {}, context.switches);
  });
}

}  // namespace crosswalk::simulator::xero_sim
