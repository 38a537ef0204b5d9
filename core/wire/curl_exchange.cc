#include "wire/curl_exchange.h"

#include <algorithm>

#include "wire/address.h"
#include "wire/redact.h"

namespace crosswalk::wire {
namespace {

// A kept connection idle for longer is not used again: most servers close theirs after a minute or more, and
// a request sent into a closing connection ends as "may have been sent".
constexpr long reuse_seconds = 30;
constexpr long receive_buffer = 16'384;
constexpr long send_buffer = 16'384;

bool has_line_break(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) != text.npos;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

}  // namespace

CurlExchange::CurlExchange(const HttpRequest& request, const CurlSettings& settings)
    : request_(request), settings_(settings), easy_(curl_easy_init()) {}

template <class T>
void CurlExchange::set(CURLoption option, T value) {
  options_taken_ = curl_easy_setopt(easy_.get(), option, value) == CURLE_OK && options_taken_;
}

Result<void> CurlExchange::prepare() {
  const auto address = parse_address(request_.url);
  if (!address) return fail(address.error().kind, describe(request_) + ": " + address.error().message);
  if (!easy_) return fail(ErrorKind::internal, "libcurl has no memory for one more call");
  set(CURLOPT_URL, request_.url.c_str());
  set(CURLOPT_PATH_AS_IS, 1L);
  set_limits(address->plain);
  set_body();
  if (auto taken = set_headers(); !taken) return taken;
  set(CURLOPT_ERRORBUFFER, why_.data());
  set(CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_PREREQFUNCTION, &CurlExchange::on_ready);
  set(CURLOPT_PREREQDATA, this);
  if (!options_taken_)
    return fail(ErrorKind::internal, describe(request_) + ": libcurl refused an option of the call");
  return {};
}

void CurlExchange::set_limits(bool plain) {
  set(CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
  if (plain) set(CURLOPT_PROXY, "");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_QUICK_EXIT, 1L);  // a stop does not wait for the resolver
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!settings_.ca_file.empty()) {
    set(CURLOPT_CAINFO, settings_.ca_file.c_str());
    set(CURLOPT_CAPATH, nullptr);
  }
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  if (!plain) set(CURLOPT_PIPEWAIT, 1L);  // rather a stream on a connection that is being made than one more
  set(CURLOPT_ACCEPT_ENCODING, "");       // all that libcurl can decode
  set(CURLOPT_USERAGENT, settings_.user_agent.c_str());
  set(CURLOPT_TCP_KEEPALIVE, 1L);
  set(CURLOPT_MAXAGE_CONN, reuse_seconds);
  set(CURLOPT_BUFFERSIZE, receive_buffer);
  set(CURLOPT_UPLOAD_BUFFERSIZE, send_buffer);
  // 0 would mean "no limit" to libcurl.
  const auto millis = [](Millis wait) { return static_cast<long>(std::max<std::int64_t>(1, wait.count())); };
  set(CURLOPT_CONNECTTIMEOUT_MS, millis(std::min(limits::connect_timeout, request_.timeout)));
  set(CURLOPT_TIMEOUT_MS, millis(request_.timeout));
}

void CurlExchange::set_body() {
  const bool carries_body =
      request_.method == "POST" || request_.method == "PUT" || request_.method == "PATCH";
  if (carries_body || !request_.body.empty()) {
    set(CURLOPT_POST, 1L);  // with no body: "Content-Length: 0", which Walmart's gateway asks for
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    set(CURLOPT_POSTFIELDS, request_.body.c_str());
  } else if (request_.method == "HEAD") {
    set(CURLOPT_NOBODY, 1L);
  }
  set(CURLOPT_CUSTOMREQUEST, request_.method.c_str());
}

Result<void> CurlExchange::set_headers() {
  const auto append = [&](const std::string& line) { return append_header(line); };
  bool taken = append("Expect:");  // no "100-continue" round trip
  if (!header(request_.headers, "Content-Type")) taken = append("Content-Type:") && taken;  // no invented one
  for (const auto& [name, value] : request_.headers) {
    if (name.empty() || name.find(':') != name.npos || has_line_break(name) || has_line_break(value))
      return fail(ErrorKind::invalid,
                  describe(request_) + ": a request header's name or value is not one clean line");
    taken =
        append(value.empty() ? name + ";" : name + ": " + value) && taken;  // "Name;" sends an empty value
  }
  if (has_line_break(request_.method) || request_.method.empty() ||
      request_.method.find(' ') != std::string::npos)
    return fail(ErrorKind::invalid, "a request method is not one word");
  if (!taken) return fail(ErrorKind::internal, "libcurl has no memory for the request's headers");
  set(CURLOPT_HTTPHEADER, headers_.get());
  return {};
}

bool CurlExchange::append_header(const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers_.get(), line.c_str());
  if (longer == nullptr) return false;
  if (!headers_) headers_.reset(longer);  // else it is the same list
  return true;
}

std::size_t CurlExchange::on_header(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const std::string_view line(data, size * count);
  exchange.header_bytes_ += line.size();
  if (exchange.header_bytes_ > max_reply_headers) {
    exchange.too_large_ = true;
    return 0;
  }
  const auto colon = line.find(':');
  if (trimmed(line).empty()) exchange.head_whole_ = true;
  if (line.starts_with("HTTP/")) {
    exchange.head_whole_ = false;
    exchange.reply_.headers.clear();  // what came before was a 1xx or a proxy's answer
  } else if (colon != line.npos) {
    exchange.reply_.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
  }
  return line.size();
}

std::size_t CurlExchange::on_body(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  auto& exchange = *static_cast<CurlExchange*>(self);
  const std::size_t bytes = size * count;
  if (bytes > exchange.request_.max_reply - exchange.reply_.body.size()) {
    exchange.too_large_ = true;
    return 0;
  }
  exchange.reply_.body.append(data, bytes);
  return bytes;
}

// libcurl is about to send the request on a ready connection. The second time it is a resend after a kept
// connection died: allowed only if nothing went out the first time.
int CurlExchange::on_ready(void* self, char* /*remote*/, char* /*local*/, int /*remote_port*/,
                           int /*local_port*/) noexcept {
  auto& exchange = *static_cast<CurlExchange*>(self);
  if (!exchange.ready_) {
    exchange.ready_ = true;
    exchange.bytes_before_ = exchange.bytes_out();
    return CURL_PREREQFUNC_OK;
  }
  if (!exchange.request_left()) return CURL_PREREQFUNC_OK;
  exchange.resend_refused_ = true;
  return CURL_PREREQFUNC_ABORT;
}

long CurlExchange::bytes_out() const {
  long sent = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_REQUEST_SIZE, &sent);
  return sent;
}

// Whether any byte of the request went out; what was said to a proxy before does not count.
bool CurlExchange::request_left() const {
  return ready_ && bytes_out() > bytes_before_;
}

CallResult CurlExchange::verdict(const Result<CURLcode>& outcome) {
  const Reach reach = request_left() ? Reach::maybe_sent : Reach::not_sent;
  if (!outcome)
    return {std::nullopt,
            {reach, fail(outcome.error().kind, describe(request_) + ": " + outcome.error().message)}};
  // libcurl takes a reply that ends inside its head for a whole one.
  const CURLcode code = *outcome == CURLE_OK && !head_whole_ ? CURLE_PARTIAL_FILE : *outcome;
  if (code != CURLE_OK) return {std::nullopt, {reach, explain(code, reach)}};
  long status = 0;
  curl_easy_getinfo(easy_.get(), CURLINFO_RESPONSE_CODE, &status);
  reply_.status = static_cast<int>(status);
  return {std::move(reply_), {}};
}

Error CurlExchange::explain(CURLcode code, Reach reach) const {
  const std::string what = describe(request_) + ": ";
  if (too_large_)
    return fail(ErrorKind::limit, what + "the reply is larger than the limit of " +
                                      std::to_string(request_.max_reply) +
                                      " bytes (headers: " + std::to_string(max_reply_headers) + ")");
  if (resend_refused_)
    return fail(ErrorKind::outside,
                what +
                    "the kept connection was closed before an answer came; the request was "
                    "not sent a second time");
  const std::string detail = " (" + redacted(why_[0] != '\0' ? why_.data() : curl_easy_strerror(code)) + ")";
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
      return fail(ErrorKind::outside, what + "cannot connect; check the address and the network" + detail);
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ISSUER_ERROR:
      return fail(ErrorKind::outside, what + "no trusted TLS connection" + detail);
    case CURLE_SSL_CACERT_BADFILE:
      return fail(ErrorKind::config, what + "the file of certificate authorities cannot be read" + detail);
    case CURLE_URL_MALFORMAT:
      return fail(ErrorKind::config, what + "the address is not one that can be called" + detail);
    case CURLE_OPERATION_TIMEDOUT:
      return fail(ErrorKind::outside,
                  what + (reach == Reach::not_sent ? "no connection in time" : "no answer in time") + detail);
    case CURLE_GOT_NOTHING:
      return fail(ErrorKind::outside, what + "the connection was closed before an answer came" + detail);
    case CURLE_PARTIAL_FILE:
      return fail(ErrorKind::outside, what + "the connection was closed inside the answer" + detail);
    default:
      return fail(ErrorKind::outside, what + "the call failed" + detail);
  }
}

}  // namespace crosswalk::wire
