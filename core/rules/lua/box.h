// Boxes: the userdata that rules can hold. Every userdata of our states begins with a tag, because only the
// host makes them; so a kind is told without touching the Lua heap. All are plain data without destructors: a
// Lua error may jump over them.
#pragma once

#include <cstdint>

#include "base/money.h"
#include "model/answers.h"
#include "model/schema.h"

namespace crosswalk::rules {

enum class Tag : std::uint32_t {
  null,  // what the record's JSON calls null
  none,  // `none`: on purpose nothing
  any,   // a condition that always holds
  decimal,
  money,
  verdict,    // hold or skip
  condition,  // prefix, between, …: an index into Drafts
  row,        // an index into Drafts
  node,       // a decide or a lookup: an index into Drafts
  table,      // a CSV table
  table_row,
  line,    // the view of the line that is asked
  item,    // the view of the item that is asked
  record,  // the views of the record
  buyer,
  ship_to,
  raw,          // one value inside the record's JSON
  test_record,  // a record that a test has read from a file: its number
  customers,    // the ledger's customers, to be asked
  customer,     // one of them
};

struct Box {
  Tag tag;
};

struct NumberBox : Box {
  std::int64_t units;
  Currency currency;  // of money
};

// Its text is the user value.
struct VerdictBox : Box {
  Verdict verdict;
  bool made_at_load;   // then {field} in the text stands for the field's value
  const char* source;  // the chunk that called, "@rules/hold.lua"; lives as long as that chunk
  int line;
};

struct IndexBox : Box {
  std::uint32_t index;
};

class Table;
struct RawValue;

struct TableBox : Box {
  const void* index;  // TableIndex
};

struct TableRowBox : Box {
  const Table* table;
  std::uint32_t row;
};

struct CustomerBox : Box {
  std::uint32_t number;  // in the snapshot
  std::uint64_t serial;  // of the record it was looked up for
};

struct RawBox : Box {
  const RawValue* value;
  std::uint64_t serial;  // of the record it belongs to
};

}  // namespace crosswalk::rules
