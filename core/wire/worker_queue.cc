#include "wire/worker_queue.h"

namespace crosswalk::wire {
namespace {

constexpr std::size_t most_waiting = 64;

}  // namespace

void WorkerQueue::enqueue(std::function<void()> task) {
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] { return tasks_.size() < most_waiting; });
  tasks_.push_back(std::move(task));
  if (tasks_.size() > idle_ && threads_.size() < most_) threads_.emplace_back([this] { work(); });
  work_.notify_one();
}

void WorkerQueue::shutdown() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  work_.notify_all();
  for (auto& thread : threads_) thread.join();
}

bool WorkerQueue::is_short() const {
  const std::lock_guard lock(mutex_);
  return tasks_.size() > idle_;
}

void WorkerQueue::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    work_.wait(lock, [&] { return !tasks_.empty() || ending_; });
    --idle_;
    if (tasks_.empty()) return;
    const auto task = std::move(tasks_.front());
    tasks_.pop_front();
    room_.notify_one();
    lock.unlock();
    task();
    lock.lock();
  }
}

}  // namespace crosswalk::wire
