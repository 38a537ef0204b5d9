// Settings of one seller account in one market, as crosswalk.yaml says them. Plain data.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "base/secret.h"

namespace crosswalk::walmart {

// What a charge on an order line of more than one unit is for (accounting.md §1.15). There is no default:
// Walmart does not say it anywhere.
enum class ChargeAmount { line, unit };

struct Settings {
  std::string pair;           // names the rate budget and, in messages, the place in crosswalk.yaml
  std::string market = "us";  // market.h
  std::string client_id;
  Secret client_secret;
  std::string base_url = "https://marketplace.walmartapis.com";  // without a path
  bool sandbox = false;      // Walmart's dynamic sandbox, of the US only: WM_SANDBOX
  std::string channel_type;  // WM_CONSUMER.CHANNEL.TYPE; sent whenever it is set
  TimeZone books_zone = TimeZone::utc();
  std::optional<ChargeAmount> charge_amount;
  Millis overlap{15 * 60 * 1000};  // how far a sweep's window reaches back into the one before
  int days_back = 179;             // where the first sweep begins; Walmart keeps 180 days (walmart.md §2.2)
  std::map<std::string, std::string> carriers;  // a warehouse's spelling → the name on Walmart's list
  bool ship_despite_cancel_request = false;     // ships what the buyer asked to cancel
};

// ErrorKind::config and the setting's name when something is missing or out of range.
Result<void> verify(const Settings& settings);

}  // namespace crosswalk::walmart
