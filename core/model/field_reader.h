// FieldReader: the members of one JSON object, each asked for once by name, type and range; what was not
// asked for is unknown. Every error names the field's path. One reader an object; not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/json.h"

namespace crosswalk {

class FieldReader {
 public:
  // Both outlive it. What is no object is an error at once.
  FieldReader(const Json& json, std::string path, std::vector<Error>& errors);

  enum class Need { required, optional };
  // A text of 1 to `longest` characters without control characters; a whole number is taken for its digits.
  // Empty when it is absent or wrong.
  std::string text(std::string_view name, Need need, std::size_t longest);
  int whole(std::string_view name, Need need, int least, int most);
  std::optional<Decimal> decimal(std::string_view name, Need need = Need::required);
  std::optional<Instant> instant(std::string_view name);  // required
  bool flag(std::string_view name);                       // true or false; false when it is absent or wrong
  // The items of a list, null when it is absent or wrong.
  const Json* list(std::string_view name, std::size_t most, Need need = Need::optional);
  void refuse(std::string_view name, const std::string& message);
  std::string path_of(std::string_view name) const;
  // Refuses every member that was not asked for.
  void end();

 private:
  const Json* find(std::string_view name, Need need);

  const Json& json_;
  std::string path_;
  std::vector<Error>& errors_;
  std::vector<std::string> asked_;
};

}  // namespace crosswalk
