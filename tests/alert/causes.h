// A cause as flow would state it, for the tests of this room.
#pragma once

#include <string>

#include "link/alerts.h"

namespace crosswalk::alert {

inline AlertCause held(std::int64_t count, const std::string& name = "account 211") {
  AlertCause cause;
  cause.name = name;
  cause.title = std::to_string(count) + " orders are held";
  cause.reason = "the ledger has no account 211";
  cause.where = "rules/account.lua:7";
  cause.count = count;
  cause.money = {{Decimal::whole(10 * count), Currency::parse("USD").value()}};
  cause.examples = {"108800000000001"};
  return cause;
}

inline AlertCause failing(AlertSeverity severity = AlertSeverity::warning) {
  AlertCause cause;
  cause.kind = AlertKind::operations;
  cause.severity = severity;
  cause.name = "xero";
  cause.title = "Xero does not answer";
  return cause;
}

inline Instant noon() {
  return Instant::parse("2026-02-10T12:00:00Z").value();
}

}  // namespace crosswalk::alert
