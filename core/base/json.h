// JSON for configuration, replies and our own documents: a small tree (nlohmann). Numbers with a fraction or
// an exponent are kept as their own text, so that no amount ever passes through a double; `decimal_in` reads
// them. Records on the hot path use base/json_scan.h instead. This header is light; include
// <nlohmann/json.hpp> through base/json_tree.h in the .cc that looks inside a Json.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/decimal.h"
#include "base/result.h"

namespace crosswalk {

using Json = nlohmann::json;

// Strict JSON. An error names line and column. `what` says whose text it is: "the reply of /v3/orders".
Result<Json> parse_json(std::string_view text, std::string_view what);

// One line, keys in alphabetical order, UTF-8 as it is, bytes that are not UTF-8 replaced.
std::string to_text(const Json& json);

// A number (kept text, integer or numeric string) under `key`; an absent key and null are `not_found`.
Result<Decimal> decimal_in(const Json& object, std::string_view key);
// The text under `key`, or "" when it is absent, null or no text.
std::string text_in(const Json& object, std::string_view key);

}  // namespace crosswalk
