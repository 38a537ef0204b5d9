// Vet: do the decisions name what the ledger has? Checked before anything is drafted, so that a mistake in a
// rule is told in the rule's own file:line instead of the ledger's error text. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "model/document.h"
#include "model/entry.h"
#include "model/reference.h"

namespace crosswalk::flow {

struct Objection {
  std::string reason;  // a sentence for a finance person
  std::string origin;  // the rule that said it, "rules/account.lua:12"
};

// The first thing that the ledger would refuse of the entries or of the documents made of them, or nothing.
std::optional<Objection> vet(const Entries& entries, std::span<const Document> documents,
                             const Reference& reference);

}  // namespace crosswalk::flow
