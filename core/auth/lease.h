// Lease: the right to do one thing for a while, shared by all processes on a store. It ends by itself, so
// that a dead holder is not waited for longer; whoever does something under it must still bear that another
// does it too. Gives the lease back when it goes. One thread uses it.
#pragma once

#include <string>

#include "base/clock.h"
#include "base/stop.h"
#include "store/store.h"

namespace crosswalk::auth {

class Lease {
 public:
  // Waits until it is free. ErrorKind::stopped when `stop` came first.
  static Result<Lease> take(store::Store& store, const std::string& name, Millis life, Clock& clock,
                            const Stop& stop);
  Lease(Lease&& other) noexcept;
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Lease& operator=(Lease&&) = delete;
  ~Lease();

 private:
  Lease(store::Store& store, std::string note, std::string text)
      : store_(&store), note_(std::move(note)), text_(std::move(text)) {}
  store::Store* store_;
  std::string note_;
  std::string text_;  // as it stands in the store while it is ours: "OWNER MILLISECONDS"
};

}  // namespace crosswalk::auth
