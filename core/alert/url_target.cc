#include "alert/url_target.h"

namespace crosswalk::alert {
namespace {

constexpr std::size_t largest_answer = std::size_t{1} << 20;

}  // namespace

Result<void> UrlTarget::send(const Message& message, const Stop& stop) {
  wire::HttpRequest request;
  request.method = "POST";
  request.url = settings_.url.reveal();
  request.headers = {{"Content-Type", "application/json"}};
  if (!settings_.header.empty())
    request.headers.emplace_back(settings_.header, settings_.header_value.reveal());
  request.body = message.json;
  request.timeout = settings_.timeout;
  request.max_reply = largest_answer;
  const auto called = transport_.call(request, stop);
  if (!called.reply) {
    // The wire's own sentence names the path.
    if (settings_.url_is_secret)
      return fail(called.failure.error.kind,
                  settings_.shown + ": no answer came; check the address and the network");
    return called.failure.error;
  }
  if (called.reply->status >= 200 && called.reply->status < 300) return {};
  return fail(ErrorKind::outside, settings_.shown + ": it answered " + std::to_string(called.reply->status) +
                                      " and did not take the alert");
}

}  // namespace crosswalk::alert
