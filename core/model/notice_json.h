// Notices as JSON, the way others push them to us and the inbox keeps them. Strict: a field that is missing,
// unknown, of the wrong type or out of range is an error that names its path
// ("shipments[3].units[0].quantity" in Error::where). Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "model/notice.h"

namespace crosswalk {

// All that is wrong with `json` is added to `errors`; nothing is returned then. A text member `key`, the
// sender's own name for the notice, is allowed and not read.
std::optional<ShipmentNotice> read_shipment(const Json& json, const std::string& path,
                                            std::vector<Error>& errors);
std::optional<CancellationNotice> read_cancellation(const Json& json, const std::string& path,
                                                    std::vector<Error>& errors);
// Its key is what it is known by outside of `json`, and stays empty.
std::optional<OrderRefundNotice> read_order_refund(const Json& json, const std::string& path,
                                                   std::vector<Error>& errors);
// Names its units one by one: what is left of a return may be less when the same notice comes again.
std::optional<ReturnRefundNotice> read_return_refund(const Json& json, const std::string& path,
                                                     std::vector<Error>& errors);
std::optional<StockNotice> read_stock(const Json& json, const std::string& path, std::vector<Error>& errors);
std::optional<PriceNotice> read_price(const Json& json, const std::string& path, std::vector<Error>& errors);

// The same of a text that the inbox kept; the first error.
Result<ShipmentNotice> shipment_in(std::string_view body);
Result<CancellationNotice> cancellation_in(std::string_view body);
Result<OrderRefundNotice> order_refund_in(std::string_view body);
Result<ReturnRefundNotice> return_refund_in(std::string_view body);
Result<StockNotice> stock_in(std::string_view body);
Result<PriceNotice> price_in(std::string_view body);

}  // namespace crosswalk
