#include "simulator/world_order_rows.h"

#include <cctype>
#include <map>

#include "simulator/world_calendar.h"
#include "simulator/world_dice.h"
#include "simulator/world_goods.h"

namespace crosswalk::simulator {
namespace {

using Kind = RowKind;

// What an event moves, in units of Decimal; above zero for a sale.
struct Amounts {
  std::int64_t product = 0;
  std::int64_t promotion = 0;
  std::int64_t shipping = 0;
  std::int64_t other = 0;
  std::int64_t product_tax = 0;
  std::int64_t shipping_tax = 0;

  void add(const std::string& type, bool discount, Decimal amount, Decimal tax, std::int64_t times = 1) {
    const bool price = type == "PRODUCT";
    std::int64_t& to = type == "SHIPPING" ? shipping : !price ? other : discount ? promotion : product;
    to += amount.units() * times;
    (type == "SHIPPING" ? shipping_tax : product_tax) += tax.units() * times;
  }
};

Decimal of(std::int64_t units) {
  return Decimal::from_units(units);
}

class OrderRows {
 public:
  OrderRows(std::vector<SettlementRow>& rows, const MarketView& view, const SettlementTerms& terms,
            const MarketOrder& order, Instant now)
      : rows_(rows),
        view_(view),
        terms_(terms),
        order_(order),
        standing_(view.standing(order, now)),
        now_(now),
        times_all_(view.world.charge_means() == ChargeMeans::unit) {
    WorldDice dice(terms.seed, number_of(order.po));
    sku_case_ = dice.chance(terms.quirks.sku_case);
    line_mismatch_ = dice.chance(terms.quirks.line_mismatch);
    late_refund_ = dice.chance(terms.quirks.late_refund);
    refund_drift_ = dice.chance(terms.quirks.refund_drift);
    funded_savings_ = dice.chance(terms.quirks.funded_savings);
    excess_refund_ = dice.chance(terms.quirks.excess_refund);
  }

  void sales() {
    for (std::size_t i = 0; i < order_.lines.size(); ++i) {
      std::vector<const Shipment*> shipments;
      for (const Shipment& shipment : standing_.lines[i].shipments) shipments.push_back(&shipment);
      // Which units are the first to carry a cent more: as OrderTruth has it.
      std::stable_sort(shipments.begin(), shipments.end(), [](const Shipment* a, const Shipment* b) {
        return a->tracking.ship_time < b->tracking.ship_time;
      });
      int before = 0;
      for (const Shipment* shipment : shipments) {
        sale(i, *shipment, before);
        before += shipment->quantity;
      }
    }
  }

  void parcels() {
    std::map<std::string, const Shipment*> parcels;
    std::map<std::string, std::size_t> first_line;
    for (std::size_t i = 0; i < order_.lines.size(); ++i)
      for (const Shipment& shipment : standing_.lines[i].shipments) {
        const std::string& number = shipment.tracking.number;
        if (parcels.emplace(number, &shipment).second) first_line[number] = i;
      }
    for (const auto& [number, shipment] : parcels) {
      WorldDice dice(terms_.seed, number_of(order_.po + "/label/" + number));
      if (order_.node != NodeType::seller || !dice.chance(terms_.quirks.label_charge)) continue;
      SettlementRow row = row_of(first_line[number], "label " + number, day_of(shipment->confirmed));
      row.type = "Adjustment";
      row.description = "Walmart Shipping Label Service Charge";
      add(row, Kind::fee, "Fee/Reimbursement", -dice.between(350, 1250) * cent);
    }
  }

  void refunds_without_return() {
    const auto play = [&](const OrderChange& change, std::size_t number, bool posted) {
      const bool by_seller = posted && change.reason != walmart_refunds;
      if (change.kind != OrderChange::Kind::refunded || change.at > now_) return;
      for (std::size_t i = 0; i < order_.lines.size(); ++i) {
        if (!change.line.empty() && change.line != order_.lines[i].number) continue;
        Amounts back;
        for (const MarketRefund& refund : change.refunds)
          back.add(refund.charge.type, refund.charge.amount.units() > 0, refund.charge.amount,
                   refund.charge.tax);
        SettlementRow row =
            row_of(i, (by_seller ? "seller " : "walmart ") + std::to_string(number), refund_day(change.at));
        row.type = "Refund";
        row.description = by_seller ? "Seller Triggered Refund" : "Return Refund";
        if (!change.refunds.empty()) row.reason = change.refunds.front().reason;
        row.refund = true;
        move(row, back);
      }
    };
    std::size_t number = 0;
    for (const OrderChange& change : order_.schedule) play(change, number++, false);
    for (const OrderChange& change : view_.changes(order_.po)) play(change, number++, true);
  }

  void returns(const std::vector<ReturnOfOrder>& returned) {
    struct Due {
      const ReturnOfOrder* of;
      std::size_t line;  // of the order
      ReturnedUnits units;
    };
    std::vector<Due> due;
    for (const ReturnOfOrder& one : returned) {
      const MarketReturnLine& line = one.made->lines[one.line];
      const std::size_t sold = index_of(line.order_line);
      const ReturnLineStanding standing = view_.standing(*one.made, now_).lines[one.line];
      for (const ReturnedUnits& units : standing.refunds) due.push_back({&one, sold, units});
      parcels_back(*one.made, line, sold, standing);
    }
    std::stable_sort(due.begin(), due.end(),
                     [](const Due& a, const Due& b) { return a.units.at < b.units.at; });
    std::vector<int> back(order_.lines.size());
    for (const Due& one : due) {
      const MarketReturnLine& line = one.of->made->lines[one.of->line];
      const MarketLine& sold = order_.lines[one.line];
      back[one.line] += one.units.quantity;
      const bool last = refund_drift_ && back[one.line] == sold.quantity;
      give_back(*one.of->made, line, one.line, one.units, last);
    }
  }

 private:
  static constexpr std::int64_t cent = 10'000;
  static constexpr std::int64_t saving = 100 * cent;
  static constexpr std::int64_t excess = 150 * cent;

  Date day_of(Instant at) const { return posting_day(terms_, at); }
  Date refund_day(Instant at) const { return day_of(at).plus_days(late_refund_ ? terms_.days : 0); }
  std::int64_t times(const MarketLine& line) const { return times_all_ ? line.quantity : 1; }
  std::size_t index_of(const std::string& number) const {
    std::size_t i = 0;
    while (order_.lines[i].number != number) ++i;
    return i;
  }

  // What every row about a line says, in one event.
  SettlementRow row_of(std::size_t index, const std::string& event, Date posted) const {
    const MarketLine& line = order_.lines[index];
    const GoodsClass& goods = goods_class(line.sku);
    SettlementRow row;
    row.by_walmart = order_.node == NodeType::walmart;
    row.key = order_.po + "/" + line.number + "/" + event;
    row.posted = posted;
    row.customer_order = order_.customer_order;
    row.customer_line = line.number;
    row.po = order_.po;
    row.po_line = line_mismatch_ ? std::to_string(index + 101) : line.number;
    row.sku = line.sku;
    if (sku_case_)
      for (char& c : row.sku) {
        const auto letter = static_cast<unsigned char>(c);
        c = static_cast<char>(std::isupper(letter) ? std::tolower(letter) : std::toupper(letter));
      }
    row.product_name = line.product_name + ", new";  // a title holds commas
    row.state = order_.ship_to.state;
    row.city = order_.ship_to.city;
    row.zip = order_.ship_to.postal_code;
    row.category = std::string(goods.category);
    row.product_type = std::string(goods.product_type);
    row.tax_code = std::string(goods.tax_code);
    return row;
  }

  // One row of the event, if there is anything to say.
  void add(SettlementRow row, Kind kind, std::string_view amount_type, std::int64_t amount) {
    if (amount == 0) return;
    row.kind = kind;
    row.amount_type = std::string(amount_type);
    row.amount = of(amount);
    rows_.push_back(std::move(row));
  }

  void commission(SettlementRow row, std::string_view amount_type, std::int64_t on) {
    const GoodsClass& goods = goods_class(row.sku);
    row.rate = goods.rate;
    row.base_rate = goods.base_rate;
    row.base_commission = scale(of(on), -goods.base_rate, 100, 2).value();
    add(row, Kind::commission, amount_type, scale(of(on), -goods.rate, 100, 2).value().units());
  }

  void move(const SettlementRow& row, const Amounts& amounts) {
    add(row, Kind::product, "Product Price", amounts.product);
    add(row, Kind::promotion, "Promo Code", amounts.promotion);
    add(row, Kind::tax, "Product tax", amounts.product_tax);
    add(row, Kind::tax_withheld, "Product tax withheld", -amounts.product_tax);
    add(row, Kind::shipping, "Shipping", amounts.shipping);
    add(row, Kind::tax, "Shipping tax", amounts.shipping_tax);
    add(row, Kind::tax_withheld, "Shipping tax withheld", -amounts.shipping_tax);
    add(row, Kind::other_charge, "Other tax (Fees)", amounts.other);
    commission(row, "Commission on Product", amounts.product + amounts.promotion);
    // What Walmart ships, Walmart is paid for.
    if (order_.node != NodeType::walmart) return commission(row, "Commission on Shipping", amounts.shipping);
    SettlementRow kept = row;
    kept.type = "Service Fee";
    kept.description = "WFS Charge";
    add(kept, Kind::fee, "WFS Fee/Reimbursement", -amounts.shipping);
  }

  void sale(std::size_t index, const Shipment& shipment, int before) {
    const MarketLine& line = order_.lines[index];
    if (order_.replacement) return;
    Amounts sold;
    for (const MarketCharge& charge : line.charges) {
      const auto part = [&](Decimal total) {
        return portion(of(total.units() * times(line)), before, before + shipment.quantity, line.quantity)
            .amount;
      };
      sold.add(charge.type, charge.amount.is_negative(), part(charge.amount), part(charge.tax));
    }
    SettlementRow row = row_of(index, "sale " + std::to_string(before), day_of(shipment.confirmed));
    row.type = "Sale";
    row.description = "Purchase";
    row.quantity = shipment.quantity;
    move(row, sold);
    if (funded_savings_) {
      add(row, Kind::promotion, "Extra Savings", -saving);
      add(row, Kind::promotion, "Total Walmart Funded Savings", saving);
    }
    if (order_.node != NodeType::walmart) return;
    row.key += " wfs";
    row.type = "Service Fee";
    row.description = "WFS Fulfillment fee";
    add(row, Kind::fee, "WFS Fee/Reimbursement", -shipment.quantity * 395 * cent);
  }

  void give_back(const MarketReturn& made, const MarketReturnLine& line, std::size_t index,
                 const ReturnedUnits& units, bool last) {
    const MarketLine& sold = order_.lines[index];
    Amounts back;
    const auto parts = refund_per_unit(sold, line, view_.world.charge_means());
    for (const RefundedCharge& part : parts)
      back.add(part.type, part.amount.is_negative(), part.amount, part.tax, -units.quantity);
    if (last)
      for (const MarketCharge& charge : sold.charges)
        if (charge.type == "PRODUCT" && charge.amount.units() > 0)
          for (const RefundedCharge& part : parts)
            if (part.name == charge.name)
              back.product -= charge.amount.units() * times(sold) - part.amount.units() * sold.quantity;
    SettlementRow row = row_of(index, "return " + made.id + " " + units.at.text(), refund_day(units.at));
    row.type = "Refund";
    row.description = "Return Refund";
    row.reason = line.reason;
    row.refund = true;
    row.quantity = units.quantity;
    move(row, back);
    if (excess_refund_) add(row, Kind::adjustment, "Excess Refund Adjustment", -excess);
    row.type = "Adjustment";
    row.description = "Restocking Fee";
    add(row, Kind::restocking, "Fee/Reimbursement", line.restocking_fee.units() * units.quantity);
  }

  void parcels_back(const MarketReturn& made, const MarketReturnLine& line, std::size_t index,
                    const ReturnLineStanding& standing) {
    for (const ReturnedUnits& parcel : standing.departures) {
      WorldDice dice(terms_.seed, number_of(made.id + "/" + std::to_string(line.number)));
      SettlementRow row = row_of(index, "back " + made.id + " " + parcel.at.text(), day_of(parcel.at));
      if (made.node == NodeType::walmart) {
        row.type = "Service Fee";
        // As the report really has it: with quotes of its own and a blank before the last.
        row.description = "\"WFS Return Shipping fee \"";
        add(row, Kind::fee, "WFS Fee/Reimbursement", -dice.between(250, 700) * cent);
      } else if (dice.chance(terms_.quirks.return_label)) {
        row.type = "Adjustment";
        row.description = "Walmart Return Shipping Charge";
        add(row, Kind::fee, "Fee/Reimbursement", -dice.between(450, 950) * cent);
      }
    }
    if (made.node != NodeType::walmart) return;
    for (const ReturnedUnits& parcel : standing.arrivals) {
      SettlementRow row = row_of(index, "in " + made.id + " " + parcel.at.text(), day_of(parcel.at));
      row.type = "Service Fee";
      row.description = "WFS Return Processing Fee";
      add(row, Kind::fee, "WFS Fee/Reimbursement", -parcel.quantity * 180 * cent);
    }
  }

  std::vector<SettlementRow>& rows_;
  const MarketView& view_;
  const SettlementTerms& terms_;
  const MarketOrder& order_;
  OrderStanding standing_;
  Instant now_;
  bool times_all_;
  bool sku_case_ = false;
  bool line_mismatch_ = false;
  bool late_refund_ = false;
  bool refund_drift_ = false;
  bool funded_savings_ = false;
  bool excess_refund_ = false;
};

}  // namespace

void append_order_rows(std::vector<SettlementRow>& rows, const MarketView& view, const SettlementTerms& terms,
                       const MarketOrder& order, const std::vector<ReturnOfOrder>& returned, Instant now) {
  OrderRows maker(rows, view, terms, order, now);
  maker.sales();
  maker.parcels();
  maker.refunds_without_return();
  maker.returns(returned);
}

}  // namespace crosswalk::simulator
