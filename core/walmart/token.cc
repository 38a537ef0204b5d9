#include "walmart/token.h"

#include "base/crypto.h"
#include "base/json_tree.h"

namespace crosswalk::walmart {

wire::HttpRequest token_request(const Settings& settings) {
  wire::HttpRequest request;
  request.method = "POST";
  request.url = settings.base_url + "/v3/token";
  request.headers = {
      {"Authorization", "Basic " + base64(settings.client_id + ":" + settings.client_secret.reveal())},
      {"Content-Type", "application/x-www-form-urlencoded"},
  };
  request.body = "grant_type=client_credentials";
  return request;
}

Result<auth::Token> read_token(std::string_view body, Instant asked) {
  const auto json = parse_json(body, "Walmart's answer to the sign-in");
  if (!json) return fail(ErrorKind::outside, json.error().message);
  auth::Token token;
  token.value = Secret(text_in(*json, "access_token"));
  if (token.value.empty())
    return fail(ErrorKind::outside, "Walmart's answer to the sign-in holds no access_token");
  const auto seconds = decimal_in(*json, "expires_in");
  if (!seconds || seconds->is_negative() || *seconds > Decimal::whole(86'400))
    return fail(ErrorKind::outside,
                "Walmart's answer to the sign-in does not say when the token expires (expires_in)");
  token.expires = asked + Millis(seconds->units() / 1000);
  return token;
}

}  // namespace crosswalk::walmart
