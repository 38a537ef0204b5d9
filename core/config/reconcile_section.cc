#include "config/reconcile_section.h"

namespace crosswalk::config {
namespace {

Result<Decimal> parse_per_cent(std::string_view text) {
  auto rate = Decimal::parse(text);
  if (rate && !rate->is_negative() && *rate <= Decimal::whole(100)) return rate;
  return fail(ErrorKind::config, "write the commission in per cent, like 15 or 12.5");
}

}  // namespace

ReconcileSection read_reconcile(const Section& pair) {
  ReconcileSection read;
  const Section section = pair.section("reconcile", {"contract_rates"});
  const Section rates = section.section("contract_rates", {});
  for (const std::string& category : rates.keys())
    read.contract_rates[category] = rates.required(category, Decimal(), parse_per_cent).value;
  return read;
}

}  // namespace crosswalk::config
