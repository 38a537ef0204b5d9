// WalmartWrites: the exactly-once account of the Walmart stand-in: how often something was written, and how
// often that changed anything. Not thread-safe; the service locks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace crosswalk::simulator {

struct WriteCount {
  int calls = 0;    // accepted writes, whether the answer reached the caller or not
  int effects = 0;  // those that changed something
  friend bool operator==(const WriteCount&, const WriteCount&) = default;
};

class WalmartWrites {
 public:
  // `what`: "acknowledge", "shipping", "cancel", "refund" of a purchase order; "stock" of "SKU@ship node";
  // "price" of a SKU; "feed" of a feed type.
  void count(std::string_view what, std::string_view key, bool changed) {
    WriteCount& count = counts_[{std::string(what), std::string(key)}];
    ++count.calls;
    if (changed) ++count.effects;
  }
  WriteCount of(std::string_view what, std::string_view key) const {
    const auto found = counts_.find({std::string(what), std::string(key)});
    return found == counts_.end() ? WriteCount() : found->second;
  }

 private:
  std::map<std::pair<std::string, std::string>, WriteCount> counts_;
};

}  // namespace crosswalk::simulator
