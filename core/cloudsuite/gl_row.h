// GlRow: one row of the general ledger as we mean it, under the names of GLTransactionInterface
// (cloudsuite.md §5.1), which a dialect may spell otherwise: signed, debit positive, every other field as
// text. The rows of one document add up to zero per posting date. Pure.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "cloudsuite/landmark.h"
#include "model/document.h"

namespace crosswalk::cloudsuite {

struct GlRow {
  bool refund = false;  // gives back what was sold; not kept with a document
  Fields fields;        // as sent, without TransactionAmount and Reference
  // Which line of its record, after the slash of Reference; "-": all of it, or `counter_line`. "1@260130":
  // a row of that day which is posted on a later one, because the period was closed.
  std::string line;
  Decimal amount;
};

// The line of clearing and receivable, which say what a record is worth.
inline constexpr std::string_view counter_line = "c";
// The field of whom the amount is due from, where receivables keep it. No row of the ledger is sent with it.
inline constexpr std::string_view customer_field = "Customer";

// "20260130".
std::string landmark_date(Date date);
Result<Date> parse_landmark_date(std::string_view text);

// What a field takes at most; 0: it is none that we send.
std::size_t longest(std::string_view field_name);

// Posts it on that day; what day it is of its line says from then on.
void post_on(GlRow& row, Date posting);
// As if the period of its own day were open.
void post_on_its_day(GlRow& row);

// Of clearing or receivable.
bool is_counter(const GlRow& row);

// At most `most` bytes, cut between characters.
std::string cut(std::string text, std::size_t most);

// What makes two rows the same booking: everything but their words and the day of the event.
std::string identity_of(const GlRow& row);

// What Reference begins with in every row of a document, up to the slash: no two documents share it.
std::string mark_of(const Document& document);

// A document's content, `{"Rows":[…]}`, and back. ErrorKind::config when a value does not fit its field.
Result<std::string> content_of(const std::vector<GlRow>& rows, const std::string& mark);
Result<std::vector<GlRow>> rows_in(const std::string& content, const std::string& whose);
// How many rows a content has, without reading it.
std::size_t row_count(std::string_view content);

}  // namespace crosswalk::cloudsuite
