// LineHits: which lines of which files have run. Marking is on the path of every line of Lua while it is
// watched, so it builds no text. Not thread-safe.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::rules {

class LineHits {
 public:
  // `chunk` is Lua's name of the file, "@rules/tax.lua".
  void mark(const char* chunk, int line) {
    if (last_ >= files_.size() || files_[last_].chunk != chunk) find(chunk);
    auto& words = files_[last_].words;
    const auto bit = static_cast<std::size_t>(line);
    if (bit / 64 >= words.size()) words.resize(bit / 64 + 1);
    words[bit / 64] |= std::uint64_t{1} << (bit % 64);
  }
  // The files stay known, without their lines.
  void clear() {
    for (auto& file : files_) file.words.assign(file.words.size(), 0);
  }
  // Calls `see(file, line)` for each line that has run, file by file.
  template <class See>
  void each(See see) const {
    for (const auto& file : files_)
      for (std::size_t i = 0; i < file.words.size(); ++i)
        for (std::uint64_t word = file.words[i]; word != 0; word &= word - 1)
          see(std::string_view(file.chunk).substr(1), static_cast<int>(i * 64) + __builtin_ctzll(word));
  }

 private:
  struct File {
    std::string chunk;
    std::vector<std::uint64_t> words;
  };

  void find(const char* chunk) {
    for (last_ = 0; last_ < files_.size(); ++last_)
      if (files_[last_].chunk == chunk) return;
    files_.push_back({chunk, {}});
  }

  std::vector<File> files_;
  std::size_t last_ = 0;
};

}  // namespace crosswalk::rules
