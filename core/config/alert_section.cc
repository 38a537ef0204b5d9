#include "config/alert_section.h"

#include <algorithm>

#include "config/address.h"
#include "config/quantity.h"
#include "config/system_section.h"

namespace crosswalk::config {
namespace {

constexpr Millis shortest_quiet{60'000};
constexpr Millis longest_quiet{7LL * 24 * 3'600'000};
constexpr Millis shortest_timeout{1'000};
constexpr Millis longest_timeout{60'000};  // well below limits::alert_lease, in which it is told once
constexpr std::size_t longest_mail_address = 254;

using To = AlertTarget::To;

Result<To> parse_to(std::string_view text) {
  if (text == "log") return To::log;
  if (text == "command") return To::command;
  if (text == "url") return To::url;
  if (text == "smtp") return To::smtp;
  return fail(ErrorKind::config, "write log, command, url or smtp");
}

Result<bool> parse_errors_only(std::string_view text) {
  if (text == "error") return true;
  if (text == "warning") return false;
  return fail(ErrorKind::config, "write warning (everything) or error (only what is grave)");
}

Result<std::string> parse_header(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  if (text.size() > 64 || !std::all_of(text.begin(), text.end(), fits))
    return fail(ErrorKind::config, "the name of a header is at most 64 letters, digits and dashes");
  return std::string(text);
}

Result<std::string> parse_mail_address(std::string_view text) {
  const auto at = text.find('@');
  const auto fits = [](char c) {
    return c > ' ' && c <= '~' && std::string_view("<>()[],;:\\\"").find(c) == std::string_view::npos;
  };
  if (at == std::string_view::npos || at == 0 || at + 1 == text.size() ||
      text.find('@', at + 1) != std::string_view::npos || text.size() > longest_mail_address ||
      !std::all_of(text.begin(), text.end(), fits))
    return fail(ErrorKind::config, "a mail address is expected, such as books@example.com");
  return std::string(text);
}

// The host and port are held against the same rules as an https address.
Result<std::string> parse_mail_server(std::string_view text) {
  const auto scheme = text.find("://");
  const std::string_view name = text.substr(0, std::min(scheme, text.size()));
  if (scheme == std::string_view::npos || (name != "smtp" && name != "smtps"))
    return fail(ErrorKind::config,
                "write smtp://host:587 (TLS by STARTTLS) or smtps://host:465 (TLS from the start)");
  const std::string_view host = text.substr(scheme + 3);
  if (host.find('/') != std::string_view::npos || !parse_address("https://" + std::string(host)))
    return fail(ErrorKind::config,
                "a server is host and port only, without path, user name or password: smtp://host:587");
  return std::string(text);
}

void read_kinds(const Section& item, AlertTarget& target) {
  const auto kinds = item.texts("kinds");
  if (kinds.empty()) return;
  target.finance = false;
  target.operations = false;
  for (const auto& kind : kinds) {
    if (kind == "finance")
      target.finance = true;
    else if (kind == "operations")
      target.operations = true;
    else
      item.refuse("kinds", "write finance, operations or [finance, operations]");
  }
}

void read_url(const Section& item, const std::filesystem::path& directory, AlertTarget& target) {
  if (item.has("url") && !item.is_scalar("url"))
    target.url_secret = read_secret(item, "url", directory);
  else
    target.url = item.required("url", std::string(), parse_address).value;
  target.header = item.optional("header", std::string(), parse_header).value;
  if (item.has("header_value")) target.header_value = read_secret(item, "header_value", directory);
  if (item.has("header") != item.has("header_value"))
    item.refuse(item.has("header") ? "header" : "header_value",
                "header and header_value stand together: the name, and where the whole value is kept");
  target.name = target.url_secret ? "the address in " + target.url_secret->text() : target.url;
}

void read_smtp(const Section& item, const std::filesystem::path& directory, AlertTarget& target) {
  target.server = item.required("server", std::string(), parse_mail_server).value;
  // Plain http is taken for this machine only, and so is plain mail.
  const auto scheme = target.server.find("://");
  if (target.server.starts_with("smtp://"))
    target.encrypted = !parse_address("http" + target.server.substr(scheme)).ok();
  target.user = item.optional("user", std::string(), parse_code).value;
  if (item.has("password")) target.password = read_secret(item, "password", directory);
  if (item.has("user") != item.has("password"))
    item.refuse(item.has("user") ? "user" : "password", "user and password stand together, or neither does");
  target.from = item.required("from", std::string(), parse_mail_address).value;
  target.recipients = item.texts("recipients");
  if (!item.has("recipients"))
    item.refuse("recipients", "it is missing; write the addresses to be told: [ann@example.com]");
  std::string all;
  for (const auto& address : target.recipients) {
    if (const auto sound = parse_mail_address(address); !sound)
      item.refuse("recipients", sound.error().message);
    all += (all.empty() ? "" : ", ") + address;
  }
  target.name = "mail to " + all;
}

AlertTarget read_target(const Section& item, const std::filesystem::path& directory) {
  AlertTarget target;
  target.where = item.where();
  target.to = item.required("to", To::log, parse_to).value;
  read_kinds(item, target);
  target.errors_only = item.optional("severity", false, parse_errors_only).value;
  const auto quiet = [](std::string_view text) {
    return parse_duration(text, shortest_quiet, longest_quiet);
  };
  target.quiet = item.optional("quiet", target.quiet, quiet).value;
  target.remind = item.optional("remind", std::max(target.remind, target.quiet), quiet).value;
  if (target.remind < target.quiet) item.refuse("remind", "it cannot be shorter than `quiet`");
  target.cleared = item.optional("cleared", false, parse_flag).value;
  target.timeout = item.optional("timeout", target.timeout,
                                 [](std::string_view text) {
                                   return parse_duration(text, shortest_timeout, longest_timeout);
                                 })
                       .value;
  // A key of another kind of target would be without effect, and nobody would notice.
  struct Owned {
    const char* key;
    To by;
  };
  for (const Owned& owned :
       {Owned{"run", To::command}, Owned{"url", To::url}, Owned{"header", To::url},
        Owned{"header_value", To::url}, Owned{"server", To::smtp}, Owned{"user", To::smtp},
        Owned{"password", To::smtp}, Owned{"from", To::smtp}, Owned{"recipients", To::smtp}})
    if (item.has(owned.key) && owned.by != target.to)
      item.refuse(owned.key, "this key has no meaning for this kind of target; remove it, or change `to`");
  switch (target.to) {
    case To::log:
      target.name = "the log";
      break;
    case To::command:
      target.run = item.texts("run");
      if (!item.has("run"))
        item.refuse("run", "it is missing; write the program and its arguments: [./page.sh, urgent]");
      target.name = "the command " + (target.run.empty() ? std::string() : target.run.front());
      break;
    case To::url:
      read_url(item, directory, target);
      break;
    case To::smtp:
      read_smtp(item, directory, target);
      break;
  }
  return target;
}

}  // namespace

std::vector<AlertTarget> read_alerts(const Section& top, const std::filesystem::path& directory) {
  std::vector<AlertTarget> targets;
  for (const auto& item : top.sections(
           "alerts", {"to", "kinds", "severity", "quiet", "remind", "cleared", "timeout", "run", "url",
                      "header", "header_value", "server", "user", "password", "from", "recipients"})) {
    targets.push_back(read_target(item, directory));
    const std::string name = targets.back().name;
    const auto same = std::count_if(targets.begin(), targets.end() - 1, [&](const AlertTarget& other) {
      return other.name == name || other.name.starts_with(name + " (");
    });
    if (same > 0) targets.back().name += " (" + std::to_string(same + 1) + ")";
  }
  return targets;
}

}  // namespace crosswalk::config
