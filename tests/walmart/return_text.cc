#include "walmart/return_text.h"

#include "base/crypto.h"

namespace crosswalk::walmart {
namespace {

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ",") + part;
  return out;
}

std::string money(std::string_view amount) {
  return R"({"currencyAmount":)" + std::string(amount) + R"(,"currencyUnit":"USD"})";
}

std::string line_text(const ReturnLineText& line) {
  std::string out =
      R"({"returnOrderLineNumber":)" + line.number +
      R"(,"salesOrderLineNumber":4,"returnReason":"DEFECTIVE","purchaseOrderId":")" + line.purchase_order +
      R"(","purchaseOrderLineNumber":4,"item":{"sku":")" + line.sku +
      R"(","productName":"Mug, blue","itemWeight":{"unitOfMeasure":"POUND","measurementValue":1}},)";
  out += R"("charges":[)" + joined(line.charges) + R"(],"chargeTotals":[{"name":"lineTotal","value":)" +
         money("27.05") + R"(}],"quantity":)" + line.quantity;
  if (!line.tracks.empty()) out += R"(,"currentTrackingStatuses":[)" + joined(line.tracks) + "]";
  return out + R"(,"returnTrackingDetail":[)" + joined(line.events) + "]" + line.more + "}";
}

}  // namespace

std::string return_charge(std::string_view category, std::string_view name, std::string_view amount,
                          std::string_view tax, std::string_view more) {
  std::string out = R"({"chargeCategory":")" + std::string(category) + R"(","chargeName":")" +
                    std::string(name) + R"(","chargePerUnit":)" + money(amount) + R"(,"tax":[)";
  if (!tax.empty())
    out += R"({"taxName":"Tax1","excessTax":)" + money("0") + R"(,"taxPerUnit":)" + money(tax) + "}";
  return out + R"(],"excessCharge":)" + money("0") +
         R"(,"references":[{"name":"isAdjustment","value":"false"}])" + std::string(more) + "}";
}

std::string return_track(std::string_view status, std::string_view time, std::string_view refund,
                         std::string_view quantity) {
  return R"({"status":")" + std::string(status) + R"(","statusTime":")" + std::string(time) +
         R"(","currentRefundStatus":")" + std::string(refund) +
         R"(","quantity":{"unitOfMeasure":"EACH","measurementValue":)" + std::string(quantity) + "}}";
}

std::string return_event(std::string_view tag, std::string_view time) {
  return R"({"sequenceNo":1,"eventTag":")" + std::string(tag) + R"(","eventTime":")" + std::string(time) +
         R"(","references":[]})";
}

std::string ReturnBuilder::text() const {
  std::vector<std::string> texts;
  for (const auto& line : lines) texts.push_back(line_text(line));
  return R"({"returnOrderId":")" + id +
         R"(","customerEmailId":"4F2A@relay.walmart.com","customerName":{"firstName":"Robin","lastName":"Reader"},)" +
         R"("customerOrderId":"200012345678901","refundMode":"POST_DELIVERY",)" + date +
         R"(,"returnType":"REFUND","totalRefundAmount":)" + money("27.05") +
         R"(,"returnLineGroups":[{"groupNo":1,"labels":[{"labelImageURL":"https://labels.test/1.png"}]}],)" +
         R"("returnOrderLines":[)" + joined(texts) + R"(],"returnChannel":{"channelName":"ONLINE"})" + more +
         "}";
}

Record ReturnBuilder::record() const {
  Record record;
  record.key = {"shop", RecordKind::return_order, id};
  record.body = text();
  record.hash = sha256(record.body);
  return record;
}

std::string returns_text(const std::vector<std::string>& returns, std::int64_t total, std::string_view next) {
  std::string out = R"({"meta":{"totalCount":)" + std::to_string(total) + R"(,"limit":200)";
  if (!next.empty()) out += R"(,"nextCursor":")" + std::string(next) + "\"";
  return out + R"(},"returnOrders":[)" + joined(returns) + "]}";
}

}  // namespace crosswalk::walmart
