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

constexpr const char* posted_status = "6";  // of journals and their lines; 0 before; UNCONFIRMED

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

void make_journal(CloudSuiteTenant& tenant, const std::vector<Fields>& rows, Instant now,
                  const CloudSuiteSwitches& switches) {
  const std::string number = std::to_string(tenant.next_number("journal"));
  const Fields& first = rows.front();
  tenant.put(journals, {{"FinanceEnterpriseGroup", value_in(first, "FinanceEnterpriseGroup")},
                        {std::string(journals), number},
                        {"AccountingEntity", value_in(first, "AccountingEntity")},
                        {"Status", "0"},
                        {"System", value_in(first, "System")},
                        {"PostingDate", value_in(first, "PostingDate")},
                        {"RunGroup", value_in(first, "RunGroup")}});
  for (const Fields& row : rows) {
    Fields line = line_of(row, number);
    line[std::string(journal_lines)] = std::to_string(tenant.next_number("line"));
    line["Status"] = "0";
    tenant.put(journal_lines, line);
  }
  const JournalName journal = {value_in(first, "FinanceEnterpriseGroup"), number};
  tenant.unposted_journals.push_back(journal);
  if (switches.posts_by_itself)
    tenant.later(now + switches.posting_delay,
                 [&tenant, journal](Instant /*due*/) { post_journal(tenant, journal); });
}

}  // namespace

void journalize_later(CloudSuiteTenant& tenant, std::vector<Fields> rows, const std::string& run_group,
                      bool by_entity, Instant now, const CloudSuiteSwitches& switches) {
  if (rows.empty()) return;
  ++tenant.journalizing[run_group];
  std::map<std::string, std::vector<Fields>> parts;
  for (Fields& row : rows) {
    std::string part = by_entity ? value_in(row, "AccountingEntity") : std::string();
    parts[std::move(part)].push_back(std::move(row));
  }
  tenant.later(now + switches.journalize_delay,
               [&tenant, parts = std::move(parts), run_group, switches](Instant due) {
                 for (const auto& [entity, lines] : parts) make_journal(tenant, lines, due, switches);
                 if (--tenant.journalizing[run_group] == 0) tenant.journalizing.erase(run_group);
               });
}

void post_journal(CloudSuiteTenant& tenant, const JournalName& journal) {
  if (std::erase(tenant.unposted_journals, journal) == 0) return;
  const Fields key = {{"FinanceEnterpriseGroup", journal.group}, {std::string(journals), journal.number}};
  (*tenant.find(journals, key))["Status"] = posted_status;
  const std::string prefix = key_of(*tenant.rule(journal_lines), key, 2);
  CloudSuiteTenant::Rows& lines = tenant.rows(journal_lines);
  for (auto it = lines.lower_bound(prefix); it != lines.end() && it->first.starts_with(prefix); ++it) {
    it->second["Status"] = posted_status;
    Fields posted = it->second;
    posted.erase(std::string(journal_lines));
    posted[std::string(posted_lines)] = std::to_string(tenant.next_number("detail"));
    tenant.put(posted_lines, posted);
  }
}

}  // namespace crosswalk::simulator::cloudsuite_sim
