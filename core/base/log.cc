#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace crosswalk::log {
namespace {

spdlog::logger& logger() {
  static const auto instance = [] {
    auto made =
        std::make_shared<spdlog::logger>("crosswalk", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
    made->set_level(spdlog::level::info);
    return made;
  }();
  return *instance;
}

void write(spdlog::level::level_enum level, std::string_view component, std::string_view message) {
  if (logger().should_log(level)) logger().log(level, "{}: {}", component, message);
}

}  // namespace

Result<Level> level_named(std::string_view name) {
  if (name == "debug") return Level::debug;
  if (name == "info") return Level::info;
  if (name == "warning") return Level::warning;
  if (name == "error") return Level::error;
  if (name == "off") return Level::off;
  return fail(ErrorKind::config,
              "\"" + std::string(name) + "\" is not a log level; use debug, info, warning, error or off");
}

void set_level(Level level) {
  switch (level) {
    case Level::debug:
      logger().set_level(spdlog::level::debug);
      break;
    case Level::info:
      logger().set_level(spdlog::level::info);
      break;
    case Level::warning:
      logger().set_level(spdlog::level::warn);
      break;
    case Level::error:
      logger().set_level(spdlog::level::err);
      break;
    case Level::off:
      logger().set_level(spdlog::level::off);
      break;
  }
}

void debug(std::string_view component, std::string_view message) {
  write(spdlog::level::debug, component, message);
}
void info(std::string_view component, std::string_view message) {
  write(spdlog::level::info, component, message);
}
void warning(std::string_view component, std::string_view message) {
  write(spdlog::level::warn, component, message);
}
void error(std::string_view component, std::string_view message) {
  write(spdlog::level::err, component, message);
}

}  // namespace crosswalk::log
