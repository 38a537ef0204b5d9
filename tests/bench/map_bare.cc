#include "map_bare.h"

#include <chrono>
#include <stdexcept>

namespace crosswalk::bench {
namespace {

// What rules/*.lua decide, as somebody would write it who needs nothing but the decision.
constexpr const char* rules = R"lua(
local items = ...

local function account(line)
  local class = line.class
  if class == "product" then return "200" end
  if class == "shipping" then return "210" end
  if class == "discount" then return "215" end
  if class == "tax" then
    if line.tax_class == "facilitator" then return "820" end
    if line.tax_class == "seller" then return "825" end
  end
end

local function tax(line)
  local class = line.class
  if class == "product" or class == "shipping" or class == "discount" then return "NONE" end
  if class == "tax" and (line.tax_class == "facilitator" or line.tax_class == "seller") then return "NONE" end
end

local function item(line) return items[line.sku:upper()] end

local shippers = { seller = "Seller", wfs = "WFS", ["3pl"] = "3PL" }

local function tracking(line)
  if line.class == "tax" then return { Channel = "Walmart US" } end
  local shipper = shippers[line.fulfilment]
  return shipper and { Channel = "Walmart US", Fulfilment = shipper }
end

local function contact(record)
  if record.market == "us" then return "Walmart Marketplace US" end
end

local function hold(record)
  if record.total > 500000 then return "the order is over 5,000; look at it, then replay it" end
  if record.order_type == "replacement" and record.total > 0 then return "a replacement that costs needs a look" end
end

return function(record)
  record.contact = contact(record)
  local why = hold(record)
  if why or not record.contact then return why or "no contact" end
  local lines = record.lines
  for i = 1, #lines do
    local line = lines[i]
    if line.class == "product" or line.class == "discount" then
      line.item = item(line)
      if not line.item then return "SKU " .. line.sku .. " is not known" end
    end
    line.tax = tax(line)
    line.tracking = tracking(line)
    line.account = account(line)
    if not (line.tax and line.tracking and line.account) then return "no answer" end
  end
end
)lua";

constexpr int record_index = 1;  // on Lua's stack, while an order is written
constexpr int lines_index = 2;
constexpr int line_index = 3;

long long cents_of(std::string_view token) {
  long long cents = 0;
  int places = -1;
  for (const char c : token) {
    if (c == '.') places = 0;
    if (c < '0' || c > '9') continue;
    cents = cents * 10 + (c - '0');
    if (places >= 0) ++places;
  }
  for (; places < 2; ++places) {
    cents *= 10;
    if (places < 0) places = 0;
  }
  return !token.empty() && token.front() == '-' ? -cents : cents;
}

void append_cents(std::string& out, long long cents) {
  if (cents < 0) out += '-';
  const long long size = cents < 0 ? -cents : cents;
  out += std::to_string(size / 100);
  out += '.';
  out += static_cast<char>('0' + size / 10 % 10);
  out += static_cast<char>('0' + size % 10);
}

void append_text(std::string& out, std::string_view text) {
  constexpr const char* hex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

// The benchmark's world lies in January, when New York is five hours behind.
void assign_date(std::string& out, std::int64_t millis) {
  const std::chrono::milliseconds local(millis - 5 * 3'600'000LL);
  const std::chrono::year_month_day day(
      std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>(local)));
  const auto month = static_cast<unsigned>(day.month());
  const auto of_month = static_cast<unsigned>(day.day());
  out = std::to_string(static_cast<int>(day.year()));
  out += '-';
  out += static_cast<char>('0' + month / 10);
  out += static_cast<char>('0' + month % 10);
  out += '-';
  out += static_cast<char>('0' + of_month / 10);
  out += static_cast<char>('0' + of_month % 10);
}

bool is_facilitated(std::string_view state) {
  return state != "DE" && state != "MT" && state != "NH" && state != "OR";
}

std::string_view fulfilment_of(std::string_view node) {
  return node == "SellerFulfilled" ? "seller" : node == "WFSFulfilled" ? "wfs" : "3pl";
}

std::string_view token_of(simdjson::simdjson_result<simdjson::ondemand::value> value) {
  std::string_view token = value.raw_json_token();
  while (!token.empty() && token.back() <= ' ') token.remove_suffix(1);
  return token;
}

std::string_view text_at(lua_State* state, int index) {
  std::size_t size = 0;
  const char* text = lua_tolstring(state, index, &size);
  return {text, size};
}

void set_text(lua_State* state, const char* name, std::string_view text) {
  lua_pushlstring(state, text.data(), text.size());
  lua_setfield(state, -2, name);
}

void append_answer(std::string& out, lua_State* state, const char* name) {
  if (lua_getfield(state, line_index, name) == LUA_TSTRING) {
    out += ",\"";
    out += name;
    out += "\":";
    append_text(out, text_at(state, -1));
  }
  lua_pop(state, 1);
}

}  // namespace

BareMap::BareMap(const std::vector<std::pair<std::string, std::string>>& items) : state_(luaL_newstate()) {
  lua_State* L = state_.get();
  luaL_openlibs(L);
  lua_gc(L, LUA_GCGEN, 0, 0);
  if (luaL_loadstring(L, rules) != LUA_OK) throw std::runtime_error(lua_tostring(L, -1));
  lua_createtable(L, 0, static_cast<int>(items.size()));
  for (const auto& [sku, item] : items) set_text(L, sku.c_str(), item);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) throw std::runtime_error(lua_tostring(L, -1));
  decide_ = luaL_ref(L, LUA_REGISTRYINDEX);
}

void BareMap::read(std::string_view body) {
  auto document = parser_.iterate(
      simdjson::padded_string_view(body.data(), body.size(), body.size() + simdjson::SIMDJSON_PADDING));
  simdjson::ondemand::object order = document.get_object();
  order_.id = order["purchaseOrderId"];
  order_.customer_order = order["customerOrderId"];
  order_.order_type = order["orderType"];
  assign_date(order_.order_date, order["orderDate"].get_int64());
  order_.facilitated = is_facilitated(order["shippingInfo"]["postalAddress"]["state"]);
  order_.line_count = 0;
  for (simdjson::ondemand::object from : order["orderLines"]["orderLine"]) {
    if (order_.lines.size() == order_.line_count) order_.lines.emplace_back();
    OrderLine& line = order_.lines[order_.line_count++];
    line.number = from["lineNumber"];
    simdjson::ondemand::object item = from["item"];
    line.product_name = item["productName"];
    line.sku = item["sku"];
    line.charges.clear();
    for (simdjson::ondemand::object charge : from["charges"]["charge"]) {
      Charge& to = line.charges.emplace_back();
      to.type = charge["chargeType"];
      to.name = charge["chargeName"];
      to.amount = token_of(charge["chargeAmount"]["amount"]);
      simdjson::ondemand::object tax = charge["tax"];
      to.tax_name = tax["taxName"];
      to.tax = token_of(tax["taxAmount"]["amount"]);
    }
    line.shipped = false;
    line.date = order_.order_date;
    for (simdjson::ondemand::object status : from["orderLineStatuses"]["orderLineStatus"]) {
      const std::string_view name = status["status"];
      line.shipped = name == "Shipped" || name == "Delivered";
      if (line.shipped) assign_date(line.date, status["trackingInfo"]["shipDateTime"].get_int64());
    }
  }
  order_.fulfilment = fulfilment_of(order["shipNode"]["type"]);
}

void BareMap::push_line(const OrderLine& line, const char* line_class, const char* tax_class, int index) {
  lua_State* L = state_.get();
  lua_createtable(L, 0, 8);
  lua_pushstring(L, line_class);
  lua_setfield(L, -2, "class");
  if (tax_class != nullptr) {
    lua_pushstring(L, tax_class);
    lua_setfield(L, -2, "tax_class");
  }
  set_text(L, "sku", line.sku);
  set_text(L, "fulfilment", order_.fulfilment);
  lua_rawseti(L, lines_index, index);
}

// Leaves the record and its lines, with the answers in them, on Lua's stack.
void BareMap::ask() {
  lua_State* L = state_.get();
  lua_settop(L, 0);
  lua_createtable(L, 0, 5);
  lua_pushliteral(L, "us");
  lua_setfield(L, record_index, "market");
  lua_pushstring(L, order_.order_type == "REPLACEMENT" ? "replacement" : "regular");
  lua_setfield(L, record_index, "order_type");
  lua_createtable(L, 8, 0);
  long long total = 0;
  int count = 0;
  for (std::size_t i = 0; i < order_.line_count; ++i) {
    const OrderLine& line = order_.lines[i];
    for (const Charge& charge : line.charges) {
      push_line(line, charge.type == "SHIPPING" ? "shipping" : "product", nullptr, ++count);
      total += cents_of(charge.amount);
      if (charge.tax.empty()) continue;
      push_line(line, "tax", order_.facilitated ? "facilitator" : "seller", ++count);
      total += cents_of(charge.tax);
    }
  }
  lua_pushinteger(L, total);
  lua_setfield(L, record_index, "total");
  lua_pushvalue(L, lines_index);
  lua_setfield(L, record_index, "lines");
  lua_rawgeti(L, LUA_REGISTRYINDEX, decide_);
  lua_pushvalue(L, record_index);
  if (lua_pcall(L, 1, 1, 0) != LUA_OK) throw std::runtime_error(lua_tostring(L, -1));
  if (!lua_isnil(L, -1)) throw std::runtime_error(lua_tostring(L, -1));
  lua_pop(L, 1);
}

// The answers in the line's table at `line_index`.
void BareMap::write_answers(std::string& out) {
  lua_State* L = state_.get();
  append_answer(out, L, "account");
  append_answer(out, L, "tax");
  append_answer(out, L, "item");
  lua_getfield(L, line_index, "tracking");
  out += ",\"tracking\":";
  char comma = '[';
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    out += comma;
    comma = ',';
    out += "{\"category\":";
    append_text(out, text_at(L, -2));
    out += ",\"option\":";
    append_text(out, text_at(L, -1));
    out += '}';
    lua_pop(L, 1);
  }
  out += ']';
  lua_pop(L, 1);
}

void BareMap::add(const OrderLine& line, long long cents) {
  for (Owed& owed : owed_)
    if (owed.shipped == line.shipped && owed.date == line.date) {
      owed.cents += cents;
      return;
    }
  owed_.push_back({line.shipped, line.date, cents});
}

void BareMap::write_entry(const OrderLine& line, const Charge& charge, bool tax, bool mirror,
                          std::string& out) {
  const std::string_view amount = tax ? charge.tax : charge.amount;
  const long long cents = cents_of(amount);
  out += mirror ? R"({"role":"mirror","date":")" : R"({"role":"placed","date":")";
  out += line.date;
  out += "\",\"amount\":";
  if (!mirror && cents > 0) out += '-';
  out += amount;
  out += line.shipped ? R"(,"state":"shipped","key":")" : R"(,"state":"open","key":")";
  out += line.number;
  out += "/0-1/";
  out += charge.type;
  out += ':';
  out += charge.name;
  out += tax ? R"(/tax","line":)" : R"(/amount","line":)";
  append_text(out, line.number);
  const bool product = charge.type != "SHIPPING";
  if (tax)
    out += order_.facilitated ? R"(,"class":"tax","tax_class":"facilitator")"
                              : R"(,"class":"tax","tax_class":"seller")";
  else
    out += product ? R"(,"class":"product")" : R"(,"class":"shipping")";
  out += ",\"quantity\":1,\"sku\":";
  append_text(out, line.sku);
  out += ",\"description\":";
  append_text(out, tax ? charge.tax_name : product ? line.product_name : charge.name);
  out.back() = ' ';  // instead of the closing quote
  out += '(';
  out += line.sku;
  out += mirror ? "), withheld by the market\"" : ")\"";
  write_answers(out);
  out += "},";
  add(line, mirror ? -cents : cents);
}

void BareMap::write_charge(const OrderLine& line, const Charge& charge, std::string& out) {
  lua_State* L = state_.get();
  lua_rawgeti(L, lines_index, ++answered_);
  write_entry(line, charge, false, false, out);
  lua_pop(L, 1);
  if (charge.tax.empty()) return;
  lua_rawgeti(L, lines_index, ++answered_);
  write_entry(line, charge, true, false, out);
  if (order_.facilitated) write_entry(line, charge, true, true, out);
  lua_pop(L, 1);
}

void BareMap::write(std::string_view body, std::string& out) {
  read(body);
  ask();
  lua_State* L = state_.get();
  owed_.clear();
  answered_ = 0;
  out += "{\"id\":\"";
  out += order_.id;
  out += R"(","verdict":"booked","booking":{"pair":"us","kind":"order","id":")";
  out += order_.id;
  out += R"(","revision":1,"book":"created","currency":"USD","order_date":")";
  out += order_.order_date;
  out += "\",\"contact\":";
  lua_getfield(L, record_index, "contact");
  append_text(out, text_at(L, -1));
  lua_pop(L, 1);
  out += ",\"customer_order\":\"";
  out += order_.customer_order;
  out += "\",\"entries\":[";
  for (std::size_t i = 0; i < order_.line_count; ++i)
    for (const Charge& charge : order_.lines[i].charges) write_charge(order_.lines[i], charge, out);
  for (const Owed& owed : owed_) {
    out += R"({"role":"receivable","date":")";
    out += owed.date;
    out += "\",\"amount\":";
    append_cents(out, owed.cents);
    out += owed.shipped ? R"(,"state":"shipped"},)" : R"(,"state":"open"},)";
  }
  out.back() = ']';
  out += "}}\n";
}

}  // namespace crosswalk::bench
