// Workplace: a folder for one test, gone after it; and stores and raw connections on the database in it.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "store/sqlite_store.h"

namespace crosswalk::store::suite {

class Workplace {
 public:
  Workplace() {
    // In memory where there is such a folder: the tests end processes, not the power, and flushing a disk is
    // slow.
    const std::filesystem::path memory = "/dev/shm";
    const auto parent =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    std::string name = (parent / "crosswalk-store-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string file(const std::string& name = "crosswalk.db") const { return (folder_ / name).string(); }
  std::unique_ptr<Store> store(const std::string& name = "crosswalk.db") const {
    auto opened = open_store("sqlite:" + file(name));
    if (!opened) FAIL(opened.error().text());
    return std::move(*opened);
  }
  std::unique_ptr<Connection> connection(const std::string& name = "crosswalk.db") const {
    auto opened = Connection::open(file(name));
    if (!opened) FAIL(opened.error().text());
    return std::move(*opened);
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace crosswalk::store::suite
