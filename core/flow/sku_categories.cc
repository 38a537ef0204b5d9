#include "flow/sku_categories.h"

#include <cstdint>
#include <vector>

#include "flow/bookings.h"

namespace crosswalk::flow {
namespace {

class Learner final : public LineSink {
 public:
  explicit Learner(SkuCategories& categories) : categories_(categories) {}
  Result<void> facts(const RecordFacts& /*facts*/) override { return {}; }
  Result<void> line(const Line& line) override {
    if (!line.sku.empty() && !line.category.empty())
      categories_.try_emplace(folded_sku(line.sku), line.category);
    return {};
  }

 private:
  SkuCategories& categories_;
};

}  // namespace

Result<SkuCategories> sku_categories(store::Store& store, const Source& source, const std::string& pair) {
  std::vector<std::int64_t> reports;
  auto walked = store.each_record(
      pair, [&](const store::RecordRow& row, const std::string& /*entries*/) -> Result<void> {
        if (row.key.kind == RecordKind::settlement) reports.push_back(row.id);
        return {};
      });
  if (!walked) return walked.error();
  SkuCategories categories;
  for (const auto report : reports) {
    const auto record = store.record(report);
    if (!record) return record.error();
    Learner learner(categories);
    // One that cannot be read is held, and says nothing of categories.
    static_cast<void>(source.lines(*record, learner).ok());
  }
  return categories;
}

}  // namespace crosswalk::flow
