#include "alert/message.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::alert {
namespace {

constexpr std::size_t longest_subject = 150;

std::string money_of(const AlertCause& cause) {
  std::string text;
  for (const auto& amount : cause.money) text += (text.empty() ? "" : " + ") + amount.text();
  return text;
}

std::string headline(const Alert& alert) {
  const std::string money = money_of(alert.cause);
  return alert.pair + (alert.pair.empty() ? "" : ": ") + (alert.over ? "over: " : "") + alert.cause.title +
         (money.empty() ? "" : ", " + money);
}

void append_text(const Alert& alert, std::string& text) {
  const AlertCause& cause = alert.cause;
  text += headline(alert) + "\n";
  if (!cause.reason.empty() || !cause.where.empty())
    text +=
        "  " + cause.where + (cause.where.empty() || cause.reason.empty() ? "" : ": ") + cause.reason + "\n";
  std::string examples;
  for (const auto& example : cause.examples) examples += (examples.empty() ? "" : ", ") + example;
  const std::int64_t more = cause.count - static_cast<std::int64_t>(cause.examples.size());
  if (!examples.empty())
    text += "  " + examples + (more > 0 ? " and " + std::to_string(more) + " more" : "") + "\n";
  text += "  since " + alert.since.text_seconds() + "\n";
  if (!cause.advice.empty() && !alert.over) text += "  " + cause.advice + "\n";
}

Json json_of(const Alert& alert) {
  const AlertCause& cause = alert.cause;
  Json money = Json::object();
  for (const auto& amount : cause.money) money[std::string(amount.currency.code())] = amount.amount.text(2);
  return {{"id", alert.id},
          {"state", alert.over ? "over" : "stands"},
          {"pair", alert.pair},
          {"kind", name_of(cause.kind)},
          {"severity", name_of(cause.severity)},
          {"title", cause.title},
          {"reason", cause.reason},
          {"where", cause.where},
          {"count", cause.count},
          {"money", std::move(money)},
          {"examples", cause.examples},
          {"advice", cause.advice},
          {"since", alert.since.text()}};
}

// At most `size` bytes, cut between whole characters.
std::string cut(std::string text, std::size_t size) {
  if (text.size() <= size) return text;
  std::size_t end = size - 3;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; }, ' ');
  return text;
}

Message finish(Message message, Json alerts) {
  message.json = to_text({{"subject", message.subject},
                          {"severity", name_of(message.severity)},
                          {"text", message.text},
                          {"alerts", std::move(alerts)}});
  return message;
}

}  // namespace

std::string_view name_of(AlertKind kind) {
  return kind == AlertKind::finance ? "finance" : "operations";
}

std::string_view name_of(AlertSeverity severity) {
  return severity == AlertSeverity::warning ? "warning" : "error";
}

Message make_message(std::span<const Alert> alerts) {
  Message message;
  Json list = Json::array();
  for (const auto& alert : alerts) {
    if (!message.text.empty()) message.text += "\n";
    append_text(alert, message.text);
    if (!alert.over) message.severity = std::max(message.severity, alert.cause.severity);
    list.push_back(json_of(alert));
  }
  const std::string more = alerts.size() > 1 ? " (and " + std::to_string(alerts.size() - 1) + " more)" : "";
  message.subject =
      cut(one_line("Crosswalk: " + headline(alerts.front())), longest_subject - more.size()) + more;
  return finish(std::move(message), std::move(list));
}

Message test_message(std::string_view host, Instant now) {
  Message message;
  message.subject = "Crosswalk: a test of alerts";
  message.text = "This is a test of the alerts of Crosswalk on " + std::string(host) + ", sent at " +
                 now.text_seconds() + ". Nothing is wrong.\n";
  return finish(std::move(message), Json::array());
}

}  // namespace crosswalk::alert
