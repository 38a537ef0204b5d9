#include "wire/address.h"

#include <curl/curl.h>

#include <memory>

namespace crosswalk::wire {
namespace {

struct UrlCleanup {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};

// Empty when the address has no such part.
std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

}  // namespace

Result<Address> parse_address(const std::string& url) {
  // The same parser that the call uses, so that both always agree which host is meant.
  const std::unique_ptr<CURLU, UrlCleanup> parsed(curl_url());
  if (!parsed || url.find('\0') != std::string::npos ||
      curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK)
    return fail(ErrorKind::config, "the address cannot be read; write it as https://host/path");
  Address address;
  address.host = part_of(parsed.get(), CURLUPART_HOST);
  const std::string scheme = part_of(parsed.get(), CURLUPART_SCHEME);
  if (!part_of(parsed.get(), CURLUPART_USER).empty() || !part_of(parsed.get(), CURLUPART_PASSWORD).empty())
    return fail(ErrorKind::config, "the address holds a user or password; put them where secrets are kept");
  if (scheme == "https") return address;
  if (scheme != "http") return fail(ErrorKind::config, "the address must begin with https://");
  if (address.host != "127.0.0.1" && address.host != "[::1]" && address.host != "localhost")
    return fail(ErrorKind::config, "plain http is for 127.0.0.1, [::1] and localhost only; use https://");
  address.plain = true;
  return address;
}

}  // namespace crosswalk::wire
