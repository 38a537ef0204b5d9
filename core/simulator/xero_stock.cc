#include "simulator/xero_stock.h"

#include <map>

namespace crosswalk::simulator::xero_sim {
namespace {

// Sales and money received take out; bills, money spent and credit notes to buyers bring in.
bool takes_out(const SimInvoice& document) {
  return document.type == "ACCREC" || document.type == "RECEIVE" || document.type == "ACCPAYCREDIT";
}

// A bill's line moves stock where it is booked on the asset account, a sale's line always.
bool moves(const SimInvoice& document, const SimLine& line, const SimItem* item) {
  if (item == nullptr || !item->tracked() || line.text_only) return false;
  return takes_out(document) || document.type == "ACCRECCREDIT" || line.account == item->asset_account;
}

Decimal quantity_of(const SimInvoice& document, const SimLine& line) {
  return takes_out(document) ? line.quantity.negated() : line.quantity;
}

void add_quantities(const XeroOrganisation& organisation, const SimInvoice& document, bool forward,
                    std::map<std::string, Decimal>& change) {
  if (!document.approved()) return;
  for (const SimLine& line : document.lines) {
    const SimItem* item = organisation.item(line.item);
    if (!moves(document, line, item)) continue;
    const Decimal quantity = quantity_of(document, line);
    Decimal& sum = change[item->code];
    sum = plus(sum, forward ? quantity : quantity.negated());
  }
}

// What `quantity` of the item costs on average; all that is left for the last of it.
Decimal average_cost(const SimItem& item, Decimal quantity) {
  if (item.on_hand.is_zero()) return {};
  const auto cost = scale(item.cost_pool, quantity.units(), item.on_hand.units(), 2);
  return cost ? *cost : Decimal{};
}

}  // namespace

std::string short_item(const XeroOrganisation& organisation, const SimInvoice* old, const SimInvoice& next) {
  std::map<std::string, Decimal> change;
  if (old != nullptr) add_quantities(organisation, *old, false, change);
  add_quantities(organisation, next, true, change);
  for (const auto& [code, quantity] : change) {
    const Decimal after = plus(organisation.item(code)->on_hand, quantity);
    if (quantity.is_negative() && after.is_negative()) return code;
  }
  return "";
}

void move_stock(XeroOrganisation& organisation, const SimInvoice* old, SimInvoice& next, Instant now) {
  for (const SimLine& line : next.lines)
    if (SimItem* item = organisation.item(line.item)) item->used = true;
  if (old != nullptr && old->approved() && next.approved() && old->lines.size() == next.lines.size()) {
    // Approved before and after: only words can have changed where money is applied; amounts are moved anew.
    bool same = true;
    for (std::size_t i = 0; i < next.lines.size(); ++i)
      same = same && old->lines[i].item == next.lines[i].item &&
             old->lines[i].quantity == next.lines[i].quantity &&
             old->lines[i].line_amount == next.lines[i].line_amount;
    if (same) return;
  }
  const auto move = [&](SimItem& item, Decimal quantity, Decimal cost) {
    item.on_hand = plus(item.on_hand, quantity);
    item.cost_pool = plus(item.cost_pool, cost);
    item.updated = now;
  };
  if (old != nullptr && old->approved())
    for (const SimLine& line : old->lines)
      if (SimItem* item = organisation.item(line.item); moves(*old, line, item))
        move(*item, quantity_of(*old, line).negated(), line.cost.negated());
  for (SimLine& line : next.lines) {
    line.cost = {};
    SimItem* item = organisation.item(line.item);
    if (!next.approved() || !moves(next, line, item)) continue;
    const Decimal quantity = quantity_of(next, line);
    const bool bought = line.account == item->asset_account;
    line.cost = bought ? (takes_out(next) ? line.line_amount.negated() : line.line_amount)
                       : average_cost(*item, quantity);
    move(*item, quantity, line.cost);
  }
}

}  // namespace crosswalk::simulator::xero_sim
