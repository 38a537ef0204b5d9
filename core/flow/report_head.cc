#include "flow/report_head.h"

#include <map>

namespace crosswalk::flow {
namespace {

// Ends a walk once a record's facts are known.
class FactsOnly final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& facts) override {
    sums = facts.sums;
    sums->doubt = {};  // lives as long as the source's own text
    return {};
  }
  Result<void> line(const Line& /*line*/) override {
    return fail(ErrorKind::stopped, "only what the report says in sum is asked for");
  }
  std::optional<Sums> sums;
};

}  // namespace

Result<std::optional<Sums>> head_of(store::Store& store, const Source& source, std::int64_t record) {
  const auto stored = store.record(record);
  if (!stored) return stored.error();
  FactsOnly sink;
  const auto walked = source.lines(*stored, sink);
  if (!walked && !sink.sums) return walked.error();
  return std::move(sink.sums);
}

Result<std::optional<Money>> brought_forward(store::Store& store, const Source& source,
                                             const std::string& pair, const std::string& id) {
  std::map<std::string, std::int64_t> earlier;
  auto walked = store.each_record(
      pair, [&](const store::RecordRow& row, const std::string& /*entries*/) -> Result<void> {
        if (row.key.kind == RecordKind::settlement && row.key.id < id) earlier.emplace(row.key.id, row.id);
        return {};
      });
  if (!walked) return walked.error();
  for (auto before = earlier.rbegin(); before != earlier.rend(); ++before) {
    const auto head = head_of(store, source, before->second);
    if (!head || !*head) continue;
    return (*head)->payable.amount.is_negative() ? std::optional((*head)->payable) : std::nullopt;
  }
  return std::optional<Money>();
}

}  // namespace crosswalk::flow
