#include "walmart/order_text.h"

#include "base/crypto.h"

namespace crosswalk::walmart {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ",") + part;
  return out;
}

std::string line_text(const LineText& line) {
  return R"({"lineNumber":")" + line.number + R"(","item":{"productName":"Mug, \"blue\"","sku":")" +
         line.sku + R"("},"charges":{"charge":[)" + joined(line.charges) +
         R"(]},"orderLineQuantity":{"unitOfMeasurement":"EACH","amount":")" + line.quantity +
         R"("},"statusDate":1769700000000,"orderLineStatuses":{"orderLineStatus":[)" + joined(line.statuses) +
         "]}" + line.more +
         R"(,"fulfillment":{"fulfillmentOption":"S2H","shipMethod":"VALUE","pickUpBy":null}})";
}

}  // namespace

std::string charge_text(std::string_view type, std::string_view name, std::string_view amount,
                        std::string_view tax) {
  std::string out = R"({"chargeType":")" + std::string(type) + R"(","chargeName":")" + std::string(name) +
                    R"(","chargeAmount":{"currency":"USD","amount":)" + std::string(amount) + "}";
  if (tax == "null")
    out += R"(,"tax":null)";
  else if (!tax.empty())
    out += R"(,"tax":{"taxName":"Tax1","taxAmount":{"currency":"USD","amount":)" + std::string(tax) + "}}";
  return out + "}";
}

std::string status_text(std::string_view status, std::string_view quantity, std::string_view ship_time) {
  std::string out = R"({"status":")" + std::string(status) +
                    R"(","statusQuantity":{"unitOfMeasurement":"EACH","amount":")" + std::string(quantity) +
                    R"("},"trackingInfo":)";
  if (ship_time.empty()) return out + "null}";
  return out + R"({"shipDateTime":)" + std::string(ship_time) +
         R"(,"carrierName":{"otherCarrier":null,"carrier":"UPS"},"methodCode":"Value","trackingNumber":"1Z)" +
         std::string(ship_time) + R"(","trackingURL":"https://carrier.test/"}})";
}

std::string OrderBuilder::text() const {
  std::vector<std::string> texts;
  for (const auto& line : lines) texts.push_back(line_text(line));
  return R"({"purchaseOrderId":")" + id +
         R"(","customerOrderId":"200012345678901","customerEmailId":"4F2A@relay.walmart.com","orderDate":)" +
         order_date + R"(,"shippingInfo":{"phone":")" + phone +
         R"(","estimatedDeliveryDate":1770300000000,"estimatedShipDate":1769900000000,"methodCode":"Value",)" +
         R"("postalAddress":{"name":"Robin Reader","address1":"12 Mill Lane","address2":null,"city":"Austin","state":")" +
         state +
         R"(","postalCode":"78701","country":"USA","addressType":"RESIDENTIAL"}},"orderLines":{"orderLine":[)" +
         joined(texts) + "]}" + (node.empty() ? "" : ",\"shipNode\":" + node) + more + "}";
}

Record OrderBuilder::record() const {
  Record record;
  record.key = {"shop", RecordKind::order, id};
  record.body = text();
  record.hash = sha256(record.body);
  return record;
}

std::string list_text(const std::vector<std::string>& orders, std::int64_t total, std::string_view next) {
  std::string out = R"({"list":{"meta":{"totalCount":)" + std::to_string(total) + R"(,"limit":200)";
  if (!next.empty()) out += R"(,"nextCursor":")" + std::string(next) + "\"";
  return out + R"(},"elements":{"order":[)" + joined(orders) + "]}}}";
}

Result<void> Collector::facts(const RecordFacts& facts) {
  ++facts_calls;
  kept.facts = facts;
  kept.order_type = facts.order_type;
  kept.original_order = facts.original_order;
  kept.phone = facts.buyer_phone;
  kept.state = facts.state;
  kept.fulfilment = facts.fulfilment;
  kept.channel = facts.channel;
  kept.market = facts.market;
  kept.address2 = facts.address2;
  return {};
}

Result<void> Collector::line(const Line& line) {
  if (facts_calls != 1) return fail(ErrorKind::internal, "the facts come first, once");
  lines.push_back({key_of(line), std::string(line.order_line), std::string(line.charge_type),
                   std::string(line.charge_name), std::string(line.tax_name), std::string(line.sku),
                   std::string(line.fulfilment), std::string(line.carrier), std::string(line.tracking_number),
                   std::string(line.refund), std::string(line.refund_reason),
                   std::string(line.purchase_order), line});
  return {};
}

std::string amount_of(const Collector& collector, std::string_view key) {
  std::string found = "(none)";
  for (const auto& kept : collector.lines)
    if (kept.key == key) found = found == "(none)" ? kept.line.amount.text() : "(twice)";
  return found;
}

}  // namespace crosswalk::walmart
