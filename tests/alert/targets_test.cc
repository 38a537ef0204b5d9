// A real small command and a loopback address: what they are given, and what their failure says.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "alert/causes.h"
#include "alert/command_target.h"
#include "alert/url_target.h"
#include "base/crypto.h"
#include "wire/curl_transport.h"
#include "wire/server.h"

namespace crosswalk::alert {
namespace {

namespace fs = std::filesystem;

struct Scratch {
  Scratch() : path(fs::temp_directory_path() / ("crosswalk-alert-" + random_uuid())) {
    fs::create_directories(path);
  }
  ~Scratch() { fs::remove_all(path); }
  std::string read(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(path / name).rdbuf();
    return text.str();
  }
  void script(const std::string& name, const std::string& body) const {
    std::ofstream(path / name) << "#!/bin/sh\n" << body;
    fs::permissions(path / name, fs::perms::owner_all);
  }
  fs::path path;
};

Message message() {
  const std::vector<Alert> alerts = {{"id", "us", held(3), noon(), false}};
  return make_message(alerts);
}

Result<void> run(const Scratch& scratch, std::vector<std::string> words, const Message& said,
                 Millis timeout = Millis(20'000)) {
  return CommandTarget({std::move(words), scratch.path, timeout}).send(said, {});
}

}  // namespace

TEST_CASE(
    "a command gets the JSON on its standard input, its own words as they are and a clean environment") {
  const Scratch scratch;
  scratch.script("page", "cat > input; printf '%s' \"$1\" > words; env > environment\n");
  ::setenv("CROSSWALK_TEST_SECRET", "hunter2", 1);
  const auto done = run(scratch, {"./page", "a b; $(touch evil)"}, message());
  ::unsetenv("CROSSWALK_TEST_SECRET");
  REQUIRE_MESSAGE(done.ok(), (done ? "" : done.error().text()));
  CHECK(scratch.read("input") == message().json);
  CHECK(scratch.read("words") == "a b; $(touch evil)");
  CHECK_FALSE(fs::exists(scratch.path / "evil"));
  const std::string environment = scratch.read("environment");
  CHECK(environment.find("PATH=") != std::string::npos);
  CHECK(environment.find("hunter2") == std::string::npos);
}

TEST_CASE("a command that does not read a long input, or none, is well as long as it ends with 0") {
  const Scratch scratch;
  Message large = message();
  large.json = std::string(std::size_t{1} << 22, ' ');
  CHECK(run(scratch, {"true"}, large).ok());
  CHECK(run(scratch, {"sh", "-c", "test $(wc -c) = 4194304"}, large).ok());
}

TEST_CASE("a command's failure is one sentence") {
  const Scratch scratch;
  CHECK(run(scratch, {"sh", "-c", "exit 7"}, message()).error().text() ==
        "the command sh ended with exit code 7; 0 is expected");
  CHECK(run(scratch, {"./missing"}, message()).error().text() ==
        "the command ./missing cannot be started: No such file or directory");
}

TEST_CASE("a command that hangs is ended with all that it started") {
  const Scratch scratch;
  // All that the program starts holds this pipe open, so it ends when the last of them is gone.
  const std::string pipe = (scratch.path / "held").string();
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reading = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  REQUIRE(reading >= 0);
  scratch.script("hang", "exec 3>held; sleep 600 & echo up >&3; wait\n");
  const auto done = run(scratch, {"./hang"}, message(), Millis(1'000));
  CHECK(done.error().text() == "the command ./hang did not end within 1 s and was ended");
  std::array<char, 8> bytes{};
  pollfd one{reading, POLLIN, 0};
  bool held = true;
  // Its one line first, then the end.
  for (int i = 0; i < 3 && held; ++i)
    held = ::poll(&one, 1, 60'000) == 0 || ::read(reading, bytes.data(), bytes.size()) > 0;
  CHECK_FALSE(held);
  ::close(reading);
}

TEST_CASE("an address gets the JSON with its header, and any answer but 2xx is a failure") {
  wire::HttpRequest got;
  int status = 204;
  wire::HttpServer server([&](const wire::HttpRequest& request) {
    got = request;
    return wire::ServerAnswer{{status, {}, ""}, wire::Delivery::whole};
  });
  const auto port = server.listen("127.0.0.1", 0);
  REQUIRE(port.ok());
  wire::CurlTransport transport;
  UrlSettings settings;
  settings.shown = "the address in the file secrets/hook";
  settings.url = Secret("http://127.0.0.1:" + std::to_string(*port) + "/services/T0/hunter2");
  settings.url_is_secret = true;
  settings.header = "Authorization";
  settings.header_value = Secret("Bearer hunter3");
  UrlTarget target(settings, transport);
  REQUIRE(target.send(message(), {}).ok());
  CHECK(got.method == "POST");
  CHECK(got.body == message().json);
  CHECK(wire::header(got.headers, "Content-Type") == "application/json");
  CHECK(wire::header(got.headers, "Authorization") == "Bearer hunter3");
  status = 500;
  CHECK(target.send(message(), {}).error().text() ==
        "the address in the file secrets/hook: it answered 500 and did not take the alert");
  settings.url = Secret("http://127.0.0.1:1/services/T0/hunter2");
  const auto unreachable = UrlTarget(settings, transport).send(message(), {});
  REQUIRE_FALSE(unreachable.ok());
  CHECK(unreachable.error().text().find("hunter") == std::string::npos);
}

}  // namespace crosswalk::alert
