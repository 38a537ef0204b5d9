// UrlTarget: alerts as a POST of JSON. Any 2xx is taken for delivered. Safe from any thread.
#pragma once

#include <string>

#include "alert/target.h"
#include "base/limits.h"
#include "base/secret.h"
#include "wire/message.h"

namespace crosswalk::alert {

struct UrlSettings {
  std::string shown;    // how errors call it: the address, or where it is kept if it is a secret itself
  Secret url;           // many services put their key into the address
  std::string header;   // a header's name, "Authorization"; empty: none
  Secret header_value;  // the whole value
  bool url_is_secret = false;
  Millis timeout = limits::alert_timeout;
};

class UrlTarget final : public Target {
 public:
  // `transport` must outlive the target.
  UrlTarget(UrlSettings settings, wire::Transport& transport)
      : settings_(std::move(settings)), transport_(transport) {}
  Result<void> send(const Message& message, const Stop& stop) override;

 private:
  UrlSettings settings_;
  wire::Transport& transport_;
};

}  // namespace crosswalk::alert
