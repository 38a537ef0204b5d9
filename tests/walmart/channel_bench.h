// A channel to a scripted Walmart, and the orders it is asked about.
#pragma once

#include <string>

#include "walmart/channel.h"
#include "walmart/fakes.h"
#include "walmart/order_text.h"

namespace crosswalk::walmart {

struct ChannelBench : Bench {
  explicit ChannelBench(Settings settings = test_settings()) : Bench(std::move(settings)) {}

  Attempt attempt(std::vector<Document> documents) const {
    Attempt made;
    made.id = "5d0c0b1e-0000-4000-8000-000000000001";
    made.members = std::move(documents);
    auto request = channel.freeze(made.id, made.members, Receipts());
    if (request) made.request = std::move(*request);
    made.created = clock.now();
    return made;
  }
  Outcome send(const Document& document) { return channel.send(attempt({document}), {}).at(0); }
  Outcome check(const Document& document) { return channel.check(attempt({document}), {}).at(0); }

  WalmartChannel channel{connection};
};

// {"status":…} with a tracking number.
inline std::string tracked(std::string_view status, std::string_view quantity, const std::string& tracking) {
  return R"({"status":")" + std::string(status) +
         R"(","statusQuantity":{"unitOfMeasurement":"EACH","amount":")" + std::string(quantity) +
         R"("},"trackingInfo":{"shipDateTime":1769702400000,"carrierName":{"carrier":"UPS"},"methodCode":"Value",)"
         R"("trackingNumber":")" +
         tracking + "\"}}";
}

// An order of one line of `quantity` mugs in those statuses, with `more` fields on the line.
inline OrderBuilder mugs(const std::string& quantity, std::vector<std::string> statuses,
                         const std::string& more = {}) {
  OrderBuilder order;
  order.lines[0].quantity = quantity;
  order.lines[0].statuses = std::move(statuses);
  order.lines[0].more = more;
  return order;
}

inline std::string reply_of(const OrderBuilder& order) {
  return "{\"order\":" + order.text() + "}";
}

}  // namespace crosswalk::walmart
