// Mail: hands one mail to a server, over libcurl. Blocks until it is taken, the time-out or `stop`. Safe from
// any thread. TLS certificates are always verified; without TLS nothing is said to a server on another
// machine.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/secret.h"
#include "base/stop.h"

namespace crosswalk::wire {

struct MailServer {
  std::string url;        // "smtps://host:465": TLS from the start; "smtp://host:587": TLS by STARTTLS
  bool encrypted = true;  // false: STARTTLS may be missing; taken for this machine only
  std::string user;       // empty: no login
  Secret password;
  std::string ca_file;  // PEM, instead of the system's authorities; empty: the system's
  Millis timeout{30'000};
};

struct Mail {
  std::string from;
  std::vector<std::string> to;
  std::string text;  // headers, an empty line and body, with CRLF
};

// ErrorKind::outside when it was not taken. One mail at most is sent; after an error it may have been.
Result<void> send_mail(const MailServer& server, const Mail& mail, const Stop& stop);

}  // namespace crosswalk::wire
