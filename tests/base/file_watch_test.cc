// Real files in a temporary directory. `wait` is asked with a stop that comes after a generous time, so that
// a notice that never comes is a failure and not a hang.
#include "base/file_watch.h"

#include <doctest/doctest.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "base/crypto.h"

using namespace crosswalk;
namespace fs = std::filesystem;

namespace {

constexpr Millis settle{20};

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("crosswalk-watch-" + random_uuid())) {
    fs::create_directories(path_ / "rules");
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path operator/(const std::string& name) const { return path_ / name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path_ / name) << text; }

 private:
  fs::path path_;
};

// Stops the wait after `longest`.
class Alarm {
 public:
  explicit Alarm(Millis longest)
      : thread_([this, longest](const std::stop_token& ended) {
          std::mutex mutex;
          std::unique_lock lock(mutex);
          std::condition_variable_any signal;
          signal.wait_for(lock, ended, longest, [] { return false; });
          stop_.request_stop();
        }) {}
  Stop stop() const { return stop_.get_token(); }

 private:
  std::stop_source stop_;
  std::jthread thread_;
};

bool told(FileWatch& watch) {
  const Alarm alarm(Millis(60'000));
  const auto changed = watch.wait(settle, alarm.stop());
  REQUIRE(changed.ok());
  return *changed;
}

// Nothing is told. What has happened already would be told after one settling time; this waits for many.
bool quiet(FileWatch& watch) {
  const Alarm alarm(10 * settle);
  const auto changed = watch.wait(settle, alarm.stop());
  REQUIRE(changed.ok());
  return !*changed;
}

std::unique_ptr<FileWatch> watch_of(const Folder& folder,
                                    FileWatch::Means means = FileWatch::Means::notices) {
  auto made = FileWatch::of({folder / "rules/"}, means);
  REQUIRE(made.ok());
  return std::move(*made);
}

}  // namespace

TEST_CASE("every way of saving a file is told once") {
  const Folder folder;
  folder.write("rules/tax.lua", "one");
  const auto watch = watch_of(folder);
  SUBCASE("written over") {
    folder.write("rules/tax.lua", "two");
  }
  SUBCASE("written beside it and renamed") {
    folder.write("rules/.tax.lua.swp", "two");
    fs::rename(folder / "rules/.tax.lua.swp", folder / "rules/tax.lua");
  }
  SUBCASE("moved away to a backup and written anew, with a trial file before") {
    folder.write("rules/4913", "");
    fs::remove(folder / "rules/4913");
    fs::rename(folder / "rules/tax.lua", folder / "rules/tax.lua~");
    folder.write("rules/tax.lua", "two");
  }
  SUBCASE("removed") {
    fs::remove(folder / "rules/tax.lua");
  }
  SUBCASE("a new file") {
    folder.write("rules/item.lua", "two");
  }
  CHECK(told(*watch));
  CHECK(quiet(*watch));
}

TEST_CASE("what editors leave beside a file is passed over") {
  const Folder folder;
  const auto watch = watch_of(folder);
  folder.write("rules/4913", "");
  folder.write("rules/.tax.lua.swp", "");
  folder.write("rules/tax.lua~", "");
  folder.write("other.db", "");
  CHECK(quiet(*watch));
  folder.write("rules/tax.lua", "");
  CHECK(told(*watch));
}

TEST_CASE("directories that come later are watched, with what is in them") {
  const Folder folder;
  const auto watch = watch_of(folder);
  fs::create_directories(folder / "rules/tables/deep");
  CHECK(told(*watch));
  folder.write("rules/tables/deep/items.csv", "a");
  CHECK(told(*watch));
  fs::rename(folder / "rules/tables", folder / "elsewhere");
  CHECK(told(*watch));
  folder.write("elsewhere/deep/items.csv", "b");
  CHECK(quiet(*watch));
}

TEST_CASE("a directory that is put in the place of another is watched") {
  const Folder folder;
  const auto watch = watch_of(folder);
  fs::create_directory(folder / "new");
  folder.write("new/tax.lua", "new");
  SUBCASE("by renaming") {
    fs::rename(folder / "rules", folder / "old");
    fs::rename(folder / "new", folder / "rules");
  }
  SUBCASE("as a link") {
    fs::remove(folder / "rules");
    fs::create_directory_symlink(folder / "new", folder / "rules");
  }
  CHECK(told(*watch));
  folder.write("rules/tax.lua", "newer");
  CHECK(told(*watch));
}

TEST_CASE("a directory may come later") {
  const Folder folder;
  fs::remove(folder / "rules");
  const auto watch = watch_of(folder);
  CHECK(quiet(*watch));
  fs::create_directory(folder / "rules");
  CHECK(told(*watch));
  folder.write("rules/tax.lua", "new");
  CHECK(told(*watch));
}

TEST_CASE("without notices, modification times and sizes tell") {
  const Folder folder;
  folder.write("rules/tax.lua", "one");
  const auto watch = watch_of(folder, FileWatch::Means::times);
  folder.write("rules/tax.lua", "three");
  CHECK(told(*watch));
}

TEST_CASE("a stop ends the wait, and the next wait begins afresh") {
  const Folder folder;
  const auto watch = watch_of(folder);
  CHECK(quiet(*watch));
  CHECK(quiet(*watch));
  folder.write("rules/tax.lua", "one");
  CHECK(told(*watch));
}
