#include "walmart/settings.h"

#include "walmart/market.h"

namespace crosswalk::walmart {

Result<void> verify(const Settings& settings) {
  const auto wrong = [&](const char* what, const char* name) -> Result<void> {
    return fail(ErrorKind::config, what, "pairs." + settings.pair + ".walmart." + name);
  };
  if (find_market(settings.market) == nullptr)
    return wrong("the market is not known; use us, ca or mx", "market");
  if (settings.sandbox && settings.market != "us")
    return wrong("Walmart has a sandbox for the market us only", "sandbox");
  if (settings.client_id.empty())
    return wrong("the client id is missing; it is in the Developer Portal", "client_id");
  if (settings.client_secret.empty()) return wrong("the client secret is empty", "client_secret");
  if (!settings.base_url.starts_with("https://") && !settings.base_url.starts_with("http://"))
    return wrong("an address that begins with https:// is expected", "base_url");
  if (settings.days_back < 1 || settings.days_back > 179)
    return wrong("from 1 to 179 days are expected, because Walmart keeps orders for 180 days", "days_back");
  if (settings.overlap < Millis(1000) || settings.overlap > Millis(86'400'000))
    return wrong("an overlap from one second to one day is expected", "overlap");
  return {};
}

}  // namespace crosswalk::walmart
