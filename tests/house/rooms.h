// The floors of the house, as data: which room stands where, what it may include besides itself, and which
// packages only its owners may include (two rooms own one where one writes what the other reads, sharing no
// code). core/README.md says the same for people; core/CMakeLists.txt links the same.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace crosswalk::house {

struct Room {
  std::string_view name;
  int floor;
  std::vector<std::string_view> may_include;
  std::vector<std::string_view> packages;  // prefixes of the headers it owns
};

inline const std::vector<Room>& rooms() {
  static const std::vector<Room> table = {
      {"app",
       6,
       {"server", "walmart", "xero", "cloudsuite", "alert", "rates", "flow", "simulator", "auth", "link",
        "wire", "store", "rules", "config", "model", "base"},
       {"CLI/"}},
      {"server", 5, {"flow", "store", "rules", "wire", "link", "model", "base"}, {}},
      {"walmart", 4, {"link", "auth", "wire", "model", "base"}, {"archive"}},
      {"xero", 4, {"link", "auth", "wire", "model", "base"}, {}},
      {"cloudsuite", 4, {"link", "auth", "wire", "model", "base"}, {}},
      {"alert", 4, {"link", "wire", "store", "model", "base"}, {}},
      {"rates", 4, {"link", "wire", "store", "model", "base"}, {"expat"}},
      {"flow", 4, {"link", "store", "rules", "model", "base"}, {}},
      {"simulator", 4, {"wire", "model", "base"}, {"archive"}},
      {"auth", 3, {"store", "wire", "base"}, {}},
      {"link", 3, {"model", "base"}, {}},
      {"wire", 2, {"base"}, {"curl/", "httplib.h"}},
      {"store", 2, {"model", "base"}, {"sqlite3", "libpq", "postgresql/"}},
      {"rules", 2, {"model", "base"}, {"lua.h", "luaconf.h", "lualib.h", "lauxlib.h", "lua5.4/"}},
      {"config", 2, {"model", "base"}, {"yaml-cpp/"}},
      {"model", 1, {"base"}, {}},
      {"base", 0, {}, {"archive", "sodium", "spdlog/", "fmt/", "date/", "simdjson", "nlohmann/"}},
  };
  return table;
}

// A folder within a room, for the one room that has grown some. It includes itself and what its row says; ""
// stands for the files that lie in the room itself.
struct Part {
  std::string_view room;
  std::string_view name;
  std::vector<std::string_view> may_include;
};

inline const std::vector<Part>& parts() {
  static const std::vector<Part> table = {
      {"rules", "language", {}},           {"rules", "lua", {"language"}},
      {"rules", "", {"language", "lua"}},  {"rules", "testing", {"", "language", "lua"}},
      {"rules", "lint", {"", "language"}},
  };
  return table;
}

// Null when the table has no such part.
inline const Part* part_named(std::string_view room, std::string_view name) {
  const auto& table = parts();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const Part& part) { return part.room == room && part.name == name; });
  return found == table.end() ? nullptr : &*found;
}

// Null when the table has no such room.
inline const Room* room_named(std::string_view name) {
  const auto& table = rooms();
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Room& room) { return room.name == name; });
  return found == table.end() ? nullptr : &*found;
}

inline bool holds(const std::vector<std::string_view>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace crosswalk::house
