// FileWatch: tells that something changed in some directories or below them. It listens to the system's own
// notices (inotify); where there are none to be had it looks at modification times every two seconds instead,
// and now and then anyway, because a network folder or the far end of a link changes without a notice. It may
// tell of a change that turns out to be none. Files and directories whose names begin with a dot are passed
// over, and so are the leavings of editors. A directory may be absent and come later. Not thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/stop.h"

namespace crosswalk {

class FileWatch {
 public:
  enum class Means { notices, times };

  // What happens from now on is told by `wait`, also what happens before it is called. `times` is for tests.
  static Result<std::unique_ptr<FileWatch>> of(std::vector<std::filesystem::path> directories,
                                               Means means = Means::notices);
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;
  ~FileWatch();

  // Waits until something has changed and then `settle` has gone by in peace, so that an editor which saves
  // in several steps is told of once. True: something changed; false: `stop` was asked for first.
  Result<bool> wait(Millis settle, const Stop& stop);

 private:
  // What a look at a file keeps of it.
  struct Look {
    std::filesystem::file_time_type changed;
    std::uintmax_t size = 0;
    friend bool operator==(const Look&, const Look&) = default;
  };
  using Looks = std::map<std::string, Look>;
  enum class Woken { notice, time, stop };

  explicit FileWatch(std::vector<std::filesystem::path> directories);
  Result<Woken> sleep(Millis longest, const Stop& stop);
  // Watches what stands there now.
  void watch_all();
  void watch(const std::filesystem::path& directory, std::set<int>& kept);
  void give_up_notices(int error);
  // Reads the notices that have come; true: one of them matters.
  bool read_notices();
  bool matters(int watched, unsigned mask, std::string_view name) const;
  Looks look() const;

  std::vector<std::filesystem::path> directories_;
  int notices_ = -1;                                         // inotify; -1: none to be had
  int bell_ = -1;                                            // rung by a stop
  std::set<int> trees_;                                      // watched wholly
  std::map<int, std::set<std::string, std::less<>>> names_;  // watched for these names only: the parents
  Looks looks_;
};

}  // namespace crosswalk
