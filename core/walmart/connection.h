// Connection: calls to one seller account in one market, with its sign-in, rate budget, retries and Walmart's
// error bodies understood. Shared by the source and the channel. Safe from any thread; it outlives whoever
// uses it.
//
// Reads are repeated on 420, 423, 429, 5xx, 520, failures below HTTP, and on the 400 that Walmart answers
// while its order system is down (walmart.md §7). Writes go out once; only a refused token makes them go out
// a second time, because a request with a refused token was certainly not carried out.
#pragma once

#include <atomic>
#include <string>
#include <string_view>

#include "auth/token.h"
#include "base/budget.h"
#include "base/clock.h"
#include "base/limits.h"
#include "model/attempt.h"
#include "walmart/error_body.h"
#include "walmart/market.h"
#include "walmart/scopes.h"
#include "walmart/settings.h"
#include "walmart/signed_transport.h"
#include "wire/caller.h"

namespace crosswalk::walmart {

// A kind of call with its own rate limit; `shape` is the path with {id} for what varies.
struct Endpoint {
  std::string_view method;
  std::string_view shape;
  double calls = 1;  // in a `period`
  Millis period{60'000};
  std::string_view accept = "application/json";
  std::size_t max_reply = limits::max_reply_bytes;
};

// What came of a call, sign-in included.
struct Answer {
  enum class Kind {
    replied,  // `reply`, of any status but a refused sign-in's
    refused,  // the credentials, or with 403 the access, are refused; nothing was carried out;
              // `failure.error` says why
    failed,   // `failure`: no reply
  };
  Kind kind = Kind::failed;
  wire::HttpReply reply;
  wire::CallFailure failure;
  Instant not_before;  // of a 420 or 429: when to ask again; zero when Walmart did not say

  // The sign-in holds, but not for this call: others may go on (walmart.md §8, FORBIDDEN).
  bool forbidden() const { return kind == Kind::refused && reply.status == 403; }
};

class Connection {
 public:
  // REQUIRES: verify(settings).
  Connection(Settings settings, wire::Transport& transport, Budget& budget, Clock& clock,
             wire::Jitter jitter);

  Answer read(const Endpoint& endpoint, const std::string& path_and_query, const Stop& stop);
  // Sends the frozen bytes as they are.
  Answer write(const Endpoint& endpoint, const FrozenRequest& frozen, const Stop& stop);

  // For a read: the reply when it is 200 or 404 in Walmart's own words, else an error that says what to do.
  Result<wire::HttpReply> fetch(const Endpoint& endpoint, const std::string& path_and_query,
                                const Stop& stop);
  // The same of an answer that is there already.
  Result<wire::HttpReply> checked(const Endpoint& endpoint, Answer answer) const;
  // What the credentials may do; for `crosswalk check`.
  Result<Scopes> scopes(const Stop& stop);

  Endpoint order_list() const { return {"GET", "/v3/orders", market_.order_calls}; }
  Endpoint one_order() const { return {"GET", "/v3/orders/{id}", market_.order_calls}; }
  static Endpoint return_list() { return {"GET", "/v3/returns", 50}; }
  // The limits of the first and the third are not known (walmart.md §4.1, §7).
  static Endpoint report_list() { return {"GET", "/v3/report/reconreport/availableReconFiles", 20}; }
  static Endpoint report_file() {
    return {"GET",          "/v3/report/reconreport/reconFile", 100,
            Millis(60'000), "application/octet-stream",         limits::max_report_bytes};
  }
  static Endpoint report_page() { return {"GET", "/v3/report/reconreport/reconFileJson", 100}; }
  static Endpoint statement() { return {"GET", "/v3/report/payment/statement", 15}; }
  static Endpoint acknowledge() { return {"POST", "/v3/orders/{id}/acknowledge", 60}; }

  const Settings& settings() const { return settings_; }
  const Market& market() const { return market_; }
  Clock& clock() { return clock_; }
  // How long to wait before the next try of something that failed `tries` times.
  Millis backoff(int tries) { return wire::backoff(tries < 1 ? 1 : tries, jitter_()); }

 private:
  Answer call(const Endpoint& endpoint, const wire::HttpRequest& request, bool is_read, const Stop& stop);
  Result<auth::Token> fetch_token(const Stop& stop);
  BucketLimit bucket_of(const Endpoint& endpoint) const;
  wire::Advice advise(const BucketLimit& bucket, const wire::HttpReply& reply, Instant now, bool is_read);
  Error error_of(const Endpoint& endpoint, const wire::HttpReply& reply) const;

  const Settings settings_;
  const Market& market_;
  Budget& budget_;
  Clock& clock_;
  wire::Jitter jitter_;
  std::atomic<bool> sign_in_refused_ = false;  // how the last fetch of a token ended
  SignedTransport plain_;                      // for the token itself
  wire::Caller token_caller_;
  auth::TokenCache tokens_;
  SignedTransport signed_;
  wire::Caller caller_;
};

}  // namespace crosswalk::walmart
