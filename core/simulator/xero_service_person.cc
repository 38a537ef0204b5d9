// What a person does by hand in Xero's stand-in (xero_service.h).
#include <utility>

#include "simulator/xero_routes.h"
#include "simulator/xero_service.h"

namespace crosswalk::simulator::xero_sim {
namespace {

Error no_such(std::string_view what, std::string_view name) {
  return fail(ErrorKind::not_found,
              "there is no " + std::string(what) + " \"" + std::string(name) + "\" in the simulated Xero");
}

}  // namespace

Result<void> XeroService::by_person(const std::string& method, const std::string& path,
                                    const std::string& body, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  const wire::HttpRequest request{method, "/api.xro/2.0/" + path, {}, body};
  const Query query(request.url);
  XeroSwitches plain = switches_;  // a person is told at once what is wrong
  plain.summarise_by_default = true;
  plain.list_lag = Millis{0};
  const auto route = route_of(query);
  if (!route) return no_such("page", path);
  const auto reply = answer(organisation, request, query, *route, {clock_.now(), plain, "Xero", ++calls_});
  tell_of_changes(organisation);
  if (reply.status >= 300)
    return fail(ErrorKind::invalid, "HTTP " + std::to_string(reply.status) + ": " + reply.body);
  return {};
}

Result<void> XeroService::reconcile(std::string_view id, std::string_view tenant) {
  const std::lock_guard lock(mutex_);
  XeroOrganisation& organisation = organisation_of(tenant);
  if (SimPayment* payment = organisation.payments.find(id)) {
    payment->reconciled = true;
    payment->updated = clock_.now();
    return {};
  }
  if (SimTransfer* transfer = organisation.transfers.find(id)) {
    transfer->from_reconciled = transfer->from != "090";
    transfer->to_reconciled = transfer->to != "090";
    if (switches_.deleting_touches_transfer) transfer->updated = clock_.now();
    return {};
  }
  const SimInvoice* found = organisation.document(SimList::bank_transactions, id);
  if (found == nullptr) return no_such("payment, bank transfer or bank transaction", id);
  SimInvoice transaction = *found;
  transaction.reconciled = true;
  transaction.updated = clock_.now();
  organisation.store(std::move(transaction));
  return {};
}

}  // namespace crosswalk::simulator::xero_sim
