#include "flow/correct.h"

#include <algorithm>
#include <map>
#include <set>

#include "flow/changed_by_others.h"
#include "flow/settle_visit.h"
#include "flow/vet.h"
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

// A settlement's entries are rows in sum, so that only what they come to can be compared, day by day.
std::map<Date, Decimal> days_of(const Entries& entries) {
  std::map<Date, Decimal> days;
  for (const Entry& entry : entries.entries)
    if (!entry.counter())
      days[entry.date] = Decimal::from_units(days[entry.date].units() + entry.amount.amount.units());
  std::erase_if(days, [](const auto& day) { return day.second.is_zero(); });
  return days;
}

bool has_other_lines(const Entries& now, const Entries& then) {
  return now.record.kind == RecordKind::settlement ? days_of(now) != days_of(then)
                                                   : lines_in(now) != lines_in(then);
}

bool is_shown(DocumentKind kind) {
  return side_of(kind) == Side::ledger && kind != DocumentKind::contact && kind != DocumentKind::note;
}

// What stands beside a document that stays as it is. A correction makes no others of these kinds.
bool is_difference(DocumentKind kind) {
  return kind == DocumentKind::journal || kind == DocumentKind::bank_transaction ||
         kind == DocumentKind::gl_run_group;
}

bool is_same(const std::string& entries, const std::string& others) {
  std::string a;
  std::string b;
  essence_into(entries, a);
  essence_into(others, b);
  return a == b;
}

// What a later run has booked otherwise would be lost. One that only went on with the same does not count,
// nor does one that has taken it back already.
Result<void> refuse_under_later(store::Store& store, std::int64_t record, const std::string& booked,
                                const std::string& before, const CorrectionRequest& request) {
  const auto later = store.runs_after(record, request.back, request.run);
  if (!later) return later.error();
  if (later->empty() || is_same(booked, before)) return {};
  const auto after = store.entries_before(record, later->front());
  if (!after) return after.error();
  if (is_same(booked, *after)) return {};
  return fail(
      ErrorKind::config,
      "run " + later->back() + " has changed it since; roll that back first, or correct it again instead");
}

struct Steps {
  bool creates = false;
  bool updates = false;
  bool ends = false;
};

std::string told(DocumentKind kind, const Steps& steps) {
  const bool journal = kind == DocumentKind::journal;
  if (steps.creates && !steps.ends && is_difference(kind)) return "difference entry";
  if (steps.ends && steps.creates)
    return kind == DocumentKind::payment || kind == DocumentKind::refund ? "taken back and made again"
                                                                         : "voided and made again";
  if (steps.ends) return journal ? "difference entry voided" : "voided";
  if (steps.creates) return "new";
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
  if (auto free = refuse_under_later(store, record, booked, *before, request); !free) return free.error();
  auto entries = read_entries(*before);
  if (!entries) return entries;
  const auto now = read_entries(booked);
  if (!now) return now.error();
  if (now->revision != revision)
    return fail(ErrorKind::config, "revision " + std::to_string(revision) +
                                       " of it is not booked yet; settle that first, then roll back");
  if (!now->entries.empty() && has_other_lines(*now, *entries))
    return fail(ErrorKind::config,
                "it has got or lost lines since run " + request.back +
                    ", which its booking of then does not have; mend the rules and correct "
                    "it again instead");
  entries->revision = revision;
  return entries;
}

Result<SettledAgain> restored_settlement(store::Store& store, std::int64_t record, int revision,
                                         const std::string& booked, const CorrectionRequest& request) {
  auto entries = entries_to_restore(store, record, revision, booked, request);
  if (!entries) return entries.error();
  const auto counts = store.settlement_counts(record);
  if (!counts) return counts.error();
  auto judged = judge_rows(*counts, entries->currency);
  if (!judged) return judged.error();
  SettledAgain restored;
  restored.entries = std::move(*entries);
  restored.state = judged->state;
  restored.reason = std::move(judged->reason);
  restored.origin = std::move(judged->origin);
  restored.stuck = judged->stuck;
  return restored;
}

Result<void> CorrectionPlanner::add(const store::RecordRow& row, const Record& record,
                                    const std::string& entries) {
  if (row.key.kind == RecordKind::settlement && !entries.empty() && row.state != RecordState::received) {
    ++plan_.looked_at;
    settlements_.push_back(row);
    return {};
  }
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

Result<void> CorrectionPlanner::add_settlement(const store::RecordRow& row) {
  const auto record = grounds_.store.record(row.id);
  if (!record) return record.error();
  const auto entries = grounds_.store.entries_of(row.id);
  if (!entries) return entries.error();
  const auto before = read_entries(*entries);
  if (!before) {
    refuse(row, "its stored entries cannot be read: " + before.error().text());
    return {};
  }
  const auto again =
      SettleAgain(grounds_.store, grounds_.source, grounds_.mapper, grounds_.settlements, &informed_)
          .settle(*record, row.id, *before);
  if (!again) {
    refuse(row, again.error().text());
    return {};
  }
  return plan(row, *before, again->entries);
}

Result<void> CorrectionPlanner::add_back(const store::RecordRow& row, const std::string& entries,
                                         const std::string& back) {
  ++plan_.looked_at;
  if (row.state == RecordState::received) {
    refuse(row, "it is on its way already; roll it back when it is settled");
    return {};
  }
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
  if (after.informs()) {
    std::string text;
    write_entries(after, text);
    informed_.put(row.key, std::move(text));
    plan_.records.push_back(row.id);
    return {};
  }
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
  const auto drafting = draft_correction(grounds_.store, grounds_.ledger, row.id, run_, after, *posted,
                                         grounds_.locked_until, grounds_.base);
  std::string refusal = drafting ? drafting->hold : drafting.error().text();
  // As the engine will, so that nothing is promised that it holds.
  if (refusal.empty() && !drafting->documents.empty() && grounds_.settlements.reference != nullptr)
    if (const auto objection = vet(after, drafting->documents, *grounds_.settlements.reference))
      refusal = objection->reason + (objection->origin.empty() ? "" : " (" + objection->origin + ")");
  if (refusal.empty())
    refusal = changed_by_others(*posted, row.key, false, *drafting, grounds_.ledger.name());
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
  const bool settles = row.key.kind == RecordKind::settlement;  // what else it waits for is not changed
  if (found.empty() && drafting->withdraw.empty() && (settles || row.state == RecordState::booked)) return {};
  plan_.records.push_back(row.id);
  money_.add(before, MoneyTables::Side::before);
  money_.add(after, MoneyTables::Side::after);
  if (grounds_.locked_until) {
    locked_.add_until(before, MoneyTables::Side::before, *grounds_.locked_until);
    locked_.add_until(after, MoneyTables::Side::after, *grounds_.locked_until);
  }
  for (auto& [document, steps] : found) {
    document.what = told(document.kind, steps);
    document.difference = is_difference(document.kind) && steps.creates;
    plan_.documents.push_back(std::move(document));
  }
  return {};
}

void CorrectionPlanner::refuse(const store::RecordRow& row, std::string reason) {
  plan_.refusals.push_back({row.key.id, std::move(reason)});
}

Result<CorrectionPlan> CorrectionPlanner::finish() {
  for (const store::RecordRow& row : settlements_)
    if (auto added = add_settlement(row); !added) return added.error();
  auto tables = money_.tables();
  if (!tables) return tables.error();
  plan_.tables = std::move(*tables);
  auto locked = locked_.tables();
  if (!locked) return locked.error();
  plan_.locked = std::move(*locked);
  return std::move(plan_);
}

}  // namespace crosswalk::flow
