// The program: signals become a stop, arguments a command.
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <stop_token>
#include <thread>

#include "app/commands.h"

namespace {

// Waits for SIGINT, SIGTERM and SIGHUP in a thread of its own, so that no work is done inside a signal
// handler.
std::jthread watch_signals(std::stop_source& stop, crosswalk::Hangup& hangup) {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return std::jthread([&stop, &hangup, signals](const std::stop_token& ended) {
    const timespec slice{0, 200'000'000};
    while (!ended.stop_requested()) {
      const int came = sigtimedwait(&signals, nullptr, &slice);
      if (came == SIGHUP && hangup.heeded)
        ++hangup.count;
      else if (came > 0)
        stop.request_stop();
    }
  });
}

}  // namespace

int main(int argc, char** argv) {
  signal(SIGPIPE, SIG_IGN);
  std::stop_source stop;
  crosswalk::Hangup hangup;
  const std::jthread watcher = watch_signals(stop, hangup);
  std::ios::sync_with_stdio(false);
  crosswalk::SystemClock clock;
  crosswalk::app::Session session{
      std::cout, std::cerr, std::cin, clock, stop.get_token(), isatty(STDERR_FILENO) == 1,
      ".",       false,     &hangup};
  try {
    const int code = crosswalk::app::run_command_line(session, {argv + 1, argv + argc});
    std::cout.flush();
    return std::cout ? code : crosswalk::app::exit_not_so;
  } catch (const std::exception& error) {
    std::cerr << "crosswalk: an internal error: " << error.what() << "\n";
    return crosswalk::app::exit_not_so;
  }
}
