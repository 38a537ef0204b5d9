// Secret: text that must not be seen. It has no way to a stream, a formatter, a log or JSON; whoever needs
// the text says so with `reveal`, which is easy to search for. The memory is wiped when it goes.
#pragma once

#include <string>
#include <utility>

namespace crosswalk {

class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  Secret(const Secret&) = default;
  Secret(Secret&&) = default;
  Secret& operator=(const Secret&) = default;
  Secret& operator=(Secret&&) = default;
  ~Secret();

  bool empty() const { return text_.empty(); }
  // For the one place that sends it. Never log, print or store the answer.
  const std::string& reveal() const { return text_; }
  // In constant time.
  bool same_as(const Secret& other) const;

 private:
  std::string text_;
};

}  // namespace crosswalk
