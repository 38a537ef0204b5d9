// WorkerQueue: the threads that serve accepted connections. They are made when they are needed, up to a
// limit, so that an idle listener costs none. When too many connections wait, the listener waits: the kernel
// holds the rest. Safe from any thread. Internal to wire.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace crosswalk::wire {

class WorkerQueue final : public httplib::TaskQueue {
 public:
  explicit WorkerQueue(std::size_t threads) : most_(threads) {}
  void enqueue(std::function<void()> task) override;
  // Does what is queued, then ends the threads.
  void shutdown() override;
  // Whether a connection waits for a thread.
  bool is_short() const;

 private:
  void work();

  const std::size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable room_;
  std::deque<std::function<void()>> tasks_;
  std::size_t idle_ = 0;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace crosswalk::wire
