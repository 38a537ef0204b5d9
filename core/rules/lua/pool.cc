#include "rules/lua/pool.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace crosswalk::rules {
namespace {

std::size_t slot_of(std::size_t size, std::size_t grain) {
  return (size + grain - 1) / grain;
}

}  // namespace

Pool::~Pool() = default;

void Pool::begin(std::size_t alive, std::size_t block, std::size_t churn) {
  alive_limit_ = alive_ + std::min(alive, ~std::size_t{0} - alive_);
  block_limit_ = block;
  churn_left_ = churn;
  refusals_ = 0;
}

bool Pool::may_grow(std::size_t old_size, std::size_t new_size) {
  const std::size_t growth = new_size - old_size;
  const bool fits = refusals_ <= patience && new_size <= block_limit_ && alive_ + growth <= alive_limit_ &&
                    new_size <= churn_left_;
  if (fits) {
    churn_left_ -= new_size;
    return true;
  }
  if (new_size > block_limit_ || new_size > churn_left_) refusals_ = patience;
  ++refusals_;
  if (call_ != nullptr) call_(argument_);
  return false;
}

void* Pool::take(std::size_t size) {
  if (size > largest_small) return std::malloc(size);
  const std::size_t slot = slot_of(size, grain);
  if (void* block = free_[slot]; block != nullptr) {
    std::memcpy(&free_[slot], block, sizeof(void*));
    return block;
  }
  const std::size_t bytes = slot * grain;
  if (fresh_left_ < bytes) {
    auto* chunk = new (std::nothrow) std::byte[chunk_size];
    if (chunk == nullptr) return nullptr;
    try {
      chunks_.emplace_back(chunk);
    } catch (const std::bad_alloc&) {
      delete[] chunk;
      return nullptr;
    }
    fresh_ = chunk;
    fresh_left_ = chunk_size;
  }
  void* block = fresh_;
  fresh_ += bytes;
  fresh_left_ -= bytes;
  return block;
}

void Pool::give_back(void* block, std::size_t size) {
  if (size > largest_small) {
    std::free(block);
    return;
  }
  const std::size_t slot = slot_of(size, grain);
  std::memcpy(block, &free_[slot], sizeof(void*));
  free_[slot] = block;
}

void* Pool::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) noexcept {
  Pool& pool = *static_cast<Pool*>(self);
  if (block == nullptr) old_size = 0;  // Lua passes a type tag there
  if (new_size == 0) {
    if (block != nullptr) pool.give_back(block, old_size);
    pool.alive_ -= old_size;
    return nullptr;
  }
  if (new_size > old_size && !pool.may_grow(old_size, new_size)) return nullptr;
  if (block != nullptr && old_size <= largest_small && new_size <= largest_small &&
      slot_of(old_size, grain) == slot_of(new_size, grain)) {
    pool.alive_ += new_size - old_size;
    return block;
  }
  void* fresh = nullptr;
  if (block != nullptr && old_size > largest_small && new_size > largest_small) {
    fresh = std::realloc(block, new_size);
  } else {
    fresh = pool.take(new_size);
    if (fresh != nullptr && block != nullptr) {
      std::memcpy(fresh, block, std::min(old_size, new_size));
      pool.give_back(block, old_size);
    }
  }
  if (fresh == nullptr) return nullptr;
  pool.alive_ += new_size - old_size;
  return fresh;
}

}  // namespace crosswalk::rules
