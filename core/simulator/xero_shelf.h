// XeroShelf: the documents of one list, in the order they were made, found again by id and, where the list
// has numbers, by number. Not thread-safe: XeroService locks.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {

// T has `id`.
template <class T>
class XeroShelf {
 public:
  const std::vector<T>& all() const { return all_; }

  T* find(std::string_view id) {
    const auto found = at_.find(lower(id));
    return found != at_.end() ? &all_[found->second] : nullptr;
  }
  const T* find(std::string_view id) const {
    const auto found = at_.find(lower(id));
    return found != at_.end() ? &all_[found->second] : nullptr;
  }
  // One of those under `number`, without case: a live one before one that has ended.
  const T* numbered(std::string_view number) const {
    const auto found = by_number_.find(lower(number));
    if (number.empty() || found == by_number_.end()) return nullptr;
    const T* last = nullptr;
    for (const std::size_t at : found->second) {
      if (!all_[at].ended()) return &all_[at];
      last = &all_[at];
    }
    return last;
  }

  // Adds it, or replaces the one with its id. Found by `number` unless that is empty.
  void store(T next, std::string_view number = {}) {
    const auto [known, fresh] = at_.try_emplace(lower(next.id), all_.size());
    const std::size_t at = known->second;
    if (fresh) {
      all_.emplace_back();
      numbers_.emplace_back();
    } else if (const auto old = by_number_.find(numbers_[at]); old != by_number_.end()) {
      std::erase(old->second, at);
    }
    numbers_[at] = lower(number);
    if (!number.empty()) by_number_[numbers_[at]].push_back(at);
    all_[at] = std::move(next);
  }

 private:
  std::vector<T> all_;
  std::vector<std::string> numbers_;  // of each, as it is found by
  std::unordered_map<std::string, std::size_t> at_;
  std::unordered_map<std::string, std::vector<std::size_t>> by_number_;
};

}  // namespace crosswalk::simulator::xero_sim
