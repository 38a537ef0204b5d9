// A benchmark gives up with one sentence when what it needs cannot be had.
#pragma once

#include <cstdlib>
#include <iostream>
#include <string>
#include <utility>

#include "base/result.h"

namespace crosswalk::bench {

[[noreturn]] inline void give_up(const std::string& why) {
  std::cerr << why << "\n";
  std::exit(EXIT_FAILURE);
}

template <class T>
T must(Result<T> result) {
  if (!result) give_up(result.error().text());
  return std::move(*result);
}
inline void must(const Result<void>& result) {
  if (!result) give_up(result.error().text());
}

}  // namespace crosswalk::bench
