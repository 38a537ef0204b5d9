// LandmarkReceivables: the dialect of FSM's receivables: invoices and credit memos, each a head with a detail
// and a distribution for every row, staged in classes of their own and taken document by document
// (cloudsuite.md §5.5). Names and signs are the tenant's (receivable_names.h). Safe from any thread.
#pragma once

#include "cloudsuite/dialect.h"
#include "cloudsuite/settings.h"

namespace crosswalk::cloudsuite {

class LandmarkReceivables final : public Dialect {
 public:
  // `settings` must outlive it.
  explicit LandmarkReceivables(const Settings& settings) : settings_(settings) {}

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

// The number of a document's invoice or credit memo, in capitals: its key and, of a later step, "-2". Where
// that is longer than the tenant's numbers it ends in digits of its hash instead. Assigned once: its step
// never changes.
std::string receivable_number(const Document& document, const Settings& settings);

}  // namespace crosswalk::cloudsuite
