#include "cloudsuite/reference.h"

#include <algorithm>

#include "cloudsuite/customers.h"
#include "cloudsuite/gl_row.h"
#include "cloudsuite/list.h"
#include "cloudsuite/query.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr int page_rows = 1'000;

std::string of_group(const Settings& settings) {
  return equals("FinanceEnterpriseGroup", settings.enterprise_group);
}

// The entity itself. ErrorKind::config: there is none of that name.
Result<Fields> read_entity(const Settings& settings, Connection& connection, const Stop& stop) {
  const auto rows = read_list(
      connection,
      {"AccountingEntity",
       {"AccountingEntity", "Description", "Currency", "CurrentPeriod", "GeneralLedgerCloseConfiguration"},
       all_of({of_group(settings), equals("AccountingEntity", settings.accounting_entity)}),
       "",
       page_rows},
      stop);
  if (!rows) return rows.error();
  for (const Fields& row : *rows)
    if (field(row, "AccountingEntity") == settings.accounting_entity) return row;
  return fail(ErrorKind::config,
              "finance enterprise group " + settings.enterprise_group + " of pair \"" + settings.pair +
                  "\" has no accounting entity " + settings.accounting_entity +
                  ": check both under cloudsuite, and what the service account may see",
              "cloudsuite.accounting_entity");
}

Result<std::optional<Date>> locked_until(const Settings& settings, const Fields& entity,
                                         Connection& connection, const Stop& stop) {
  const std::string& period = field(entity, "CurrentPeriod");
  if (period.empty()) return std::optional<Date>();
  std::string filter = all_of({of_group(settings), equals("GeneralLedgerCalendarPeriod", period)});
  if (const std::string& close = field(entity, "GeneralLedgerCloseConfiguration"); !close.empty())
    filter = all_of({filter, equals("GeneralLedgerCloseConfiguration", close)});
  const auto rows = read_list(connection,
                              {"GeneralLedgerClosePeriod",
                               {"GeneralLedgerCalendarPeriod", "DerivedBeginDate", "DerivedEndDate"},
                               filter,
                               "",
                               page_rows},
                              stop);
  if (!rows) return rows.error();
  std::optional<Date> locked;
  for (const Fields& row : *rows) {
    if (field(row, "DerivedBeginDate").empty()) continue;
    const auto begin = parse_landmark_date(field(row, "DerivedBeginDate"));
    if (!begin) return begin.error();
    if (!locked || begin->plus_days(-1) < *locked) locked = begin->plus_days(-1);
  }
  return locked;
}

std::string no_open_period(const Settings& settings, const std::string& period) {
  return "entity " + settings.accounting_entity + " names " +
         (period.empty() ? "no current period"
                         : "the current period " + period +
                               ", and GeneralLedgerClosePeriod lists no day on which it "
                               "begins") +
         ": what is dated into a closed period is not held here beforehand, and the ledger refuses it";
}

Result<void> read_accounts(const Settings& settings, Connection& connection, Reference& reference,
                           const Stop& stop) {
  const auto rows = read_list(connection,
                              {"GeneralLedgerChartAccount",
                               {"GeneralLedgerChartAccount", "Description", "Active", "AccountType"},
                               of_group(settings),
                               "",
                               page_rows},
                              stop);
  if (!rows) return rows.error();
  for (const Fields& row : *rows) {
    LedgerAccount account;
    account.code = field(row, "GeneralLedgerChartAccount");
    account.id = account.code;
    account.name = field(row, "Description");
    account.type = field(row, "AccountType");
    account.active = is_active(row);
    reference.accounts.push_back(std::move(account));
  }
  return {};
}

Result<void> read_currencies(Connection& connection, Reference& reference, const Stop& stop) {
  const auto rows = read_list(connection, {"Currency", {"Currency"}, "", "", page_rows}, stop);
  if (!rows) return rows.error();
  for (const Fields& row : *rows) {
    // A tenant may keep codes that are no ISO codes; Walmart pays in none of them.
    const auto currency = Currency::parse(field(row, "Currency"));
    if (currency) reference.currencies.push_back(*currency);
  }
  return {};
}

}  // namespace

bool is_active(const Fields& row, const std::string& name) {
  const std::string& active = field(row, name);
  return active != "false" && active != "N" && active != "0";
}

Result<std::optional<Date>> read_locked_until(const Settings& settings, Connection& connection,
                                              const Stop& stop) {
  const auto entity = read_entity(settings, connection, stop);
  if (!entity) return entity.error();
  return locked_until(settings, *entity, connection, stop);
}

std::string reference_source(const Settings& settings) {
  std::string source = "CloudSuite " + settings.enterprise_group + " " + settings.accounting_entity;
  for (const auto& [category, number] : settings.dimensions)
    source += ", " + category + " in dimension " + std::to_string(number);
  return source;
}

Result<std::vector<std::string>> read_dimension(const Settings& settings, int number, Connection& connection,
                                                const Stop& stop) {
  const std::string name = "FinanceDimension" + std::to_string(number);
  const auto rows = read_list(connection, {name, {name, "Active"}, of_group(settings), "", page_rows}, stop);
  if (!rows) return rows.error();
  std::vector<std::string> codes;
  for (const Fields& row : *rows)
    if (is_active(row)) codes.push_back(field(row, name));
  return codes;
}

Result<bool> has_code(const Settings& settings, int number, const std::string& code, Connection& connection,
                      const Stop& stop) {
  const std::string name = "FinanceDimension" + std::to_string(number);
  const auto rows = read_list(
      connection, {name, {name, "Active"}, all_of({of_group(settings), equals(name, code)}), "", 10}, stop);
  if (!rows) return rows.error();
  return std::any_of(rows->begin(), rows->end(),
                     [&](const Fields& row) { return field(row, name) == code && is_active(row); });
}

Result<Reference> read_reference(const Settings& settings, Connection& connection, Clock& clock,
                                 const Stop& stop) {
  Reference reference;
  reference.read = clock.now();
  reference.makes_codes = false;
  const auto entity = read_entity(settings, connection, stop);
  if (!entity) return entity.error();
  reference.organisation = field(*entity, "Description").empty() ? "entity " + settings.accounting_entity
                                                                 : field(*entity, "Description");
  if (const auto base = Currency::parse(field(*entity, "Currency"))) reference.base_currency = *base;
  auto locked = locked_until(settings, *entity, connection, stop);
  if (!locked) return locked.error();
  reference.locked_until = *locked;
  if (!*locked) reference.remarks.push_back(no_open_period(settings, field(*entity, "CurrentPeriod")));
  if (auto read = read_accounts(settings, connection, reference, stop); !read) return read.error();
  if (auto read = read_currencies(connection, reference, stop); !read) return read.error();
  for (const auto& [category, number] : settings.dimensions) {
    auto codes = read_dimension(settings, number, connection, stop);
    if (!codes) return codes.error();
    if (number == dimension_of_customers(settings)) reference.contact_codes = *codes;
    for (std::string& code : *codes) reference.tracking.push_back({category, std::move(code), true});
  }
  if (const int number = dimension_of_customers(settings); number != 0 && !reference.contact_codes) {
    auto codes = read_dimension(settings, number, connection, stop);
    if (!codes) return codes.error();
    reference.contact_codes = std::move(*codes);
  }
  LedgerTaxType none;
  none.code = std::string(no_tax);
  none.name = "No tax type: the general ledger keeps none";
  reference.tax_types.push_back(std::move(none));
  return reference;
}

}  // namespace crosswalk::cloudsuite
