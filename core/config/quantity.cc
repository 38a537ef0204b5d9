#include "config/quantity.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace crosswalk::config {
namespace {

struct Unit {
  std::string_view name;
  std::int64_t factor;
};

// From the largest to the smallest.
constexpr std::array duration_units = {Unit{"d", 86'400'000}, Unit{"h", 3'600'000}, Unit{"m", 60'000},
                                       Unit{"s", 1'000}, Unit{"ms", 1}};
constexpr std::array size_units = {Unit{"GiB", std::int64_t{1} << 30}, Unit{"MiB", std::int64_t{1} << 20},
                                   Unit{"KiB", std::int64_t{1} << 10}};

template <class Units>
std::optional<std::int64_t> read(std::string_view text, const Units& units) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  const std::string_view name(rest, static_cast<std::size_t>(end - rest));
  for (const auto& unit : units)
    if (unit.name == name && number <= std::numeric_limits<std::int64_t>::max() / unit.factor)
      return number * unit.factor;
  return std::nullopt;
}

template <class Units>
std::string written(std::int64_t value, const Units& units) {
  for (const auto& unit : units)
    if (value % unit.factor == 0) return std::to_string(value / unit.factor) + std::string(unit.name);
  return std::to_string(value);
}

std::string quoted(std::string_view text) {
  return "\"" + std::string(text.substr(0, 40)) + "\"";
}

Error out_of_range(std::string_view text, const std::string& least, const std::string& most) {
  return fail(ErrorKind::config, quoted(text) + " is out of range; use " + least + " to " + most);
}

}  // namespace

Result<Millis> parse_duration(std::string_view text, Millis least, Millis most) {
  const auto value = read(text, duration_units);
  if (!value)
    return fail(ErrorKind::config,
                quoted(text) + " is not a duration; write a whole number and ms, s, m, h or d, such as 5m");
  if (*value < least.count() || *value > most.count())
    return out_of_range(text, written(least.count(), duration_units), written(most.count(), duration_units));
  return Millis(*value);
}

Result<std::size_t> parse_size(std::string_view text, std::size_t least, std::size_t most) {
  const auto value = read(text, size_units);
  if (!value)
    return fail(ErrorKind::config,
                quoted(text) + " is not a size; write a whole number and KiB, MiB or GiB, such as 16MiB");
  const auto size = static_cast<std::size_t>(*value);
  if (size < least || size > most)
    return out_of_range(text, written(static_cast<std::int64_t>(least), size_units),
                        written(static_cast<std::int64_t>(most), size_units));
  return size;
}

Result<int> parse_count(std::string_view text, int least, int most) {
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error == std::errc::invalid_argument || rest != end)
    return fail(ErrorKind::config, quoted(text) + " is not a whole number");
  if (error != std::errc{} || value < least || value > most)
    return out_of_range(text, std::to_string(least), std::to_string(most));
  return value;
}

Result<bool> parse_flag(std::string_view text) {
  if (text == "true") return true;
  if (text == "false") return false;
  return fail(ErrorKind::config, "write true or false");
}

}  // namespace crosswalk::config
