// MailStub: a mail server on loopback that writes down what it hears: AUTH PLAIN for "engine" with "hunter2",
// in the clear, by STARTTLS or in TLS from the start.
#pragma once

#include <mutex>
#include <string>

#include "base/crypto.h"
#include "wire/mail.h"
#include "wire/raw_server.h"

namespace crosswalk::wire {

struct StubTls {
  enum class Start { never, when_asked, at_once };
  Start start = Start::never;
  std::string certificate = {};  // PEM files
  std::string key = {};
};

class MailStub {
 public:
  // To a line that begins with `to` it answers `other`.
  explicit MailStub(std::string to = "none", std::string other = {}, StubTls tls = {});

  MailServer settings() const;
  // Every line from the client, the mail's text included.
  std::string heard();
  // The same of what came over TLS.
  std::string heard_encrypted();

 private:
  class Line;
  std::string answer(const std::string& line, bool encrypted) const;
  static std::string login() { return base64(std::string("\0engine\0hunter2", 15)) + "\r\n"; }
  void talk(int fd);

  std::string to_;
  std::string other_;
  StubTls tls_;
  std::mutex mutex_;
  std::string heard_;
  std::string encrypted_;
  RawServer server_;
};

}  // namespace crosswalk::wire
