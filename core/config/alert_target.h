// AlertTarget: one item of the list `alerts` of crosswalk.yaml. Plain data; no secret is in it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/limits.h"
#include "config/secret_ref.h"

namespace crosswalk::config {

struct AlertTarget {
  enum class To { log, command, url, smtp };
  To to = To::log;
  std::string name;  // for people, and what it was told is kept under it; different from all others
  Origin where;

  bool finance = true;
  bool operations = true;
  bool errors_only = false;  // severity: error
  Millis quiet = limits::alert_quiet;
  Millis remind = limits::alert_remind;
  bool cleared = false;
  Millis timeout = limits::alert_timeout;

  std::vector<std::string> run;           // command: the program and its arguments
  std::string url;                        // url: without a trailing slash; empty: in url_secret
  std::optional<SecretRef> url_secret;    // an address that is a secret itself
  std::string header;                     // url: a header's name
  std::optional<SecretRef> header_value;  // the whole value
  std::string server;                     // smtp: "smtp://host:587", "smtps://host:465"
  bool encrypted = true;                  // false: on this machine
  std::string user;
  std::optional<SecretRef> password;
  std::string from;
  std::vector<std::string> recipients;
};

}  // namespace crosswalk::config
