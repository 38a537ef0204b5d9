// Message: what one telling says, in the forms that targets need: a subject, plain text, JSON. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "link/alerts.h"

namespace crosswalk::alert {

// A cause as it is told.
struct Alert {
  std::string id;
  std::string pair;
  AlertCause cause;
  Instant since;
  bool over = false;  // it no longer stands
};

struct Message {
  AlertSeverity severity = AlertSeverity::warning;  // the gravest of its alerts
  std::string subject;                              // one line, at most 150 bytes
  std::string text;                                 // lines for a person
  std::string json;                                 // one object: subject, text, alerts
};

std::string_view name_of(AlertKind kind);
std::string_view name_of(AlertSeverity severity);

// REQUIRES: not empty.
Message make_message(std::span<const Alert> alerts);
// What `crosswalk alerts test` sends.
Message test_message(std::string_view host, Instant now);

}  // namespace crosswalk::alert
