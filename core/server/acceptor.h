// Acceptor: puts what the listener took into the inbox, the requests of one moment in one transaction: while
// one commit waits for the disk the next gathers, so that a thousand requests a second cost some hundred
// commits. Nobody is told "kept" before the commit. Safe from any thread.
#pragma once

#include <condition_variable>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "store/store.h"

namespace crosswalk::server {

class Acceptor {
 public:
  // Both outlive it.
  Acceptor(store::Store& store, Clock& clock);
  // What waits is still written.
  ~Acceptor();
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  // Waits until it is kept. ErrorKind::limit: too many wait, nothing was kept. ErrorKind::io: it cannot be
  // kept, or not within `patience`; then it may still be, and is known when it comes again.
  Result<store::Accepted> accept(store::InboxRequest request, Millis patience);
  // How many requests wait for the commit that is under way.
  std::size_t waiting() const;

 private:
  struct Waiting {
    store::InboxRequest request;
    std::promise<Result<store::Accepted>> done;
  };
  void work();
  void write(std::deque<Waiting> batch);

  store::Store& store_;
  Clock& clock_;
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Waiting> waiting_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace crosswalk::server
