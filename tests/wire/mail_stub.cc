#include "wire/mail_stub.h"

#include <openssl/ssl.h>
#include <signal.h>
#include <sys/socket.h>

#include <memory>

namespace crosswalk::wire {

// One connection, in the clear until it is encrypted.
class MailStub::Line {
 public:
  explicit Line(int fd) : fd_(fd) {}

  bool encrypt(const StubTls& tls) {
    ::signal(SIGPIPE, SIG_IGN);  // a client that refuses the certificate is gone at once
    context_.reset(SSL_CTX_new(TLS_server_method()));
    if (!context_ ||
        SSL_CTX_use_certificate_file(context_.get(), tls.certificate.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_use_PrivateKey_file(context_.get(), tls.key.c_str(), SSL_FILETYPE_PEM) != 1)
      return false;
    ssl_.reset(SSL_new(context_.get()));
    return ssl_ && SSL_set_fd(ssl_.get(), fd_) == 1 && SSL_accept(ssl_.get()) == 1;
  }
  bool encrypted() const { return ssl_ != nullptr; }
  bool read(char& c) { return (ssl_ ? SSL_read(ssl_.get(), &c, 1) : ::recv(fd_, &c, 1, 0)) == 1; }
  void write(const std::string& text) {
    if (ssl_)
      SSL_write(ssl_.get(), text.data(), static_cast<int>(text.size()));
    else
      RawServer::write(fd_, text);
  }

 private:
  struct Freeing {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  int fd_;
  std::unique_ptr<SSL_CTX, Freeing> context_;
  std::unique_ptr<SSL, Freeing> ssl_;
};

MailStub::MailStub(std::string to, std::string other, StubTls tls)
    : to_(std::move(to)),
      other_(std::move(other)),
      tls_(std::move(tls)),
      server_([this](RawServer&, int fd, int) { talk(fd); }) {}

MailServer MailStub::settings() const {
  MailServer to;
  const bool at_once = tls_.start == StubTls::Start::at_once;
  to.url = (at_once ? "smtps" : "smtp") + std::string("://127.0.0.1:") + std::to_string(server_.port());
  to.encrypted = tls_.start != StubTls::Start::never;
  to.timeout = Millis(20'000);
  return to;
}

std::string MailStub::heard() {
  const std::lock_guard lock(mutex_);
  return heard_;
}

std::string MailStub::heard_encrypted() {
  const std::lock_guard lock(mutex_);
  return encrypted_;
}

std::string MailStub::answer(const std::string& line, bool encrypted) const {
  if (line.starts_with(to_)) return other_;
  const bool offers = tls_.start == StubTls::Start::when_asked && !encrypted;
  if (line.starts_with("EHLO"))
    return std::string("250-stub\r\n") + (offers ? "250-STARTTLS\r\n" : "") + "250 AUTH PLAIN\r\n";
  if (line.starts_with("STARTTLS")) return offers ? "220 go on\r\n" : "502 no\r\n";
  if (line.starts_with("AUTH")) return "334 \r\n";
  if (line == login()) return "235 welcome\r\n";
  if (line.starts_with("DATA")) return "354 go on\r\n";
  if (line.starts_with("QUIT")) return "221 bye\r\n";
  return "250 good\r\n";
}

void MailStub::talk(int fd) {
  Line peer(fd);
  if (tls_.start == StubTls::Start::at_once && !peer.encrypt(tls_)) return;
  peer.write("220 stub\r\n");
  std::string line;
  bool text = false;
  for (char c = 0; peer.read(c);) {
    line += c;
    if (c != '\n') continue;
    {
      const std::lock_guard lock(mutex_);
      heard_ += line;
      if (peer.encrypted()) encrypted_ += line;
    }
    if (!text || line == ".\r\n") {
      const std::string said = text ? answer("END", peer.encrypted()) : answer(line, peer.encrypted());
      text = said.starts_with("354");
      peer.write(said);
      if (line.starts_with("STARTTLS") && said.starts_with("220") && !peer.encrypt(tls_)) return;
    }
    line.clear();
  }
}

}  // namespace crosswalk::wire
