// OrderGenerator: orders for property tests, over the whole schema and beyond what tests usually think of:
// several lines, every class that an order has, odd quantities, discounts, both kinds of tax, all states,
// known and unknown SKUs, and whatever values the rules themselves name. The same seed gives the same orders
// on every machine. Not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/language/sources.h"
#include "rules/testing/order_sketch.h"

namespace crosswalk::rules {

// What is worth trying with these rules.
struct OrderWords {
  std::vector<std::string> skus;                         // of their tables
  std::map<std::string, std::vector<Literal>> literals;  // by a field's path: what rows compare it with
};
Result<OrderWords> words_of(const Sources& sources);

// A small generator of its own: the standard library's distributions differ from one to the next.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  // 0 … bound − 1. REQUIRES: bound > 0.
  std::uint64_t below(std::uint64_t bound);
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class List>
  const auto& one_of(const List& list) {
    return list[below(list.size())];
  }

 private:
  std::uint64_t state_;
};

// The seed that a test's name stands for.
std::uint64_t seed_of(std::string_view name);

class OrderGenerator {
 public:
  OrderGenerator(const OrderWords& words, std::uint64_t seed) : words_(words), dice_(seed) {}
  OrderSketch next();

 private:
  void add_order_line(OrderSketch& order, int number);
  // A charge of the order line on top, with its tax when there is one.
  void add_charge(OrderSketch& order, OrderSketch::Fields shared, std::string_view line_class,
                  std::string amount);
  void try_literals(OrderSketch& order);
  std::string sku();
  std::string cents(std::uint64_t below);
  std::string day();

  const OrderWords& words_;
  Dice dice_;
};

}  // namespace crosswalk::rules
