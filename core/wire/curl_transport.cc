#include "wire/curl_transport.h"

#include "wire/curl_exchange.h"
#include "wire/curl_loop.h"
#include "wire/redact.h"

namespace crosswalk::wire {
namespace {

constexpr Millis grace{100};  // libcurl keeps the time-out itself, with the better explanation

}  // namespace

CurlTransport::CurlTransport(CurlSettings settings)
    : settings_(std::move(settings)), loop_(std::make_unique<CurlLoop>(settings_.connections_per_host)) {}

CurlTransport::~CurlTransport() = default;

CallResult CurlTransport::call(const HttpRequest& request, const Stop& stop) {
  if (stop.stop_requested())
    return {std::nullopt,
            {Reach::not_sent, fail(ErrorKind::stopped, describe(request) + ": the call was stopped")}};
  CurlExchange exchange(request, settings_);
  if (auto ready = exchange.prepare(); !ready) return {std::nullopt, {Reach::not_sent, ready.error()}};
  return exchange.verdict(loop_->run(exchange.easy(), request.timeout + grace, stop));
}

}  // namespace crosswalk::wire
