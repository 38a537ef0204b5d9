// Writing of xero_invoices.h: PUT and POST, element by element, in the order sent.
#include "simulator/xero_invoice_json.h"
#include "simulator/xero_invoice_plan.h"
#include "simulator/xero_invoices.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

Element refused(const XeroOrganisation& organisation, const InvoicePlan& plan, const WriteTerms& terms,
                const XeroSwitches& switches) {
  InvoiceView view{terms.unit_places};
  view.line_errors = &plan.line_errors;
  if (plan.contact) view.contact_errors = &plan.contact->errors;
  JsonWriter errors;
  errors.messages("ValidationErrors", switches.nested_errors_only ? plan.errors : plan.all_errors(),
                  switches.errors_as_description);
  const std::string_view flag = terms.form.errors_flag ? ",\"HasErrors\":true" : "";
  return {invoice_json(organisation, plan.next, terms.form, view, switches) + std::string(flag) + "," +
              errors.take(),
          true, false};
}

}  // namespace

wire::HttpReply write_invoices(XeroOrganisation& organisation, const XeroForm& form, const BodyValue& body,
                               WriteMode mode, const Query& query, const std::string& named,
                               const CallContext& context) {
  const std::string plural(form.plural);
  auto elements = elements_of(body, plural);
  if (!elements) return malformed_request("The request has no " + plural + ". Path '" + plural + "'.");
  if (!named.empty()) {
    const SimInvoice* target = organisation.document(form.list, named);
    if (target == nullptr) target = organisation.numbered(form.list, named);
    if (target == nullptr || elements->size() != 1) return nothing_there();
    add_text(elements->front(), std::string(form.id_name), target->id);
  }
  if (auto misfit = refused_shape(*elements, form.shape(), plural)) return *misfit;
  const WriteTerms terms{form, mode, query.get("unitdp") == "4" ? 4 : 2, query.is_true("allowBackorders")};
  for (const BodyValue& element : *elements) {
    // An id that does not exist fails the whole request, before anything of it is done.
    const bool named_by_id = mode == WriteMode::upsert && element.has(form.id_name);
    if (named_by_id && plan_invoice(organisation, element, terms, context).not_found) return nothing_there();
  }
  return write_each(organisation, context, query, plural, *elements, [&](const BodyValue& element) {
    InvoicePlan plan = plan_invoice(organisation, element, terms, context);
    if (plan.failed()) return refused(organisation, plan, terms, context.switches);
    const std::vector<std::string> warnings = plan.warnings;
    const SimInvoice& saved = carry_out(organisation, std::move(plan), context.now);
    return finished(invoice_json(organisation, saved, form, InvoiceView{terms.unit_places}, context.switches),
                    form.errors_flag ? "HasErrors" : "", {}, warnings, context.switches);
  });
}

}  // namespace crosswalk::simulator::xero_sim
