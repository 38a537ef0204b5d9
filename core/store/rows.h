// Rows as the model's plain data. Each SELECT text ends before its WHERE, and its reader knows its columns. A
// row that this program cannot read makes the transaction fail.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/sqlite.h"
#include "store/store.h"

namespace crosswalk::store {

std::string_view name_of(Side side);

// Table records as `r`.
inline constexpr std::string_view record_select =
    "SELECT r.id, r.pair, r.kind, r.key, r.revision, r.state, r.reason, r.origin, r.version,"
    " r.stuck, r.stuck_currency, r.received, r.changed FROM records r";
RecordRow read_record_row(Connection& db, const Statement& row);

// Tables record_bodies as `b` and records as `r`.
inline constexpr std::string_view body_select =
    "SELECT r.pair, r.kind, r.key, b.revision, b.hash, b.received, b.body"
    " FROM record_bodies b JOIN records r ON r.id = b.record_id";
Record read_record(Connection& db, const Statement& row);

// The statuses of receipts before posting (model/stages.h), as the index of receipts says them.
inline constexpr std::string_view before_posting = "('interfaced', 'journalised', 'released')";

// Table documents as `d`, with its record's key and its receipt.
inline constexpr std::string_view document_select =
    "SELECT d.id, d.pair, d.kind, d.key, d.step, d.operation, d.state, d.reason, d.tries, d.absences, d.due,"
    " d.total, d.currency, d.date, d.changed, r.kind, r.key, q.outside_id, q.status, q.total, q.currency, "
    "q.at, d.company, d.lane, d.variant"
    " FROM documents d LEFT JOIN records r ON r.id = d.record_id LEFT JOIN receipts q ON q.document_id = "
    "d.id";
// Without content and dependencies, which `complete` adds.
DocumentRow read_document_row(Connection& db, const Statement& row);
// Every row of `rows`, with dependencies.
std::vector<DocumentRow> read_document_rows(Connection& db, Statement rows);
void add_dependencies(Connection& db, Document& document);
void add_content(Connection& db, Document& document);

// Purchase order, SKU, side, charge, tax class, amount, currency and quantity, in this order.
Booking read_booking(Connection& db, const Statement& row);

void insert_words(Connection& db, std::int64_t record, std::int64_t visit, int number, const RowWords& said);

// What was last booked of a record; "" if nothing was.
std::string read_entries(Connection& db, std::int64_t record);
// What stands for a record: every step that was not withdrawn, complete, by key and step.
Posted read_posted(Connection& db, std::int64_t record);

}  // namespace crosswalk::store
