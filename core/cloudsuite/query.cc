#include "cloudsuite/query.h"

#include <algorithm>

namespace crosswalk::cloudsuite {

std::string equals(std::string_view name, std::string_view value) {
  std::string quoted(value);
  std::erase(quoted, '"');
  return std::string(name) + "=\"" + quoted + "\"";
}

std::string all_of(std::initializer_list<std::string> conditions) {
  std::string joined;
  for (const std::string& condition : conditions) {
    if (!joined.empty()) joined += " and ";
    joined += condition;
  }
  return joined;
}

}  // namespace crosswalk::cloudsuite
