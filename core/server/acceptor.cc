#include "server/acceptor.h"

#include "base/log.h"
#include "server/limits.h"

namespace crosswalk::server {

Acceptor::Acceptor(store::Store& store, Clock& clock)
    : store_(store), clock_(clock), thread_([this] { work(); }) {}

Acceptor::~Acceptor() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  came_.notify_all();
  thread_.join();
}

Result<store::Accepted> Acceptor::accept(store::InboxRequest request, Millis patience) {
  std::future<Result<store::Accepted>> answer;
  {
    const std::lock_guard lock(mutex_);
    if (ending_) return fail(ErrorKind::io, "the engine is ending");
    if (waiting_.size() >= limits::most_waiting)
      return fail(ErrorKind::limit, "too many requests wait to be written");
    waiting_.push_back({std::move(request), {}});
    answer = waiting_.back().done.get_future();
  }
  came_.notify_one();
  if (answer.wait_for(patience) != std::future_status::ready)
    return fail(ErrorKind::io, "the store did not answer in time");
  return answer.get();
}

std::size_t Acceptor::waiting() const {
  const std::lock_guard lock(mutex_);
  return waiting_.size();
}

void Acceptor::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    came_.wait(lock, [this] { return !waiting_.empty() || ending_; });
    if (waiting_.empty()) return;
    std::deque<Waiting> batch;
    while (!waiting_.empty() && batch.size() < limits::batch) {
      batch.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    lock.unlock();
    write(std::move(batch));
    lock.lock();
  }
}

void Acceptor::write(std::deque<Waiting> batch) {
  std::vector<store::InboxRequest> requests;
  requests.reserve(batch.size());
  for (auto& each : batch) requests.push_back(std::move(each.request));
  const auto done = store_.accept(requests, clock_.now());
  if (!done) log::error("server", "what was pushed could not be kept: " + done.error().text());
  for (std::size_t i = 0; i < batch.size(); ++i)
    batch[i].done.set_value(done ? Result<store::Accepted>((*done)[i])
                                 : Result<store::Accepted>(fail(ErrorKind::io, "the store cannot keep it")));
}

}  // namespace crosswalk::server
