#include "config/address.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace crosswalk::config {
namespace {

bool plain(char c) {
  return c > ' ' && c < '\x7F' && c != '"' && c != '\\' && c != '<' && c != '>';
}

bool host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

bool is_port(std::string_view text) {
  int port = 0;
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc{} && rest == text.data() + text.size() && port >= 1 && port <= 65'535;
}

// The host of "host", "host:port", "[::1]:port"; empty when it is none of these.
std::string_view host_of(std::string_view authority) {
  std::string_view host = authority;
  std::string_view port;
  if (authority.substr(0, 1) == "[") {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return {};
    host = authority.substr(1, close - 1);
    port = authority.substr(close + 1);
    if (!std::all_of(host.begin(), host.end(), [](char c) { return c == ':' || host_character(c); }))
      return {};
  } else {
    host = authority.substr(0, authority.find(':'));
    port = authority.substr(host.size());
    if (!std::all_of(host.begin(), host.end(), host_character)) return {};
  }
  if (!port.empty() && (port[0] != ':' || !is_port(port.substr(1)))) return {};
  return host;
}

}  // namespace

Result<std::string> parse_address(std::string_view text) {
  // The text itself is not repeated in these sentences: people do paste addresses with a password inside.
  constexpr std::string_view secure = "https://";
  constexpr std::string_view insecure = "http://";
  const bool https = text.substr(0, secure.size()) == secure;
  if (!https && text.substr(0, insecure.size()) != insecure)
    return fail(ErrorKind::config, "the address must begin with https://");
  std::string_view rest = text.substr(https ? secure.size() : insecure.size());
  if (!std::all_of(rest.begin(), rest.end(), plain) || rest.find_first_of("?#") != std::string_view::npos)
    return fail(ErrorKind::config, "the address must be host and path only, without blanks, `?` and `#`");
  const std::string_view authority = rest.substr(0, rest.find('/'));
  if (authority.find('@') != std::string_view::npos)
    return fail(ErrorKind::config, "the address must not contain a user name or password");
  const std::string_view host = host_of(authority);
  if (host.empty())
    return fail(ErrorKind::config, "the address has no valid host; write https://host or https://host:port");
  if (!https && host != "127.0.0.1" && host != "::1" && host != "localhost")
    return fail(ErrorKind::config, "plain http is allowed for this machine only (127.0.0.1); use https://");
  std::string address(text);
  while (address.back() == '/') address.pop_back();
  return address;
}

}  // namespace crosswalk::config
