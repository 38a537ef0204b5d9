#include "rules/lint/lint.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "rules/language/suggestion.h"
#include "rules/lint/row_reach.h"
#include "rules/lint/table_lint.h"
#include "rules/lint/value_set.h"
#include "rules/loaded_rule_set.h"

namespace crosswalk::rules {
namespace {

using Severity = Finding::Severity;

Result<const LoadedRuleSet*> loaded(const RuleSet& rules) {
  const auto* found = dynamic_cast<const LoadedRuleSet*>(&rules);
  if (found == nullptr) return fail(ErrorKind::internal, "lint needs a rule set that load_rules made");
  return found;
}

// Every answer that can be reached from `use`, itself included.
template <class Each>
void walk(const Use& use, const Each& each) {
  each(use);
  if (use.node == nullptr) return;
  for (const Row& row : use.node->rows) walk(row.use, each);
  if (use.node->otherwise) walk(*use.node->otherwise, each);
}

template <class Each>
void walk(const Program& program, const Each& each) {
  for (const auto& answer : program.answers)
    if (answer) walk(*answer, each);
}

// Why no value of the row's column can ever meet it.
std::string never_holds(const Row& row, const Field& field) {
  const std::string path(field.path);
  const auto tests = std::count_if(row.tests.begin(), row.tests.end(),
                                   [&](const Test& test) { return test.field == &field; });
  if (tests == 1)
    for (const Test& test : row.tests) {
      if (test.field != &field || test.negated || test.kind != Test::Kind::one_of || test.texts.empty())
        continue;
      const auto values = ValueSet::all(field).pieces();
      std::vector<std::string_view> known;
      if (!ValueSet::all(field).absent())
        for (const auto& piece : values) known.emplace_back(piece.from);
      return path + " is never \"" + test.texts.front() + "\", so this row can never hold" +
             suggestion(test.texts.front(), known);
    }
  return "no value of " + path + " meets what this row asks of it, so it can never hold";
}

std::string answer_text(const Use& use) {
  switch (use.kind) {
    case Use::Kind::text:
      return "\"" + use.text + "\"";
    case Use::Kind::nothing:
      return "none";
    case Use::Kind::verdict:
      return use.verdict == Verdict::hold ? "hold" : "skip";
    default:
      return "another answer";
  }
}

void lint_rows(const Node& node, std::vector<Finding>& findings) {
  const RowFlaws flaws = flaws_of(node.rows);
  const auto at = [&](std::size_t row) { return node.rows[row].origin.text(); };
  std::size_t told = 0;
  for (const RowFlaw& flaw : flaws.unreachable) {
    if (++told > most_notes) {
      findings.push_back({Severity::error, at(flaw.row),
                          "this row and " + std::to_string(flaws.unreachable.size() - told) +
                              " more below it are never reached"});
      break;
    }
    std::string message;
    if (flaw.kind == RowFlaw::Kind::never_holds)
      message = never_holds(node.rows[flaw.row], *flaw.field);
    else if (flaw.kind == RowFlaw::Kind::covered)
      message = "this row is never reached: whatever meets it meets the row at " + at(flaw.other) +
                " first; move it up, or remove it";
    else
      message = "this row is never reached: the rows above it take every " + std::string(flaw.field->path) +
                " that it asks for; move it up, or remove it";
    findings.push_back({Severity::error, at(flaw.row), std::move(message)});
  }
  for (const RowFlaw& flaw : flaws.overlaps)
    findings.push_back({Severity::note, at(flaw.row),
                        "this row (" + answer_text(node.rows[flaw.row].use) + ") and the one at " +
                            at(flaw.other) + " (" + answer_text(node.rows[flaw.other].use) +
                            ") can hold at once; the one at " + at(flaw.other) +
                            " wins, because it comes first"});
  if (flaws.more_overlaps > 0)
    findings.push_back({Severity::note, node.origin.text(),
                        "and " + std::to_string(flaws.more_overlaps) + " more overlaps in this table"});
  if (flaws.compared < node.rows.size())
    findings.push_back(
        {Severity::note, at(flaws.compared),
         "this table is too entangled to be compared wholly; rows from here on were not looked at"});
}

// By file and line as a person counts, errors first at one place; what was found twice is said once, because
// a table that two rows use is looked at twice.
void put_in_order(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    const auto colon = finding.where.rfind(':');
    int line = 0;
    if (colon != std::string::npos)
      for (std::size_t i = colon + 1;
           i < finding.where.size() && finding.where[i] >= '0' && finding.where[i] <= '9'; ++i)
        line = line * 10 + (finding.where[i] - '0');
    return std::tuple(std::string_view(finding.where).substr(0, colon), line, finding.severity,
                      std::string_view(finding.message));
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  findings.erase(std::unique(findings.begin(), findings.end(),
                             [&](const Finding& a, const Finding& b) { return key(a) == key(b); }),
                 findings.end());
}

}  // namespace

Result<std::vector<Finding>> lint(const RuleSet& rules) {
  const auto set = loaded(rules);
  if (!set) return set.error();
  std::vector<Finding> findings;
  walk((*set)->program(), [&](const Use& use) {
    if (use.node == nullptr) return;
    if (use.node->index != nullptr)
      lint_answers(use.node->index->table(), use.node->value_column, findings);
    else
      lint_rows(*use.node, findings);
  });
  lint_tables((*set)->sources(), findings);
  put_in_order(findings);
  return findings;
}

Result<std::vector<Finding>> never_met(const RuleSet& rules, const std::vector<Place>& places,
                                       const Hits& hits, std::int64_t records) {
  const auto set = loaded(rules);
  if (!set) return set.error();
  std::set<std::uint32_t> stops;  // places that hold or skip
  walk((*set)->program(), [&](const Use& use) {
    if (use.node == nullptr) return;
    for (const Row& row : use.node->rows)
      if (row.use.kind == Use::Kind::verdict) stops.insert(row.place);
    if (use.node->otherwise && use.node->otherwise->kind == Use::Kind::verdict)
      stops.insert(use.node->otherwise_place);
  });
  constexpr std::array words = {"met this row", "was found in this table", "needed this `otherwise`",
                                "asked this function"};
  // A table that two rows use is met when either of them meets it.
  std::map<std::tuple<std::string, int, Place::Kind>, std::uint64_t> met;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Place& place = places[i];
    if (about(place.question) == About::item || stops.count(static_cast<std::uint32_t>(i)) > 0) continue;
    met[{place.origin.file, place.origin.line, place.kind}] += hits.at(i);
  }
  std::vector<Finding> findings;
  std::map<std::string, std::size_t> counts;
  for (const auto& [place, count] : met) {
    const auto& [file, line, kind] = place;
    if (count > 0 || ++counts[file] > most_notes) continue;
    findings.push_back({Severity::note, file + ":" + std::to_string(line),
                        "none of the " + std::to_string(records) + (records == 1 ? " record" : " records") +
                            " of the history " + words.at(static_cast<std::size_t>(kind))});
  }
  for (const auto& [file, count] : counts)
    if (count > most_notes)
      findings.push_back(
          {Severity::note, file,
           "and " + std::to_string(count - most_notes) + " more places that none of the records met"});
  put_in_order(findings);
  return findings;
}

}  // namespace crosswalk::rules
