#include "alert/log_target.h"

#include "base/log.h"

namespace crosswalk::alert {

Result<void> LogTarget::send(const Message& message, const Stop& /*stop*/) {
  // One line of the log a paragraph: tools read logs by the line.
  std::string line;
  const auto write = [&] {
    if (!line.empty())
      message.severity == AlertSeverity::error ? log::error("alert", line) : log::warning("alert", line);
    line.clear();
  };
  std::size_t at = 0;
  while (at < message.text.size()) {
    const std::size_t end = std::min(message.text.find('\n', at), message.text.size());
    const std::string_view part = std::string_view(message.text).substr(at, end - at);
    if (part.empty()) write();
    const std::size_t begin = std::min(part.find_first_not_of(' '), part.size());
    if (begin < part.size()) line.append(line.empty() ? "" : "; ").append(part.substr(begin));
    at = end + 1;
  }
  write();
  return {};
}

}  // namespace crosswalk::alert
