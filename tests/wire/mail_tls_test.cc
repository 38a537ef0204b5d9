// Mail over TLS, from the start and by STARTTLS: nothing of it goes in the clear, and nothing at all to a
// server whose certificate nobody vouches for. Without the openssl command these cases say so and pass.
#include <doctest/doctest.h>

#include "wire/certificate.h"
#include "wire/mail_stub.h"

namespace crosswalk::wire {
namespace {

const Mail hello{"engine@example.test", {"ann@example.test"}, "Subject: hello\r\n\r\nend\r\n"};

MailServer with_login(MailServer server) {
  server.user = "engine";
  server.password = Secret("hunter2");
  return server;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("login and mail go over TLS, from the start or after STARTTLS, or nothing goes") {
  if (!has_openssl()) {
    MESSAGE("skipped: there is no openssl command here");
    return;
  }
  const Scratch scratch;
  REQUIRE(certify(scratch, "ours", "IP:127.0.0.1"));
  REQUIRE(certify(scratch, "named", "DNS:elsewhere.example"));
  for (const auto start : {StubTls::Start::at_once, StubTls::Start::when_asked}) {
    MailStub stub("none", {}, {start, scratch.file("ours.pem"), scratch.file("ours.key")});
    MailServer server = with_login(stub.settings());
    server.ca_file = scratch.file("ours.pem");
    const auto sent = send_mail(server, hello, {});
    REQUIRE_MESSAGE(sent.ok(), (sent ? "" : sent.error().text()));
    for (const char* part : {"AUTH PLAIN", "MAIL FROM:<engine@example.test>", "Subject: hello"})
      CHECK(has(stub.heard_encrypted(), part));
    const bool asked = start == StubTls::Start::when_asked;
    CHECK(has(stub.heard(), "STARTTLS") == asked);
    CHECK(stub.heard().ends_with(stub.heard_encrypted()));

    MailStub stranger("none", {}, {start, scratch.file("named.pem"), scratch.file("named.key")});
    for (const char* trusted : {"", "named.pem"}) {
      MailServer other = with_login(stranger.settings());
      if (*trusted != '\0') other.ca_file = scratch.file(trusted);
      const auto refused = send_mail(other, hello, {});
      REQUIRE_FALSE(refused.ok());
      CHECK(refused.error().kind == ErrorKind::outside);
      CHECK_MESSAGE(has(refused.error().text(), "its certificate was refused, so nothing was sent"),
                    refused.error().text());
      CHECK_FALSE(has(refused.error().text(), "hunter2"));
    }
    CHECK(stranger.heard_encrypted().empty());
    CHECK_FALSE(has(stranger.heard(), "MAIL"));
  }
}

TEST_CASE("a server that takes STARTTLS back gets nothing") {
  MailStub stub("STARTTLS", "454 not now\r\n", {StubTls::Start::when_asked, "", ""});
  const auto sent = send_mail(with_login(stub.settings()), hello, {});
  REQUIRE_FALSE(sent.ok());
  CHECK_MESSAGE(has(sent.error().text(), "offers no TLS"), sent.error().text());
  CHECK_FALSE(has(stub.heard(), "AUTH"));
  CHECK_FALSE(has(stub.heard(), "MAIL"));
}

}  // namespace crosswalk::wire
