#include "simulator/xero_journals.h"

#include "simulator/xero_invoice_json.h"
#include "simulator/xero_journal_plan.h"
#include "simulator/xero_list.h"
#include "simulator/xero_text.h"
#include "simulator/xero_write.h"

namespace crosswalk::simulator::xero_sim {
namespace {

std::string journal_json(const XeroOrganisation& organisation, const SimJournal& journal,
                         const CallContext& context, bool with_lines) {
  JsonWriter json(context.switches.date_offset);
  json.open();
  json.text("ManualJournalID", journal.id.empty() ? zero_guid : std::string_view(journal.id));
  json.text("Narration", journal.narration);
  json.day("Date", {}, journal.date);
  json.text("Status", journal.status);
  json.text("LineAmountTypes", types_text(journal.types));
  if (!journal.url.empty()) json.text("Url", journal.url);
  json.open_list("JournalLines");
  for (const SimJournalLine& line : journal.lines) {
    if (!with_lines) break;
    json.open();
    json.text("Description", line.description);
    json.text("TaxType", line.tax_type);
    json.number("TaxAmount", line.tax, 2);
    json.number("LineAmount", line.amount, 2);
    json.text("AccountCode", line.account);
    if (const SimAccount* account = organisation.account(line.account)) json.text("AccountID", account->id);
    write_tracking(json, organisation, line.tracking);
    json.flag("IsBlank", false);
    json.close();
  }
  json.close_list();
  json.flag("ShowOnCashBasisReports", true);
  json.flag("HasAttachments", organisation.has_attachments(journal.id));
  json.instant("UpdatedDateUTC", journal.updated);
  return json.take();
}

std::optional<FilterValue> field_of(const SimJournal& journal, std::string_view name) {
  if (same_text(name, "ManualJournalID")) return FilterValue::of(journal.id);
  if (same_text(name, "Narration")) return FilterValue::of(journal.narration);
  if (same_text(name, "Status")) return FilterValue::of(journal.status);
  if (same_text(name, "Date")) return FilterValue::of(journal.date);
  return std::nullopt;
}

}  // namespace

wire::HttpReply read_journals(const XeroOrganisation& organisation, const wire::HttpRequest& request,
                              const Query& query, const std::string& named, const CallContext& context) {
  if (!named.empty()) {
    const SimJournal* found = organisation.journals.find(named);
    if (found == nullptr) return nothing_there();
    return envelope(context, "ManualJournals",
                    "[" + journal_json(organisation, *found, context, true) + "}]");
  }
  const bool paged = query.get("page") || query.get("pageSize");
  std::vector<ListRow> rows;
  for (const SimJournal& journal : organisation.journals.all())
    rows.push_back({journal.id, journal.created, journal.updated,
                    [&](std::string_view name) { return field_of(journal, name); },
                    [&] { return journal_json(organisation, journal, context, paged) + "}"; }});
  return list_reply(request, query, context, "ManualJournals", rows, Paging::asked);
}

wire::HttpReply write_journals(XeroOrganisation& organisation, const BodyValue& body, WriteMode mode,
                               const Query& query, const std::string& named, const CallContext& context) {
  auto elements = elements_of(body, "ManualJournals");
  if (!elements) return malformed_request("The request has no ManualJournals. Path 'ManualJournals'.");
  if (!named.empty()) {
    if (elements->size() != 1) return nothing_there();
    add_text(elements->front(), "ManualJournalID", named);
  }
  if (auto refused = refused_shape(*elements, journal_shape(), "ManualJournals")) return *refused;
  for (const BodyValue& element : *elements)
    if (plan_journal(organisation, element, mode, context).not_found) return nothing_there();
  return write_each(organisation, context, query, "ManualJournals", *elements, [&](const BodyValue& element) {
    JournalPlan plan = plan_journal(organisation, element, mode, context);
    if (plan.errors.empty()) {
      plan.next.updated = context.now;
      if (plan.is_new) {
        plan.next.id = organisation.new_id("journal");
        plan.next.created = context.now;
        organisation.count_created("ManualJournals", plan.next.narration);
      }
      organisation.journals.store(plan.next);
    }
    return finished(journal_json(organisation, plan.next, context, true), "", plan.errors, plan.warnings,
                    context.switches);
  });
}

}  // namespace crosswalk::simulator::xero_sim
