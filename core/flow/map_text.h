// MapText: what `map` prints: one line of JSON a record, as lines, entries or documents, with every
// decision's provenance. No network, no store. One a worker; not thread-safe.
#pragma once

#include <string>

#include "flow/translate.h"
#include "link/target.h"

namespace crosswalk::flow {

enum class MapForm { lines, entries, documents };

class MapText {
 public:
  // `ledger` drafts documents; it is not asked for anything outside.
  MapText(const Source& source, const Ledger& ledger, rules::Mapper& mapper, TranslateSettings settings)
      : ledger_(ledger), translator_(source, mapper, settings) {}

  // Appends one line, newline included. False: the record was held or is dead; the line says why.
  bool write(const Record& record, MapForm form, std::string& out);

 private:
  const Ledger& ledger_;
  Translator translator_;
};

}  // namespace crosswalk::flow
