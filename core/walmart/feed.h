// Feeds: many stock or price documents in one request, POST /v3/feeds (walmart.md §5.1, §5.2, §5.4). A feed
// is worked on for minutes or hours; when it is processed each of its documents has its own outcome:
// PROCESSED does not mean that all of it succeeded. A feed whose answer was lost is found again in the list
// of recent feeds: by its file name, which is the attempt's id, or, where the list shows none, by type, time,
// count and SKUs. Safe from any thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "walmart/verdict.h"

namespace crosswalk::walmart {

class Feeds {
 public:
  // How one document is seen outside of its feed: posted or absent, when the feed does not say.
  using ReadBack = std::function<Outcome(const Document& document, const Stop& stop)>;

  // `type` as Walmart spells it; `calls` in an hour. REQUIRES: `connection` outlives the feeds.
  Feeds(Connection& connection, std::string_view type, double calls, ReadBack read_back);

  // `file` is the feed's JSON.
  FrozenRequest freeze(std::string_view attempt_id, std::string_view file) const;
  Outcomes send(const Attempt& attempt, const Stop& stop);
  Outcomes check(const Attempt& attempt, const Stop& stop);

 private:
  struct Found;
  Outcome find(const Attempt& attempt, const Stop& stop, Found& found);
  Outcome read(const Attempt& attempt, const std::string& id, const Stop& stop, Found& found);
  Outcomes take_apart(const Attempt& attempt, const Found& found, const Stop& stop);
  Endpoint endpoint() const;

  Connection& connection_;
  std::string_view type_;
  std::string shape_;
  double calls_;
  ReadBack read_back_;
};

// The SKU of a stock or price document, out of its content.
std::string sku_of(const Document& document);

}  // namespace crosswalk::walmart
