// CurlTransport against HttpServer, and against a server that does every wrong thing.
#include "wire/curl_transport.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "wire/raw_server.h"
#include "wire/server.h"

namespace crosswalk::wire {
namespace {

HttpRequest get(std::string url, Millis timeout = Millis(5'000)) {
  HttpRequest request;
  request.url = std::move(url);
  request.timeout = timeout;
  return request;
}

HttpRequest post(std::string url, std::string body) {
  HttpRequest request = get(std::move(url));
  request.method = "POST";
  request.body = std::move(body);
  return request;
}

std::string reply(std::string_view body, std::string_view headers = {}) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) +
         "\r\n" + std::string(body);
}

// Answers every request of every connection with `text`.
RawServer::Talk always(std::string text) {
  return [text = std::move(text)](RawServer& server, int fd, int) {
    while (!server.read_request(fd).empty()) RawServer::write(fd, text);
  };
}

Millis since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration_cast<Millis>(std::chrono::steady_clock::now() - begin);
}

// No reply, of this reach and kind, and a text without the query.
void check_failure(const CallResult& result, Reach reach, ErrorKind kind = ErrorKind::outside) {
  REQUIRE_FALSE(result.reply);
  CAPTURE(result.failure.error.message);
  CHECK(result.failure.reach == reach);
  CHECK(result.failure.error.kind == kind);
  CHECK(result.failure.error.message.find("S3cr3t") == std::string::npos);
}

}  // namespace

TEST_CASE("a request goes out as it was given and the reply comes back whole") {
  HttpRequest seen;
  HttpServer server([&](const HttpRequest& request) {
    seen = request;
    return ServerAnswer{{201, {{"X-Two", "a"}, {"X-Two", "b: c"}}, "answer"}, Delivery::whole};
  });
  const std::string base = "http://127.0.0.1:" + std::to_string(*server.listen("127.0.0.1", 0));
  CurlTransport transport;
  HttpRequest request = post(base + "/v3/a%2Fb/../c?q=%20x&e", "{\"a\":\"\xc3\xa9\"}");
  request.headers = {{"WM_SEC.ACCESS_TOKEN", "t"}, {"X-Empty", ""}, {"Content-Type", "application/json"}};
  const auto result = transport.call(request, {});
  REQUIRE(result.reply);
  CHECK(result.reply->status == 201);
  CHECK(result.reply->body == "answer");
  CHECK(header(result.reply->headers, "x-two") == "a");
  CHECK(std::count(result.reply->headers.begin(), result.reply->headers.end(),
                   std::pair<std::string, std::string>("X-Two", "b: c")) == 1);
  CHECK(seen.method == "POST");
  CHECK(seen.url == "/v3/a%2Fb/../c?q=%20x&e");
  CHECK(seen.body == request.body);
  const auto sent = [&](std::string_view name, std::string_view value) {
    return std::count(seen.headers.begin(), seen.headers.end(),
                      std::pair<std::string, std::string>(name, value)) == 1;
  };
  CHECK(sent("WM_SEC.ACCESS_TOKEN", "t"));
  CHECK(sent("X-Empty", ""));
  CHECK(sent("Content-Type", "application/json"));
  CHECK(sent("User-Agent", "crosswalk"));
  CHECK(header(seen.headers, "Accept-Encoding")->find("gzip") != std::string_view::npos);
  CHECK_FALSE(header(seen.headers, "Expect"));

  for (const std::string method : {"POST", "PUT", "PATCH"}) {
    CAPTURE(method);
    request = post(base + "/empty", "");
    request.method = method;
    REQUIRE(transport.call(request, {}).reply);
    CHECK(seen.method == method);
    CHECK(header(seen.headers, "Content-Length") == "0");
    CHECK_FALSE(header(seen.headers, "Content-Type"));
  }
  request.method = "DELETE";
  REQUIRE(transport.call(request, {}).reply);
  CHECK(seen.method == "DELETE");
  CHECK_FALSE(header(seen.headers, "Content-Length"));
  request.body = std::string(3'000'000, 'z');
  REQUIRE(transport.call(request, {}).reply);
  CHECK(seen.body == request.body);
  CHECK_FALSE(header(seen.headers, "Expect"));
}

TEST_CASE("connections are kept and used again") {
  RawServer server(always(reply("ok")));
  CurlTransport transport;
  for (int i = 0; i < 20; ++i) CHECK(transport.call(get(server.url("/")), {}).reply);
  CHECK(server.requests() == 20);
  CHECK(server.accepted() == 1);
}

TEST_CASE("eight threads, fifty calls each") {
  std::atomic<int> handled = 0;
  HttpServer server([&](const HttpRequest& request) {
    ++handled;
    return ServerAnswer{{200, {}, request.url + request.body}, Delivery::whole};
  });
  const std::string base = "http://127.0.0.1:" + std::to_string(*server.listen("127.0.0.1", 0));
  CurlSettings settings;
  settings.connections_per_host = 4;  // fewer than threads: some wait for a connection
  CurlTransport transport(settings);
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> threads;
    for (int thread = 0; thread < 8; ++thread) {
      threads.emplace_back([&, thread] {
        for (int call = 0; call < 50; ++call) {
          const std::string path = "/" + std::to_string(thread) + "/" + std::to_string(call);
          const auto result = transport.call(post(base + path, "body"), {});
          if (result.reply && result.reply->body == path + "body") ++right;
        }
      });
    }
  }
  CHECK(right == 400);
  CHECK(handled == 400);
}

TEST_CASE("a compressed reply is decoded, within the cap") {
  // printf 'hello hello hello' | gzip -n
  static constexpr unsigned char zipped[] = {0x1f, 0x8b, 0x08, 0,    0,    0,    0,    0,    0,    0x03,
                                             0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x57, 0xc8, 0x40, 0x90, 0,
                                             0x80, 0x88, 0xf9, 0xe5, 0x11, 0,    0,    0};
  RawServer server(
      always(reply({reinterpret_cast<const char*>(zipped), sizeof zipped}, "Content-Encoding: gzip\r\n")));
  CurlTransport transport;
  HttpRequest request = get(server.url("/"));
  const auto result = transport.call(request, {});
  REQUIRE(result.reply);
  CHECK(result.reply->body == "hello hello hello");
  request.max_reply = 16;  // more than what is sent would be, less than what it holds
  check_failure(transport.call(request, {}), Reach::maybe_sent, ErrorKind::limit);
}

TEST_CASE("replies have a largest size, headers too") {
  RawServer server([](RawServer& self, int fd, int) {
    const std::string request = self.read_request(fd);
    if (request.starts_with("GET /body")) RawServer::write(fd, reply(std::string(1'001, 'x')));
    if (request.starts_with("GET /exact")) RawServer::write(fd, reply(std::string(1'000, 'x')));
    if (request.starts_with("GET /head"))
      RawServer::write(fd, reply("", "X: " + std::string(70'000, 'x') + "\r\n"));
    if (request.starts_with("GET /many")) {
      std::string many;
      for (int i = 0; i < 7'000; ++i) many += "X: 1234567\r\n";
      RawServer::write(fd, reply("", many));
    }
    if (request.starts_with("GET /endless")) {
      RawServer::write(fd, "HTTP/1.1 200 OK\r\n\r\n");
      for (int i = 0; i < 100; ++i) RawServer::write(fd, std::string(100, 'x'));
    }
  });
  CurlTransport transport;
  const auto call = [&](std::string_view path) {
    HttpRequest request = get(server.url(path));
    request.max_reply = 1'000;
    return transport.call(request, {});
  };
  for (const char* path : {"/body?S3cr3t", "/head?S3cr3t", "/many?S3cr3t", "/endless?S3cr3t"})
    check_failure(call(path), Reach::maybe_sent, ErrorKind::limit);
  CHECK(call("/exact").reply);
}

TEST_CASE("no answer in time") {
  RawServer server([](RawServer& self, int fd, int) {
    self.read_request(fd);
    self.hang(fd);
  });
  CurlTransport transport;
  const auto begin = std::chrono::steady_clock::now();
  check_failure(transport.call(get(server.url("/?S3cr3t"), Millis(150)), {}), Reach::maybe_sent);
  CHECK(since(begin) < Millis(1'500));
}

TEST_CASE("a call that waits for a free connection keeps its time and was not sent") {
  RawServer server([](RawServer& self, int fd, int) {
    self.read_request(fd);
    self.hang(fd);
  });
  CurlSettings settings;
  settings.connections_per_host = 1;
  CurlTransport transport(settings);
  std::stop_source source;
  std::jthread first([&] { transport.call(get(server.url("/")), source.get_token()); });
  while (server.requests() == 0) std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  check_failure(transport.call(get(server.url("/?S3cr3t"), Millis(150)), {}), Reach::not_sent);
  CHECK(since(begin) < Millis(1'500));
  CHECK(server.requests() == 1);
  source.request_stop();
}

TEST_CASE("a stop ends a call at once, however the server hangs") {
  RawServer server([](RawServer& self, int fd, int) {
    self.read_request(fd);
    RawServer::write(fd, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    self.hang(fd);
  });
  CurlTransport transport;
  std::stop_source source;
  std::chrono::steady_clock::time_point asked;
  std::jthread stopper([&] {
    while (server.requests() == 0) std::this_thread::yield();
    asked = std::chrono::steady_clock::now();
    source.request_stop();
  });
  check_failure(transport.call(get(server.url("/?S3cr3t"), Millis(60'000)), source.get_token()),
                Reach::maybe_sent, ErrorKind::stopped);
  stopper.join();
  CHECK(since(asked) < Millis(1'000));
  // Stopped before it began: nothing is sent.
  check_failure(transport.call(get(server.url("/")), source.get_token()), Reach::not_sent,
                ErrorKind::stopped);
  CHECK(server.accepted() == 1);
}

TEST_CASE("the transport's end stops what is in flight") {
  RawServer server([](RawServer& self, int fd, int) {
    self.read_request(fd);
    self.hang(fd);
  });
  auto transport = std::make_unique<CurlTransport>();
  std::atomic<bool> stopped = false;
  {
    std::jthread caller([&, call = transport.get()] {
      stopped = call->call(get(server.url("/"), Millis(60'000)), {}).failure.error.kind == ErrorKind::stopped;
    });
    while (server.requests() == 0) std::this_thread::yield();
    transport.reset();
  }
  CHECK(stopped);
}

TEST_CASE("what never left is said to be not sent") {
  CurlTransport transport;
  check_failure(
      transport.call(post("http://127.0.0.1:" + std::to_string(closed_port()) + "/x?S3cr3t", "b"), {}),
      Reach::not_sent);
  check_failure(
      transport.call(post("https://127.0.0.1:" + std::to_string(closed_port()) + "/x?S3cr3t", "b"), {}),
      Reach::not_sent);
  RawServer plain([](RawServer& self, int fd, int) {  // no TLS there
    RawServer::write(fd, "HTTP/1.1 400 Bad Request\r\n\r\n");
    self.read_request(fd);
  });
  check_failure(
      transport.call(post("https://127.0.0.1:" + std::to_string(plain.port()) + "/x?S3cr3t", "b"), {}),
      Reach::not_sent);
  CHECK(plain.requests() == 0);
  RawServer silent([](RawServer& self, int fd, int) { self.hang(fd); });  // TLS never ends
  HttpRequest request = post("https://127.0.0.1:" + std::to_string(silent.port()) + "/x?S3cr3t", "b");
  request.timeout = Millis(150);
  check_failure(transport.call(request, {}), Reach::not_sent);
}

TEST_CASE("cut and dropped answers may have taken effect") {
  std::atomic<Delivery> delivery = Delivery::dropped;
  std::atomic<int> handled = 0;
  HttpServer server([&](const HttpRequest&) {
    ++handled;
    return ServerAnswer{{200, {}, "0123456789"}, delivery.load()};
  });
  const std::string url = "http://127.0.0.1:" + std::to_string(*server.listen("127.0.0.1", 0)) + "/x?S3cr3t";
  CurlTransport transport;
  check_failure(transport.call(post(url, "b"), {}), Reach::maybe_sent);
  CHECK(handled == 1);
  delivery = Delivery::cut;
  check_failure(transport.call(post(url, "b"), {}), Reach::maybe_sent);
  CHECK(handled == 2);
}

TEST_CASE("a kept connection that dies does not make a second request") {
  // Answers the first request of a connection, drops the second: libcurl alone would send it again.
  RawServer server([](RawServer& self, int fd, int) {
    if (!self.read_request(fd).empty()) RawServer::write(fd, reply("ok"));
    self.read_request(fd);
  });
  for (const std::string body : {"", "an invoice"}) {
    CAPTURE(body);
    CurlTransport transport;
    REQUIRE(transport.call(post(server.url("/"), body), {}).reply);
    const int before = server.requests();
    const int connections = server.accepted();
    check_failure(transport.call(post(server.url("/?S3cr3t"), body), {}), Reach::maybe_sent);
    CHECK(server.requests() == before + 1);
    REQUIRE(transport.call(post(server.url("/"), body), {}).reply);  // on a new connection
    CHECK(server.requests() == before + 2);
    CHECK(server.accepted() >= connections + 1);
  }
}

TEST_CASE("a kept connection that the server has closed meanwhile is not used") {
  RawServer server([](RawServer& self, int fd, int) {
    if (!self.read_request(fd).empty()) RawServer::write(fd, reply("ok"));
  });
  CurlTransport transport;
  for (int i = 1; i <= 5; ++i) {
    const auto result = transport.call(post(server.url("/"), "b"), {});
    // The close may be on its way still when the next call begins; then, and only then, the call fails as
    // unknown.
    if (!result.reply) check_failure(result, Reach::maybe_sent);
    CHECK(server.requests() <= i);
  }
}

TEST_CASE("garbage instead of HTTP") {
  RawServer server([](RawServer& self, int fd, int number) {
    self.read_request(fd);
    const char* const nonsense[] = {
        "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\nx",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 200 OK\r\nX"};
    RawServer::write(fd, nonsense[number - 1]);
  });
  CurlTransport transport;
  for (int i = 0; i < 5; ++i) {
    CAPTURE(i);
    check_failure(transport.call(post(server.url("/?S3cr3t"), "b"), {}), Reach::maybe_sent);
  }
}

TEST_CASE("redirects are replies, and interim answers are passed over") {
  RawServer server([](RawServer& self, int fd, int) {
    while (self.read_request(fd).starts_with("GET /from"))
      RawServer::write(fd,
                       "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
                       "HTTP/1.1 302 Found\r\nLocation: /to\r\nContent-Length: 0\r\n\r\n");
  });
  CurlTransport transport;
  const auto result = transport.call(get(server.url("/from")), {});
  REQUIRE(result.reply);
  CHECK(result.reply->status == 302);
  CHECK(header(result.reply->headers, "Location") == "/to");
  CHECK_FALSE(header(result.reply->headers, "X-Early"));
  CHECK(server.requests() == 1);
}

TEST_CASE("addresses that are not called") {
  CurlTransport transport;
  for (const std::string url :
       {"http://example.com/?S3cr3t", "http://127.0.0.2/", "http://localhost.example.com/",
        "http://127.0.0.1@example.com/", "https://user:S3cr3t@127.0.0.1/", "ftp://127.0.0.1/",
        "file:///etc/passwd", "127.0.0.1/x", "", "https://", "http://[::2]/", "https://h/a b"}) {
    CAPTURE(url);
    check_failure(transport.call(get(url), {}), Reach::not_sent, ErrorKind::config);
  }
}

TEST_CASE("headers and methods that would break the request are refused") {
  RawServer server(always(reply("ok")));
  CurlTransport transport;
  for (const auto& bad : Headers{{"X", "1\r\nY: S3cr3t"},
                                 {"X\nY", "1"},
                                 {"", "1"},
                                 {"A: b", "S3cr3t"},
                                 {"X", std::string("a\0b", 3)}}) {
    HttpRequest request = get(server.url("/"));
    request.headers = {bad};
    check_failure(transport.call(request, {}), Reach::not_sent, ErrorKind::invalid);
  }
  for (const std::string method : {"", "GET /x", "GET\r\n"}) {
    HttpRequest request = get(server.url("/"));
    request.method = method;
    check_failure(transport.call(request, {}), Reach::not_sent, ErrorKind::invalid);
  }
  CHECK(server.accepted() == 0);
}

}  // namespace crosswalk::wire
