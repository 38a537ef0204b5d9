// Reconcile report: one settlement report read again for what the books do not keep: its period and sums,
// payouts within it, and each commission against its rate. One a report; not thread-safe.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "flow/reconcile.h"

namespace crosswalk::flow {

// "108900000000001\0mug-blu": `sku` in any case.
std::string order_line_key(std::string_view purchase_order, std::string_view sku);

class ReportSurvey final : public LineSink {
 public:
  explicit ReportSurvey(const ReconcileScope& scope) : scope_(scope) {}

  Result<void> facts(const RecordFacts& facts) override;
  Result<void> line(const Line& line) override;
  // After the last line: commissions that differ.
  Result<std::vector<Finding>> commissions();

  const Sums& sums() const { return sums_; }
  Currency currency() const { return currency_; }
  std::int64_t rows() const { return rows_; }
  // The first posted day of what was refunded of each order line, by `order_line_key`.
  const std::unordered_map<std::string, Date>& refunded() const { return refunded_; }
  // Early payouts: money that should be in the bank. Date posted, positive.
  const std::vector<std::pair<Date, Money>>& payouts() const { return payouts_; }

 private:
  // The rows of one event, order line and kind of charge that a commission is on.
  struct Event {
    std::string purchase_order;
    std::string sku;
    std::string category;
    std::int64_t base = 0;
    std::int64_t discounts = 0;
    std::int64_t commission = 0;
    std::int32_t commissions = 0;  // rows
    Decimal rate;                  // per cent
    Date posted;
  };
  Event& event_of(const Line& line, bool shipping);
  Result<void> judge(const Event& event, std::vector<Finding>& findings) const;

  const ReconcileScope& scope_;
  Sums sums_;
  Currency currency_;
  std::int64_t rows_ = 0;
  std::vector<std::pair<Date, Money>> payouts_;
  std::unordered_map<std::string, Date> refunded_;
  std::unordered_map<std::string, Event> events_;
  std::string key_;
};

}  // namespace crosswalk::flow
