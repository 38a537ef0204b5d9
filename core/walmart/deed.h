// Deed: one kind of document that Walmart takes from us: how it is frozen, what the answers to it mean, and
// where it is looked up. WalmartChannel has one for each kind. Safe from any thread.
#pragma once

#include <span>
#include <string_view>

#include "model/attempt.h"
#include "walmart/verdict.h"

namespace crosswalk::walmart {

class Deed {
 public:
  virtual ~Deed() = default;
  // As in Target.
  virtual std::size_t fits(std::span<const Document> /*documents*/) const { return 1; }
  virtual Result<FrozenRequest> freeze(std::string_view attempt_id,
                                       std::span<const Document> documents) const = 0;
  virtual Outcomes send(const Attempt& attempt, const Stop& stop) = 0;
  virtual Outcomes check(const Attempt& attempt, const Stop& stop) = 0;
};

// A deed of one document a request that doing twice would double: Walmart has no idempotency key ("after a
// timeout GET the order first", walmart.md §2.7). It is looked up before it is sent, so that not even a
// restored backup repeats it, and after every answer that is not a plain yes.
// When Walmart is looked at: before anything of an attempt has gone out, after it has, or after
// who was to send it has not come back.
enum class Moment { before_sending, after_sending, lost };

class OnceDeed : public Deed {
 public:
  // REQUIRES: `connection` outlives the deed.
  explicit OnceDeed(Connection& connection) : connection_(connection) {}

  Result<FrozenRequest> freeze(std::string_view attempt_id, std::span<const Document> documents) const final;
  Outcomes send(const Attempt& attempt, const Stop& stop) final;
  Outcomes check(const Attempt& attempt, const Stop& stop) final;

 protected:
  virtual Endpoint endpoint() const = 0;
  virtual Result<FrozenRequest> freeze_one(const Document& document) const = 0;
  // posted, absent, rejected (it cannot be told, or there is no such thing), unknown or reauthorise. An
  // absent one whose `at` is set cannot be done before something else has happened there.
  virtual Outcome look_up(const Document& document, Moment moment, const Stop& stop) = 0;
  // posted if a 2xx body shows it, else unknown.
  virtual Outcome confirm(const Document& document, const wire::HttpReply& reply) = 0;

  Connection& connection_;

 private:
  Outcome send_one(const Attempt& attempt, const Stop& stop);
};

}  // namespace crosswalk::walmart
