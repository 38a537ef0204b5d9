// CurlLoop: the thread that drives libcurl's multi handle. `run` hands it one prepared easy handle and blocks
// until that transfer has ended; when it returns, no thread touches the handle any more. Safe from any
// thread. Internal to wire.
#pragma once

#include <curl/curl.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/stop.h"

namespace crosswalk::wire {

class CurlLoop {
 public:
  explicit CurlLoop(int connections_per_host);
  ~CurlLoop();
  CurlLoop(const CurlLoop&) = delete;
  CurlLoop& operator=(const CurlLoop&) = delete;

  // How the transfer ended, CURLE_OPERATION_TIMEDOUT after `longest` at the latest. A stop, also of the loop
  // itself, is an error of ErrorKind::stopped.
  Result<CURLcode> run(CURL* easy, Millis longest, const Stop& stop);

 private:
  struct Job {
    CURL* easy = nullptr;
    bool cancelled = false;
    bool timed_out = false;
    bool done = false;
    Result<CURLcode> outcome = CURLE_OK;
    std::condition_variable ended;
  };
  struct MultiCleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  Result<CURLcode> wait_for(Job& job, Millis longest, const Stop& stop);
  void drive(const Stop& stop);
  void admit(const Stop& stop);
  void collect();
  static void finish(Job& job, Result<CURLcode> outcome);
  void wake() { curl_multi_wakeup(multi_.get()); }

  std::unique_ptr<CURLM, MultiCleanup> multi_;
  std::mutex mutex_;           // guards the rest, and what a Job says
  std::vector<Job*> waiting_;  // not yet given to curl
  std::vector<Job*> running_;  // changed by the loop's thread only
  int callers_ = 0;            // inside `run`; the loop outlives them
  std::condition_variable left_;
  bool closed_ = false;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace crosswalk::wire
