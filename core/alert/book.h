// Book: which causes stand, since when, and what each target was told of them; with the decision what is due.
// Kept as one text in the store, so that neither a restart repeats an alert nor a crash loses one. At most
// `limits::alert_causes` stand at a time; what is beyond waits until others are over. Pure, not thread-safe.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alert/message.h"
#include "alert/policy.h"
#include "base/result.h"

namespace crosswalk::alert {

// What one target was told of one cause.
struct Told {
  std::optional<Instant> at;  // the last telling; none: never
  std::int64_t count = 0;     // what was said then, or less if it has shrunk since
  bool over = false;          // it was said that it is over
  int tries = 0;              // that failed, in a row
  Instant not_before;         // the back-off's end, or the end of the lease of whoever is telling
};

struct Entry {
  Alert alert;
  std::string topic;
  std::optional<Instant> over;
  std::map<std::string, Told> told;  // by the target's name
};

class Book {
 public:
  static Result<Book> parse(std::string_view text);  // "" is an empty book
  std::string text() const;

  // What stands of a topic now. True: something changed.
  bool observe(std::string_view pair, std::string_view topic, std::vector<AlertCause> causes, Instant now);
  // What `policy`'s target is to be told now, taken until `until`: nobody else tells it meanwhile. With
  // `hurry` a cause that is fresh is not given time to grow first.
  std::vector<Alert> claim(const Policy& policy, bool hurry, Instant now, Instant until);
  // How telling what was claimed ended.
  void finish(const Policy& policy, const std::vector<Alert>& alerts, bool delivered, Instant now);
  // Drops what is over and of which nothing more is to be said or kept quiet about. True: something went.
  bool forget(const std::vector<Policy>& policies, Instant now);

  // Drops what stands of pairs that are no longer in the workspace: nobody would ever say that it is over.
  bool keep_only(const std::vector<std::string>& pairs);

  const std::vector<Entry>& entries() const { return entries_; }

 private:
  Entry* find(std::string_view id);
  std::vector<Entry> entries_;
};

}  // namespace crosswalk::alert
