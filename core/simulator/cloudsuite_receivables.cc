#include "simulator/cloudsuite_receivables.h"

#include <utility>
#include <vector>

#include "base/decimal.h"
#include "simulator/cloudsuite_edit.h"
#include "simulator/cloudsuite_interface.h"
#include "simulator/cloudsuite_journal.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

Decimal amount_of(const Fields& row, const ReceivableNames& names) {
  const auto amount = Decimal::parse(value_in(row, names.amount));
  return amount ? *amount : Decimal{};
}

// Rows of `class_name` that share the first `parts` key fields with `row`.
std::vector<Fields> rows_like(const CloudSuiteTenant& tenant, const std::string& class_name,
                              const Fields& row, std::size_t parts) {
  const std::string prefix = key_of(*tenant.rule(class_name), row, parts);
  const CloudSuiteTenant::Rows& all = tenant.rows(class_name);
  std::vector<Fields> found;
  for (auto it = all.lower_bound(prefix); it != all.end() && it->first.starts_with(prefix); ++it)
    found.push_back(it->second);
  return found;
}

struct Invoice {
  Fields head;
  std::vector<Fields> details;
  std::vector<Fields> distributions;
};

Decimal sum_of(const std::vector<Fields>& rows, const ReceivableNames& names) {
  std::int64_t units = 0;
  for (const Fields& row : rows) units += amount_of(row, names).units();
  return Decimal::from_units(units);
}

std::string check(const CloudSuiteTenant& tenant, const Invoice& invoice, const ReceivableNames& names,
                  const CloudSuiteSwitches& switches) {
  const std::string group = value_in(invoice.head, "FinanceEnterpriseGroup");
  const std::string company = value_in(invoice.head, names.company);
  const std::string customer = value_in(invoice.head, names.customer);
  const std::string type = value_in(invoice.head, names.type);
  if (tenant.find(names.standing_customers, {{"FinanceEnterpriseGroup", group},
                                             {names.company, company},
                                             {names.customer, customer}}) == nullptr)
    return names.customer + " " + customer + " does not exist";
  if (type != names.type_invoice && type != names.type_credit && type != names.type_debit)
    return names.type + " " + type + " is not valid";
  const bool signs = type == names.type_credit && switches.receivable_credits_negative;
  if (signs != amount_of(invoice.head, names).is_negative()) return names.amount + " has the wrong sign";
  if (switches.receivable_numbers_unique && tenant.find(names.standing_invoices, invoice.head) != nullptr)
    return names.invoice + " " + value_in(invoice.head, names.invoice) + " already exists";
  const Decimal amount = amount_of(invoice.head, names);
  if (sum_of(invoice.details, names) != amount) return "Details do not add up to the invoice amount";
  if (sum_of(invoice.distributions, names) != amount)
    return "Distributions do not add up to the invoice amount";
  auto error = check_currency(tenant, value_in(invoice.head, names.currency));
  for (const Fields& row : invoice.distributions) {
    const std::string entity = value_in(row, names.entity);
    if (error.empty()) error = check_entity(tenant, group, entity);
    if (error.empty())
      error = check_period(tenant, group, entity, value_in(invoice.head, names.posting_date));
    if (error.empty()) error = check_account(tenant, group, value_in(row, names.account));
    if (error.empty()) error = check_dimensions(tenant, group, row);
  }
  return error;
}

// What the document puts into the ledger: what is owed, and the other side of it. A credit memo is the
// mirror.
std::vector<Fields> ledger_rows(const Invoice& invoice, const ReceivableNames& names,
                                const CloudSuiteSwitches& switches) {
  const bool credit = value_in(invoice.head, names.type) == names.type_credit;
  const bool turned = credit && !switches.receivable_credits_negative;
  std::vector<Fields> rows;
  const auto add = [&](const Fields& source, std::string account, Decimal debit) {
    Fields row = source;
    row["PostingDate"] = value_in(invoice.head, names.posting_date);
    row["TransactionDate"] = value_in(invoice.head, names.invoice_date);
    row["CurrencyCode"] = value_in(invoice.head, names.currency);
    row["DocumentNumber"] = value_in(invoice.head, names.invoice);
    row["Reference"] = switches.receivable_references_posted ? value_in(source, names.reference) : "";
    row["Description"] = value_in(source, names.description);
    row["System"] = "AR";
    row["AccountCode"] = std::move(account);
    row["TransactionAmount"] = (turned ? debit.negated() : debit).text(3);
    rows.push_back(std::move(row));
  };
  for (const Fields& one : invoice.distributions) {
    Fields source = one;
    source["AccountingEntity"] = value_in(one, names.entity);
    source["AccountingUnit"] = value_in(one, names.accounting_unit);
    add(source, std::string(receivables_account), amount_of(one, names));
    add(source, value_in(one, names.account), amount_of(one, names).negated());
  }
  return rows;
}

void run_receivables(CloudSuiteTenant& tenant, const ReceivableNames& names, const std::string& group,
                     const std::string& run_group, const std::string& number, Instant now,
                     const CloudSuiteSwitches& switches) {
  const Fields whose = {{"FinanceEnterpriseGroup", group}, {"RunGroup", run_group}};
  const auto heads = rows_like(tenant, names.invoices, whose, 2);
  std::vector<Invoice> clean;
  std::size_t rows = 0;
  std::size_t clean_rows = 0;
  for (const Fields& head : heads) {
    Invoice invoice = {head, rows_like(tenant, names.details, head, 4),
                       rows_like(tenant, names.distributions, head, 4)};
    const std::size_t own =
        switches.receivable_rows_are_records ? 1 + invoice.details.size() + invoice.distributions.size() : 1;
    rows += own;
    Fields& kept = *tenant.find(names.invoices, head);
    if (auto error = check(tenant, invoice, names, switches); !error.empty()) {
      kept["ErrorMessage"] = std::move(error);
      kept["Status"] = switches.error_status;
      continue;
    }
    clean_rows += own;
    clean.push_back(std::move(invoice));
  }
  if (!switches.receivables_one_by_one && clean.size() < heads.size()) clean.clear();
  const std::size_t passed = clean.empty() ? 0 : clean_rows;
  std::vector<Fields> ledger;
  for (const Invoice& invoice : clean) {
    Fields standing = invoice.head;
    standing.erase("ErrorMessage");
    tenant.put(names.standing_invoices, standing);
    for (Fields& row : ledger_rows(invoice, names, switches)) ledger.push_back(std::move(row));
    for (const Fields& row : invoice.details) tenant.erase(names.details, row);
    for (const Fields& row : invoice.distributions) tenant.erase(names.distributions, row);
    tenant.erase(names.invoices, invoice.head);
  }
  close_result(tenant, names.results, group, number, run_group, rows, passed, rows - clean_rows, now);
  if (ledger.empty()) return;
  ++tenant.interfaced[run_group];
  journalize_later(tenant, std::move(ledger), run_group, {true, false}, now, switches);
}

void run_customers(CloudSuiteTenant& tenant, const ReceivableNames& names, const std::string& group,
                   const std::string& run_group, const std::string& number, Instant now,
                   const CloudSuiteSwitches& switches) {
  const auto rows =
      rows_like(tenant, names.customers, {{"FinanceEnterpriseGroup", group}, {"RunGroup", run_group}}, 2);
  std::size_t passed = 0;
  for (const Fields& row : rows) {
    Fields standing = {{"FinanceEnterpriseGroup", group},
                       {names.company, value_in(row, names.company)},
                       {names.customer, value_in(row, names.customer)},
                       {names.customer_name, value_in(row, names.customer_name)},
                       {"Active", "true"}};
    for (const std::string& more : {names.customer_email, names.customer_external_id})
      if (const std::string value = value_in(row, more); !value.empty()) standing[more] = value;
    if (tenant.put(names.standing_customers, standing)) {
      ++passed;
      if (const int number_of = switches.customers_become_dimension; number_of > 0)
        tenant.put(dimension_name(number_of), {{"FinanceEnterpriseGroup", group},
                                               {dimension_name(number_of), value_in(row, names.customer)},
                                               {"Description", value_in(row, names.customer_name)},
                                               {"Active", "true"}});
      tenant.erase(names.customers, row);
    } else {
      (*tenant.find(names.customers, row))["ErrorMessage"] =
          names.customer + " " + value_in(row, names.customer) + " already exists";
    }
  }
  close_result(tenant, names.results, group, number, run_group, rows.size(), passed, rows.size() - passed,
               now);
}

}  // namespace

void submit_receivables(CloudSuiteTenant& tenant, const ReceivableNames& names, const std::string& group,
                        const std::string& run_group, Instant now, const CloudSuiteSwitches& switches) {
  const std::string number = open_result(tenant, names.results, group, run_group, now, switches);
  tenant.later(now + switches.set_action_delay,
               [&tenant, names, group, run_group, number, switches](Instant due) {
                 run_receivables(tenant, names, group, run_group, number, due, switches);
               });
}

void submit_customers(CloudSuiteTenant& tenant, const ReceivableNames& names, const std::string& group,
                      const std::string& run_group, Instant now, const CloudSuiteSwitches& switches) {
  const std::string number = open_result(tenant, names.results, group, run_group, now, switches);
  tenant.later(now + switches.set_action_delay,
               [&tenant, names, group, run_group, number, switches](Instant due) {
                 run_customers(tenant, names, group, run_group, number, due, switches);
               });
}

}  // namespace crosswalk::simulator::cloudsuite_sim
