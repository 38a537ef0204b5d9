// MapText: what `map` prints: one line of JSON a record, as lines, entries or documents, with every
// decision's provenance. No network, no store. One a worker; not thread-safe.
#pragma once

#include <string>

#include "base/json_writer.h"
#include "flow/kept_books.h"
#include "flow/rehearse.h"
#include "flow/translate.h"
#include "link/target.h"

namespace crosswalk::flow {

enum class MapForm { lines, entries, documents };

class MapText {
 public:
  // `ledger` drafts documents; it is not asked for anything outside. Returns and settlements are tied to what
  // `books` say, or with `remembers` to what was mapped before them; else a return waits for nothing, and of
  // a settlement all rows of orders wait.
  MapText(const Source& source, const Ledger& ledger, rules::Mapper& mapper, const PairSettings& settings,
          Books* books = nullptr, bool remembers = false, store::Store* store = nullptr)
      : source_(source),
        ledger_(ledger),
        remembers_(remembers),
        translator_(source, mapper, translate_settings(settings),
                    books != nullptr ? books
                    : remembers      ? &mapped_
                                     : nullptr),
        settlements_(source, mapper, books != nullptr ? *books : mapped_, rehearsal_settings(settings),
                     store) {}

  // Appends one line, newline included. False: the record was held or is dead; the line says why. `stored`:
  // its number in the store; of a settlement that was visited only the rows that are still open are decided.
  bool write(const Record& record, MapForm form, std::string& out, std::int64_t stored = 0);

 private:
  bool write_settlement(const Record& record, MapForm form, std::int64_t stored, std::string& out);
  void remember(const Record& record, const Translation& translation);
  // What the ledger would make of them; else why it would not. Nothing of what only informs.
  std::string draft(const Entries& entries, Drafting& drafting) const;

  const Source& source_;
  const Ledger& ledger_;
  bool remembers_;
  MappedBooks mapped_;
  Translator translator_;
  Rehearsal settlements_;
};

// Rows of a settlement that have their words in common, as one object.
void write_group(JsonWriter& json, const store::SettlementCount& group);

}  // namespace crosswalk::flow
