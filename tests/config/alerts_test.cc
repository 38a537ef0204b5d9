// The list `alerts`: what loads, and the sentence for each mistake.
#include <doctest/doctest.h>

#include "folder.h"

using namespace crosswalk;
using namespace crosswalk::config;

namespace {

std::string with_alerts(const std::string& items) {
  return "alerts:\n" + items + smallest;
}

}  // namespace

TEST_CASE("without a list nobody is told") {
  const Folder folder;
  CHECK(folder.load(smallest)->alerts.empty());
}

TEST_CASE("every kind of target loads with its defaults and its settings") {
  const Folder folder;
  const auto loaded = folder.load(with_alerts(
      "  - to: log\n"
      "  - {to: log, kinds: finance}\n"
      "  - {to: command, run: [./page, a b], kinds: [operations], severity: error, quiet: 2h, timeout: 5s}\n"
      "  - {to: url, url: https://hooks.example.test/x, header: X-Key, header_value: {env: HOOK}}\n"
      "  - {to: url, url: {secret: hook}, cleared: true}\n"
      "  - to: smtp\n"
      "    server: smtp://mail.example.test:587\n"
      "    user: books@example.test\n"
      "    password: {secret: mail}\n"
      "    from: books@example.test\n"
      "    recipients: [ann@example.test, bob@example.test]\n"
      "  - {to: smtp, server: \"smtp://127.0.0.1:25\", from: a@example.test, recipients: b@example.test}\n"));
  REQUIRE_MESSAGE(loaded.ok(), (loaded ? "" : loaded.error().text()));
  const auto& alerts = loaded->alerts;
  REQUIRE(alerts.size() == 7);
  CHECK(alerts[0].name == "the log");
  CHECK(alerts[0].finance);
  CHECK(alerts[0].operations);
  CHECK(alerts[0].quiet == limits::alert_quiet);
  CHECK(alerts[1].name == "the log (2)");
  CHECK_FALSE(alerts[1].operations);
  CHECK(alerts[2].name == "the command ./page");
  CHECK(alerts[2].run == std::vector<std::string>{"./page", "a b"});
  CHECK_FALSE(alerts[2].finance);
  CHECK(alerts[2].errors_only);
  CHECK(alerts[2].quiet == Millis(2LL * 3'600'000));
  CHECK(alerts[2].timeout == Millis(5'000));
  CHECK(alerts[3].url == "https://hooks.example.test/x");
  CHECK(alerts[3].header == "X-Key");
  CHECK(alerts[3].header_value->name == "HOOK");
  CHECK(alerts[4].name == "the address in the file secrets/hook");
  CHECK(alerts[4].url_secret->name == "hook");
  CHECK(alerts[4].cleared);
  CHECK(alerts[5].encrypted);
  CHECK(alerts[5].password->name == "mail");
  CHECK(alerts[5].recipients.size() == 2);
  CHECK(alerts[5].where.line == 7);
  CHECK_FALSE(alerts[6].encrypted);
}

TEST_CASE("a mistake is one sentence with its line, and repeats no secret") {
  struct Wrong {
    std::string item;
    std::string error;
  };
  const Folder folder;
  const std::string url = "{to: url, url: https://hooks.example.test";
  const std::string mail = "{to: smtp, from: a@example.test, recipients: b@example.test, server: ";
  const std::vector<Wrong> cases = {
      {"{to: pager}", "`alerts[1].to`: write log, command, url or smtp"},
      {"{kinds: finance}", "`alerts[1].to` is missing; add the line `to: ...`"},
      {"{to: log, kind: finance}", "`alerts[1].kind` is not a key that is known here; did you mean `kinds`?"},
      {"{to: log, kinds: money}", "`alerts[1].kinds`: write finance, operations or [finance, operations]"},
      {"{to: log, kinds: []}", "`alerts[1].kinds`: the list has nothing in it; write one or remove the line"},
      {"{to: log, severity: high}",
       "`alerts[1].severity`: write warning (everything) or error (only what is grave)"},
      {"{to: log, quiet: 2h, remind: 1h}", "`alerts[1].remind`: it cannot be shorter than `quiet`"},
      {"{to: log, run: ls}",
       "`alerts[1].run`: this key has no meaning for this kind of target; remove it, or change `to`"},
      {"{to: command}",
       "`alerts[1].run`: it is missing; write the program and its arguments: [./page.sh, urgent]"},
      {"{to: command, run: [[a]]}", "`alerts[1].run`: a list of texts is expected: [one, two]"},
      {"{to: url, url: http://hooks.example.test}",
       "`alerts[1].url`: plain http is allowed for this machine only (127.0.0.1); use https://"},
      {url + ", header: X-Key}",
       "`alerts[1].header`: header and header_value stand together: the name, and where the whole value is "
       "kept"},
      {url + ", header: X-Key, header_value: hunter2}",
       "`alerts[1].header_value`: a secret must not stand in this file; write {secret: NAME} (the file "
       "secrets/NAME), "
       "{env: VARIABLE}, {file: PATH} or {credential: NAME} (systemd's)"},
      {mail + "mail.example.test}",
       "`alerts[1].server`: write smtp://host:587 (TLS by STARTTLS) or smtps://host:465 (TLS from the "
       "start)"},
      {mail + "\"smtp://me:hunter2@mail.example.test\"}",
       "`alerts[1].server`: a server is host and port only, without path, user name or password: "
       "smtp://host:587"},
      {mail + "\"smtp://mail.example.test\", user: me}",
       "`alerts[1].user`: user and password stand together, or neither does"},
      {"{to: smtp, from: \"a b\", recipients: b@example.test, server: \"smtp://mail.example.test\"}",
       "`alerts[1].from`: a mail address is expected, such as books@example.com"},
      {"{to: smtp, from: a@example.test, recipients: [\"b@example.test>\"], server: "
       "\"smtp://mail.example.test\"}",
       "`alerts[1].recipients`: a mail address is expected, such as books@example.com"},
  };
  for (const auto& wrong : cases) {
    CAPTURE(wrong.item);
    const std::string error = folder.error_of(with_alerts("  - " + wrong.item + "\n"));
    CHECK(error == "crosswalk.yaml:2: " + wrong.error);
    CHECK(error.find("hunter2") == std::string::npos);
  }
  CHECK(folder.error_of("alerts: log\n" + smallest) ==
        "crosswalk.yaml:1: `alerts`: a list is expected, lines that begin with `- `; write one or remove the "
        "line");
}
