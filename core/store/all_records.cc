#include "store/all_records.h"

namespace crosswalk::store {

Result<void> each_record_of(Store& store, RecordFilter filter,
                            const std::function<Result<void>(const RecordRow&)>& take) {
  for (;;) {
    const auto page = store.records(filter);
    if (!page) return page.error();
    for (const RecordRow& row : *page)
      if (auto taken = take(row); !taken) return taken;
    if (page->size() < static_cast<std::size_t>(filter.limit)) return {};
    filter.after = page->back().id;
  }
}

Result<std::vector<RecordRow>> all_records(Store& store, const RecordFilter& filter) {
  std::vector<RecordRow> rows;
  const auto keep = [&](const RecordRow& row) -> Result<void> {
    rows.push_back(row);
    return {};
  };
  if (auto read = each_record_of(store, filter, keep); !read) return read.error();
  return rows;
}

}  // namespace crosswalk::store
