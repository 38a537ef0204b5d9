#include "simulator/cloudsuite_journal.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "simulator/cloudsuite_classes.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

constexpr std::array<std::string_view, 13> carried = {"FinanceEnterpriseGroup",
                                                      "RunGroup",
                                                      "AccountingEntity",
                                                      "AccountingUnit",
                                                      "AccountCode",
                                                      "GeneralLedgerEvent",
                                                      "TransactionDate",
                                                      "PostingDate",
                                                      "Reference",
                                                      "Description",
                                                      "DocumentNumber",
                                                      "CurrencyCode",
                                                      "System"};

Fields line_of(const Fields& row, const std::string& journal) {
  Fields line;
  const auto carry = [&](std::string_view field) {
    if (auto value = value_in(row, field); !value.empty()) line.emplace(field, std::move(value));
  };
  for (const auto field : carried) carry(field);
  carry("TransactionAmount");
  carry("UnitsAmount");
  for (int number = 1; number <= 10; ++number) carry(dimension_name(number));
  line.try_emplace("TransactionAmount", "0.000");
  line["GeneralLedgerChartAccount"] = value_in(row, "AccountCode");
  line["GeneralLedgerJournalControl"] = journal;
  return line;
}

// A line of a journal as posted detail lists it.
void put_detail(CloudSuiteTenant& tenant, const Fields& line) {
  Fields detail = line;
  detail.erase(std::string(journal_lines));
  detail[std::string(posted_lines)] = std::to_string(tenant.next_number("detail"));
  tenant.put(posted_lines, detail);
}

Fields key_of_journal(const JournalName& journal) {
  return {{"FinanceEnterpriseGroup", journal.group}, {std::string(journals), journal.number}};
}

std::vector<Fields*> lines_in(CloudSuiteTenant& tenant, const JournalName& journal) {
  const std::string prefix = key_of(*tenant.rule(journal_lines), key_of_journal(journal), 2);
  CloudSuiteTenant::Rows& lines = tenant.rows(journal_lines);
  std::vector<Fields*> found;
  for (auto it = lines.lower_bound(prefix); it != lines.end() && it->first.starts_with(prefix); ++it)
    found.push_back(&it->second);
  return found;
}

// Says it of the journal and of all that lies in it; false: it was not `from`.
bool turn(CloudSuiteTenant& tenant, const JournalName& journal, const std::string& from,
          const std::string& to, const CloudSuiteSwitches& switches) {
  Fields* const control = tenant.find(journals, key_of_journal(journal));
  if (control == nullptr || value_in(*control, "Status") != from) return false;
  (*control)["Status"] = to;
  for (Fields* line : lines_in(tenant, journal)) (*line)["Status"] = to;
  if (!switches.detail_before_posting) return true;
  for (auto& [key, row] : tenant.rows(posted_lines))
    if (value_in(row, journals) == journal.number && value_in(row, "FinanceEnterpriseGroup") == journal.group)
      row["Status"] = to;
  return true;
}

void make_journal(CloudSuiteTenant& tenant, const std::vector<Fields>& rows, Instant now,
                  const CloudSuiteSwitches& switches) {
  const std::string number = std::to_string(tenant.next_number("journal"));
  const Fields& first = rows.front();
  tenant.put(journals, {{"FinanceEnterpriseGroup", value_in(first, "FinanceEnterpriseGroup")},
                        {std::string(journals), number},
                        {"AccountingEntity", value_in(first, "AccountingEntity")},
                        {"Status", switches.unreleased_status},
                        {"System", value_in(first, "System")},
                        {"PostingDate", value_in(first, "PostingDate")},
                        {"RunGroup", value_in(first, "RunGroup")}});
  for (const Fields& row : rows) {
    Fields line = line_of(row, number);
    line[std::string(journal_lines)] = std::to_string(tenant.next_number("line"));
    line["Status"] = switches.unreleased_status;
    tenant.put(journal_lines, line);
    if (switches.detail_before_posting) put_detail(tenant, line);
  }
  const JournalName journal = {value_in(first, "FinanceEnterpriseGroup"), number};
  tenant.unposted_journals.push_back(journal);
  if (!switches.releases_by_itself) return;
  tenant.later(now + switches.release_delay, [&tenant, journal, switches](Instant due) {
    release_journal(tenant, journal, switches);
    if (switches.posts_by_itself)
      tenant.later(due + switches.posting_delay, [&tenant, journal, switches](Instant /*due*/) {
        post_journal(tenant, journal, switches);
      });
  });
}

}  // namespace

void journalize_later(CloudSuiteTenant& tenant, std::vector<Fields> rows, const std::string& run_group,
                      JournalSplit split, Instant now, const CloudSuiteSwitches& switches) {
  if (rows.empty()) return;
  ++tenant.journalizing[run_group];
  std::map<std::string, std::vector<Fields>> parts;
  for (Fields& row : rows) {
    std::string part = value_in(row, "PostingDate");
    if (split.by_entity) part += "/" + value_in(row, "AccountingEntity");
    if (split.by_journal_code) part += "/" + value_in(row, "JournalCode");
    parts[std::move(part)].push_back(std::move(row));
  }
  tenant.later(now + switches.journalize_delay,
               [&tenant, parts = std::move(parts), run_group, switches](Instant due) {
                 for (const auto& [part, lines] : parts) make_journal(tenant, lines, due, switches);
                 if (--tenant.journalizing[run_group] == 0) tenant.journalizing.erase(run_group);
               });
}

void release_journal(CloudSuiteTenant& tenant, const JournalName& journal,
                     const CloudSuiteSwitches& switches) {
  turn(tenant, journal, switches.unreleased_status, switches.released_status, switches);
}

void delete_journal(CloudSuiteTenant& tenant, const JournalName& journal) {
  if (std::erase(tenant.unposted_journals, journal) == 0) return;
  for (const std::string_view place : {journal_lines, posted_lines})
    std::erase_if(tenant.rows(place), [&](const auto& row) {
      return value_in(row.second, journals) == journal.number &&
             value_in(row.second, "FinanceEnterpriseGroup") == journal.group;
    });
  tenant.erase(journals, key_of_journal(journal));
}

void reverse_journal(CloudSuiteTenant& tenant, const JournalName& journal,
                     const CloudSuiteSwitches& switches) {
  const Fields* const control = tenant.find(journals, key_of_journal(journal));
  if (control == nullptr || value_in(*control, "Status") != switches.posted_status) return;
  Fields other = *control;
  const std::string number = std::to_string(tenant.next_number("journal"));
  other[std::string(journals)] = number;
  std::vector<Fields> lines;
  for (const Fields* line : lines_in(tenant, journal)) lines.push_back(*line);
  tenant.put(journals, other);
  for (Fields& line : lines) {
    line[std::string(journals)] = number;
    line[std::string(journal_lines)] = std::to_string(tenant.next_number("line"));
    std::string& amount = line["TransactionAmount"];
    amount = amount.starts_with('-') ? amount.substr(1) : "-" + amount;
    if (!switches.reversals_keep_references) line["Reference"] = "Reversal of journal " + journal.number;
    tenant.put(journal_lines, line);
    put_detail(tenant, line);
  }
}

void post_journal(CloudSuiteTenant& tenant, const JournalName& journal, const CloudSuiteSwitches& switches) {
  if (!turn(tenant, journal, switches.released_status, switches.posted_status, switches)) return;
  std::erase(tenant.unposted_journals, journal);
  if (switches.detail_before_posting) return;  // listed all along
  for (const Fields* line : lines_in(tenant, journal)) put_detail(tenant, *line);
}

}  // namespace crosswalk::simulator::cloudsuite_sim
