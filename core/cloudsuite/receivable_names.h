// ReceivableNames: how a tenant's receivables spell their classes, actions and fields. The three import
// classes are official (cloudsuite.md §5.5); all else is assumed until the tenant's own swagger has been
// read, so that all of it comes from configuration. Plain data.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace crosswalk::cloudsuite {

struct ReceivableNames {
  // Classes: three that rows are staged in, the results of their runs, and what stands in the end.
  std::string invoices = "ReceivableInvoiceImport";
  std::string details = "ReceivableInvoiceDetailImport";
  std::string distributions = "ReceivableInvoiceDistributionImport";
  std::string results = "ReceivableInterfaceResult";
  std::string standing_invoices = "ReceivableInvoice";
  // Actions: of a batch, and of the set of rows of a run group.
  std::string create = "Create";
  std::string interface_invoices = "InterfaceTransactions_InterfaceTransactionsForm_FormOperation";
  std::string clear = "DeleteAllTransactionsForRunGroup_DeleteAllTransactionsForRunGroupForm_FormOperation";
  // Fields.
  std::string run_group = "RunGroup";
  std::string company = "Company";
  std::string customer = "Customer";
  std::string invoice = "Invoice";
  std::string type = "InvoiceType";  // of the two below
  std::string type_invoice = "I";
  std::string type_credit = "C";
  std::string line = "LineNumber";
  std::string invoice_date = "InvoiceDate";
  std::string posting_date = "PostingDate";
  std::string currency = "CurrencyCode";
  std::string amount = "Amount";
  std::string reference = "Reference";
  std::string description = "Description";
  std::string entity = "AccountingEntity";  // of distributions, as the two below
  std::string accounting_unit = "AccountingUnit";
  std::string account = "AccountCode";
};

// The member of that name, as crosswalk.yaml says it; null: there is none.
std::string* name_under(ReceivableNames& names, std::string_view member);

// What else a pair says of its receivables.
struct Receivables {
  std::string company;             // at most 6
  std::string system = "AR";       // what their postings are known by in the ledger
  std::size_t number_length = 22;  // characters that the number of an invoice may have
  bool credits_negative = false;   // whether amounts of a credit memo carry a sign
  std::map<std::string, std::string>
      parameters;  // told when a run group is interfaced, beside the usual ones
  ReceivableNames names;
};

}  // namespace crosswalk::cloudsuite
