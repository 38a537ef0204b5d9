// Commitments: units that buyers were promised and that no document in the ledger has taken from its stock
// yet, by SKU. Units that the market ships from its own stock do not count. Immutable once made.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/decimal.h"
#include "base/result.h"
#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

class Commitments {
 public:
  // `sku`: compared without ASCII case.
  Decimal of(std::string_view sku) const;
  void add(std::string_view sku, Decimal units);

 private:
  std::map<std::string, Decimal, std::less<>> units_;  // by SKU in small letters
};

// From every order of the last 90 days: what is open, and what has shipped but whose invoice did not take
// effect. An order that cannot be read promises nothing that we know of.
Result<Commitments> read_commitments(store::Store& store, const Source& source, const std::string& pair,
                                     Instant now);

}  // namespace crosswalk::flow
