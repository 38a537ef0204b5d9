// CurlTransport: HTTP over libcurl. One background thread drives all calls of all threads (curl's multi
// interface); a caller blocks on its own call only, and a stop interrupts it at once. Connections are kept
// and shared; HTTP/2 and compression are used where the other side offers them. Safe from any thread.
//
// What it promises:
//  - One call sends at most one request. libcurl of its own would send a request again when a kept connection
//  dies
//    before the answer; that is caught and reported as Reach::maybe_sent, because the request may have taken
//    effect.
//  - Reach::not_sent is said only when no byte of the request left: bad address, no such host, connection or
//  TLS
//    refused, stopped or timed out before that.
//  - TLS certificates are always verified; there is no way to switch it off. Plain http is taken for loopback
//  only
//    (127.0.0.1, [::1], localhost); anything else is a config error. Redirects are not followed: a 3xx is a
//    reply.
//  - `body` of a reply is decoded (gzip and the like) and at most `max_reply` bytes; more is an error of
//    ErrorKind::limit. Reply headers stay as they came, Content-Encoding included, at most
//    `max_reply_headers` bytes.
//  - Error texts say method, host and path, never a query, a header or a body.
//
// The https_proxy variable of the environment is honoured for https; loopback calls never use a proxy.
#pragma once

#include <memory>
#include <string>

#include "wire/message.h"

namespace crosswalk::wire {

inline constexpr std::size_t max_reply_headers = std::size_t{64} << 10;

struct CurlSettings {
  int connections_per_host = 8;
  std::string user_agent = "crosswalk";
  std::string ca_file;  // PEM, instead of the system's authorities; empty: the system's
};

class CurlLoop;

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(CurlSettings settings = {});
  // Calls still in flight end as stopped. REQUIRES: none begins any more.
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  CallResult call(const HttpRequest& request, const Stop& stop) override;

 private:
  CurlSettings settings_;
  std::unique_ptr<CurlLoop> loop_;
};

}  // namespace crosswalk::wire
