// hledger as an independent judge of exported journals. It must be there: a proof that is skipped proves
// nothing.
#pragma once

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/crypto.h"

namespace crosswalk::tests {

class Hledger {
 public:
  explicit Hledger(const std::string& journal)
      : file_(std::filesystem::temp_directory_path() / ("crosswalk-" + random_uuid() + ".journal")) {
    std::ofstream(file_, std::ios::binary) << journal;
  }
  ~Hledger() { std::filesystem::remove(file_); }
  Hledger(const Hledger&) = delete;
  Hledger& operator=(const Hledger&) = delete;

  struct Said {
    int code = -1;
    std::string text;
  };
  // `hledger -f JOURNAL ARGUMENTS`, both outputs together.
  Said run(const std::string& arguments) const {
    Said said;
    const std::string command = "hledger -f '" + file_.string() + "' " + arguments + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    while (const auto size = std::fread(piece.data(), 1, piece.size(), pipe))
      said.text.append(piece.data(), size);
    said.code = pclose(pipe);
    constexpr int not_found = 127 << 8;
    REQUIRE_MESSAGE(said.code != not_found, "hledger is missing; .ci/install installs it (Debian: hledger)");
    return said;
  }
  // "115.56 USD": what accounts whose name begins so hold by transactions dated before `end`.
  std::string balance(const std::string& account, const std::string& end) const {
    const Said said =
        run("balance --no-total --flat --output-format csv --end " + end + " '^" + account + "'");
    REQUIRE_MESSAGE(said.code == 0, said.text);
    const auto row = said.text.find("\n\"");
    if (row == std::string::npos) return "0";
    const auto comma = said.text.find("\",\"", row);
    return said.text.substr(comma + 3, said.text.find('"', comma + 3) - comma - 3);
  }

 private:
  std::filesystem::path file_;
};

}  // namespace crosswalk::tests
