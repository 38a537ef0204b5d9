#include "flow/erasure.h"

namespace crosswalk::flow {

Result<std::size_t> Erasure::step() {
  if (pair_.settings.erase_after == Millis(0)) return std::size_t{0};
  const Instant before = pair_.clock.now() - pair_.settings.erase_after;
  auto bodies = pair_.store.to_erase(pair_.settings.name, before, limits::claim_batch);
  if (!bodies) return bodies.error();
  std::size_t records = 0;
  std::int64_t last = 0;
  for (store::KeptBody& kept : *bodies) {
    if (kept.id != last) ++records;
    last = kept.id;
    kept.record.body = pair_.source.scrub(kept.record);
  }
  if (auto erased = pair_.store.erase(*bodies, before); !erased) return erased.error();
  return records;
}

}  // namespace crosswalk::flow
