// The part of a CloudSuite section that says where its customers are and how missing ones are made.
#pragma once

#include <optional>

#include "config/section.h"
#include "config/workspace.h"

namespace crosswalk::config {

// Nothing: `customers` is absent, and they are not read. An empty mapping reads CompanyCustomer.
std::optional<CustomerSection> read_customers(const Section& system);

// Reads a code of at most `most` plain characters; a quote cannot be asked for in Landmark's filters.
struct CodeParser {
  std::size_t most = 0;
  Result<std::string> operator()(std::string_view text) const;
};
inline CodeParser code_of(std::size_t most) {
  return {most};
}

}  // namespace crosswalk::config
