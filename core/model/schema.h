// Schema: every field of a record, a line and an item that rules may read, as data: path, type, meaning and
// how it is read. One market-neutral list serves the rules' views, the decision tables' columns, the check of
// a mistyped name and the editors' stubs. Immutable; safe from any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/money.h"
#include "model/item.h"
#include "model/line.h"

namespace crosswalk {

enum class FieldType {
  text,
  number,   // Decimal
  money,    // Money
  date,     // a day in the books' calendar
  instant,  // a point in time, UTC
  flag,     // true or false
};

enum class FieldScope { line, record, item };

// A record as rules see it: its facts and those of its lines that are to be decided.
struct RecordScope {
  const RecordFacts& facts;
  std::span<const Line> lines;
};

// What rules are asked about: a record, one of its lines, or an item. Others are null.
struct Subject {
  const RecordScope* record = nullptr;
  const Line* line = nullptr;
  const ItemFacts* item = nullptr;
};

// What a field says. Absent (null) is what the market did not send: empty text, a zero time.
struct FieldValue {
  FieldType type = FieldType::text;
  bool present = false;
  std::string_view text;        // of text; lives as long as the line or record it was read from
  std::int64_t number = 0;      // Decimal units, days of a date, milliseconds of an instant, 0 or 1 of a flag
  Currency currency;            // of money
  const char* fault = nullptr;  // the value cannot be told, and why; whoever asked must not go on
};

struct Field {
  std::string_view path;  // "line.sku", "record.ship_to.state"
  FieldScope scope = FieldScope::line;
  FieldType type = FieldType::text;
  bool personal = false;     // a buyer's personal data: never in a message that is shown or stored
  bool folds_case = false;   // compared without regard to ASCII case
  std::string_view meaning;  // one sentence for people
  FieldValue (*of_line)(const Line&) = nullptr;           // set when scope is line
  FieldValue (*of_record)(const RecordScope&) = nullptr;  // set when scope is record
  FieldValue (*of_item)(const ItemFacts&) = nullptr;      // set when scope is item

  // The path without its scope: "sku", "ship_to.state".
  std::string_view name() const { return path.substr(path.find('.') + 1); }
};

// REQUIRES: the subject has what the field's scope names.
FieldValue value_of(const Field& field, const Subject& subject);

std::span<const Field> schema();
// By full path; null when there is none.
const Field* find_field(std::string_view path);
std::string_view name_of(FieldType type);
// As a person reads it: "24.99 USD", "2026-01-31", "2"; "" when absent.
std::string text_of(const FieldValue& value);

}  // namespace crosswalk
