// Reading of xero_invoices.h: one invoice, filters, order, pages.
#include <algorithm>

#include "simulator/xero_contacts.h"
#include "simulator/xero_invoice_json.h"
#include "simulator/xero_invoices.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {
namespace {

constexpr std::size_t largest_answer = 100'000;

using Texts = std::optional<std::vector<std::string>>;
using Found = std::vector<const SimInvoice*>;

wire::HttpReply query_refused(const std::string& why) {
  return api_exception(400, 16, "QueryParseException", why);
}

bool named_in(const Texts& list, std::string_view text) {
  return !list ||
         std::any_of(list->begin(), list->end(), [&](const auto& one) { return same_text(one, text); });
}

bool listed(const SimInvoice& invoice, const CallContext& context) {
  return invoice.created + context.switches.list_lag <= context.now;
}

std::optional<FilterValue> field_of(const XeroOrganisation& organisation, const SimInvoice& invoice,
                                    std::string_view name) {
  const auto optional_text = [](const std::string& text) {
    return text.empty() ? FilterValue{} : FilterValue::of(text);
  };
  if (same_text(name, "InvoiceNumber")) return FilterValue::of(invoice.number);
  if (same_text(name, "Reference")) return optional_text(invoice.reference);
  if (same_text(name, "InvoiceID")) return FilterValue::of(invoice.id);
  if (same_text(name, "Type")) return FilterValue::of(invoice.type);
  if (same_text(name, "Status")) return FilterValue::of(invoice.status);
  if (same_text(name, "Date")) return FilterValue::of(invoice.date);
  if (same_text(name, "DueDate"))
    return invoice.due_date ? FilterValue::of(*invoice.due_date) : FilterValue{};
  if (same_text(name, "AmountDue")) return FilterValue::of(invoice.due());
  if (same_text(name, "AmountPaid")) return FilterValue::of(invoice.paid());
  if (same_text(name, "Total")) return FilterValue::of(invoice.total);
  if (!name.starts_with("Contact.")) return std::nullopt;
  const SimContact* contact = organisation.contact(invoice.contact_id);
  if (same_text(name, "Contact.ContactID")) return FilterValue::of(invoice.contact_id);
  if (same_text(name, "Contact.Name"))
    return contact != nullptr ? FilterValue::of(contact->name) : FilterValue{};
  if (same_text(name, "Contact.ContactNumber"))
    return contact != nullptr ? optional_text(contact->number) : FilterValue{};
  return std::nullopt;
}

// "Date DESC"; the default is UpdatedDateUTC, then InvoiceID. False: a field that cannot be ordered by.
bool put_in_order(Found& found, std::string_view order) {
  const auto parts = split(order.empty() ? "UpdatedDateUTC" : order, ' ');
  const bool down = parts.size() > 1 && same_text(parts[1], "DESC");
  const std::string field = lower(parts[0]);
  const auto key = [&](const SimInvoice& one) -> std::string {
    if (field == "invoicenumber") return lower(one.number);
    if (field == "invoiceid") return one.id;
    if (field == "date") return one.date.text();
    return one.updated.text();
  };
  if (field != "invoicenumber" && field != "invoiceid" && field != "date" && field != "updateddateutc")
    return false;
  std::sort(found.begin(), found.end(), [&](const SimInvoice* a, const SimInvoice* b) {
    const std::string x = key(*a);
    const std::string y = key(*b);
    if (x != y) return down ? y < x : x < y;
    return a->id < b->id;
  });
  return true;
}

int unit_places(const Query& query) {
  return query.get("unitdp") == "4" ? 4 : 2;
}

wire::HttpReply one_invoice(const XeroOrganisation& organisation, const Query& query,
                            const std::string& named, const CallContext& context) {
  const SimInvoice* found = organisation.invoice(named);
  if (found == nullptr) {
    found = organisation.invoice_numbered(named);
    if (found != nullptr && !listed(*found, context)) found = nullptr;
  }
  if (found == nullptr) return nothing_there();
  const InvoiceView view{unit_places(query)};
  return envelope(context, "Invoices",
                  "[" + invoice_json(organisation, *found, view, context.switches) + "}]");
}

}  // namespace

wire::HttpReply read_invoices(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                              const Query& query, const std::string& named, const CallContext& context) {
  if (!named.empty()) return one_invoice(organisation, query, named, context);
  std::optional<Filter> filter;
  if (const auto where = query.get("where")) {
    auto parsed = Filter::parse(*where);
    if (!parsed) return query_refused(parsed.error().message);
    filter = std::move(*parsed);
  }
  const Texts ids = query.list("IDs");
  const Texts numbers = query.list("InvoiceNumbers");
  const Texts contacts = query.list("ContactIDs");
  const Texts statuses = query.list("Statuses");
  const auto term = query.get("searchTerm");
  const auto since = modified_since(request);
  Found found;
  for (const SimInvoice& invoice : organisation.invoices()) {
    if (!listed(invoice, context) || !is_modified(invoice.updated, since, context.switches)) continue;
    if (!named_in(ids, invoice.id) || !named_in(numbers, invoice.number) ||
        !named_in(contacts, invoice.contact_id) || !named_in(statuses, invoice.status))
      continue;
    if (term && !contains_text(invoice.number, *term) && !contains_text(invoice.reference, *term)) continue;
    if (filter) {
      const auto hit =
          filter->matches([&](std::string_view name) { return field_of(organisation, invoice, name); });
      if (!hit) return query_refused(hit.error().message);
      if (!*hit) continue;
    }
    found.push_back(&invoice);
  }
  if (!put_in_order(found, query.get("order").value_or("")))
    return query_refused("The order cannot be read.");

  const bool paged = query.get("page") || query.get("pageSize") || statuses;
  if (!paged && found.size() > largest_answer)
    return query_refused("The query matches more than 100,000 records.");
  const Page page = page_of(query);
  const std::size_t begin = paged ? std::min((page.page - 1) * page.size, found.size()) : 0;
  const std::size_t end = paged ? std::min(begin + page.size, found.size()) : found.size();
  const InvoiceView view{unit_places(query), paged && !query.is_true("summaryOnly")};
  JsonWriter list;
  list.open_list();
  for (std::size_t i = begin; i < end; ++i)
    list.raw({}, invoice_json(organisation, *found[i], view, context.switches) + "}");
  list.close_list();
  return envelope(context, "Invoices", list.take(), paged ? pagination(page, found.size()) : std::string());
}

}  // namespace crosswalk::simulator::xero_sim
