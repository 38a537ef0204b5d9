// Certificates: who is trusted and who is not, against `openssl s_server`. Without the openssl command (it is
// a tool of the test only) these cases say so and pass.
#include <doctest/doctest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "wire/certificate.h"
#include "wire/curl_transport.h"

namespace crosswalk::wire {
namespace {

// `openssl s_server` with that certificate, answering every GET with a page, on a port of its choice.
class TlsServer {
 public:
  TlsServer(const Scratch& scratch, const std::string& file, const char* option = "-www") {
    std::array<int, 2> pipe_ends{};
    if (::pipe(pipe_ends.data()) != 0) return;
    const std::string key = scratch.file(file + ".key");
    const std::string certificate = scratch.file(file + ".pem");
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(pipe_ends[1], STDOUT_FILENO);
      ::dup2(pipe_ends[1], STDERR_FILENO);
      ::execlp("openssl", "openssl", "s_server", "-accept", "127.0.0.1:0", "-key", key.c_str(), "-cert",
               certificate.c_str(), option, nullptr);
      ::_exit(127);
    }
    ::close(pipe_ends[1]);
    // It says "ACCEPT 127.0.0.1:40123".
    std::string said;
    for (char c = 0; ::read(pipe_ends[0], &c, 1) == 1;) {
      said += c;
      const auto at = said.find("ACCEPT ");
      if (at == said.npos || c != '\n') continue;
      port_ = std::atoi(said.c_str() + said.find(':', at) + 1);
      break;
    }
    output_ = pipe_ends[0];
  }
  ~TlsServer() {
    if (child_ > 0) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    if (output_ >= 0) ::close(output_);
  }
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  std::string url(const std::string& host) const {
    return "https://" + host + ":" + std::to_string(port_) + "/";
  }

 private:
  pid_t child_ = -1;
  int output_ = -1;
  int port_ = 0;
};

CallResult get(const std::string& url, const std::string& ca_file) {
  CurlSettings settings;
  settings.ca_file = ca_file;
  CurlTransport transport(settings);
  HttpRequest request;
  request.url = url;
  request.timeout = Millis(5'000);
  return transport.call(request, {});
}

void check_refused(const CallResult& result, ErrorKind kind = ErrorKind::outside) {
  REQUIRE_FALSE(result.reply);
  CAPTURE(result.failure.error.message);
  CHECK(result.failure.reach == Reach::not_sent);
  CHECK(result.failure.error.kind == kind);
}

}  // namespace

TEST_CASE("only a certificate that the authorities vouch for is trusted") {
  if (!has_openssl()) {
    MESSAGE("skipped: there is no openssl command here");
    return;
  }
  const Scratch scratch;
  REQUIRE(certify(scratch, "ours", "IP:127.0.0.1"));
  REQUIRE(certify(scratch, "other", "IP:127.0.0.1"));
  REQUIRE(certify(scratch, "named", "DNS:elsewhere.example"));
  const TlsServer ours(scratch, "ours");
  // Self-signed, and nobody vouches for it.
  const auto unknown = get(ours.url("127.0.0.1"), "");
  check_refused(unknown);
  CHECK(unknown.failure.error.message.find("no trusted TLS connection") != std::string::npos);
  check_refused(get(ours.url("127.0.0.1"), scratch.file("other.pem")));
  // Vouched for by the file.
  const auto trusted = get(ours.url("127.0.0.1"), scratch.file("ours.pem"));
  REQUIRE(trusted.reply);
  CHECK(trusted.reply->status == 200);
  // Trusted, but made out to somebody else.
  check_refused(get(ours.url("localhost"), scratch.file("ours.pem")));
  const TlsServer named(scratch, "named");
  check_refused(get(named.url("127.0.0.1"), scratch.file("named.pem")));
  // An old protocol is not spoken.
  const TlsServer old(scratch, "ours", "-tls1_1");
  check_refused(get(old.url("127.0.0.1"), scratch.file("ours.pem")));
  // A file that is not there is our own mistake.
  check_refused(get(ours.url("127.0.0.1"), scratch.file("absent.pem")), ErrorKind::config);
}

}  // namespace crosswalk::wire
