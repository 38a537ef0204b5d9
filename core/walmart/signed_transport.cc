#include "walmart/signed_transport.h"

#include "base/crypto.h"
#include "base/log.h"
#include "walmart/error_body.h"

namespace crosswalk::walmart {
namespace {

// Method and path, without host, query and header: nothing that identifies a buyer or a seller.
std::string described(const wire::HttpRequest& request) {
  std::string_view url = request.url;
  if (const auto host = url.find("://"); host != std::string_view::npos) {
    url.remove_prefix(host + 3);
    const auto path = url.find('/');
    url = path == std::string_view::npos ? std::string_view{} : url.substr(path);
  }
  return request.method + " " + std::string(url.substr(0, url.find('?')));
}

}  // namespace

bool refuses_token(const wire::HttpReply& reply) {
  return reply.status == 401 || (reply.status == 400 && read_error_body(reply.body).has("INVALID_TOKEN"));
}

SignedTransport::SignedTransport(wire::Transport& transport, const Settings& settings, const Market& market,
                                 auth::TokenCache* tokens)
    : transport_(transport), settings_(settings), market_(market), tokens_(tokens) {}

wire::CallResult SignedTransport::call(const wire::HttpRequest& request, const Stop& stop) {
  wire::HttpRequest complete = request;
  const std::string correlation = random_uuid();
  if (!wire::header(request.headers, "Accept")) complete.headers.emplace_back("Accept", "application/json");
  complete.headers.emplace_back("WM_SVC.NAME", "Walmart Marketplace");
  complete.headers.emplace_back("WM_QOS.CORRELATION_ID", correlation);
  if (!settings_.channel_type.empty())
    complete.headers.emplace_back("WM_CONSUMER.CHANNEL.TYPE", settings_.channel_type);
  if (settings_.sandbox) complete.headers.emplace_back("WM_SANDBOX", "v2");
  if (market_.global_headers) {
    complete.headers.emplace_back("WM_MARKET", std::string(market_.code));
    complete.headers.emplace_back("WM_GLOBAL_VERSION", "3.1");
  }
  Secret token;
  if (tokens_ != nullptr) {
    auto current = tokens_->get(stop);
    if (!current) return {std::nullopt, {wire::Reach::not_sent, current.error()}};
    token = std::move(*current);
    complete.headers.emplace_back("WM_SEC.ACCESS_TOKEN", token.reveal());
  }
  wire::CallResult result = transport_.call(complete, stop);
  if (result.reply) {
    if (tokens_ != nullptr && refuses_token(*result.reply)) tokens_->drop(token);
    if (result.reply->status >= 400)
      log::debug("walmart", described(request) + " was answered with " +
                                std::to_string(result.reply->status) + " (correlation id " + correlation +
                                ")");
  }
  return result;
}

}  // namespace crosswalk::walmart
