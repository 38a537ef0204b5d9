#include "wire/curl_loop.h"

#include <pthread.h>

#include <algorithm>
#include <csignal>

namespace crosswalk::wire {
namespace {

constexpr long kept_connections = 16;
constexpr int idle_poll_millis = 60'000;  // nothing depends on it: every event wakes the poll

Error stopped() {
  return fail(ErrorKind::stopped, "the call was stopped");
}

// Signals are for the main thread; a write to a dead connection must not raise SIGPIPE here either.
void block_signals() {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

CURLM* new_multi() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  return ready == CURLE_OK ? curl_multi_init() : nullptr;
}

}  // namespace

CurlLoop::CurlLoop(int connections_per_host) : multi_(new_multi()) {
  if (!multi_) {
    closed_ = true;
    return;
  }
  curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
  curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, static_cast<long>(connections_per_host));
  curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, kept_connections);
  thread_ = std::jthread([this](const Stop& stop) { drive(stop); });
}

CurlLoop::~CurlLoop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  wake();
  thread_.join();
  std::unique_lock lock(mutex_);
  left_.wait(lock, [&] { return callers_ == 0; });
}

Result<CURLcode> CurlLoop::run(CURL* easy, Millis longest, const Stop& stop) {
  Job job;
  job.easy = easy;
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return multi_ ? stopped() : fail(ErrorKind::internal, "libcurl could not be started");
    waiting_.push_back(&job);
    ++callers_;
  }
  wake();
  Result<CURLcode> outcome = wait_for(job, longest, stop);
  const std::lock_guard lock(mutex_);
  --callers_;
  left_.notify_all();
  return outcome;
}

Result<CURLcode> CurlLoop::wait_for(Job& job, Millis longest, const Stop& stop) {
  const std::stop_callback on_stop(stop, [&] {
    {
      const std::lock_guard lock(mutex_);
      job.cancelled = true;
    }
    wake();
  });
  std::unique_lock lock(mutex_);
  const auto done = [&] { return job.done; };
  if (!job.ended.wait_for(lock, longest, done)) {
    // libcurl 7.88 forgets the time-out of a transfer that still waits for a connection of its own.
    job.timed_out = true;
    job.cancelled = true;
    wake();
    job.ended.wait(lock, done);
  }
  return job.outcome;
}

void CurlLoop::drive(const Stop& stop) {
  block_signals();
  for (;;) {
    admit(stop);
    if (stop.stop_requested()) return;
    int still_running = 0;
    curl_multi_perform(multi_.get(), &still_running);
    collect();
    curl_multi_poll(multi_.get(), nullptr, 0, idle_poll_millis, nullptr);
  }
}

// Begins what waits, ends what was cancelled; on the loop's own stop ends everything.
void CurlLoop::admit(const Stop& stop) {
  const std::lock_guard lock(mutex_);
  closed_ = stop.stop_requested();
  for (Job* job : waiting_) {
    if (job->cancelled || closed_) {
      finish(*job, job->timed_out ? CURLE_OPERATION_TIMEDOUT : Result<CURLcode>(stopped()));
    } else if (curl_multi_add_handle(multi_.get(), job->easy) != CURLM_OK) {
      finish(*job, fail(ErrorKind::internal, "libcurl did not take the call"));
    } else {
      running_.push_back(job);
    }
  }
  waiting_.clear();
  std::erase_if(running_, [&](Job* job) {
    if (!job->cancelled && !closed_) return false;
    curl_multi_remove_handle(multi_.get(), job->easy);
    finish(*job, job->timed_out ? CURLE_OPERATION_TIMEDOUT : Result<CURLcode>(stopped()));
    return true;
  });
}

void CurlLoop::collect() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;  // `message` does not outlive the removal
    CURL* const easy = message->easy_handle;
    curl_multi_remove_handle(multi_.get(), easy);
    const std::lock_guard lock(mutex_);
    const auto job =
        std::find_if(running_.begin(), running_.end(), [&](Job* each) { return each->easy == easy; });
    if (job == running_.end()) continue;
    finish(**job, code);
    running_.erase(job);
  }
}

// REQUIRES: mutex_ is held. The job is gone as soon as the mutex is released.
void CurlLoop::finish(Job& job, Result<CURLcode> outcome) {
  job.outcome = std::move(outcome);
  job.done = true;
  job.ended.notify_one();
}

}  // namespace crosswalk::wire
