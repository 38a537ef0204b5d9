// OrderSource: Walmart's orders as records and lines. `read` and `fetch` go through the shared Connection;
// the rest is pure. Safe from any thread, but for one thread a stream in `read`.
#pragma once

#include <vector>

#include "link/source.h"
#include "walmart/connection.h"
#include "walmart/sweep.h"

namespace crosswalk::walmart {

class OrderSource final : public Source {
 public:
  // REQUIRES: `connection` outlives the source.
  explicit OrderSource(Connection& connection);

  std::vector<std::string> streams() const override;
  Result<Page> read(const Cursor& from, const Stop& stop) override;
  Result<std::vector<RawRecord>> fetch(std::span<const std::string> ids, const Stop& stop) override;
  Result<void> lines(const Record& record, LineSink& sink) const override;
  Result<Tally> tally(const Record& record) const override;
  Result<void> unpack(std::string_view text, std::string_view name,
                      const std::function<Result<void>(const RecordView&)>& record) const override;

 private:
  Connection& connection_;
  std::vector<Sweep> sweeps_;  // one a stream, in the order of streams()
};

}  // namespace crosswalk::walmart
