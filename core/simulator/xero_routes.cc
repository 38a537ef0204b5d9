#include "simulator/xero_routes.h"

#include "simulator/xero_allocations.h"
#include "simulator/xero_batch_payments.h"
#include "simulator/xero_contacts.h"
#include "simulator/xero_enclosures.h"
#include "simulator/xero_invoices.h"
#include "simulator/xero_items.h"
#include "simulator/xero_journals.h"
#include "simulator/xero_payments.h"
#include "simulator/xero_setting_writes.h"
#include "simulator/xero_settings.h"
#include "simulator/xero_text.h"
#include "simulator/xero_transfers.h"

namespace crosswalk::simulator::xero_sim {
namespace {

// One call on its way to the list that answers it.
struct Asked {
  XeroOrganisation& organisation;
  const wire::HttpRequest& request;
  const Query& query;
  const Route& route;
  const CallContext& context;
  std::string named;  // the id, number or code behind the resource; may be empty

  bool is(std::string_view resource) const { return same_text(route.resource, resource); }
};

wire::HttpReply read(const Asked& asked) {
  auto& [organisation, request, query, route, context, named] = asked;
  if (const XeroForm* form = form_named(route.resource))
    return read_invoices(organisation, *form, request, query, named, context);
  if (asked.is("Contacts")) return read_contacts(organisation, request, query, named, context);
  if (asked.is("Payments")) return read_payments(organisation, request, query, named, context);
  if (asked.is("BatchPayments")) return read_batch_payments(organisation, request, query, named, context);
  if (asked.is("BankTransfers")) return read_transfers(organisation, request, query, named, context);
  if (asked.is("ManualJournals")) return read_journals(organisation, request, query, named, context);
  if (asked.is("Items")) return read_items(organisation, request, query, named, context);
  const auto settings = read_settings(organisation, query, route.resource, named, context);
  return settings ? *settings : no_such_method();
}

std::optional<wire::HttpReply> write_list(const Asked& asked, const BodyValue& body, WriteMode mode) {
  auto& [organisation, request, query, route, context, named] = asked;
  if (const XeroForm* form = form_named(route.resource))
    return write_invoices(organisation, *form, body, mode, query, named, context);
  if (asked.is("Contacts")) return write_contacts(organisation, body, mode, query, named, context);
  if (asked.is("Payments")) return write_payments(organisation, body, mode, query, named, context);
  if (asked.is("BatchPayments")) return write_batch_payments(organisation, body, mode, query, named, context);
  if (asked.is("BankTransfers")) return write_transfers(organisation, body, mode, query, named, context);
  if (asked.is("ManualJournals")) return write_journals(organisation, body, mode, query, named, context);
  if (asked.is("Items")) return write_items(organisation, body, mode, query, named, context);
  return std::nullopt;
}

wire::HttpReply write(const Asked& asked) {
  const std::string& method = asked.request.method;
  if (method == "DELETE" && asked.is("Items") && asked.route.behind.size() == 1)
    return delete_item(asked.organisation, asked.named);
  const bool tracking = asked.is("TrackingCategories");
  if (method == "DELETE" && tracking)
    return write_tracking_category(asked.organisation, method, {}, asked.route.behind, asked.context);
  const bool put = method == "PUT";
  if (!put && method != "POST") return no_such_method();
  const auto body = read_body(asked.request.body);
  if (!body) return malformed_request("The request body cannot be read: " + body.error().message);
  if (tracking)
    return write_tracking_category(asked.organisation, method, *body, asked.route.behind, asked.context);
  if (asked.is("Currencies") && put && asked.named.empty())
    return write_currency(asked.organisation, *body, asked.context);
  if (asked.is("CreditNotes") && asked.route.behind.size() == 2 && put)
    return write_allocations(asked.organisation, asked.named, *body, asked.query, asked.context);
  // Only POST names what it changes; PUT always makes something new.
  if (asked.route.behind.size() > 1 || (put && !asked.named.empty())) return no_such_method();
  const auto reply = write_list(asked, *body, put ? WriteMode::create : WriteMode::upsert);
  return reply ? *reply : no_such_method();
}

// Calls about something of a document; nothing: it is none of them.
std::optional<wire::HttpReply> enclosed(const Asked& asked) {
  const auto& behind = asked.route.behind;
  if (behind.size() < 2 || asked.is("TrackingCategories")) return std::nullopt;
  const bool history = same_text(behind[1], "History");
  const bool attachments = same_text(behind[1], "Attachments");
  if (!history && !attachments) {
    const bool allocations = asked.is("CreditNotes") && same_text(behind[1], "Allocations");
    if (allocations && behind.size() == 3 && asked.request.method == "DELETE")
      return delete_allocation(asked.organisation, behind[0], behind[2], asked.context);
    if (allocations && behind.size() == 2 && asked.request.method == "PUT") return std::nullopt;
    return no_such_method();
  }
  if (!has_document(asked.organisation, asked.route.resource, behind[0])) return nothing_there();
  if (history && behind.size() == 2 && (asked.request.method == "GET" || asked.request.method == "PUT"))
    return answer_history(asked.organisation, asked.request, asked.route.resource, behind[0], asked.context);
  if (attachments && behind.size() <= 3 && (behind.size() == 3 || asked.request.method == "GET"))
    return answer_attachments(asked.organisation, asked.request, asked.query, asked.route.resource, behind[0],
                              behind.size() == 3 ? behind[2] : std::string(), asked.context);
  return no_such_method();
}

}  // namespace

std::optional<Route> route_of(const Query& query) {
  const auto& path = query.path();
  if (path.size() < 3 || !same_text(path[0], "api.xro") || path[1] != "2.0") return std::nullopt;
  return Route{path[2], {path.begin() + 3, path.end()}};
}

std::string_view scoped_resource(const Route& route) {
  const bool attachments = route.behind.size() > 1 && same_text(route.behind[1], "Attachments");
  return attachments ? std::string_view("Attachments") : std::string_view(route.resource);
}

wire::HttpReply answer(XeroOrganisation& organisation, const wire::HttpRequest& request, const Query& query,
                       const Route& route, const CallContext& context) {
  const Asked asked{organisation, request, query,
                    route,        context, route.behind.empty() ? std::string() : route.behind.front()};
  const bool writes = request.method != "GET";
  if (writes && request.body.size() > context.switches.largest_body)
    return {413, {{"Content-Type", "text/html"}}, ""};
  if (auto reply = enclosed(asked)) return std::move(*reply);
  if (writes) return write(asked);
  return route.behind.size() > 1 ? no_such_method() : read(asked);
}

}  // namespace crosswalk::simulator::xero_sim
