// Builds returns as Walmart sends them, with values of our own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/record.h"

namespace crosswalk::walmart {

// {"chargeCategory":…,"tax":[…]}; an empty `tax` gives an empty list.
std::string return_charge(std::string_view category, std::string_view name, std::string_view amount,
                          std::string_view tax = {}, std::string_view more = {});
// {"status":…,"statusTime":…,"currentRefundStatus":…,"quantity":…}
std::string return_track(std::string_view status, std::string_view time, std::string_view refund,
                         std::string_view quantity);
// {"eventTag":…,"eventTime":…}
std::string return_event(std::string_view tag, std::string_view time);

struct ReturnLineText {
  std::string number = "1";
  std::string purchase_order = "108900000000001";
  std::string sku = "MUG-BLU";
  std::string quantity = R"({"unitOfMeasure":"EACH","measurementValue":1})";
  std::vector<std::string> charges = {return_charge("PRODUCT", "ItemPrice", "24.99", "2.06")};
  std::vector<std::string> tracks = {
      return_track("COMPLETED", "2026-02-03T18:00:00.000Z", "REFUND_COMPLETED", "1")};
  std::vector<std::string> events;
  std::string more;  // further fields: `,"isKeepIt":true`
};

struct ReturnBuilder {
  std::string id = "103738000000000017";
  std::string date = R"("returnOrderDate":"2026-02-01T09:30:00.000Z")";
  std::vector<ReturnLineText> lines = {ReturnLineText{}};
  std::string more;

  std::string text() const;
  Record record() const;
};

// {"meta":{…},"returnOrders":[…]}
std::string returns_text(const std::vector<std::string>& returns, std::int64_t total,
                         std::string_view next = {});

}  // namespace crosswalk::walmart
