// EditedRules: a copy of the example rules that a test may edit.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "base/crypto.h"
#include "checkout.h"

namespace crosswalk::tests {

class EditedRules {
 public:
  EditedRules() : directory_(std::filesystem::temp_directory_path() / ("crosswalk-" + random_uuid())) {
    std::filesystem::copy(checkout("/rules"), directory_, std::filesystem::copy_options::recursive);
  }
  ~EditedRules() { std::filesystem::remove_all(directory_); }
  const std::filesystem::path& directory() const { return directory_; }
  // Replaces every occurrence; there must be one.
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = read(file);
    std::size_t at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, file << " has no " << from);
    for (; at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
    std::ofstream(directory_ / file) << text;
  }
  void append(const std::string& file, const std::string& line) const {
    std::ofstream(directory_ / file, std::ios::app) << line << "\n";
  }

  void write(const std::string& file, const std::string& text) const {
    std::ofstream(directory_ / file) << text;
  }
  std::string read(const std::string& file) const {
    std::stringstream text;
    text << std::ifstream(directory_ / file).rdbuf();
    return text.str();
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace crosswalk::tests
