// BareMap: the least that mapping an order can cost with the same parts: simdjson's On-Demand parser, money
// kept as the order's own digits, the decisions of rules/*.lua as plain Lua functions on plain tables that
// hold only what these rules read, and a writer that appends. No sandbox, no budget, no provenance, no proof,
// and only the form of orders that the benchmark's world has (one unit a line, arrays as arrays). What `map`
// costs more is what those promises cost. Not thread-safe.
#pragma once

#include <lua.hpp>

#include <simdjson.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk::bench {

class BareMap {
 public:
  // `items`: upper-case SKU and item code. Throws std::runtime_error when Lua refuses the rules.
  explicit BareMap(const std::vector<std::pair<std::string, std::string>>& items);

  // Appends one line. `body` has simdjson's padding behind it. Throws what simdjson throws.
  void write(std::string_view body, std::string& out);

 private:
  struct Charge {
    std::string_view type;
    std::string_view name;
    std::string_view amount;
    std::string_view tax_name;
    std::string_view tax;  // empty: no tax
  };
  struct OrderLine {
    std::string_view number;
    std::string_view sku;
    std::string_view product_name;
    bool shipped = false;
    std::string date;
    std::vector<Charge> charges;
  };
  struct Order {
    std::string_view id;
    std::string_view customer_order;
    std::string_view order_type;
    std::string_view fulfilment;
    std::string order_date;
    bool facilitated = false;
    std::vector<OrderLine> lines;
    std::size_t line_count = 0;  // of `lines`, whose memory is kept
  };
  // What balances the entries of one date and state.
  struct Owed {
    bool shipped = false;
    std::string date;
    long long cents = 0;
  };
  struct LuaClose {
    void operator()(lua_State* state) const { lua_close(state); }
  };

  void read(std::string_view body);
  void ask();
  void push_line(const OrderLine& line, const char* line_class, const char* tax_class, int index);
  void write_charge(const OrderLine& line, const Charge& charge, std::string& out);
  void write_entry(const OrderLine& line, const Charge& charge, bool tax, bool mirror, std::string& out);
  void write_answers(std::string& out);
  void add(const OrderLine& line, long long cents);

  std::unique_ptr<lua_State, LuaClose> state_;
  int decide_ = 0;  // the rules, in Lua's registry
  simdjson::ondemand::parser parser_;
  Order order_;
  std::vector<Owed> owed_;
  int answered_ = 0;
};

}  // namespace crosswalk::bench
