#include "base/file_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

#include "base/log.h"

namespace crosswalk {
namespace {

namespace fs = std::filesystem;
using SteadyClock = std::chrono::steady_clock;

constexpr Millis look_without_notices{2'000};
constexpr Millis look_beside_notices{30'000};
// A directory that never comes to rest is told of all the same after so many times the settling time.
constexpr int patience = 20;

constexpr unsigned in_tree = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM |
                             IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_MASK_ADD;
constexpr unsigned in_parent = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR | IN_MASK_ADD;

// Swap files, backups, and what vim writes to see whether it can. "..data" is how Kubernetes puts a whole
// folder in place.
bool is_leaving(std::string_view name) {
  return name != "..data" &&
         (name.starts_with('.') || name.starts_with('#') || name.ends_with('~') || name == "4913");
}

// Without the trailing slash, so that it has a name and a parent.
fs::path plain(const fs::path& directory) {
  std::error_code error;
  fs::path path = fs::absolute(directory, error).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

template <class Visit>
void walk(const fs::path& directory, const Visit& visit) {
  std::error_code error;
  fs::recursive_directory_iterator at(directory, error);
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    std::error_code gone;
    const bool is_directory = at->is_directory(gone);
    if (!is_leaving(at->path().filename().string()))
      visit(*at, is_directory);
    else if (is_directory)
      at.disable_recursion_pending();
  }
}

}  // namespace

Result<std::unique_ptr<FileWatch>> FileWatch::of(std::vector<fs::path> directories, Means means) {
  std::unique_ptr<FileWatch> watch(new FileWatch(std::move(directories)));
  watch->bell_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (watch->bell_ < 0)
    return fail(ErrorKind::io, "files cannot be watched: " + std::generic_category().message(errno));
  if (means == Means::notices) {
    watch->notices_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch->notices_ < 0) watch->give_up_notices(errno);
  }
  watch->watch_all();
  watch->looks_ = watch->look();
  return watch;
}

FileWatch::FileWatch(std::vector<fs::path> directories) : directories_(std::move(directories)) {
  std::transform(directories_.begin(), directories_.end(), directories_.begin(), plain);
}

FileWatch::~FileWatch() {
  if (notices_ >= 0) close(notices_);
  if (bell_ >= 0) close(bell_);
}

void FileWatch::give_up_notices(int error) {
  log::warning("watch", "the system gives no more notices of changed files (" +
                            std::generic_category().message(error) +
                            "); they are looked at every two seconds instead. More are allowed by "
                            "fs.inotify.max_user_watches and max_user_instances");
  if (notices_ >= 0) close(notices_);
  notices_ = -1;
  trees_.clear();
  names_.clear();
}

void FileWatch::watch(const fs::path& directory, std::set<int>& kept) {
  if (notices_ < 0) return;
  const int watched = inotify_add_watch(notices_, directory.c_str(), in_tree);
  if (watched >= 0)
    kept.insert(watched);
  else if (errno == ENOSPC || errno == ENOMEM)
    give_up_notices(errno);
}

void FileWatch::watch_all() {
  if (notices_ < 0) return;
  std::set<int> trees;
  std::map<int, std::set<std::string, std::less<>>> names;
  for (const auto& directory : directories_) {
    // The parent first: what is put in the directory's place is then seen in any case.
    const int parent = inotify_add_watch(notices_, directory.parent_path().c_str(), in_parent);
    if (parent >= 0) names[parent].insert(directory.filename().string());
    watch(directory, trees);
    walk(directory, [&](const fs::directory_entry& entry, bool is_directory) {
      if (is_directory) watch(entry.path(), trees);
    });
    if (notices_ < 0) return;
  }
  for (const int old : trees_)
    if (trees.count(old) == 0 && names.count(old) == 0) inotify_rm_watch(notices_, old);
  trees_ = std::move(trees);
  names_ = std::move(names);
}

FileWatch::Looks FileWatch::look() const {
  Looks looks;
  for (const auto& directory : directories_)
    walk(directory, [&](const fs::directory_entry& entry, bool is_directory) {
      std::error_code error;
      if (is_directory) return;
      const auto changed = fs::last_write_time(entry.path(), error);
      const auto size = error ? 0 : fs::file_size(entry.path(), error);
      if (!error) looks.emplace(entry.path().string(), Look{changed, size});
    });
  return looks;
}

bool FileWatch::matters(int watched, unsigned mask, std::string_view name) const {
  if ((mask & IN_Q_OVERFLOW) != 0) return true;
  if ((mask & IN_IGNORED) != 0) return false;
  if (const auto parent = names_.find(watched); parent != names_.end() && parent->second.count(name) > 0)
    return true;
  return trees_.count(watched) > 0 && !is_leaving(name);
}

bool FileWatch::read_notices() {
  alignas(inotify_event) std::array<char, 16'384> buffer;
  bool matter = false;
  bool anew = false;
  for (;;) {
    const ssize_t got = notices_ < 0 ? -1 : read(notices_, buffer.data(), buffer.size());
    if (got <= 0) break;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = event.len > 0 ? buffer.data() + at + sizeof event : "";
      at += sizeof event + event.len;
      if (!matters(event.wd, event.mask, name)) continue;
      matter = true;
      anew = anew || (event.mask & (IN_ISDIR | IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF)) != 0 ||
             names_.count(event.wd) > 0;
    }
  }
  // Directories came or went, or notices were lost: what there is now is to be watched.
  if (anew) watch_all();
  return matter;
}

Result<FileWatch::Woken> FileWatch::sleep(Millis longest, const Stop& stop) {
  if (stop.stop_requested()) return Woken::stop;
  std::array<pollfd, 2> ready = {pollfd{bell_, POLLIN, 0}, pollfd{notices_, POLLIN, 0}};
  const int count = poll(ready.data(), notices_ < 0 ? 1 : 2, static_cast<int>(longest.count()));
  if (stop.stop_requested()) return Woken::stop;
  if (count < 0 && errno != EINTR)
    return fail(ErrorKind::io, "files cannot be watched: " + std::generic_category().message(errno));
  return count > 0 ? Woken::notice : Woken::time;
}

Result<bool> FileWatch::wait(Millis settle, const Stop& stop) {
  eventfd_t rung = 0;
  eventfd_read(bell_, &rung);  // by an earlier stop
  const std::stop_callback ring(stop, [this] { eventfd_write(bell_, 1); });
  bool changed = false;
  SteadyClock::time_point last;  // by when the change is told in any case
  for (;;) {
    const Millis period = notices_ < 0 ? look_without_notices : look_beside_notices;
    const auto woken = sleep(changed ? settle : period, stop);
    if (!woken) return woken.error();
    if (*woken == Woken::stop) return false;
    if (*woken == Woken::notice) {
      if (read_notices() && !changed) {
        changed = true;
        last = SteadyClock::now() + patience * settle;
      }
      if (!changed || SteadyClock::now() < last) continue;
    }
    Looks now = look();
    const bool differs = now != looks_;
    looks_ = std::move(now);
    if (changed && (notices_ >= 0 || !differs || SteadyClock::now() >= last)) return true;
    if (differs && !changed) {
      changed = true;
      last = SteadyClock::now() + patience * settle;
    }
  }
}

}  // namespace crosswalk
