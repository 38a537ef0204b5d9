// Writing of xero_invoices.h: PUT and POST, element by element, in the order sent.
#include <algorithm>

#include "simulator/xero_invoice_json.h"
#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_invoices.h"
#include "simulator/xero_shape.h"

namespace crosswalk::simulator::xero_sim {
namespace {

void add_text(BodyValue& object, std::string name, std::string text) {
  BodyValue value;
  value.kind = BodyValue::Kind::text;
  value.text = std::move(text);
  object.names.push_back(std::move(name));
  object.items.push_back(std::move(value));
}

Element refused(const XeroOrganisation& organisation, const InvoicePlan& plan, int unit_places,
                const XeroSwitches& switches) {
  InvoiceView view{unit_places};
  view.line_errors = &plan.line_errors;
  if (plan.contact) view.contact_errors = &plan.contact->errors;
  JsonWriter errors;
  errors.messages("ValidationErrors", switches.nested_errors_only ? plan.errors : plan.all_errors(),
                  switches.errors_as_description);
  return {invoice_json(organisation, plan.next, view, switches) + ",\"HasErrors\":true," + errors.take(),
          true, false};
}

Element saved(const XeroOrganisation& organisation, const SimInvoice& invoice,
              const std::vector<std::string>& warnings, int unit_places, const XeroSwitches& switches) {
  Element element{
      invoice_json(organisation, invoice, InvoiceView{unit_places}, switches) + ",\"HasErrors\":false", false,
      !warnings.empty()};
  if (element.warned) {
    JsonWriter json;
    json.messages("Warnings", warnings);
    element.json += "," + json.take();
  }
  return element;
}

}  // namespace

wire::HttpReply write_invoices(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "Invoices");
  if (!elements) return malformed_request("The request has no Invoices. Path 'Invoices'.");
  if (!named.empty()) {
    const SimInvoice* target = organisation.invoice(named);
    if (target == nullptr) target = organisation.invoice_numbered(named);
    if (target == nullptr || elements->size() != 1) return nothing_there();
    add_text(elements->front(), "InvoiceID", target->id);
  }
  const int places = query.get("unitdp") == "4" ? 4 : 2;
  for (std::size_t i = 0; i < elements->size(); ++i) {
    const std::string wrong = misfit((*elements)[i], invoice_shape(), "Invoices[" + std::to_string(i) + "]");
    if (!wrong.empty()) return malformed_request(wrong);
    // An id that does not exist fails the whole request, before anything of it is done.
    const bool named_by_id = mode == WriteMode::upsert && (*elements)[i].has("InvoiceID");
    if (named_by_id && plan_invoice(organisation, (*elements)[i], mode, places, context).not_found)
      return nothing_there();
  }
  const bool summarise = summarises(query, context.switches);
  std::optional<XeroOrganisation> before;
  if (summarise && !context.switches.valid_elements_persist) before = organisation;
  std::vector<Element> results;
  for (const BodyValue& element : *elements) {
    InvoicePlan plan = plan_invoice(organisation, element, mode, places, context);
    if (plan.failed()) {
      results.push_back(refused(organisation, plan, places, context.switches));
      continue;
    }
    const std::vector<std::string> warnings = plan.warnings;
    const SimInvoice& invoice = carry_out(organisation, std::move(plan), context.now);
    results.push_back(saved(organisation, invoice, warnings, places, context.switches));
  }
  const bool failed =
      std::any_of(results.begin(), results.end(), [](const Element& one) { return one.failed; });
  if (failed && before) organisation = std::move(*before);
  return batch_reply(context, "Invoices", std::move(results), summarise);
}

}  // namespace crosswalk::simulator::xero_sim
