// The kinds of what is pushed to us, as the inbox keeps them. A hint says only that something happened: the
// thing itself is read again where it is true. A notice says what a warehouse or an ERP did (model/notice.h).
#pragma once

#include <string_view>

namespace crosswalk::push {

inline constexpr std::string_view hint_order = "hint/order";    // {"id": the order}
inline constexpr std::string_view hint_return = "hint/return";  // {"id": the return}
inline constexpr std::string_view hint_stock = "hint/stock";    // {"id": the SKU}: the market has none left
inline constexpr std::string_view hint_report = "hint/report";  // a report is ready at the market
inline constexpr std::string_view hint_ledger =
    "hint/ledger";  // {"id": the ledger's own, "what": "INVOICE", "at": "2026-02-10T12:00:00Z"}

inline constexpr std::string_view shipment = "shipment";
inline constexpr std::string_view cancellation = "cancellation";
inline constexpr std::string_view order_refund = "order_refund";
inline constexpr std::string_view return_refund = "return_refund";
inline constexpr std::string_view stock = "stock";
inline constexpr std::string_view price = "price";

}  // namespace crosswalk::push
