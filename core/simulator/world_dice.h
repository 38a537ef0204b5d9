// WorldDice: a small random generator whose throws depend on its seed only, not on compiler or library, so
// that a world of a given seed is the same everywhere. Not thread-safe; one a place.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace crosswalk::simulator {

class WorldDice {
 public:
  explicit WorldDice(std::uint64_t seed) : state_(seed) {}
  // Independent throws for the `n`-th thing of a world.
  WorldDice(std::uint64_t seed, std::uint64_t n)
      : state_(seed * 0x9E3779B97F4A7C15ULL + n * 0xD1B54A32D192ED03ULL) {
    next();
    next();
  }

  // SplitMix64.
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  // 0 … bound − 1. REQUIRES: bound > 0.
  std::int64_t below(std::int64_t bound) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(bound));
  }
  // least … most, both included.
  std::int64_t between(std::int64_t least, std::int64_t most) { return least + below(most - least + 1); }
  // True in `share` (0 … 1) of the throws.
  bool chance(double share) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < share; }
  // REQUIRES: !from.empty().
  template <class T>
  const T& pick(std::span<const T> from) {
    return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
  }

 private:
  std::uint64_t state_;
};

// The same number for the same text everywhere (FNV-1a), to throw dice about a thing by its name.
inline std::uint64_t number_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

}  // namespace crosswalk::simulator
