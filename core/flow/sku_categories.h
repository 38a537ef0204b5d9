// The contract category of every SKU that settlement reports tell one of. Reads the store and the reports
// in it.
#pragma once

#include <string>
#include <unordered_map>

#include "link/source.h"
#include "store/store.h"

namespace crosswalk::flow {

// By folded SKU; the first that was told.
using SkuCategories = std::unordered_map<std::string, std::string>;

Result<SkuCategories> sku_categories(store::Store& store, const Source& source, const std::string& pair);

}  // namespace crosswalk::flow
