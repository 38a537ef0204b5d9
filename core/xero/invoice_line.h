// InvoiceLine: one line of a Xero document, made of one entry. On an invoice, and on money received, a credit
// entry is a positive line; on a credit note, and on money spent, a debit entry is. Lines of one document
// always come in the same order, whatever order the entries had. Pure.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/json.h"
#include "model/entry.h"

namespace crosswalk::xero {

struct InvoiceLine {
  std::string description;
  Decimal quantity;
  Decimal unit;    // at most four places
  Decimal amount;  // what the entry says; positive on the document's own side
  std::string item;
  std::string account;
  std::string tax_type;
  std::vector<std::pair<std::string, std::string>> tracking;  // category, option
};

// On which side of the books a positive line stands.
enum class LineSide { credit, debit };

// The lines of these entries without the zero amounts. A refunded unit carries its item only where it came
// back. An error is a hold: what is missing in the rules' answers, at the rule's file:line.
Result<std::vector<InvoiceLine>> lines_of(std::span<const Entry* const> entries,
                                          LineSide side = LineSide::credit);

// Of a line in our own content or Xero's: its own, else units by price.
Decimal amount_of_line(const Json& line);

// What a line says in money: account, tax type, item, tracking and amount. Two lines with the same mark book
// the same.
std::string mark_of(const InvoiceLine& line);
// The marks of an invoice as JSON, our own content or Xero's.
std::vector<std::string> marks_in(const Json& invoice);
// Only account and amount, for what Xero has stored: it may fill in the rest by its own defaults.
std::vector<std::string> money_marks_in(const Json& invoice);

// The line as Xero takes it, keys in alphabetical order, numbers as exact decimal text.
std::string text_of(const InvoiceLine& line);

}  // namespace crosswalk::xero
