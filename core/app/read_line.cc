#include "app/read_line.h"

#include <poll.h>
#include <unistd.h>

#include <iostream>

namespace crosswalk::app {
namespace {

constexpr int slice = 200;  // milliseconds

// True: a line, or the end, can be read without waiting.
bool wait_for_input(const Session& session) {
  if (&session.in != &std::cin || session.in.rdbuf()->in_avail() > 0) return true;
  pollfd input{STDIN_FILENO, POLLIN, 0};
  while (!session.stop.stop_requested())
    if (::poll(&input, 1, slice) != 0) return true;
  return false;
}

}  // namespace

std::optional<std::string> read_line(Session& session) {
  std::string line;
  if (!wait_for_input(session) || !std::getline(session.in, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace crosswalk::app
