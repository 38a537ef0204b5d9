// LandmarkGl: the dialect of FSM's general ledger: GLTransactionInterface with its actions, results, journals
// and posted detail (cloudsuite.md §5.1 to §5.3). Safe from any thread.
#pragma once

#include "cloudsuite/dialect.h"
#include "cloudsuite/settings.h"

namespace crosswalk::cloudsuite {

class LandmarkGl final : public Dialect {
 public:
  // `settings` must outlive it.
  explicit LandmarkGl(const Settings& settings) : settings_(settings) {}

  std::size_t fits(std::span<const Document> documents) const override;
  Result<FrozenRequest> freeze(std::string_view attempt_id,
                               std::span<const Document> documents) const override;
  Result<Sent> sent_by(const Attempt& attempt) const override;
  std::string interface_path(const std::string& run_group) const override;
  std::string clear_path(const std::string& run_group) const override;
  Places places() const override;

 private:
  const Settings& settings_;
};

}  // namespace crosswalk::cloudsuite
