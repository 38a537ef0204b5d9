#include "flow/explain.h"

#include <algorithm>

#include "base/json_tree.h"
#include "flow/day_rates.h"
#include "flow/unsettled.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

Json audit_json(const std::vector<store::AuditRow>& rows) {
  Json list = Json::array();
  for (const auto& row : rows)
    list.push_back({{"at", row.at.text()},
                    {"from", row.from},
                    {"to", row.to},
                    {"cause", row.cause},
                    {"rule_set", row.version},
                    {"worker", row.worker},
                    {"note", row.note}});
  return list;
}

Json answer_json(const Answer& answer) {
  if (answer.origin.file.empty()) return nullptr;
  return {{"value", answer.value}, {"rule", answer.origin.text()}};
}

Json decisions_json(const Entries& entries) {
  Json list = Json::array();
  for (const auto& entry : entries.entries) {
    if (entry.counter()) continue;
    Json tracking = Json::array();
    for (const auto& answer : entry.answers.tracking)
      tracking.push_back(
          {{"category", answer.category}, {"option", answer.option}, {"rule", answer.origin.text()}});
    list.push_back({{"line", entry.line_key},
                    {"date", entry.date.text()},
                    {"amount", entry.amount.negated().text()},
                    {"description", entry.description},
                    {"derived", entry.derived()},
                    {"account", answer_json(entry.answers.account)},
                    {"tax", answer_json(entry.answers.tax)},
                    {"item", answer_json(entry.answers.item)},
                    {"described", answer_json(entry.answers.description)},
                    {"dated", answer_json(entry.answers.date)},
                    {"cost", answer_json(entry.answers.cost)},
                    {"catalogue", answer_json(entry.answers.catalogue)},
                    {"tracking", tracking},
                    {"rule_set", entry.version}});
  }
  return list;
}

Result<Json> document_json(store::Store& store, const store::DocumentRow& row) {
  const Document& document = row.document;
  Json json = {{"kind", name_of(document.kind)},
               {"number", document.key},
               {"step", document.step},
               {"operation", name_of(document.operation)},
               {"state", name_of(document.state)},
               {"date", document.date.text()},
               {"reason", document.reason}};
  if (document.total) json["total"] = document.total->text();
  if (row.receipt) {
    json["receipt"] = {
        {"id", row.receipt->outside_id}, {"status", row.receipt->status}, {"at", row.receipt->at.text()}};
    if (row.receipt->total) json["receipt"]["total"] = row.receipt->total->text();
  }
  const auto attempts = store.attempts_of(document.id);
  if (!attempts) return attempts.error();
  json["attempts"] = Json::array();
  for (const auto& attempt : *attempts)
    json["attempts"].push_back({{"id", attempt.id},
                                {"at", attempt.created.text()},
                                {"request", attempt.request},
                                {"outcome", attempt.outcome.empty() ? "under way" : attempt.outcome}});
  const auto audit = store.audit_of("document", document.id);
  if (!audit) return audit.error();
  json["history"] = audit_json(*audit);
  return json;
}

// What became of a settlement's rows, largest sums first.
Result<Json> rows_json(store::Store& store, std::int64_t record) {
  const auto counts = store.settlement_counts(record);
  if (!counts) return counts.error();
  Json list = Json::array();
  for (const auto& count : *counts) {
    Json group = {{"state", name_of(count.state)},
                  {"difference", count.difference},
                  {"rows", count.count},
                  {"amount", count.amount.text()}};
    if (count.state == store::RowState::held || count.state == store::RowState::waiting) {
      group["type"] = count.words.transaction_type;
      group["amount_type"] = count.words.amount_type;
      group["description"] = count.words.description;
      group["reason"] = count.words.reason;
      group["origin"] = count.words.origin;
      group["example"] = count.example;
    }
    list.push_back(std::move(group));
  }
  return list;
}

std::string rows_text(const Json& rows) {
  std::string out = "  rows\n";
  for (const auto& group : rows) {
    out += "    " + text_in(group, "state") + "  " + group.at("rows").dump() + " over " +
           text_in(group, "amount");
    if (group.value("difference", false)) out += ", differences from what was booked";
    if (group.contains("reason")) {
      for (const char* name : {"type", "amount_type", "description"})
        if (const auto said = text_in(group, name); !said.empty()) out += " / " + said;
      out += ": " + text_in(group, "reason");
      if (const auto origin = text_in(group, "origin"); !origin.empty()) out += " [" + origin + "]";
      if (const auto order = text_in(group, "example"); !order.empty()) out += ", order " + order;
    }
    out += "\n";
  }
  return out;
}

// What was accrued of an order, by which month, and taken back, by which settlement.
Result<void> tell_accruals(store::Store& store, const RecordKey& order, Json& story) {
  return store.each_accrual(
      order.pair, order.id, [&](const RecordKey& record, const store::AccruedPart& part) -> Result<void> {
        const auto sums = accrued_by({part.entries});
        if (!sums) return sums.error();
        for (const Money& sum : *sums)
          story["accruals"].push_back(
              {{"kind", name_of(record.kind)}, {"id", record.id}, {"amount", sum.text()}});
        return {};
      });
}

Result<Json> story_of(store::Store& store, const store::RecordRow& row) {
  Json story = {{"pair", row.key.pair},        {"kind", name_of(row.key.kind)}, {"id", row.key.id},
                {"state", name_of(row.state)}, {"reason", row.reason},          {"origin", row.origin},
                {"rule_set", row.version}};
  if (row.stuck) story["stuck"] = row.stuck->text();
  const auto revisions = store.revisions(row.id);
  if (!revisions) return revisions.error();
  story["revisions"] = Json::array();
  for (const auto& revision : *revisions)
    story["revisions"].push_back({{"revision", revision.revision},
                                  {"received", revision.received.text()},
                                  {"bytes", revision.body.size()},
                                  {"sha256", revision.hash}});
  const auto text = store.entries_of(row.id);
  if (!text) return text.error();
  story["decisions"] = Json::array();
  if (!text->empty()) {
    const auto entries = read_entries(*text);
    if (!entries) return entries.error();
    story["decisions"] = decisions_json(*entries);
    story["contact"] = entries->contact;
    if (!entries->customers.empty()) story["customers"] = entries->customers;
    if (!entries->rates.empty()) story["rates"] = Json::array();
    for (const DayRate& rate : entries->rates) story["rates"].push_back(rate_text(rate, entries->currency));
  }
  if (row.key.kind == RecordKind::settlement) {
    auto rows = rows_json(store, row.id);
    if (!rows) return rows.error();
    story["rows"] = std::move(*rows);
  }
  if (row.key.kind == RecordKind::order)
    if (auto told = tell_accruals(store, row.key, story); !told) return told.error();
  const auto documents = store.documents_of(row.id);
  if (!documents) return documents.error();
  story["documents"] = Json::array();
  for (const auto& document : *documents) {
    auto json = document_json(store, document);
    if (!json) return json.error();
    story["documents"].push_back(std::move(*json));
  }
  const auto audit = store.audit_of("record", row.id);
  if (!audit) return audit.error();
  story["history"] = audit_json(*audit);
  return story;
}

std::string said(const Json& answer, std::string_view name) {
  if (answer.is_null()) return {};
  const std::string value = text_in(answer, "value");
  return "\n        " + std::string(name) + " " + (value.empty() ? "none" : value) + "  (" +
         text_in(answer, "rule") + ")";
}

std::string history_text(const Json& history, std::string_view indent) {
  std::string out;
  for (const auto& step : history) {
    out += std::string(indent) + text_in(step, "at") + "  " +
           (text_in(step, "from").empty() ? "new" : text_in(step, "from")) + " -> " + text_in(step, "to") +
           "  (" + text_in(step, "cause") + ")";
    if (const auto note = text_in(step, "note"); !note.empty()) out += ": " + note;
    out += "\n";
  }
  return out;
}

}  // namespace

Result<Json> explain(store::Store& store, std::string_view pair, std::string_view id) {
  store::RecordFilter filter;
  filter.pair = pair;
  filter.id = id;
  const auto rows = store.records(filter);
  if (!rows) return rows.error();
  if (rows->empty())
    return fail(ErrorKind::not_found, "no record " + std::string(id) + " was received" +
                                          (pair.empty() ? "" : " for pair " + std::string(pair)));
  // A settlement and a statement may be of one day.
  const auto settlement = std::find_if(rows->begin(), rows->end(), [](const store::RecordRow& row) {
    return row.key.kind == RecordKind::settlement;
  });
  return story_of(store, settlement != rows->end() ? *settlement : rows->front());
}

std::string story_text(const Json& story) {
  std::string out = text_in(story, "kind") + " " + text_in(story, "id") + " (pair " + text_in(story, "pair") +
                    "): " + text_in(story, "state");
  if (const auto reason = text_in(story, "reason"); !reason.empty()) out += ": " + reason;
  if (const auto origin = text_in(story, "origin"); !origin.empty()) out += " [" + origin + "]";
  if (const auto stuck = text_in(story, "stuck"); !stuck.empty()) out += ", " + stuck + " is stuck";
  out += "\n  received\n";
  for (const auto& revision : story.at("revisions"))
    out += "    " + text_in(revision, "received") + "  revision " + revision.at("revision").dump() + ", " +
           revision.at("bytes").dump() + " bytes, sha256 " + text_in(revision, "sha256").substr(0, 12) + "\n";
  if (!story.at("decisions").empty()) {
    out += "  decisions, contact \"" + text_in(story, "contact") + "\"";
    if (const auto shown = text_in(story, "customers"); !shown.empty())
      out += ", chosen among the ledger's customers of snapshot " + shown;
    out += "\n";
    if (story.contains("rates"))
      for (const auto& rate : story.at("rates")) out += "    rate of " + rate.get<std::string>() + "\n";
    for (const auto& line : story.at("decisions")) {
      out += "    " + text_in(line, "date") + "  " + text_in(line, "amount") + "  " +
             text_in(line, "description") + (line.value("derived", false) ? "  [derived]" : "") +
             "  rule set " + text_in(line, "rule_set");
      out += said(line.at("account"), "account") + said(line.at("tax"), "tax type") +
             said(line.at("item"), "item") + said(line.at("described"), "description") +
             said(line.at("dated"), "date") + said(line.at("cost"), "unit cost") +
             said(line.at("catalogue"), "catalogue");
      for (const auto& tracking : line.at("tracking"))
        out += "\n        tracking " + text_in(tracking, "category") + " = " + text_in(tracking, "option") +
               "  (" + text_in(tracking, "rule") + ")";
      out += "\n";
    }
  }
  if (story.contains("rows")) out += rows_text(story.at("rows"));
  if (story.contains("accruals"))
    for (const auto& accrual : story.at("accruals"))
      out += "  accrued " + text_in(accrual, "amount") + " by " + text_in(accrual, "kind") + " " +
             text_in(accrual, "id") + "\n";
  for (const auto& document : story.at("documents")) {
    out += "  " + text_in(document, "kind") + " " + text_in(document, "number") + ", " +
           text_in(document, "operation") + ", " + text_in(document, "total") + ", dated " +
           text_in(document, "date") + ": " + text_in(document, "state");
    if (const auto reason = text_in(document, "reason"); !reason.empty()) out += ": " + reason;
    out += "\n";
    for (const auto& attempt : document.at("attempts"))
      out += "    " + text_in(attempt, "at") + "  attempt " + text_in(attempt, "id").substr(0, 8) + "  " +
             text_in(attempt, "request") + "  -> " + text_in(attempt, "outcome") + "\n";
    if (document.contains("receipt"))
      out += "    receipt " + text_in(document.at("receipt"), "id") + "  " +
             text_in(document.at("receipt"), "status") + "  " + text_in(document.at("receipt"), "total") +
             "\n";
    out += history_text(document.at("history"), "    ");
  }
  out += "  history\n" + history_text(story.at("history"), "    ");
  return out;
}

}  // namespace crosswalk::flow
