// The words of a message, and the mail that carries them.
#include "alert/message.h"

#include <doctest/doctest.h>

#include "alert/causes.h"
#include "alert/mail_target.h"
#include "base/crypto.h"
#include "base/json_tree.h"

namespace crosswalk::alert {
namespace {

Alert alert_of(AlertCause cause, bool over = false) {
  return {"id", "us", std::move(cause), noon(), over};
}

}  // namespace

TEST_CASE("one message says count, money, file and line, an example and what to do") {
  auto cause = held(34);
  cause.advice = "crosswalk review --pair us lists them";
  const std::vector<Alert> alerts = {alert_of(cause), alert_of(failing(AlertSeverity::error))};
  const Message message = make_message(alerts);
  CHECK(message.subject == "Crosswalk: us: 34 orders are held, 340.00 USD (and 1 more)");
  CHECK(message.severity == AlertSeverity::error);
  CHECK(message.text ==
        "us: 34 orders are held, 340.00 USD\n"
        "  rules/account.lua:7: the ledger has no account 211\n"
        "  108800000000001 and 33 more\n"
        "  since 2026-02-10T12:00:00Z\n"
        "  crosswalk review --pair us lists them\n"
        "\n"
        "us: Xero does not answer\n"
        "  since 2026-02-10T12:00:00Z\n");
  const Json json = parse_json(message.json, "message").value();
  CHECK(json.at("text") == message.text);
  CHECK(json.at("alerts").size() == 2);
  CHECK(json.at("alerts").at(0).at("money").at("USD") == "340.00");
  CHECK(json.at("alerts").at(0).at("where") == "rules/account.lua:7");
  CHECK(json.at("alerts").at(1).at("kind") == "operations");
}

TEST_CASE("what is over says so and weighs nothing") {
  const std::vector<Alert> alerts = {alert_of(failing(AlertSeverity::error), true)};
  const Message message = make_message(alerts);
  CHECK(message.subject == "Crosswalk: us: over: Xero does not answer");
  CHECK(message.severity == AlertSeverity::warning);
}

TEST_CASE("a subject is one line of bounded length in whole characters") {
  auto cause = held(1);
  cause.title = "a\r\nBcc: all@example.test ";
  for (int i = 0; i < 200; ++i) cause.title += "\u00e9";
  const std::vector<Alert> alerts = {alert_of(cause)};
  const std::string subject = make_message(alerts).subject;
  CHECK(subject.size() <= 150);
  CHECK(subject.find_first_of("\r\n") == std::string::npos);
  CHECK(subject.ends_with("\u00e9..."));
}

TEST_CASE("a mail is ASCII with a subject, all recipients and a body that comes back as it was") {
  MailSettings settings;
  settings.from = "engine@example.test";
  settings.recipients = {"ann@example.test", "bob@example.test"};
  auto cause = held(1);
  cause.title = "1 order is held \u2014 caf\u00e9";
  const std::vector<Alert> alerts = {alert_of(cause)};
  const Message message = make_message(alerts);
  const std::string mail = mail_text(settings, message, noon(), "7");
  CHECK(
      mail.starts_with("Date: Tue, 10 Feb 2026 12:00:00 +0000\r\nFrom: Crosswalk <engine@example.test>\r\n"
                       "To: ann@example.test,\r\n bob@example.test\r\nSubject: =?utf-8?B?"));
  CHECK(mail.find("Message-ID: <7@example.test>\r\n") != std::string::npos);
  CHECK(std::all_of(mail.begin(), mail.end(), [](char c) { return c >= '\n' && c <= '~'; }));
  std::string body;
  for (const char c : mail.substr(mail.find("\r\n\r\n")))
    if (c != '\r' && c != '\n') body += c;
  std::string text;
  for (const char c : from_base64(body).value())
    if (c != '\r') text += c;
  CHECK(text == message.text);
}

}  // namespace crosswalk::alert
