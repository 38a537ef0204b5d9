// Where invented buyers live: a real city and ZIP code of every state and of the capital, with an invented
// combined sales tax rate (zero where the state has none), and names that belong to nobody. Constant data.
#pragma once

#include <span>
#include <string_view>

namespace crosswalk::simulator {

struct WorldPlace {
  std::string_view state;
  std::string_view city;
  std::string_view zip;
  int tax_rate;  // thousandths of a per cent: 8250 is 8.25 %
};

std::span<const WorldPlace> places();
// Null when the state is unknown.
const WorldPlace* place_in(std::string_view state);

std::span<const std::string_view> first_names();
std::span<const std::string_view> last_names();
std::span<const std::string_view> streets();
// Beyond ASCII, with what JSON must escape.
std::span<const std::string_view> unicode_names();

}  // namespace crosswalk::simulator
