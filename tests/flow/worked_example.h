// The worked example of accounting.md §2, to the cent: an order, its return and the settlement of both, and
// what the books must say of them in the end.
#pragma once

#include <string>

#include "flow/settle_desk.h"

namespace crosswalk::tests {

inline constexpr auto order_kind = RecordKind::order;
inline constexpr auto return_kind = RecordKind::return_order;
inline constexpr auto report_kind = RecordKind::settlement;
inline const std::string po = "4812345678901";
inline const std::string report_id = "2026-02-06";

// accounting.md §2, to the cent.
inline void worked_order(SettleDesk& desk) {
  auto& order = desk.record(order_kind, po);
  SettleDesk::sale(order, LineClass::product, "49.98", sku_mug, 2);
  SettleDesk::sale(order, LineClass::tax, "4.12", sku_mug, 2);
  SettleDesk::sale(order, LineClass::product, "79.99", sku_lamp);
  SettleDesk::sale(order, LineClass::tax, "6.60", sku_lamp);
  SettleDesk::sale(order, LineClass::shipping, "5.99", sku_lamp);
  SettleDesk::sale(order, LineClass::tax, "0.49", sku_lamp);
}

inline void worked_return(SettleDesk& desk) {
  auto& back = desk.record(return_kind, "R1");
  SettleDesk::refund(back, po, LineClass::refund, "-24.99", sku_mug);
  SettleDesk::refund(back, po, LineClass::tax, "-2.06", sku_mug);
  SettleDesk::refund(back, po, LineClass::fee, "2.50", sku_mug);
}

inline void sale_rows(RecordsSource::Kept& report) {
  using L = LineClass;
  const auto sale = [&](L line_class, std::string_view type, std::string_view amount, std::string_view sku,
                        int quantity) {
    SettleDesk::row(report, line_class, "Sale", type, amount, po, sku, "2026-01-30").quantity =
        Decimal::whole(quantity);
  };
  // The report spells SKUs in another case.
  sale(L::product, "Product Price", "49.98", "mug-blu", 2);
  sale(L::tax, "Product tax", "4.12", "mug-blu", 2);
  sale(L::tax_withheld, "Product tax withheld", "-4.12", "mug-blu", 2);
  sale(L::commission, "Commission on Product", "-7.50", "mug-blu", 2);
  sale(L::product, "Product Price", "79.99", sku_lamp, 1);
  sale(L::tax, "Product tax", "6.60", sku_lamp, 1);
  sale(L::tax_withheld, "Product tax withheld", "-6.60", sku_lamp, 1);
  sale(L::commission, "Commission on Product", "-12.00", sku_lamp, 1);
  sale(L::shipping, "Shipping", "5.99", sku_lamp, 1);
  sale(L::tax, "Shipping tax", "0.49", sku_lamp, 1);
  sale(L::tax_withheld, "Shipping tax withheld", "-0.49", sku_lamp, 1);
  sale(L::commission, "Commission on Shipping", "-0.90", sku_lamp, 1);
}

inline void refund_rows(RecordsSource::Kept& report) {
  using L = LineClass;
  SettleDesk::row(report, L::refund, "Refund", "Product Price", "-24.99", po, sku_mug);
  SettleDesk::row(report, L::tax, "Refund", "Product tax", "-2.06", po, sku_mug);
  SettleDesk::row(report, L::tax_withheld, "Refund", "Product tax withheld", "2.06", po, sku_mug);
  SettleDesk::row(report, L::commission, "Refund", "Commission on Product", "3.75", po, sku_mug);
  SettleDesk::row(report, L::fee, "Adjustment", "RestockingFee", "2.50", po, sku_mug);
}

inline void account_rows(RecordsSource::Kept& report) {
  using L = LineClass;
  SettleDesk::row(report, L::fee, "Adjustment", "Label", "-7.85");
  SettleDesk::row(report, L::fee, "Service Fee", "Advertising", "-6.25", "", "", "2026-02-06");
  SettleDesk::row(report, L::fee, "Service Fee", "Storage", "-4.37", "", "", "2026-02-06");
  SettleDesk::row(report, L::reserve, "Reserve", "Net Payable", "-10.00", "", "", "2026-02-06");
}

inline RecordsSource::Kept& worked_report(SettleDesk& desk) {
  auto& report = desk.record(report_kind, report_id);
  sale_rows(report);
  refund_rows(report);
  account_rows(report);
  return report;
}

inline void worked_balances(SettleDesk& desk) {
  CHECK(desk.balance("clearing") == "68.35");
  CHECK(desk.balance("receivable") == "0.00");
  CHECK(desk.balance("200") == "-129.97");
  CHECK(desk.balance("210") == "-5.99");
  CHECK(desk.balance("205") == "24.99");
  CHECK(desk.balance("240") == "-2.50");
  CHECK(desk.balance("400") == "16.65");
  CHECK(desk.balance("410") == "7.85");
  CHECK(desk.balance("411") == "6.25");
  CHECK(desk.balance("401") == "4.37");
  CHECK(desk.balance("840") == "10.00");
  CHECK(desk.balance("820") == "0.00");
}

}  // namespace crosswalk::tests
