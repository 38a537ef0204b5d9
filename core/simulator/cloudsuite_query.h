// Reading a CloudSuite request's address and forms. Parameter names are exact: the right name in another case
// or without its prefix is another parameter (facts §4). Pure functions; safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace crosswalk::simulator::cloudsuite_sim {

std::string percent_decoded(std::string_view text);  // "+" is a blank
std::string percent_encoded(std::string_view text);
std::string_view without_blanks(std::string_view text);  // at both ends
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator);

class Query {
 public:
  using Parameters = std::vector<std::pair<std::string, std::string>>;
  // "/path?name=value"; a form's body is read as "?" + body.
  explicit Query(std::string_view url);
  const std::vector<std::string>& path() const { return path_; }  // decoded segments, empty ones left out
  const Parameters& parameters() const { return parameters_; }
  std::optional<std::string> get(std::string_view name) const;
  std::string text(std::string_view name) const { return get(name).value_or(""); }
  bool is_true(std::string_view name) const { return text(name) == "true"; }

 private:
  std::vector<std::string> path_;
  Parameters parameters_;
};

}  // namespace crosswalk::simulator::cloudsuite_sim
