// Payments, allocations, bank transactions and transfers as the JSON that a document keeps: everything but
// outside ids, which `freeze` adds (xero.md §5.3, §5.4, §5.10). Keys in alphabetical order, numbers as their
// own exact text. Accounts are named by code. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "xero/invoice_line.h"

namespace crosswalk::xero {

// On an invoice, or the refund of a credit note; `marker` is what a look-up finds it by.
// `rate`: as Invoice::rate; null: Xero's day rate.
std::string payment_text(const std::string& account, Decimal amount, Date date, const std::string& marker,
                         const Decimal* rate = nullptr);
std::string allocation_text(Decimal amount, Date date);
// `receive`: money comes onto the account; else it leaves it.
std::string bank_transaction_text(bool receive, const std::string& account, Date date,
                                  const std::string& marker, const std::vector<InvoiceLine>& lines,
                                  const Decimal* rate = nullptr);
std::string bank_transfer_text(const std::string& from, const std::string& to, Decimal amount, Date date,
                               const std::string& marker);

}  // namespace crosswalk::xero
