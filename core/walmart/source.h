// WalmartSource: Walmart's orders, returns, settlement reports and payment statement as records and lines.
// `read` and `fetch` go through the shared Connection; the rest is pure. Safe from any thread, but for one
// thread a stream in `read`.
#pragma once

#include <vector>

#include "link/source.h"
#include "walmart/connection.h"
#include "walmart/settlement_stream.h"
#include "walmart/sweep.h"

namespace crosswalk::walmart {

class WalmartSource final : public Source {
 public:
  // REQUIRES: `connection` outlives the source.
  explicit WalmartSource(Connection& connection);

  std::vector<std::string> streams() const override;
  Result<Page> read(const Cursor& from, const Stop& stop) override;
  Result<std::vector<RawRecord>> fetch(std::span<const RecordKey> keys, const Stop& stop) override;
  Result<void> lines(const Record& record, LineSink& sink) const override;
  Result<Tally> tally(const Record& record) const override;
  std::string scrub(const Record& record) const override;
  Result<void> unpack(std::string_view text, std::string_view name,
                      const std::function<Result<void>(const RecordView&)>& record) const override;

 private:
  struct Swept {
    std::string stream;
    Sweep sweep;
  };

  Result<std::optional<RawRecord>> fetch_order(const std::string& id, const Stop& stop);
  Result<std::optional<RawRecord>> fetch_return(const std::string& id, const Stop& stop);
  Result<std::optional<RawRecord>> fetch_settlement(const std::string& id, const Stop& stop);
  Result<std::optional<RawRecord>> fetch_statement(const std::string& id, const Stop& stop);

  Connection& connection_;
  std::vector<Swept> sweeps_;
  SettlementStream settlements_;
};

}  // namespace crosswalk::walmart
