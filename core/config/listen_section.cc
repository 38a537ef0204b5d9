#include "config/listen_section.h"

#include "config/quantity.h"

namespace crosswalk::config {
namespace {

constexpr int most_requests = 100'000;
constexpr int largest_port = 65'535;

struct HostAndPort {
  std::string host;
  int port = 0;
};

Result<HostAndPort> parse_place(std::string_view text) {
  const auto colon = text.rfind(':');
  const std::string_view host = text.substr(0, colon);
  const bool bare_v6 = host.find(':') != std::string_view::npos && !host.starts_with('[');
  const auto port = colon == std::string_view::npos ? Result<int>(fail(ErrorKind::config, ""))
                                                    : parse_count(text.substr(colon + 1), 1, largest_port);
  if (!port || host.empty() || bare_v6 || host.find_first_of(" /@") != std::string_view::npos)
    return fail(ErrorKind::config, "write an address of this machine and a port, such as 127.0.0.1:8484");
  HostAndPort place{std::string(host), *port};
  if (host.starts_with('[') && host.ends_with(']')) place.host = host.substr(1, host.size() - 2);
  return place;
}

}  // namespace

ListenSection read_listen(const Section& top) {
  ListenSection listen;
  const Section section = top.section("listen", {"public", "rate"});
  if (!top.has("listen")) return listen;
  const auto place = section.required("public", HostAndPort{}, parse_place);
  listen.host = {place.value.host, place.where};
  listen.port = place.value.port;
  listen.rate = section
                    .optional("rate", listen.rate,
                              [](std::string_view text) { return parse_count(text, 1, most_requests); })
                    .value;
  return listen;
}

}  // namespace crosswalk::config
