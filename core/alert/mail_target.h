// MailTarget: alerts as plain-text mail over SMTP. Safe from any thread.
#pragma once

#include <string>
#include <vector>

#include "alert/target.h"
#include "base/clock.h"
#include "wire/mail.h"

namespace crosswalk::alert {

struct MailSettings {
  wire::MailServer server;
  std::string from;
  std::vector<std::string> recipients;
};

// The mail as it goes over the wire: headers and body, CRLF, nothing but ASCII. Pure.
std::string mail_text(const MailSettings& settings, const Message& message, Instant now,
                      std::string_view message_id);

class MailTarget final : public Target {
 public:
  MailTarget(MailSettings settings, Clock& clock) : settings_(std::move(settings)), clock_(clock) {}
  Result<void> send(const Message& message, const Stop& stop) override;

 private:
  MailSettings settings_;
  Clock& clock_;
};

}  // namespace crosswalk::alert
