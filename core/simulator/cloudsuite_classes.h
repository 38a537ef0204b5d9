// The business classes that the stand-in's tenant has (facts §5): GL staging, results and the posted ledger,
// master data, receivables and customers. What is UNCONFIRMED of receivables is data in ReceivableNames.
// Pure functions; safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "simulator/cloudsuite_class.h"

namespace crosswalk::simulator::cloudsuite_sim {

inline constexpr std::string_view staging = "GLTransactionInterface";
inline constexpr std::string_view results = "GLTransactionInterfaceResult";
inline constexpr std::string_view journals = "GeneralLedgerJournalControl";
inline constexpr std::string_view journal_lines = "GeneralLedgerTransaction";
inline constexpr std::string_view posted_lines = "GLTransactionDetail";

// Names of the receivables path. The four import classes are official; the rest is assumed until a tenant's
// own swagger is read, so a client takes all of it from its configuration.
struct ReceivableNames {
  std::string invoices = "ReceivableInvoiceImport";
  std::string details = "ReceivableInvoiceDetailImport";
  std::string distributions = "ReceivableInvoiceDistributionImport";
  std::string results = "ReceivableInterfaceResult";
  std::string customers = "CompanyCustomerImport";
  std::string standing_invoices = "ReceivableInvoice";
  std::string standing_customers = "CompanyCustomer";
  std::string create = "Create";
  std::string interface_invoices = "InterfaceTransactions_InterfaceTransactionsForm_FormOperation";
  std::string interface_customers = "InterfaceCustomers_InterfaceCustomersForm_FormOperation";
  // Fields.
  std::string company = "Company";
  std::string customer = "Customer";
  std::string customer_name = "CustomerName";
  std::string customer_email = "EmailAddress";
  std::string customer_external_id = "ExternalCustomer";
  std::string invoice = "Invoice";
  std::string type = "InvoiceType";  // of the three below
  std::string type_invoice = "I";
  std::string type_credit = "C";
  std::string type_debit = "D";
  std::string line = "LineNumber";
  std::string invoice_date = "InvoiceDate";
  std::string posting_date = "PostingDate";
  std::string due_date = "DueDate";
  std::string currency = "CurrencyCode";
  std::string amount = "Amount";  // without a sign: the type says the direction
  std::string reference = "Reference";
  std::string description = "Description";
  std::string entity = "AccountingEntity";  // of distributions
  std::string account = "AccountCode";
  std::string accounting_unit = "AccountingUnit";
};

std::vector<ClassRule> ledger_classes();
std::vector<ClassRule> reference_classes();
std::vector<ClassRule> receivable_classes(const ReceivableNames& names);

}  // namespace crosswalk::simulator::cloudsuite_sim
