// Reading of xero_invoices.h: one document, filters, order, pages.
#include <algorithm>

#include "simulator/xero_invoice_json.h"
#include "simulator/xero_invoices.h"
#include "simulator/xero_list.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

using Texts = std::optional<std::vector<std::string>>;

bool named_in(const Texts& list, std::string_view text) {
  return !list ||
         std::any_of(list->begin(), list->end(), [&](const auto& one) { return same_text(one, text); });
}

std::optional<FilterValue> contact_field(const XeroOrganisation& organisation, const SimInvoice& document,
                                         std::string_view name) {
  const SimContact* contact = organisation.contact(document.contact_id);
  if (same_text(name, "Contact.ContactID")) return FilterValue::of(document.contact_id);
  if (same_text(name, "Contact.Name"))
    return contact != nullptr ? FilterValue::of(contact->name) : FilterValue{};
  if (same_text(name, "Contact.ContactNumber"))
    return contact != nullptr ? optional_text(contact->number) : FilterValue{};
  return std::nullopt;
}

std::optional<FilterValue> field_of(const XeroOrganisation& organisation, const SimInvoice& document,
                                    const XeroForm& form, std::string_view name) {
  if (same_text(name, form.id_name)) return FilterValue::of(document.id);
  if (same_text(name, "Reference")) return optional_text(document.reference);
  if (same_text(name, "Type")) return FilterValue::of(document.type);
  if (same_text(name, "Status")) return FilterValue::of(document.status);
  if (same_text(name, "Date")) return FilterValue::of(document.date);
  if (same_text(name, "Total")) return FilterValue::of(document.total);
  if (name.starts_with("Contact.")) return contact_field(organisation, document, name);
  if (!form.number_name.empty() && same_text(name, form.number_name)) return optional_text(document.number);
  if (form.has_due_date && same_text(name, "DueDate"))
    return document.due_date ? FilterValue::of(*document.due_date) : FilterValue{};
  if (form.list == SimList::invoices && same_text(name, "AmountDue")) return FilterValue::of(document.due());
  if (form.list == SimList::invoices && same_text(name, "AmountPaid"))
    return FilterValue::of(document.paid());
  if (form.list == SimList::credit_notes && same_text(name, "RemainingCredit"))
    return FilterValue::of(document.due());
  if (form.has_bank_account && same_text(name, "BankAccount.Code"))
    return FilterValue::of(document.bank_account);
  if (form.has_bank_account && same_text(name, "BankAccount.AccountID")) {
    const SimAccount* account = organisation.account(document.bank_account);
    return account != nullptr ? FilterValue::of(account->id) : FilterValue{};
  }
  return std::nullopt;
}

int unit_places(const Query& query) {
  return query.get("unitdp") == "4" ? 4 : 2;
}

wire::HttpReply one_invoice(const XeroOrganisation& organisation, const XeroForm& form, const Query& query,
                            const std::string& named, const CallContext& context) {
  const SimInvoice* found = organisation.document(form.list, named);
  if (found == nullptr) {
    found = organisation.numbered(form.list, named);
    if (found != nullptr && !is_listed(found->created, context)) found = nullptr;
  }
  if (found == nullptr) return nothing_there();
  const InvoiceView view{unit_places(query)};
  return envelope(context, form.plural,
                  "[" + invoice_json(organisation, *found, form, view, context.switches) + "}]");
}

}  // namespace

wire::HttpReply read_invoices(const XeroOrganisation& organisation, const XeroForm& form,
                              const wire::HttpRequest& request, const Query& query, const std::string& named,
                              const CallContext& context) {
  if (!named.empty()) return one_invoice(organisation, form, query, named, context);
  // Only invoices have filters of their own beside `where`.
  const bool invoices = form.list == SimList::invoices;
  const auto filter = [&](std::string_view name) { return invoices ? query.list(name) : Texts(); };
  const Texts ids = filter("IDs");
  const Texts numbers = filter("InvoiceNumbers");
  const Texts contacts = filter("ContactIDs");
  const Texts statuses = filter("Statuses");
  const auto term = invoices ? query.get("searchTerm") : std::nullopt;
  const bool paged = query.get("page") || query.get("pageSize") || statuses;
  const InvoiceView view{unit_places(query), paged && !query.is_true("summaryOnly")};
  std::vector<ListRow> rows;
  for (const SimInvoice& document : organisation.all(form.list)) {
    if (!named_in(ids, document.id) || !named_in(numbers, document.number) ||
        !named_in(contacts, document.contact_id) || !named_in(statuses, document.status))
      continue;
    if (term && !contains_text(document.number, *term) && !contains_text(document.reference, *term)) continue;
    rows.push_back(
        {document.id, document.created, document.updated,
         [&](std::string_view name) { return field_of(organisation, document, form, name); },
         [&] { return invoice_json(organisation, document, form, view, context.switches) + "}"; }});
  }
  return list_reply(request, query, context, form.plural, rows, paged ? Paging::always : Paging::never);
}

}  // namespace crosswalk::simulator::xero_sim
