#include "flow/reconcile_report.h"

#include <algorithm>
#include <cstdlib>

#include "flow/bookings.h"
#include "rules/language/folding.h"

namespace crosswalk::flow {
namespace {

// A commission is rounded once a row (walmart.md §4.4); a cent either way is rounding.
constexpr std::int64_t cent = Decimal::one / 100;
constexpr std::int64_t per_cent = 100;

}  // namespace

std::string order_line_key(std::string_view purchase_order, std::string_view sku) {
  return std::string(purchase_order).append(1, '\0').append(folded_sku(sku));
}

Result<void> ReportSurvey::facts(const RecordFacts& facts) {
  sums_ = facts.sums;
  sums_.doubt = {};  // lives as long as the source's own text
  currency_ = facts.currency;
  return {};
}

ReportSurvey::Event& ReportSurvey::event_of(const Line& line, bool shipping) {
  key_.assign(line.transaction_key).append(1, '\0').append(line.purchase_order).append(1, '\0');
  key_.append(folded_sku(line.sku)).append(1, shipping ? 's' : 'p');
  Event& event = events_[key_];
  if (event.purchase_order.empty()) {
    event.purchase_order = line.purchase_order;
    event.sku = line.sku;
    event.posted = line.date;
  }
  return event;
}

Result<void> ReportSurvey::line(const Line& line) {
  ++rows_;
  if (line.line_class == LineClass::refund) {
    const auto [first, added] =
        refunded_.try_emplace(order_line_key(line.purchase_order, line.sku), line.date);
    if (!added) first->second = std::min(first->second, line.date);
  }
  const std::int64_t units = line.amount.amount.units();
  switch (line.line_class) {
    case LineClass::deposit:
      payouts_.emplace_back(line.date, line.amount.negated());
      break;
    case LineClass::commission: {
      if (line.commission_rate.is_zero() && scope_.contract_rates.empty()) break;
      const bool shipping = rules::folded(line.amount_type).find("shipping") != std::string::npos;
      Event& event = event_of(line, shipping);
      event.commission += units;
      ++event.commissions;
      event.rate = line.commission_rate;
      event.category = line.category;
      break;
    }
    case LineClass::product:
    case LineClass::shipping:
    case LineClass::discount:
    case LineClass::refund: {
      const auto charge = charge_of(line);
      Event& event = event_of(line, charge == "shipping");
      (charge == "discount" ? event.discounts : event.base) += units;
      break;
    }
    case LineClass::tax:
    case LineClass::tax_withheld:
    case LineClass::fee:
    case LineClass::reserve:
    case LineClass::other:
      break;
  }
  return {};
}

Result<void> ReportSurvey::judge(const Event& event, std::vector<Finding>& findings) const {
  Decimal rate = event.rate;
  bool contract = false;
  auto found = scope_.contract_rates.find(rules::folded(event.category));
  if (found == scope_.contract_rates.end()) found = scope_.contract_rates.find("");
  if (found != scope_.contract_rates.end()) {
    rate = found->second;
    contract = true;
  }
  if (rate.is_zero() && !contract) return {};
  if (event.base == 0 && event.discounts == 0) return {};  // a correction: what it is on is not said
  const std::int64_t allowed = cent * event.commissions;
  std::int64_t difference = 0;
  // Whether the seller's discounts lower what the commission is on, Walmart does not say.
  for (const std::int64_t base : {event.base, event.base + event.discounts}) {
    const auto expected =
        scale(Decimal::from_units(base), rate.negated().units(), per_cent * Decimal::one, 2);
    if (!expected) return expected.error();
    const std::int64_t off = event.commission - expected->units();
    if (std::abs(off) <= allowed) return {};
    if (difference == 0 || std::abs(off) < std::abs(difference)) difference = off;
  }
  Finding finding;
  finding.kind = FindingKind::commission_differs;
  finding.purchase_order = event.purchase_order;
  finding.sku = event.sku;
  finding.money = {Decimal::from_units(difference), currency_};
  finding.since = event.posted;
  finding.text = "commission " + Decimal::from_units(event.commission).text(2) + " on " +
                 Decimal::from_units(event.base).text(2) + " is not the " + rate.text() + " % of " +
                 (contract ? "the contract" : "its row") +
                 "; it can be disputed within 90 days of the settlement";
  findings.push_back(std::move(finding));
  return {};
}

Result<std::vector<Finding>> ReportSurvey::commissions() {
  std::vector<Finding> findings;
  for (const auto& [key, event] : events_)
    if (event.commissions > 0)
      if (auto judged = judge(event, findings); !judged) return judged.error();
  events_.clear();
  return findings;
}

}  // namespace crosswalk::flow
