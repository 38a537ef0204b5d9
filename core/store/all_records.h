// Every record that a filter means, page by page, however many they are. Safe from any thread.
#pragma once

#include <functional>
#include <vector>

#include "store/store.h"

namespace crosswalk::store {

// By the store's numbers; a page holds `filter.limit` of them. What becomes one of them while it is read may
// be left out or not. An error of `take` ends it.
Result<void> each_record_of(Store& store, RecordFilter filter,
                            const std::function<Result<void>(const RecordRow&)>& take);
Result<std::vector<RecordRow>> all_records(Store& store, const RecordFilter& filter);

}  // namespace crosswalk::store
