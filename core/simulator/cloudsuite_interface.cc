#include "simulator/cloudsuite_interface.h"

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/decimal.h"
#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_edit.h"
#include "simulator/cloudsuite_journal.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

// "20261120150000"
std::string run_time(Instant now) {
  std::string out;
  for (const char c : now.text_seconds())
    if (c >= '0' && c <= '9') out += c;
  return out;
}

std::vector<Fields*> rows_of(CloudSuiteTenant& tenant, const InterfaceRequest& request) {
  const ClassRule& rule = *tenant.rule(staging);
  CloudSuiteTenant::Rows& all = tenant.rows(staging);
  const std::string prefix =
      key_of(rule, {{"FinanceEnterpriseGroup", request.group}, {"RunGroup", request.run_group}}, 2);
  std::vector<Fields*> rows;
  for (auto it = all.lower_bound(prefix); it != all.end() && it->first.starts_with(prefix); ++it)
    if (request.entity.empty() || value_in(it->second, "AccountingEntity") == request.entity)
      rows.push_back(&it->second);
  return rows;
}

// Entities, with their currency, whose rows do not add up to zero.
std::set<std::string> unbalanced(const std::vector<Fields*>& rows) {
  std::map<std::pair<std::string, std::string>, Decimal> sums;
  for (const Fields* row : rows) {
    Decimal& sum = sums[{value_in(*row, "AccountingEntity"), value_in(*row, "CurrencyCode")}];
    const auto amount = Decimal::parse(value_in(*row, "TransactionAmount"));
    sum = Decimal::from_units(sum.units() + (amount ? amount->units() : 0));
  }
  std::set<std::string> entities;
  for (const auto& [key, sum] : sums)
    if (!sum.is_zero()) entities.insert(key.first);
  return entities;
}

// Marks what is wrong; the entities that have such rows.
std::set<std::string> edit(CloudSuiteTenant& tenant, const std::vector<Fields*>& rows,
                           const InterfaceRequest& request, const CloudSuiteSwitches& switches) {
  std::set<std::string> wrong;
  const auto odd = switches.unbalanced_refused ? unbalanced(rows) : std::set<std::string>();
  for (Fields* row : rows) {
    const std::string entity = value_in(*row, "AccountingEntity");
    std::string error = edit_row(tenant, *row, request.bypass_account, request.bypass_organization);
    if (error.empty() && tenant.edit_errors_due > 0) {
      --tenant.edit_errors_due;
      error = "AccountingEntity " + entity + " is being updated by another process";
    }
    if (error.empty() && odd.contains(entity))
      error = "Transactions are out of balance for Accounting Entity " + entity;
    if (error.empty()) {
      row->erase("ErrorMessage");
      (*row)["Status"] = "0";
      continue;
    }
    (*row)["ErrorMessage"] = std::move(error);
    (*row)["Status"] = switches.error_status;
    wrong.insert(entity);
  }
  return wrong;
}

void move_errors(CloudSuiteTenant& tenant, const std::vector<Fields>& rows, const std::string& prefix) {
  const std::string run_group = prefix + std::to_string(tenant.next_number("error run group"));
  for (const Fields& row : rows) {
    tenant.erase(staging, row);
    Fields moved = row;
    moved["RunGroup"] = run_group;
    tenant.put(staging, moved);
  }
}

void run(CloudSuiteTenant& tenant, const InterfaceRequest& request, const std::string& number, Instant now,
         const CloudSuiteSwitches& switches) {
  const auto rows = rows_of(tenant, request);
  const auto wrong = edit(tenant, rows, request, switches);
  const bool interfaces = !request.edit_only && (request.edit_and_interface || request.partial);
  std::vector<Fields> taken;
  std::vector<Fields> failed;
  std::size_t clean = 0;
  for (const Fields* row : rows) {
    if (!value_in(*row, "ErrorMessage").empty()) {
      failed.push_back(*row);
      continue;
    }
    ++clean;
    const bool held_up =
        switches.errors_by_entity ? wrong.contains(value_in(*row, "AccountingEntity")) : !wrong.empty();
    if (interfaces && (request.partial || !held_up)) taken.push_back(*row);
  }
  for (const Fields& row : taken) tenant.erase(staging, row);
  if (request.partial && request.move_errors && !failed.empty())
    move_errors(tenant, failed, request.error_prefix);
  // An edit alone passes its clean rows, although nothing went into the ledger.
  const std::size_t passed = interfaces ? taken.size() : clean;
  close_result(tenant, std::string(results), request.group, number, request.run_group, rows.size(), passed,
               failed.size(), now);
  if (taken.empty()) return;
  ++tenant.interfaced[request.run_group];
  journalize_later(tenant, std::move(taken), request.run_group, {request.by_entity, request.by_journal_code},
                   now, switches);
}

}  // namespace

InterfaceRequest::InterfaceRequest(const Query& query)
    : group(query.text("PrmEnterpriseGroup")),
      run_group(query.text("PrmRunGroup")),
      entity(query.text("PrmAccountingEntity")),
      edit_only(query.is_true("PrmEditOnly")),
      edit_and_interface(query.is_true("PrmEditAndInterface")),
      partial(query.is_true("PrmPartialUpdate")),
      move_errors(query.is_true("PrmMoveErrorsToNewRunGroup")),
      error_prefix(query.text("PrmErrorRunGroupPrefix")),
      by_entity(query.is_true("PrmJournalizeByEntity")),
      by_journal_code(query.is_true("PrmJournalByJournalCode")),
      bypass_account(query.is_true("PrmByPassAccountCode")),
      bypass_organization(query.is_true("PrmByPassOrganizationCode")) {}

std::string open_result(CloudSuiteTenant& tenant, const std::string& result_class, const std::string& group,
                        const std::string& run_group, Instant now, const CloudSuiteSwitches& switches) {
  std::string number = std::to_string(tenant.next_number(result_class));
  if (switches.result_row_while_running)
    tenant.put(result_class, {{"FinanceEnterpriseGroup", group},
                              {result_class, number},
                              {"RunGroup", run_group},
                              {"Status", "0"},
                              {"RunTime", run_time(now)}});
  return number;
}

void close_result(CloudSuiteTenant& tenant, const std::string& result_class, const std::string& group,
                  const std::string& number, const std::string& run_group, std::size_t records,
                  std::size_t passed, std::size_t failed, Instant now) {
  Fields row = {{"FinanceEnterpriseGroup", group}, {result_class, number}};
  tenant.erase(result_class, row);
  row["RunGroup"] = run_group;
  row["RunTime"] = run_time(now);
  row["RecordCount"] = std::to_string(records);
  row["PassedCount"] = std::to_string(passed);
  row["FailedCount"] = std::to_string(failed);
  row["Status"] = passed == records && failed == 0 ? "1" : "2";
  tenant.put(result_class, row);
}

void submit_interface(CloudSuiteTenant& tenant, const InterfaceRequest& request, Instant now,
                      const CloudSuiteSwitches& switches) {
  const std::string number =
      open_result(tenant, std::string(results), request.group, request.run_group, now, switches);
  tenant.later(now + switches.set_action_delay, [&tenant, request, number, switches](Instant due) {
    run(tenant, request, number, due, switches);
  });
}

}  // namespace crosswalk::simulator::cloudsuite_sim
