#include "alert/command_target.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

namespace crosswalk::alert {
namespace {

using Steady = std::chrono::steady_clock;

constexpr int slice_millis = 200;  // how often a stop is heeded

class Fd {
 public:
  explicit Fd(int fd) : fd_(fd) {}
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;
  ~Fd() { close(); }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

std::string variable(const char* name, const char* otherwise) {
  const char* set = std::getenv(name);
  return std::string(name) + "=" + (set != nullptr ? set : otherwise);
}

// Starts it with `input` as its standard input. The answer is an errno.
int start(const CommandSettings& settings, int input, pid_t& child) {
  std::vector<std::string> words = settings.run;
  if (words[0].find('/') != std::string::npos) words[0] = (settings.directory / words[0]).string();
  std::vector<char*> arguments;
  for (auto& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  std::array<std::string, 3> variables = {variable("PATH", "/usr/local/bin:/usr/bin:/bin"),
                                          variable("HOME", "/"), "LANG=C.UTF-8"};
  std::array<char*, 4> environment = {variables[0].data(), variables[1].data(), variables[2].data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawn_file_actions_addchdir_np(&files, settings.directory.c_str());
  posix_spawnattr_t how;
  posix_spawnattr_init(&how);
  sigset_t none;
  sigemptyset(&none);
  sigset_t all;
  sigfillset(&all);
  posix_spawnattr_setsigmask(&how, &none);
  posix_spawnattr_setsigdefault(&how, &all);
  posix_spawnattr_setpgroup(&how, 0);
  posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int failed = ::posix_spawnp(&child, arguments[0], &files, &how, arguments.data(), environment.data());
  posix_spawnattr_destroy(&how);
  posix_spawn_file_actions_destroy(&files);
  return failed;
}

// Writes `text` while the program reads, then waits for its end. False: the time is up or `stop` came.
bool attend(int ended, Fd& input, std::string_view text, Steady::time_point latest, const Stop& stop) {
  while (!stop.stop_requested() && Steady::now() < latest) {
    if (text.empty()) input.close();
    std::array<pollfd, 2> fds = {pollfd{ended, POLLIN, 0}, pollfd{input.get(), POLLOUT, 0}};
    if (::poll(fds.data(), fds.size(), slice_millis) <= 0) continue;
    if (fds[0].revents != 0) return true;
    if (input.get() < 0 || fds[1].revents == 0) continue;
    const ssize_t sent = ::send(input.get(), text.data(), text.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    // A program that does not read its input may still do its work.
    if (sent < 0 && errno != EAGAIN && errno != EINTR) text = {};
    if (sent > 0) text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return false;
}

}  // namespace

Result<void> CommandTarget::send(const Message& message, const Stop& stop) {
  const std::string what = "the command " + settings_.run[0];
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return fail(ErrorKind::io, what + " cannot be started: " + std::strerror(errno));
  Fd ours(ends[0]);
  Fd theirs(ends[1]);
  pid_t child = -1;
  if (const int failed = start(settings_, theirs.get(), child); failed != 0)
    return fail(ErrorKind::outside, what + " cannot be started: " + std::strerror(failed));
  theirs.close();
  // glibc 2.36 declares pidfd_open for C only.
  const Fd ended(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
  const bool in_time =
      ended.get() >= 0 && attend(ended.get(), ours, message.json, Steady::now() + settings_.timeout, stop);
  if (!in_time) ::kill(-child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (stop.stop_requested() && !in_time) return fail(ErrorKind::stopped, what + " was stopped");
  if (!in_time)
    return fail(ErrorKind::outside, what + " did not end within " +
                                        std::to_string(settings_.timeout.count() / 1000) +
                                        " s and was ended");
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFEXITED(status))
    return fail(ErrorKind::outside,
                what + " ended with exit code " + std::to_string(WEXITSTATUS(status)) + "; 0 is expected");
  return fail(ErrorKind::outside, what + " was ended by signal " + std::to_string(WTERMSIG(status)));
}

}  // namespace crosswalk::alert
