#include "simulator/cloudsuite_classes.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

const FieldRule group{"FinanceEnterpriseGroup", 4, FieldKind::text, true};

void append(std::vector<FieldRule>& fields, const std::vector<FieldRule>& more) {
  fields.insert(fields.end(), more.begin(), more.end());
}

// Lengths: facts §5.1.
ClassRule staging_class() {
  ClassRule rule;
  rule.name = staging;
  rule.created = "Global Ledger Transaction Interface created";
  rule.keys = {"FinanceEnterpriseGroup", "RunGroup", "SequenceNumber"};
  rule.fields = {group,
                 {"RunGroup", 30, FieldKind::text, true},
                 {"SequenceNumber", 12, FieldKind::integer, true},
                 {"AccountingEntity", 12, FieldKind::text, true},
                 {"ToAccountingEntity", 12},
                 {"Status", 1, FieldKind::status},
                 {"OrganizationCode", 40},
                 {"AccountingUnit", 25},
                 {"AccountCode", 26, FieldKind::text, true},
                 {"GeneralLedgerEvent", 15},
                 {"JournalCode", 6},
                 {"TransactionDate", 8, FieldKind::date},
                 {"PostingDate", 8, FieldKind::date, true},
                 {"Reference", 40},
                 {"Description", 60},
                 {"DocumentNumber", 30},
                 {"CurrencyCode", 5},
                 {"TransactionAmount", 0, FieldKind::amount},
                 {"UnitsAmount", 0, FieldKind::units},
                 {"System", 2},
                 {"AutoReverse", 0, FieldKind::flag},
                 {"AutoReverseDate", 8, FieldKind::date},
                 {"Project", 25},
                 {"Ledger", 0},
                 {"UniqueID", 0},
                 {"GLTObjectId", 0},
                 {"DrillBackLink", 0},
                 {"ErrorMessage", 0}};
  append(rule.fields, dimension_fields());
  rule.actions = {{"CreateUnreleased", Action::create},  {"UpdateUnreleased", Action::update_clean},
                  {"UpdateError", Action::update_error}, {"DeleteUnreleased", Action::delete_clean},
                  {"DeleteError", Action::delete_error}, {"Find", Action::find}};
  rule.set_actions = {
      {"InterfaceTransactions_InterfaceTransactionsForm_FormOperation", true, SetWork::interface_ledger},
      {"DeleteAllTransactionsForRunGroup", false, SetWork::delete_all},
      {"ResetAllErrors", false, SetWork::reset_errors}};
  return rule;
}

ClassRule result_class(std::string_view name) {
  ClassRule rule;
  rule.name = name;
  rule.keys = {"FinanceEnterpriseGroup", rule.name};
  rule.fields = {group,           {rule.name},     {"RunGroup"},    {"Status"},
                 {"RecordCount"}, {"PassedCount"}, {"FailedCount"}, {"RunTime"}};
  return rule;
}

// Lines as they stand in a journal and, posted, in the ledger.
ClassRule line_class(std::string_view name) {
  ClassRule rule;
  rule.name = name;
  rule.keys.emplace_back("FinanceEnterpriseGroup");
  if (name == journal_lines) rule.keys.emplace_back(journals);
  rule.keys.push_back(rule.name);
  rule.fields = {group,
                 {rule.name},
                 {"GeneralLedgerJournalControl"},
                 {"RunGroup"},
                 {"Status"},
                 {"AccountingEntity"},
                 {"AccountingUnit"},
                 {"GeneralLedgerChartAccount"},
                 {"AccountCode"},
                 {"GeneralLedgerEvent"},
                 {"TransactionDate"},
                 {"PostingDate"},
                 {"Reference"},
                 {"Description"},
                 {"DocumentNumber"},
                 {"CurrencyCode"},
                 {"TransactionAmount"},
                 {"UnitsAmount"},
                 {"System"}};
  append(rule.fields, dimension_fields());
  return rule;
}

}  // namespace

std::vector<ClassRule> ledger_classes() {
  ClassRule journal;
  journal.name = journals;
  journal.keys = {"FinanceEnterpriseGroup", journal.name};
  journal.fields = {group,      {journal.name},  {"AccountingEntity"}, {"Status"},
                    {"System"}, {"PostingDate"}, {"Description"},      {"RunGroup"}};
  return {staging_class(), result_class(results), std::move(journal), line_class(journal_lines),
          line_class(posted_lines)};
}

std::vector<ClassRule> reference_classes() {
  std::vector<ClassRule> rules;
  const auto add = [&](const char* name, std::vector<std::string> keys, const std::vector<FieldRule>& more) {
    ClassRule rule;
    rule.name = name;
    rule.keys = std::move(keys);
    for (const std::string& key : rule.keys) rule.fields.push_back({key, 0, FieldKind::text, true});
    append(rule.fields, more);
    rules.push_back(std::move(rule));
  };
  const std::string feg = "FinanceEnterpriseGroup";
  add("FinanceEnterpriseGroup", {feg}, {{"Description"}, {"Currency"}});
  add("AccountingEntity", {feg, "AccountingEntity"},
      {{"Description"}, {"Currency"}, {"Active"}, {"CurrentPeriod"}, {"GeneralLedgerCloseConfiguration"}});
  add("GeneralLedgerChartAccount", {feg, "GeneralLedgerChartAccount"},
      {{"Description"}, {"Active"}, {"AccountType"}, {"Posting"}});
  rules.back().lists = {{"ChartAccountActivePostingSelect", {{"Active", "true"}, {"Posting", "true"}}}};
  for (int number = 1; number <= 10; ++number) {
    const std::string name = dimension_name(number);
    add(name.c_str(), {feg, name}, {{"Description", 60}, {"Active", 0, FieldKind::flag}});
    ClassRule& dimension = rules.back();
    dimension.created = name + " created";
    dimension.fields[1].length = 15;
    dimension.actions = {{"Create", Action::create}, {"Find", Action::find}};
  }
  add("Currency", {"Currency"}, {{"Description"}});
  add("Ledger", {feg, "Ledger"}, {{"Description"}});
  add("GeneralLedgerEvent", {feg, "GeneralLedgerEvent"}, {{"Description"}});
  add("GeneralLedgerSystem", {feg, "GeneralLedgerSystem"}, {{"Description"}});
  add("GeneralLedgerClosePeriod", {feg, "GeneralLedgerCloseConfiguration", "GeneralLedgerCalendarPeriod"},
      {{"DerivedBeginDate"}, {"DerivedEndDate"}, {"Status"}});
  return rules;
}

std::vector<ClassRule> receivable_classes(const ReceivableNames& names) {
  const auto text = [](const std::string& name, std::size_t length, bool required = false) {
    return FieldRule{name, length, FieldKind::text, required};
  };
  const std::vector<FieldRule> key = {group,
                                      {"RunGroup", 30, FieldKind::text, true},
                                      text(names.company, 6, true),
                                      text(names.invoice, 22, true)};
  const std::vector<FieldRule> tail = {{"Status", 1, FieldKind::status}, {"ErrorMessage", 0}};
  const FieldRule amount{names.amount, 0, FieldKind::amount, true};
  const FieldRule line{names.line, 6, FieldKind::integer, true};

  ClassRule invoice;
  invoice.name = names.invoices;
  invoice.keys = {"FinanceEnterpriseGroup", "RunGroup", names.company, names.invoice};
  invoice.fields = key;
  append(invoice.fields, {text(names.customer, 15, true),
                          text(names.type, 1, true),
                          {names.invoice_date, 8, FieldKind::date, true},
                          {names.posting_date, 8, FieldKind::date, true},
                          {names.due_date, 8, FieldKind::date},
                          text(names.currency, 5),
                          amount,
                          text(names.reference, 40),
                          text(names.description, 60)});
  append(invoice.fields, tail);
  invoice.set_actions = {{names.interface_invoices, true, SetWork::interface_receivables},
                         {"DeleteAllTransactionsForRunGroup", false, SetWork::delete_all},
                         {"ResetAllErrors", false, SetWork::reset_errors}};

  ClassRule detail;
  detail.name = names.details;
  detail.keys = invoice.keys;
  detail.keys.push_back(names.line);
  detail.fields = key;
  append(detail.fields, {line, amount, text(names.reference, 40), text(names.description, 60)});
  append(detail.fields, tail);

  ClassRule distribution = detail;
  distribution.name = names.distributions;
  append(distribution.fields,
         {text(names.entity, 12, true), text(names.account, 26, true), text(names.accounting_unit, 25)});
  append(distribution.fields, dimension_fields());

  ClassRule customer;
  customer.name = names.customers;
  customer.keys = {"FinanceEnterpriseGroup", "RunGroup", names.company, names.customer};
  customer.fields = {group,
                     {"RunGroup", 30, FieldKind::text, true},
                     text(names.company, 6, true),
                     text(names.customer, 15, true),
                     text(names.customer_name, 60, true),
                     text(names.customer_email, 100),
                     text(names.customer_external_id, 40)};
  append(customer.fields, tail);
  customer.set_actions = {{names.interface_customers, true, SetWork::interface_customers},
                          {"DeleteAllTransactionsForRunGroup", false, SetWork::delete_all}};

  std::vector<ClassRule> rules = {std::move(invoice), std::move(detail), std::move(distribution),
                                  std::move(customer)};
  for (ClassRule& rule : rules) {
    rule.created = rule.name + " created";
    rule.actions = {{names.create, Action::create}, {"Find", Action::find}};
  }
  rules.push_back(result_class(names.results));

  ClassRule standing;
  standing.name = names.standing_invoices;
  standing.keys = {"FinanceEnterpriseGroup", names.company, names.invoice};
  standing.fields = rules.front().fields;
  rules.push_back(std::move(standing));
  ClassRule known;
  known.name = names.standing_customers;
  known.keys = {"FinanceEnterpriseGroup", names.company, names.customer};
  known.fields = {group,
                  text(names.company, 6),
                  text(names.customer, 15),
                  text(names.customer_name, 60),
                  text(names.customer_email, 100),
                  text(names.customer_external_id, 40),
                  {"Active"}};
  rules.push_back(std::move(known));
  return rules;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
