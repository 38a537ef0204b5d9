#include "flow/correct.h"

#include <algorithm>
#include <set>

#include "model/entry_essence.h"
#include "model/entry_text.h"

namespace crosswalk::flow {
namespace {

std::multiset<std::string> lines_in(const Entries& entries) {
  std::multiset<std::string> lines;
  for (const Entry& entry : entries.entries)
    if (entry.role == EntryRole::placed) lines.insert(entry.line_key + " " + entry.amount.text());
  return lines;
}

bool is_shown(DocumentKind kind) {
  return side_of(kind) == Side::ledger && kind != DocumentKind::contact && kind != DocumentKind::note;
}

struct Steps {
  bool creates = false;
  bool updates = false;
  bool ends = false;
};

std::string told(DocumentKind kind, const Steps& steps) {
  const bool journal = kind == DocumentKind::journal;
  if (steps.ends && steps.creates)
    return kind == DocumentKind::payment || kind == DocumentKind::refund ? "taken back and made again"
                                                                         : "voided and made again";
  if (steps.ends) return journal ? "difference entry voided" : "voided";
  if (steps.creates) return journal ? "difference entry" : "new";
  return "changed in place";
}

}  // namespace

Result<Drafting> draft_correction(store::Store& store, const Ledger& ledger, std::int64_t record,
                                  const std::string& run, const Entries& entries, const Posted& posted,
                                  std::optional<Date> locked_until, Currency base) {
  auto bound = store.bound_documents(record);
  if (!bound) return bound.error();
  return ledger.correct(entries, posted, {run, locked_until, base, std::move(*bound)});
}

Result<Entries> entries_to_restore(store::Store& store, std::int64_t record, int revision,
                                   const std::string& booked, const CorrectionRequest& request) {
  const auto before = store.entries_before(record, request.back);
  if (!before) return before.error();
  if (before->empty())
    return fail(ErrorKind::config, "run " + request.back + " has not changed it; nothing is rolled back");
  auto entries = read_entries(*before);
  if (!entries) return entries;
  const auto now = read_entries(booked);
  if (!now) return now.error();
  if (now->revision != revision)
    return fail(ErrorKind::config, "revision " + std::to_string(revision) +
                                       " of it is not booked yet; settle that first, then roll back");
  if (!now->entries.empty() && lines_in(*now) != lines_in(*entries))
    return fail(ErrorKind::config,
                "it has got or lost lines since run " + request.back +
                    ", which its booking of then does not have; mend the rules and correct "
                    "it again instead");
  entries->revision = revision;
  return entries;
}

Result<void> CorrectionPlanner::add(const store::RecordRow& row, const Record& record,
                                    const std::string& entries) {
  const bool kind = row.key.kind == RecordKind::order || row.key.kind == RecordKind::return_order;
  const bool state = row.state == RecordState::booked || row.state == RecordState::held;
  if (!kind || !state || entries.empty()) return {};
  ++plan_.looked_at;
  auto before = read_entries(entries);
  if (!before) {
    refuse(row, "its stored entries cannot be read: " + before.error().text());
    return {};
  }
  const Translation& translation = grounds_.translator.translate(record, nullptr, true, &*before);
  if (translation.verdict == Translation::Verdict::held ||
      translation.verdict == Translation::Verdict::dead) {
    const std::string where = translation.origin.empty() ? "" : " (" + translation.origin + ")";
    refuse(row, translation.reason + where);
    return {};
  }
  std::string written;
  write_entries(translation.entries, written);
  std::string now;
  std::string then;
  essence_into(written, now);
  essence_into(entries, then);
  if (now == then && row.state == RecordState::booked) return {};
  Entries after = translation.entries;
  after.rates = before->rates;
  return plan(row, *before, after);
}

Result<void> CorrectionPlanner::add_back(const store::RecordRow& row, const std::string& entries,
                                         const std::string& back) {
  ++plan_.looked_at;
  const auto after = entries_to_restore(grounds_.store, row.id, row.revision, entries, {run_, back});
  const auto before = read_entries(entries);
  if (!after || !before) {
    refuse(row, (after ? before.error() : after.error()).text());
    return {};
  }
  return plan(row, *before, *after);
}

Result<void> CorrectionPlanner::plan(const store::RecordRow& row, const Entries& before,
                                     const Entries& after) {
  const auto posted = grounds_.store.posted_of(row.id);
  if (!posted) return posted.error();
  const auto under_way = [](const Standing& each) {
    const DocumentState state = each.document.state;
    return state == DocumentState::sending || state == DocumentState::pending ||
           state == DocumentState::unknown;
  };
  if (std::any_of(posted->begin(), posted->end(), under_way)) {
    refuse(row, "a document of it is under way; correct it when that is settled");
    return {};
  }
  for (const Standing& each : *posted)
    if (each.document.state == DocumentState::disputed && side_of(each.document.kind) == Side::ledger) {
      refuse(row, each.document.key + " is other in the ledger than it was sent (" + each.document.reason +
                      "); settle that first: `crosswalk review`");
      return {};
    }
  const auto drafting = draft_correction(grounds_.store, grounds_.ledger, row.id, run_, after, *posted,
                                         grounds_.locked_until, grounds_.base);
  const std::string refusal = drafting ? drafting->hold : drafting.error().text();
  if (!refusal.empty()) {
    refuse(row, refusal);
    return {};
  }
  std::vector<std::pair<CorrectedDocument, Steps>> found;
  for (const Document& document : drafting->documents) {
    if (!is_shown(document.kind)) continue;
    const auto same = [&](const auto& each) {
      return each.first.kind == document.kind && each.first.key == document.key;
    };
    auto known = std::find_if(found.begin(), found.end(), same);
    if (known == found.end()) {
      CorrectedDocument fresh{row.key.id,    document.kind,  document.key, "",
                              document.date, document.total, false};
      known = found.insert(found.end(), {std::move(fresh), Steps{}});
    }
    if (document.total) known->first.total = document.total;
    known->first.date = document.date;
    if (document.operation == Operation::create) known->second.creates = true;
    if (document.operation == Operation::update) known->second.updates = true;
    if (document.operation == Operation::annul || document.operation == Operation::remove)
      known->second.ends = true;
  }
  if (found.empty() && drafting->withdraw.empty() && row.state == RecordState::booked) return {};
  plan_.records.push_back(row.id);
  money_.add(before, MoneyTables::Side::before);
  money_.add(after, MoneyTables::Side::after);
  for (auto& [document, steps] : found) {
    document.what = told(document.kind, steps);
    document.difference = document.kind == DocumentKind::journal && steps.creates;
    plan_.documents.push_back(std::move(document));
  }
  return {};
}

void CorrectionPlanner::refuse(const store::RecordRow& row, std::string reason) {
  plan_.refusals.push_back({row.key.id, std::move(reason)});
}

Result<CorrectionPlan> CorrectionPlanner::finish() {
  auto tables = money_.tables();
  if (!tables) return tables.error();
  plan_.tables = std::move(*tables);
  return std::move(plan_);
}

}  // namespace crosswalk::flow
