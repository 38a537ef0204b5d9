#include "simulator/cloudsuite_edit.h"

#include <array>

#include "simulator/cloudsuite_classes.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

// "20250825" → "August 25, 2025"
std::string spelled_day(std::string_view day) {
  static constexpr std::array<std::string_view, 12> months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const auto digits = [&](std::size_t at) {
    return static_cast<std::size_t>(day[at] - '0') * 10 + static_cast<std::size_t>(day[at + 1] - '0');
  };
  return std::string(months.at(digits(4) - 1)) + " " + std::to_string(digits(6)) + ", " +
         std::string(day.substr(0, 4));
}

std::string missing(std::string_view field, std::string_view value) {
  return std::string(field) + " " + std::string(value) + " does not exist";
}

// A code that may be left out, of a class whose key is the finance enterprise group and the code.
std::string check_code(const CloudSuiteTenant& tenant, std::string_view group, std::string_view class_name,
                       std::string_view field, std::string_view code) {
  if (code.empty()) return {};
  const Fields* row = tenant.find(class_name, {{"FinanceEnterpriseGroup", std::string(group)},
                                               {std::string(class_name), std::string(code)}});
  if (row == nullptr) return missing(field, code);
  if (value_in(*row, "Active") == "false")
    return std::string(field) + " " + std::string(code) + " is not active";
  return {};
}

}  // namespace

std::string check_account(const CloudSuiteTenant& tenant, std::string_view group, std::string_view account) {
  auto error = check_code(tenant, group, "GeneralLedgerChartAccount", "AccountCode", account);
  if (!error.empty()) return error;
  const Fields* row = tenant.find(
      "GeneralLedgerChartAccount",
      {{"FinanceEnterpriseGroup", std::string(group)}, {"GeneralLedgerChartAccount", std::string(account)}});
  if (row != nullptr && value_in(*row, "Posting") == "false")
    return "AccountCode " + std::string(account) + " is not a posting account";
  return {};
}

std::string check_entity(const CloudSuiteTenant& tenant, std::string_view group, std::string_view entity) {
  return check_code(tenant, group, "AccountingEntity", "AccountingEntity", entity);
}

std::string check_dimensions(const CloudSuiteTenant& tenant, std::string_view group, const Fields& row) {
  for (int number = 1; number <= 10; ++number) {
    const std::string name = dimension_name(number);
    if (auto error = check_code(tenant, group, name, name, value_in(row, name)); !error.empty()) return error;
  }
  return {};
}

std::string check_period(const CloudSuiteTenant& tenant, std::string_view group, std::string_view entity,
                         std::string_view day) {
  const Fields* whose = tenant.find("AccountingEntity", {{"FinanceEnterpriseGroup", std::string(group)},
                                                         {"AccountingEntity", std::string(entity)}});
  const std::string close = whose != nullptr ? value_in(*whose, "GeneralLedgerCloseConfiguration") : "";
  for (const auto& [key, period] : tenant.rows("GeneralLedgerClosePeriod")) {
    if (value_in(period, "FinanceEnterpriseGroup") != group) continue;
    if (value_in(period, "GeneralLedgerCloseConfiguration") != close) continue;
    if (day < value_in(period, "DerivedBeginDate") || day > value_in(period, "DerivedEndDate")) continue;
    if (value_in(period, "Status") == "Open") return {};
    return "Period is closed for Posting Date " + spelled_day(day);
  }
  return "No period found for Posting Date " + spelled_day(day);
}

std::string check_currency(const CloudSuiteTenant& tenant, std::string_view code) {
  if (code.empty() || tenant.find("Currency", {{"Currency", std::string(code)}}) != nullptr) return {};
  return missing("CurrencyCode", code);
}

std::string edit_row(const CloudSuiteTenant& tenant, const Fields& row, bool bypass_account,
                     bool bypass_organization) {
  const std::string group = value_in(row, "FinanceEnterpriseGroup");
  const auto code = [&](std::string_view class_name, std::string_view field) {
    return check_code(tenant, group, class_name, field, value_in(row, field));
  };
  auto error = code("AccountingEntity", "AccountingEntity");
  if (error.empty()) error = code("AccountingEntity", "ToAccountingEntity");
  if (error.empty() && !bypass_account)
    error = "AccountCode " + value_in(row, "AccountCode") + " has no translation";
  if (error.empty() && !bypass_organization && !value_in(row, "OrganizationCode").empty())
    error = "OrganizationCode " + value_in(row, "OrganizationCode") + " has no translation";
  if (error.empty()) error = check_account(tenant, group, value_in(row, "AccountCode"));
  if (error.empty()) error = check_dimensions(tenant, group, row);
  if (error.empty()) error = code("GeneralLedgerEvent", "GeneralLedgerEvent");
  if (error.empty()) error = code("GeneralLedgerSystem", "System");
  if (error.empty()) error = check_currency(tenant, value_in(row, "CurrencyCode"));
  if (error.empty())
    error = check_period(tenant, group, value_in(row, "AccountingEntity"), value_in(row, "PostingDate"));
  return error;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
