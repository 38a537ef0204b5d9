// HTTP as data: a request, a reply, and Transport, which turns one into the other. Header names are compared
// without case. A body or header that carries a secret is never logged: `describe` says only method and path.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/limits.h"
#include "base/result.h"
#include "base/stop.h"

namespace crosswalk::wire {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
  std::string method = "GET";
  std::string url;  // absolute for a Transport; path and query as received for a server
  Headers headers;
  std::string body;
  Millis timeout = limits::call_timeout;
  std::size_t max_reply = limits::max_reply_bytes;
};

struct HttpReply {
  int status = 0;
  Headers headers;
  std::string body;
};

// The value of the first header of that name, compared without case.
std::optional<std::string_view> header(const Headers& headers, std::string_view name);

// How far a call that failed got. Only `not_sent` is certain to have had no effect.
enum class Reach { not_sent, maybe_sent };

struct CallFailure {
  Reach reach = Reach::maybe_sent;
  Error error;
};

// What came of a call: a reply of any status, or a failure below HTTP.
struct CallResult {
  std::optional<HttpReply> reply;
  CallFailure failure;  // when there is no reply
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Blocks until there is an answer, the time-out or `stop`. Safe from any thread.
  virtual CallResult call(const HttpRequest& request, const Stop& stop) = 0;
};

}  // namespace crosswalk::wire
