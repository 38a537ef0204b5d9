// RuleFolder: a copy of the example rules that a test may edit.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/crypto.h"
#include "checkout.h"

namespace crosswalk::tests {

class RuleFolder {
 public:
  RuleFolder() : directory_(std::filesystem::temp_directory_path() / ("crosswalk-flow-" + random_uuid())) {
    std::filesystem::copy(checkout("/rules"), directory_, std::filesystem::copy_options::recursive);
  }
  ~RuleFolder() {
    std::error_code error;
    std::filesystem::remove_all(directory_, error);
  }
  RuleFolder(const RuleFolder&) = delete;
  RuleFolder& operator=(const RuleFolder&) = delete;

  // Replaces the first occurrence; there must be one.
  void edit(const std::string& file, const std::string& from, const std::string& to) const {
    std::stringstream text;
    text << std::ifstream(directory_ / file, std::ios::binary).rdbuf();
    std::string edited = text.str();
    const auto at = edited.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, file << " has no " << from);
    std::ofstream(directory_ / file, std::ios::binary) << edited.replace(at, from.size(), to);
  }
  const std::filesystem::path& path() const { return directory_; }

 private:
  std::filesystem::path directory_;
};

}  // namespace crosswalk::tests
