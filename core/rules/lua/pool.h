// Pool: the allocator of one Lua state. Small blocks come from free lists, every byte is counted, and what a
// record may take is capped three ways: bytes alive, the size of one block, and bytes asked for in all, so
// that time spent in copying is bounded too. Once refused for good it refuses every growth until the next
// record. Not thread-safe.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

namespace crosswalk::rules {

class Pool {
 public:
  Pool() = default;
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;
  ~Pool();

  // lua_Alloc with `self` a Pool.
  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) noexcept;

  // Begins a new count: `alive` more bytes than are alive now, blocks of at most `block` bytes, `churn` bytes
  // in all.
  void begin(std::size_t alive, std::size_t block, std::size_t churn);
  // A growth was refused since `begin`.
  bool refused() const { return refusals_ > 0; }
  // Called at the first refusal, while the stack still tells where the rule stands. Must not allocate from
  // the pool.
  void on_refusal(void (*call)(void*), void* argument) {
    call_ = call;
    argument_ = argument;
  }

 private:
  static constexpr std::size_t grain = 16;
  static constexpr std::size_t largest_small = 512;
  static constexpr std::size_t chunk_size = std::size_t{64} << 10;
  // After this many refusals no garbage collection is given another chance.
  static constexpr int patience = 3;

  void* take(std::size_t size);
  void give_back(void* block, std::size_t size);
  bool may_grow(std::size_t old_size, std::size_t new_size);

  std::array<void*, largest_small / grain + 1> free_{};
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* fresh_ = nullptr;
  std::size_t fresh_left_ = 0;
  std::size_t alive_ = 0;
  std::size_t alive_limit_ = ~std::size_t{0};
  std::size_t block_limit_ = ~std::size_t{0};
  std::size_t churn_left_ = ~std::size_t{0};
  int refusals_ = 0;
  void (*call_)(void*) = nullptr;
  void* argument_ = nullptr;
};

}  // namespace crosswalk::rules
