// The SMTP conversation with a stub that writes down what it hears.
#include "wire/mail.h"

#include <doctest/doctest.h>

#include "wire/mail_stub.h"

namespace crosswalk::wire {
namespace {

Mail mail() {
  return {"engine@example.test",
          {"ann@example.test", "bob@example.test"},
          "Subject: hello\r\n\r\n.dot\r\nend\r\n"};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a mail goes to every recipient with its text, after the login") {
  MailStub stub;
  MailServer server = stub.settings();
  server.user = "engine";
  server.password = Secret("hunter2");
  const auto sent = send_mail(server, mail(), {});
  REQUIRE_MESSAGE(sent.ok(), (sent ? "" : sent.error().text()));
  const std::string heard = stub.heard();
  CHECK(has(heard, "AUTH PLAIN"));
  CHECK(has(heard, base64(std::string("\0engine\0hunter2", 15))));
  CHECK(has(heard, "MAIL FROM:<engine@example.test>"));
  CHECK(has(heard, "RCPT TO:<ann@example.test>\r\nRCPT TO:<bob@example.test>\r\nDATA\r\n"));
  CHECK(has(heard, "Subject: hello\r\n\r\n..dot\r\nend\r\n.\r\n"));
}

TEST_CASE("a server's refusal is an error that says what to do and repeats no secret") {
  struct Case {
    const char* line;
    const char* answer;
    const char* part;
  };
  for (const Case& each : {Case{"AUTH", "535 no\r\n", "refused the login"},
                           Case{"RCPT", "550 no such user\r\n", "refused a sender or a recipient"},
                           Case{"END", "554 spam\r\n", "was not taken (the server answered 554)"}}) {
    MailStub stub(each.line, each.answer);
    MailServer server = stub.settings();
    server.user = "engine";
    server.password = Secret("hunter2");
    const auto sent = send_mail(server, mail(), {});
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().kind == ErrorKind::outside);
    CHECK_MESSAGE(has(sent.error().text(), each.part), sent.error().text());
    CHECK_FALSE(has(sent.error().text(), "hunter2"));
  }
}

TEST_CASE("without TLS nothing is said where TLS is wanted") {
  MailStub stub;
  MailServer server = stub.settings();
  server.encrypted = true;
  server.user = "engine";
  server.password = Secret("hunter2");
  const auto sent = send_mail(server, mail(), {});
  REQUIRE_FALSE(sent.ok());
  CHECK_MESSAGE(has(sent.error().text(), "offers no TLS"), sent.error().text());
  CHECK_FALSE(has(stub.heard(), "AUTH"));
  CHECK_FALSE(has(stub.heard(), "MAIL"));
}

TEST_CASE("mail in the clear never goes to another machine") {
  MailServer server;
  server.encrypted = false;
  for (const char* url :
       {"smtp://mail.example.test:587", "smtp://127.0.0.1.example.test", "smtp://localhostile"}) {
    server.url = url;
    const auto sent = send_mail(server, mail(), {});
    REQUIRE_FALSE(sent.ok());
    CHECK(sent.error().kind == ErrorKind::config);
  }
}

TEST_CASE("a server that hangs is left when the time is up, or when a stop comes") {
  RawServer silent([](RawServer& server, int fd, int) { server.hang(fd); });
  MailServer server;
  server.url = "smtp://127.0.0.1:" + std::to_string(silent.port());
  server.encrypted = false;
  server.timeout = Millis(300);
  const auto late = send_mail(server, mail(), {});
  REQUIRE_FALSE(late.ok());
  CHECK_MESSAGE(has(late.error().text(), "in time"), late.error().text());
  std::stop_source stop;
  stop.request_stop();
  const auto stopped = send_mail(server, mail(), stop.get_token());
  REQUIRE_FALSE(stopped.ok());
  CHECK(stopped.error().kind == ErrorKind::stopped);
}

}  // namespace crosswalk::wire
