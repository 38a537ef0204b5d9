// The conformance suite of Store: what every implementation must do, sentence by sentence of store/store.h.
// Each check begins with an empty store; a room's test calls `run_suite` with a way to make one. `Scene` is
// the checks' shorthand: it fails the test when the store answers with an error.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "store/store.h"

namespace crosswalk::store::suite {

using Open = std::function<std::unique_ptr<Store>()>;

struct Check {
  std::string_view name;
  void (*run)(Store& store);
};

std::vector<Check> intake_checks();
std::vector<Check> mapping_checks();
std::vector<Check> dispatch_checks();
std::vector<Check> outcome_checks();
std::vector<Check> reading_checks();
std::vector<Check> budget_checks();
std::vector<Check> offer_checks();
std::vector<Check> inbox_checks();
std::vector<Check> erasure_checks();
std::vector<Check> settling_checks();
std::vector<Check> reconciling_checks();
std::vector<Check> comparing_checks();

// Every check on a store of its own.
void run_suite(const Open& open);

inline constexpr Instant start = Instant::from_millis(1'790'000'000'000);
inline constexpr Millis lease{60'000};

Instant after(std::int64_t seconds);
Money usd(std::string_view amount);
RawRecord order(std::string id, std::string body);
// A drafted document of record `id` of pair "us".
Document drafted(DocumentKind kind, std::string key, const RecordKey& record, int step = 1);
Document contact(std::string key);
Outcome posted(std::string outside_id, std::optional<Money> total = std::nullopt);
Outcome outcome(Outcome::Kind kind, std::string reason = {}, Instant at = {});

// The value itself: a range-for over `result().value()` would walk a value that is gone.
template <class T>
T got(Result<T> result) {
  return std::move(result).value();
}

class Scene {
 public:
  explicit Scene(Store& store) : store_(store) {}

  // Receives an order and claims it for "w1".
  ClaimedRecord claim(const std::string& id, const std::string& body = "{}", Instant now = start);
  // Finishes it as booked with these documents.
  void book(const ClaimedRecord& claimed, std::vector<Document> documents,
            std::vector<std::int64_t> withdraw = {});
  // Receives, claims and books an order with one invoice of the same key; the answer is the invoice's id.
  std::int64_t invoice(const std::string& key, std::optional<Money> total = std::nullopt);
  // Stores an attempt of these documents.
  Attempt send(const std::string& attempt, const std::vector<std::int64_t>& documents, Instant now = start);
  void answer(const Attempt& attempt, std::vector<Outcome> outcomes, Instant now = start);
  // Looks up what is due and gives every member this outcome; the answer is how many members there were.
  int look_up(const Outcome& found, Instant now);
  // Sends and posts one document.
  void post(std::int64_t document, const std::string& outside_id, std::optional<Money> total = std::nullopt);

  DocumentState state(std::int64_t document);
  RecordState record_state(std::int64_t record);
  std::vector<std::string> sendable(Instant now = start, Side side = Side::ledger);
  // "received>booked mapped, …"
  std::string trail(std::string_view subject, std::int64_t id);

 private:
  Store& store_;
};

}  // namespace crosswalk::store::suite
