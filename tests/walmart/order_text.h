// Builds orders as Walmart sends them, with values of our own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "link/source.h"
#include "model/line.h"
#include "model/record.h"
#include "walmart/settings.h"

namespace crosswalk::walmart {

// {"chargeType":…,"tax":…}; an empty `tax` leaves the field out, "null" makes it null.
std::string charge_text(std::string_view type, std::string_view name, std::string_view amount,
                        std::string_view tax);
// {"status":…,"statusQuantity":…,"trackingInfo":…}; `ship_time` in epoch milliseconds, empty: no tracking.
std::string status_text(std::string_view status, std::string_view quantity, std::string_view ship_time = {});

struct LineText {
  std::string number = "1";
  std::string sku = "MUG-BLU";
  std::string quantity = "1";
  std::vector<std::string> charges = {charge_text("PRODUCT", "ItemPrice", "24.99", "2.06")};
  std::vector<std::string> statuses = {status_text("Created", "1")};
  std::string more;  // further fields: `,"refund":null`
};

struct OrderBuilder {
  std::string id = "108900000000001";
  std::string state = "TX";
  std::string order_date = "1769616000000";  // 2026-01-28T16:00:00Z
  std::string phone = "5125550142";
  std::string node = R"({"type":"SellerFulfilled"})";  // empty: left out
  std::vector<LineText> lines = {LineText{}};
  std::string more;

  std::string text() const;
  Record record() const;
};

// {"list":{"meta":{…},"elements":{"order":[…]}}}
std::string list_text(const std::vector<std::string>& orders, std::int64_t total, std::string_view next = {});

// A line with its texts kept.
struct KeptLine {
  std::string key;
  std::string order_line;
  std::string charge_type;
  std::string charge_name;
  std::string tax_name;
  std::string sku;
  std::string fulfilment;
  std::string carrier;
  std::string tracking;
  std::string refund;
  std::string refund_reason;
  std::string purchase_order;
  Line line;
};

struct KeptFacts {
  RecordFacts facts;  // its views are not valid any more
  std::string order_type;
  std::string original_order;
  std::string phone;
  std::string state;
  std::string fulfilment;
  std::string channel;
  std::string market;
  std::string address2;
};

class Collector final : public LineSink {
 public:
  Result<void> facts(const RecordFacts& facts) override;
  Result<void> line(const Line& line) override;

  int facts_calls = 0;
  KeptFacts kept;
  std::vector<KeptLine> lines;
};

// The only amount of that key, as text; "(none)" when there is no such line.
std::string amount_of(const Collector& collector, std::string_view key);

}  // namespace crosswalk::walmart
