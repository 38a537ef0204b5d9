#include "xero/history.h"

#include <algorithm>
#include <set>

#include "base/json_tree.h"
#include "xero/errors.h"
#include "xero/standing.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t version_shown = 12;  // digits of a rule set's version
constexpr std::size_t most_named = 5;      // orders and versions in one note

bool has_history(DocumentKind kind) {
  return kind == DocumentKind::invoice || kind == DocumentKind::bill || kind == DocumentKind::credit_note ||
         kind == DocumentKind::bank_transaction || kind == DocumentKind::journal;
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    if (++count > most_named) return text + " and " + std::to_string(names.size() - most_named) + " more";
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

// "Crosswalk booked this: Walmart return RMA7, revision 1, order 4812345678901, rules 3f2a9c1e55d0."
std::string details_of(const Entries& entries) {
  std::set<std::string> orders;
  std::set<std::string> versions;
  for (const Entry& entry : entries.entries) {
    if (!entry.version.empty()) versions.insert(entry.version.substr(0, version_shown));
    if (entries.record.kind != RecordKind::order && !entry.purchase_order.empty())
      orders.insert(entry.purchase_order);
  }
  std::string text = "Crosswalk booked this: Walmart " + std::string(name_of(entries.record.kind)) + " " +
                     entries.record.id + ", revision " + std::to_string(entries.revision);
  if (!orders.empty()) text += ", order " + listed(orders);
  if (!versions.empty()) text += ", rules " + listed(versions);
  return text + ".";
}

const Document* creation_of(const Drafting& out, const std::string& key) {
  for (const Document& document : out.documents)
    if (has_history(document.kind) && document.operation == Operation::create && document.key == key)
      return &document;
  return nullptr;
}

}  // namespace

Result<void> draft_notes(const Entries& entries, const Posted& posted, Drafting& out) {
  const auto notes = standing_documents(posted, DocumentKind::note);
  if (!notes) return notes.error();
  const auto withdraws = [&](const std::string& key) {
    return std::any_of(posted.begin(), posted.end(), [&](const Standing& standing) {
      const Document& document = standing.document;
      return has_history(document.kind) && document.key == key && document.operation == Operation::create &&
             std::find(out.withdraw.begin(), out.withdraw.end(), document.id) != out.withdraw.end();
    });
  };
  for (const StandingDocument& note : *notes)
    if (creation_of(out, note.key) != nullptr || withdraws(note.key))
      out.withdraw.insert(out.withdraw.end(), note.unsent.begin(), note.unsent.end());
  std::vector<Document> made;
  for (const Document& document : out.documents) {
    if (!has_history(document.kind) || document.operation != Operation::create) continue;
    const auto before = std::find_if(notes->begin(), notes->end(),
                                     [&](const StandingDocument& note) { return note.key == document.key; });
    Document note;
    note.pair = document.pair;
    note.kind = DocumentKind::note;
    note.key = document.key;
    note.step = before == notes->end() ? 1 : before->last_step + 1;
    note.record = document.record;
    note.content = to_text(Json{{"Details", details_of(entries)}});
    note.depends_on = {{document.kind, document.key}};
    note.date = document.date;
    note.lane = Lane::history;
    made.push_back(std::move(note));
  }
  std::move(made.begin(), made.end(), std::back_inserter(out.documents));
  return {};
}

std::string noted_in(const Attempt& attempt) {
  constexpr std::string_view before = "/api.xro/2.0/";
  constexpr std::string_view after = "/History";
  const std::string& path = attempt.request.path;
  if (!path.starts_with(before) || !path.ends_with(after)) return {};
  return path.substr(before.size(), path.size() - before.size() - after.size());
}

Outcome judge_note(const Attempt& attempt, const Json& sent, const Json* records, Instant now) {
  const std::string target = noted_in(attempt);
  const std::string details = text_in(sent, "Details");
  Outcome outcome;
  outcome.kind = Outcome::Kind::absent;
  outcome.reason = "Xero's history has no such note";
  if (records == nullptr || !records->is_array()) return outcome;
  const bool stands = std::any_of(records->begin(), records->end(), [&](const Json& record) {
    return !has_errors(record) && member_text(record, "Details") == details;
  });
  if (!stands) return outcome;
  outcome.kind = Outcome::Kind::posted;
  outcome.reason.clear();
  // A note has no id of its own; what it is on has.
  outcome.receipt.outside_id = target.substr(target.find('/') + 1);
  outcome.receipt.at = now;
  return outcome;
}

}  // namespace crosswalk::xero
